/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The crew's end of a zygote: starting it, its reports, its end. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "core/base/io.h"
#include "scanners/broker/broker.h"
#include "scanners/engine/crew_private.h"
#include "scanners/engine/crew_scratch.h"

int64_t crew_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int crew_wait(int fd, int64_t deadline)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	for (;;) {
		int64_t left = deadline - crew_clock();
		int r = poll(&p, 1, left < 0 ? 0 : (int)MIN(left, 1 << 30));

		if (r >= 0)
			return r > 0;
		if (errno != EINTR)
			return -errno;
	}
}

/* In the child between fork and exec: nothing but plain calls. */
static void exec_worker(const char *program, int control)
{
	char *argv[] = { (char *)(uintptr_t) "kenshin-worker", NULL };
	sigset_t none;

	/* Ctrl-C at a terminal is for kenshin alone: it ends the run with what it has. */
	setsid();
	if (control == WIRE_CONTROL_FD)
		fcntl(control, F_SETFD, 0);
	else if (dup2(control, WIRE_CONTROL_FD) < 0)
		_exit(127);
	close_range(WIRE_CONTROL_FD + 1, ~0u, 0);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	execv(program, argv);
	_exit(127);
}

static int launch(struct crew *c, struct zygote_link *z, int theirs, struct err *err)
{
	if (c->broker >= 0)
		return broker_spawn(c->broker, theirs, err);
	if (access(c->worker_program, X_OK) < 0)
		return err_sys(err, -errno, "%s", c->worker_program);
	z->pid = fork();
	if (z->pid < 0)
		return err_sys(err, -errno, "could not start the workers' parent");
	if (z->pid == 0)
		exec_worker(c->worker_program, theirs);
	return 0;
}

static int send_setup(struct crew *c, enum crew_zygote which, struct err *err)
{
	struct zygote_link *z = &c->zygote[which];
	struct zygote_ask ask = { .op = ZYGOTE_SETUP };
	CLEANUP(cleanup_close) int scratch = -1;
	CLEANUP(cleanup_close) int samples = -1;
	int fds[2];

	ask.flags = (c->no_sandbox ? ZYGOTE_NO_SANDBOX : 0) | (c->weak_ok ? ZYGOTE_WEAK_OK : 0);
	if (which == CREW_SAMPLES) {
		ask.flags |= ZYGOTE_SAMPLES;
		snprintf(ask.arg, sizeof(ask.arg), "%s", c->signatures);
		scratch = crew_scratch_make(z->scratch, sizeof(z->scratch), err);
		if (scratch < 0)
			return scratch;
	}
	/* The samples may lie below a folder that only this user can enter (root's home, say). */
	if (which == CREW_SAMPLES)
		samples = open(c->signatures, O_PATH | O_DIRECTORY | O_CLOEXEC);
	fds[0] = scratch;
	fds[1] = samples;
	return zygote_ask(c, which, &ask, fds, scratch < 0 ? 0 : samples < 0 ? 1 : 2, err);
}

int zygote_start(struct crew *c, enum crew_zygote which, struct err *err)
{
	struct zygote_link *z = &c->zygote[which];
	int pair[2], r;

	if (z->control >= 0)
		return 0;
	if (z->starts >= CREW_STARTS_MAX)
		return err_set(err, ERR_INTERNAL, -ECHILD,
			       "the workers' parent stopped again and again");
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return err_sys(err, -errno, "could not make a socket");
	z->starts++;
	z->ready = false;
	z->pid = 0;
	z->scratch[0] = '\0';
	z->hello = (struct zygote_report){ 0 };
	r = launch(c, z, pair[1], err);
	close(pair[1]);
	z->control = pair[0];
	if (r == 0)
		r = send_setup(c, which, err);
	if (r < 0)
		zygote_down(c, which);
	return r;
}

/* Closing the socket ends it; one that loads samples for long is not waited for. */
void zygote_down(struct crew *c, enum crew_zygote which)
{
	struct zygote_link *z = &c->zygote[which];

	if (z->control >= 0)
		close(z->control);
	z->control = -1;
	z->ready = false;
	if (z->pid > 0) {
		kill(z->pid, SIGKILL);
		while (waitpid(z->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	z->pid = 0;
	crew_scratch_remove(z->scratch);
}

int zygote_ask(struct crew *c, enum crew_zygote which, const struct zygote_ask *ask, const int *fds,
	       size_t n_fds, struct err *err)
{
	int control = c->zygote[which].control, r = -EPIPE;

	if (control >= 0)
		r = io_send(control, ask, sizeof(*ask), fds, n_fds);
	if (r == 0)
		return 0;
	zygote_down(c, which);
	return err_set(err, ERR_INTERNAL, r, "the workers' parent stopped");
}

int zygote_report(struct crew *c, enum crew_zygote which, int ms, struct zygote_report *ret)
{
	struct zygote_link *z = &c->zygote[which];
	int64_t deadline = crew_clock() + ms;

	for (;;) {
		size_t n_fds;
		ssize_t n;
		int r;

		if (z->control < 0)
			return -EPIPE;
		r = crew_wait(z->control, deadline);
		if (r <= 0)
			return r < 0 ? r : -ETIMEDOUT;
		n = io_recv(z->control, ret, sizeof(*ret), NULL, 0, &n_fds);
		if (n != (ssize_t)sizeof(*ret)) {
			zygote_down(c, which);
			return -EPIPE;
		}
		ret->words[sizeof(ret->words) - 1] = '\0';
		ret->database.version[sizeof(ret->database.version) - 1] = '\0';
		ret->database.engine[sizeof(ret->database.engine) - 1] = '\0';
		if (ret->op != ZYGOTE_ENDED)
			return 0;
		/* The oldest goes first when nobody asked for it. */
		if (c->n_ended == CREW_ENDED_MAX)
			memmove(&c->ended[0], &c->ended[1], --c->n_ended * sizeof(c->ended[0]));
		c->ended[c->n_ended].serial = ret->serial;
		c->ended[c->n_ended++].status = ret->value;
		if (ms == 0)
			return 0;
	}
}

bool zygote_ended(struct crew *c, unsigned serial, int *ret_status)
{
	for (size_t i = 0; i < c->n_ended; i++) {
		if (c->ended[i].serial != serial)
			continue;
		*ret_status = c->ended[i].status;
		c->ended[i] = c->ended[--c->n_ended];
		return true;
	}
	return false;
}

int zygote_ready(struct crew *c, enum crew_zygote which, int ms, struct err *err)
{
	struct zygote_link *z = &c->zygote[which];
	struct zygote_report got;
	int r;

	if (z->ready)
		return 0;
	r = zygote_report(c, which, ms, &got);
	if (r == -ETIMEDOUT)
		return -EAGAIN;
	if (r == 0) {
		z->hello = got;
		z->ready = got.op == ZYGOTE_READY;
	}
	if (z->ready)
		return 0;
	zygote_down(c, which);
	if (r == 0 && got.op == ZYGOTE_TROUBLE && got.value < 0 && got.kind <= ERR_INTERNAL)
		return err_set(err, (enum err_kind)got.kind, got.value, "%s", got.words);
	return err_set(err, ERR_INTERNAL, -ECHILD, "the workers' parent stopped at its start");
}
