/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages with descriptors over SOCK_SEQPACKET (declared in io.h). */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include "core/base/io.h"

int io_send(int sock, const void *buf, size_t n, const int *fds, size_t n_fds)
{
	_Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int) * IO_FDS_MAX)] = { 0 };
	struct iovec iov = { .iov_base = (void *)(uintptr_t)buf, .iov_len = n };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };
	ssize_t r;

	if (n > IO_MESSAGE_MAX || n_fds > IO_FDS_MAX)
		return -EMSGSIZE;
	if (n_fds) {
		struct cmsghdr *c;

		msg.msg_control = control;
		msg.msg_controllen = CMSG_SPACE(sizeof(int) * n_fds);
		c = CMSG_FIRSTHDR(&msg);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(int) * n_fds);
		memcpy(CMSG_DATA(c), fds, sizeof(int) * n_fds);
	}
	do {
		r = sendmsg(sock, &msg, MSG_NOSIGNAL);
	} while (r < 0 && errno == EINTR);
	if (r < 0)
		return errno == ECONNRESET ? -EPIPE : -errno;
	return (size_t)r == n ? 0 : -EIO;
}

/* Takes the descriptors out of a message; those beyond max are closed. Returns how many came. */
static size_t take_fds(struct msghdr *msg, int *fds, size_t max)
{
	size_t total = 0;

	for (struct cmsghdr *c = CMSG_FIRSTHDR(msg); c; c = CMSG_NXTHDR(msg, c)) {
		size_t n;

		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
			continue;
		n = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		for (size_t i = 0; i < n; i++, total++) {
			int fd;

			memcpy(&fd, CMSG_DATA(c) + i * sizeof(int), sizeof(int));
			if (total < max)
				fds[total] = fd;
			else
				close(fd);
		}
	}
	return total;
}

ssize_t io_recv(int sock, void *buf, size_t size, int *fds, size_t max_fds, size_t *ret_n_fds)
{
	_Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(int) * IO_FDS_MAX)];
	struct iovec iov = { .iov_base = buf, .iov_len = size };
	struct msghdr msg = { .msg_iov = &iov,
			      .msg_iovlen = 1,
			      .msg_control = control,
			      .msg_controllen = sizeof(control) };
	size_t n_fds;
	ssize_t r;

	*ret_n_fds = 0;
	/* A peer that ended with something unread leaves ECONNRESET, told once and before what it
	 * had still sent: that must not be lost. */
	for (int reset = 0;;) {
		r = recvmsg(sock, &msg, MSG_CMSG_CLOEXEC);
		if (r >= 0 || (errno != EINTR && (errno != ECONNRESET || reset++)))
			break;
	}
	if (r < 0)
		return errno == ECONNRESET ? 0 : -errno;
	n_fds = take_fds(&msg, fds, max_fds);
	if (n_fds > max_fds || msg.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) {
		for (size_t i = 0; i < MIN(n_fds, max_fds); i++)
			close(fds[i]);
		return -EBADMSG;
	}
	*ret_n_fds = n_fds;
	return r;
}

int io_recv_exact(int sock, void *buf, size_t size, int ms, const char *who, struct err *err)
{
	struct pollfd p = { .fd = sock, .events = POLLIN };
	size_t n_fds;
	ssize_t got;
	int ready;

	do
		ready = poll(&p, 1, ms);
	while (ready < 0 && errno == EINTR);
	if (ready == 0)
		return err_set(err, ERR_LIMIT, -ETIMEDOUT, "%s did not answer in time", who);
	got = ready < 0 ? -errno : io_recv(sock, buf, size, NULL, 0, &n_fds);
	if (got == 0)
		return err_set(err, ERR_INTERNAL, -EPIPE, "%s stopped", who);
	if (got < 0)
		return err_set(err, ERR_INTERNAL, (int)got, "%s can't be heard", who);
	if ((size_t)got != size)
		return err_set(err, ERR_INTERNAL, -EBADMSG, "%s talked nonsense", who);
	return 0;
}
