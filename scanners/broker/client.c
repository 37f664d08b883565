/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The caller's end of the broker's socket. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "core/base/io.h"
#include "core/base/secret.h"
#include "scanners/broker/broker.h"

#define CONTROL_FD 3
/* A disk that spins up, a journal that is looked at. */
#define ANSWER_MS 120000

static void close_all(int *fds, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		cleanup_close(&fds[i]);
		fds[i] = -1;
	}
}

/* What it answers to request op. *ret_fds: the want descriptors that come with a good answer. */
static int hear(int sock, uint32_t op, int *ret_fds, size_t want, struct broker_answer *ret,
		struct err *err)
{
	struct pollfd p = { .fd = sock, .events = POLLIN };
	int r, none;
	size_t n_fds;
	ssize_t n;

	do {
		r = poll(&p, 1, ANSWER_MS);
	} while (r < 0 && errno == EINTR);
	if (r <= 0)
		return err_set(err, ERR_LIMIT, -ETIMEDOUT, "the helper with root took too long");
	n = io_recv(sock, ret, sizeof(*ret), want ? ret_fds : &none, want, &n_fds);
	if (n != (ssize_t)sizeof(*ret) || ret->op != op || ret->code > 0 ||
	    ret->n > BROKER_LIST_MAX) {
		close_all(ret_fds, n_fds);
		return err_set(err, ERR_INTERNAL, -EPIPE, "the helper with root stopped");
	}
	ret->words[sizeof(ret->words) - 1] = '\0';
	for (size_t i = 0; i < BROKER_LIST_MAX; i++)
		ret->name[i][BROKER_NAME_MAX - 1] = '\0';
	if (ret->code == 0 && n_fds == want)
		return 0;
	close_all(ret_fds, n_fds);
	if (ret->code == 0)
		return err_set(err, ERR_INTERNAL, -EBADMSG, "the helper with root gave nothing");
	return err_set(err, ret->kind <= ERR_INTERNAL ? (enum err_kind)ret->kind : ERR_INTERNAL,
		       ret->code, "%s", ret->words);
}

static int ask_for(int sock, const struct broker_ask *a, int give, int *ret_fds, size_t want,
		   struct broker_answer *ret, struct err *err)
{
	int r = io_send(sock, a, sizeof(*a), &give, give >= 0 ? 1 : 0);

	if (r < 0)
		return err_set(err, ERR_INTERNAL, r, "the helper with root stopped");
	return hear(sock, a->op, ret_fds, want, ret, err);
}

static int ask(int sock, const struct broker_ask *a, int give, int *ret_fd,
	       struct broker_answer *ret, struct err *err)
{
	return ask_for(sock, a, give, ret_fd, ret_fd ? 1 : 0, ret, err);
}

static int name_into(struct broker_ask *a, const char *disk, struct err *err)
{
	if (strlen(disk) >= sizeof(a->name))
		return err_set(err, ERR_IO, -ENODEV, "%s: no such disk", disk);
	snprintf(a->name, sizeof(a->name), "%s", disk);
	return 0;
}

static void exec_broker(const char *program, int sock)
{
	char *argv[] = { (char *)(uintptr_t) "kenshin-broker", (char *)(uintptr_t) "--child",
			 NULL };

	/* Ctrl-C at a terminal is for kenshin alone; the broker ends when its socket closes. */
	setsid();
	if (sock == CONTROL_FD)
		fcntl(sock, F_SETFD, 0);
	else if (dup2(sock, CONTROL_FD) < 0)
		_exit(127);
	close_range(CONTROL_FD + 1, ~0u, 0);
	execv(program, argv);
	_exit(127);
}

int broker_start(const char *program, struct err *err)
{
	char path[4096];
	int pair[2];
	pid_t pid;

	if (geteuid() != 0)
		return err_set(err, ERR_DENIED, -EPERM, "only root can start the helper");
	if (program) {
		snprintf(path, sizeof(path), "%s", program);
	} else {
		char own[4000];
		ssize_t n = readlink("/proc/self/exe", own, sizeof(own) - 1);
		char *slash;

		if (n <= 0)
			return err_sys(err, -errno, "could not find the helper");
		own[n] = '\0';
		slash = strrchr(own, '/');
		if (slash)
			*slash = '\0';
		snprintf(path, sizeof(path), "%s/kenshin-broker", own);
	}
	if (access(path, X_OK) < 0)
		return err_sys(err, -errno, "%s", path);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return err_sys(err, -errno, "could not make a socket");
	pid = fork();
	if (pid == 0)
		exec_broker(path, pair[1]);
	close(pair[1]);
	if (pid < 0) {
		close(pair[0]);
		return err_sys(err, -errno, "could not start the helper");
	}
	return pair[0];
}

int broker_connect(const char *path, struct err *err)
{
	CLEANUP(cleanup_close) int sock = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	struct sockaddr_un to = { .sun_family = AF_UNIX };

	if (strlen(path) >= sizeof(to.sun_path))
		return err_set(err, ERR_IO, -ENAMETOOLONG, "%s", path);
	snprintf(to.sun_path, sizeof(to.sun_path), "%s", path);
	if (sock < 0 || connect(sock, (const struct sockaddr *)&to, sizeof(to)) < 0)
		return err_sys(err, -errno, "%s", path);
	return TAKE_FD(sock);
}

int broker_list(int sock, char (*ret)[BROKER_NAME_MAX], size_t max, size_t *ret_n, struct err *err)
{
	struct broker_ask a = { .op = BROKER_LIST };
	struct broker_answer got;
	int r = ask(sock, &a, -1, NULL, &got, err);

	*ret_n = 0;
	for (size_t i = 0; r == 0 && i < MIN(max, got.n); i++)
		memcpy(ret[(*ret_n)++], got.name[i], BROKER_NAME_MAX);
	return r;
}

int broker_open(int sock, const char *disk, uint64_t *ret_size, bool *ret_guarded, struct err *err)
{
	struct broker_ask a = { .op = BROKER_OPEN };
	struct broker_answer got;
	int fd = -1, r = name_into(&a, disk, err);

	if (r == 0)
		r = ask(sock, &a, -1, &fd, &got, err);
	if (r < 0) {
		if (fd >= 0)
			close(fd);
		return r;
	}
	*ret_size = got.size;
	*ret_guarded = got.guarded;
	return fd;
}

int broker_guard(int sock, const char *disk, enum broker_guard what, bool *ret_guarded,
		 struct err *err)
{
	struct broker_ask a = { .op = BROKER_GUARD, .guard = what };
	struct broker_answer got;
	int r = name_into(&a, disk, err);

	if (r == 0)
		r = ask(sock, &a, -1, NULL, &got, err);
	if (r == 0)
		*ret_guarded = got.guarded;
	return r;
}

int broker_mount(int sock, int fd, const char *type, uint64_t offset, uint64_t size,
		 struct err *err)
{
	struct broker_ask a = { .op = BROKER_MOUNT, .offset = offset, .size = size };
	struct broker_answer got;
	int dir = -1, r;

	if (strlen(type) >= sizeof(a.type))
		return err_set(err, ERR_UNSUPPORTED, -EOPNOTSUPP, "%s can't be mounted", type);
	snprintf(a.type, sizeof(a.type), "%s", type);
	r = ask(sock, &a, fd, &dir, &got, err);
	if (r < 0 && dir >= 0)
		close(dir);
	return r < 0 ? r : dir;
}

int broker_spawn(int sock, int control, struct err *err)
{
	struct broker_ask a = { .op = BROKER_SPAWN };
	struct broker_answer got;

	return ask(sock, &a, control, NULL, &got, err);
}

int broker_eject(int sock, const char *disk, struct err *err)
{
	struct broker_ask a = { .op = BROKER_EJECT };
	struct broker_answer got;
	int r = name_into(&a, disk, err);

	return r < 0 ? r : ask(sock, &a, -1, NULL, &got, err);
}

static int ask_to_write(int sock, struct broker_ask *a, const char *disk, const char *type,
			struct err *err)
{
	struct broker_answer got;
	int dir = -1, r = name_into(a, disk, err);

	if (r < 0)
		return r;
	if (strlen(type) >= sizeof(a->type))
		return err_set(err, ERR_UNSUPPORTED, -EOPNOTSUPP, "%s is not written to", type);
	snprintf(a->type, sizeof(a->type), "%s", type);
	r = ask(sock, a, -1, &dir, &got, err);
	if (r < 0 && dir >= 0)
		close(dir);
	return r < 0 ? r : dir;
}

int broker_write(int sock, const char *disk, uint64_t sequence, const char *type, uint64_t offset,
		 struct err *err)
{
	struct broker_ask a = { .op = BROKER_WRITE, .offset = offset, .size = sequence };

	return ask_to_write(sock, &a, disk, type, err);
}

int broker_write_backup(int sock, const char *disk, uint64_t sequence, const char *type,
			uint64_t offset, unsigned owner, struct err *err)
{
	struct broker_ask a = { .op = BROKER_WRITE,
				.guard = BROKER_FOR_BACKUP,
				.owner = owner,
				.offset = offset,
				.size = sequence };

	return ask_to_write(sock, &a, disk, type, err);
}

int broker_write_restore(int sock, const char *disk, uint64_t sequence, uint64_t offset,
			 struct err *err)
{
	struct broker_ask a = {
		.op = BROKER_WRITE, .guard = BROKER_FOR_RESTORE, .offset = offset, .size = sequence
	};

	return ask_to_write(sock, &a, disk, "ntfs", err);
}

int broker_unlock(int sock, const char *disk, uint64_t sequence, uint64_t offset,
		  const struct broker_unlock *how, uint64_t *ret_size, struct err *err)
{
	struct unlocking {
		struct broker_ask ask;
		struct broker_unlock how;
	} *m = secret_new(sizeof(*m), err);
	struct broker_answer got;
	int fd = -1, r;

	if (!m)
		return -ENOMEM;
	m->ask = (struct broker_ask){
		.op = BROKER_UNLOCK, .guard = BROKER_FOR_BACKUP, .offset = offset, .size = sequence
	};
	m->how = *how;
	r = name_into(&m->ask, disk, err);
	if (r == 0 && io_send(sock, m, sizeof(*m), NULL, 0) < 0)
		r = err_set(err, ERR_INTERNAL, -EPIPE, "the helper with root stopped");
	secret_free(m, sizeof(*m));
	if (r == 0)
		r = hear(sock, BROKER_UNLOCK, &fd, 1, &got, err);
	if (r < 0) {
		if (fd >= 0)
			close(fd);
		return r;
	}
	*ret_size = got.size;
	return fd;
}

int broker_serve(int sock, bool writable, unsigned owner, unsigned group, int ret[2],
		 struct err *err)
{
	struct broker_ask a = {
		.op = BROKER_SERVE, .guard = writable, .owner = owner, .group = group
	};
	struct broker_answer got;

	ret[0] = ret[1] = -1;
	return ask_for(sock, &a, -1, ret, 2, &got, err);
}

int broker_forget(int sock, unsigned *ret_n, struct err *err)
{
	struct broker_ask a = { .op = BROKER_FORGET };
	struct broker_answer got;
	int r = ask(sock, &a, -1, NULL, &got, err);

	*ret_n = r == 0 ? got.n : 0;
	return r;
}
