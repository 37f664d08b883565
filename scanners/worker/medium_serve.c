/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The role that serves an NTFS disk to the kernel: its part and /dev/fuse in, nothing out but files. */
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>

#include "core/base/arena.h"
#include "core/base/io.h"
#include "core/base/utf.h"
#include "scanners/engine/crew.h"
#include "scanners/engine/medium_wire.h"
#include "scanners/worker/medium.h"

/* Its end is the kernel's word to whoever waits: a request that never ends must not hold a backup. */
static void deadline(int seconds)
{
	const struct itimerval t = { .it_value = { .tv_sec = seconds } };

	(void)!setitimer(ITIMER_REAL, &t, NULL);
}

static int say(int sock, uint32_t op, int code, bool unclean, const struct err *err)
{
	struct wire_medium_say w = { .op = op, .code = code, .unclean = unclean };

	if (code < 0)
		utf8_cut(w.words, sizeof(w.words), err->message);
	return io_send(sock, &w, sizeof(w), NULL, 0);
}

static bool arguments(const char *arg, bool *ret_writes, bool *ret_inherits, uint64_t *ret_offset,
		      uint64_t *ret_size)
{
	char how[8];

	if (sscanf(arg, "%7s %" SCNu64 " %" SCNu64, how, ret_offset, ret_size) != 3)
		return false;
	*ret_inherits = !strcmp(how, MEDIUM_INHERIT);
	*ret_writes = *ret_inherits || !strcmp(how, MEDIUM_WRITE);
	return *ret_writes || !strcmp(how, MEDIUM_READ);
}

/* Until the parent asks for the end. False: it is gone, or says something else. */
static bool serve(struct medium_server *s, int sock)
{
	struct pollfd p[] = { { .fd = sock, .events = POLLIN },
			      { .fd = s->fuse, .events = POLLIN } };
	struct wire_medium_ask ask;
	size_t none;

	for (;;) {
		if (poll(p, LEN(p), -1) < 0)
			return false;
		/* What the kernel still has to say goes before the end. */
		if (p[1].revents) {
			deadline(MEDIUM_REQUEST_SECONDS);
			if (!medium_request(s))
				p[1].fd = -1; /* the mount is gone */
			deadline(0);
		} else if (p[0].revents) {
			return io_recv(sock, &ask, sizeof(ask), NULL, 0, &none) == sizeof(ask) &&
			       ask.op == MEDIUM_FINISH;
		}
	}
}

int serve_medium(int sock, const char *arg, const int *fds, size_t n_fds)
{
	struct medium_server s = { .in = xmalloc(MEDIUM_IN), .out = xmalloc(MEDIUM_PIECE) };
	bool writes, inherits, unclean = false;
	uint64_t offset, size;
	struct err err = { 0 };
	int r;

	if (n_fds != 2 || !arguments(arg, &writes, &inherits, &offset, &size))
		return 2;
	s.fuse = fds[1];
	deadline(MEDIUM_REQUEST_SECONDS);
	r = ntfs_medium_open(fds[0], offset, size, writes, &s.volume, &unclean, &err);
	if (r == 0 && inherits)
		ntfs_medium_inherit(s.volume);
	deadline(0);
	if (say(sock, r < 0 ? MEDIUM_REFUSED : MEDIUM_READY, r, unclean, &err) < 0 || r < 0)
		return r < 0 ? 0 : 1;
	if (!serve(&s, sock))
		return 1;
	deadline(MEDIUM_REQUEST_SECONDS);
	r = ntfs_medium_close(s.volume, &err);
	return say(sock, MEDIUM_FINISHED, r, false, &err) < 0;
}
