/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The broker's requests, one at a time. */
#include "scanners/broker/server.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include "core/base/io.h"
#include "core/base/secret.h"

#define CONTROL_FD    3
#define ZYGOTE_END_MS 3000

static int do_open(struct server *s, const struct broker_ask *ask, struct broker_answer *answer,
		   struct err *err)
{
	CLEANUP(cleanup_close) int fd = -1;
	dev_t device;
	int r = device_check(ask->name, &device, err);

	if (r == 0)
		r = device_free(ask->name, device, err);
	if (r == 0)
		r = guards_set(s, ask->name, err);
	if (r < 0)
		return r;
	fd = device_open(ask->name, device, err);
	if (fd < 0)
		return fd;
	if (ioctl(fd, BLKGETSIZE64, &answer->size) < 0)
		return err_sys(err, -errno, "%s", ask->name);
	answer->guarded = 1;
	return TAKE_FD(fd);
}

static int do_guard(struct server *s, const struct broker_ask *ask, struct broker_answer *answer,
		    struct err *err)
{
	char path[64];
	dev_t device;
	int r = device_check(ask->name, &device, err);

	if (r == 0 && ask->guard == BROKER_GUARD_SET) {
		r = device_free(ask->name, device, err);
		if (r == 0)
			r = guards_set(s, ask->name, err);
	} else if (r == 0 && ask->guard == BROKER_GUARD_UNDO) {
		r = guards_undo(s, ask->name, err);
	}
	if (r < 0)
		return r;
	snprintf(path, sizeof(path), "/dev/%s", ask->name);
	r = guard_get(path, err);
	answer->guarded = r > 0;
	return r < 0 ? r : 0;
}

static int do_eject(struct server *s, const struct broker_ask *ask, struct err *err)
{
	dev_t device;
	int r;

	if (!ask->name[0]) {
		mounts_drop(s, 0, true);
		return 0;
	}
	if (s->write.open && !strcmp(s->write.disk, ask->name))
		return writes_end(s, err); /* also when it was pulled out; its guard stays */
	if (s->unlocked.how && !strcmp(s->unlocked.disk, ask->name)) {
		r = unlock_end(s, err); /* also when it was pulled out: the key goes in any case */
		if (r < 0)
			return r;
	}
	r = device_check(ask->name, &device, err);
	if (r < 0)
		return r;
	mounts_drop(s, device, false);
	(void)!buffers_drop(ask->name, NULL); /* still guarded; BROKER_FORGET is who proves it */
	return guards_undo(s, ask->name, err);
}

/* One that hangs or was stopped would outlive its caller, who has no right to end it. */
static void end_zygotes(struct server *s)
{
	for (size_t i = 0; i < s->n_zygotes; i++) {
		struct pollfd p = { .fd = s->zygote[i], .events = POLLIN };

		/* Its socket is closed: it wipes what it holds and goes by itself. */
		if (poll(&p, 1, ZYGOTE_END_MS) == 0)
			syscall(SYS_pidfd_send_signal, s->zygote[i], SIGKILL, NULL, 0);
		close(s->zygote[i]);
	}
	s->n_zygotes = 0;
}

static int do_spawn(struct server *s, int control, struct err *err)
{
	char *argv[] = { (char *)(uintptr_t) "kenshin-worker", NULL };
	pid_t pid;

	if (control < 0)
		return err_set(err, ERR_INTERNAL, -EBADF, "no socket came");
	if (s->n_zygotes == SERVER_ZYGOTES_MAX)
		return err_set(err, ERR_LIMIT, -EAGAIN, "the workers' parent stopped too often");
	pid = fork();
	if (pid < 0)
		return err_sys(err, -errno, "could not start the workers' parent");
	if (pid > 0) {
		int fd = (int)syscall(SYS_pidfd_open, pid, 0);

		if (fd >= 0)
			s->zygote[s->n_zygotes++] = fd;
		return 0;
	}
	signal(SIGCHLD, SIG_DFL);
	if (control == CONTROL_FD)
		fcntl(control, F_SETFD, 0);
	else if (dup2(control, CONTROL_FD) < 0)
		_exit(127);
	close_range(CONTROL_FD + 1, ~0u, 0);
	execv(s->worker_program, argv);
	_exit(127);
}

/* What a caller says: most of it is the request alone. */
struct message {
	struct broker_ask ask;
	struct broker_unlock unlock;
};

static bool is_whole(const struct message *m, ssize_t n)
{
	if (n < (ssize_t)sizeof(m->ask))
		return false;
	return n == (ssize_t)(m->ask.op == BROKER_UNLOCK ? sizeof(*m) : sizeof(m->ask));
}

/* Returns 0, a descriptor to hand over (above 2), or negative errno. *ret_more: a second one. */
static int dispatch(struct server *s, const struct message *m, int given, int *ret_more,
		    struct broker_answer *answer, struct err *err)
{
	const struct broker_ask *ask = &m->ask;

	if (ask->op == BROKER_OPEN || ask->op == BROKER_MOUNT || ask->op == BROKER_WRITE ||
	    ask->op == BROKER_UNLOCK) {
		int r = buffers_begin(err);

		if (r < 0)
			return r;
	}
	switch (ask->op) {
	case BROKER_LIST: return device_list(answer, err);
	case BROKER_OPEN: return do_open(s, ask, answer, err);
	case BROKER_GUARD: return do_guard(s, ask, answer, err);
	case BROKER_MOUNT:
		if (given < 0)
			return err_set(err, ERR_INTERNAL, -EBADF, "no disk came");
		return mounts_add(s, given, ask, err);
	case BROKER_SPAWN: return do_spawn(s, given, err);
	case BROKER_UNLOCK: return unlock_begin(s, ask, &m->unlock, &answer->size, err);
	case BROKER_EJECT: return do_eject(s, ask, err);
	case BROKER_FORGET: return buffers_forget(s, &answer->n, err);
	case BROKER_WRITE: return writes_begin(s, ask, err);
	case BROKER_SERVE: return fuse_mount(s, ask, ret_more, err);
	default: return err_set(err, ERR_INTERNAL, -EINVAL, "no such request");
	}
}

static bool answer_one(struct server *s, int sock, struct message *m, int given)
{
	struct broker_answer answer = { 0 };
	struct err err = { 0 };
	int out[2] = { -1, -1 }, r;

	m->ask.name[sizeof(m->ask.name) - 1] = m->ask.type[sizeof(m->ask.type) - 1] = '\0';
	r = out[0] = dispatch(s, m, given, &out[1], &answer, &err);
	answer.op = m->ask.op;
	answer.code = MIN(r, 0);
	if (r < 0) {
		answer.kind = (uint32_t)err.kind;
		snprintf(answer.words, sizeof(answer.words), "%s", err.message);
	}
	if (given >= 0)
		close(given);
	given = io_send(sock, &answer, sizeof(answer), out, r <= 0 ? 0 : out[1] < 0 ? 1 : 2);
	if (r > 0)
		close(r);
	cleanup_close(&out[1]);
	return given == 0;
}

/* False when the caller is gone or talks nonsense. */
static bool serve_one(struct server *s, int sock)
{
	struct message *m = secret_new(sizeof(*m), NULL);
	int given = -1;
	size_t n_fds = 0;
	ssize_t n = m ? io_recv(sock, m, sizeof(*m), &given, 1, &n_fds) : -ENOMEM;
	bool good = m && is_whole(m, n);

	if (good)
		good = answer_one(s, sock, m, n_fds ? given : -1);
	else if (n_fds)
		close(given);
	secret_free(m, sizeof(*m));
	return good;
}

/* Nobody's folder is given to root by mistake: who cannot be told is nobody. */
static void see_caller(struct server *s, int sock)
{
	struct ucred peer;
	socklen_t n = sizeof(peer);
	bool known = getsockopt(sock, SOL_SOCKET, SO_PEERCRED, &peer, &n) == 0;

	s->caller = known ? peer.uid : 65534;
	s->group = known ? peer.gid : 65534;
}

void server_run(struct server *s, int sock)
{
	see_caller(s, sock);
	for (size_t i = 0; i < SERVER_MOUNTS_MAX; i++)
		s->mount[i] = (struct server_mount){ .mount = -1, .loop = -1 };
	s->write = (struct server_write)WRITE_NONE;
	s->unlocked = (struct server_unlocked){ .fd = -1 };
	mapping_sweep();
	writes_sweep();
	while (serve_one(s, sock))
		;
	(void)!writes_end(s, NULL); /* the caller went in the middle */
	end_zygotes(s);
	mounts_drop(s, 0, true);
	(void)!unlock_end(s, NULL);
	buffers_end();
	guards_undo_loops(s);
}
