/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The zygote's loop. Its own state is fixed arrays; requests come from the crew, which is as
 * trusted as this process, and are checked all the same. */
#include "scanners/worker/zygote.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>

#include "core/base/io.h"
#include "scanners/worker/sandbox.h"
#include "scanners/worker/scratch.h"
#include "scanners/worker/warm.h"

#define CHILDREN_MAX 64
#define FDS_HIGH     64 /* above anything that a worker's own descriptors are moved to */

struct zygote {
	int control, signals;
	pid_t self;
	struct sandbox sandbox;
	struct {
		pid_t pid; /* 0: free */
		uint32_t serial;
	} child[CHILDREN_MAX];
};

static int report(const struct zygote *z, const struct zygote_report *r)
{
	return io_send(z->control, r, sizeof(*r), NULL, 0);
}

static int report_trouble(const struct zygote *z, uint32_t serial, const struct err *err)
{
	struct zygote_report r = { .op = ZYGOTE_TROUBLE, .serial = serial };

	r.kind = (uint32_t)err->kind;
	r.value = err->code;
	err_text(err, r.words, sizeof(r.words));
	return report(z, &r);
}

/* Moves sock and fds to 3, 4, ...: first out of the way, then down. */
static bool arrange(int *sock, int *fds, size_t n_fds)
{
	int all[IO_FDS_MAX + 1];
	size_t n = 0;

	all[n++] = *sock;
	for (size_t i = 0; i < n_fds; i++)
		all[n++] = fds[i];
	for (size_t i = 0; i < n; i++) {
		all[i] = fcntl(all[i], F_DUPFD, FDS_HIGH);
		if (all[i] < 0)
			return false;
	}
	for (size_t i = 0; i < n; i++)
		if (dup2(all[i], (int)i + 3) < 0)
			return false;
	*sock = 3;
	for (size_t i = 0; i < n_fds; i++)
		fds[i] = (int)i + 4;
	return close_range((unsigned)n + 3, ~0u, 0) == 0;
}

/* In the new process: never returns. 126 means that the walls could not be put up. */
static void become_worker(const struct zygote *z, const struct zygote_ask *ask, int *fds,
			  size_t n_fds)
{
	const struct role_spec *spec = role_spec((enum role)ask->role, ask->arg);
	int sock = fds[0];
	sigset_t none;
	struct err err;

	err_clear(&err);
	/* The order matters: after this line a zygote that is gone takes the worker with it; one
	 * that went before is seen by its number. */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != z->self)
		_exit(126);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (spec->fence == FENCE_SCRATCH && scratch_enter(z->sandbox.scratch, ask->serial) < 0)
		_exit(126);
	if (!arrange(&sock, fds + 1, n_fds - 1) ||
	    sandbox_worker(&z->sandbox, spec, fds + 1, n_fds - 1, &err) < 0)
		_exit(126);
	_exit(spec->serve(sock, ask->arg, fds + 1, n_fds - 1));
}

static void spawn(struct zygote *z, const struct zygote_ask *ask, int *fds, size_t n_fds)
{
	struct zygote_report r = { .op = ZYGOTE_STARTED, .serial = ask->serial };
	const struct role_spec *spec = NULL;
	struct err err;
	size_t slot = 0;
	pid_t pid;

	err_clear(&err);
	while (slot < CHILDREN_MAX && z->child[slot].pid)
		slot++;
	if (ask->role < ROLES)
		spec = role_spec((enum role)ask->role, ask->arg);
	if (!spec || n_fds < 1 || (spec->role == ROLE_SCANNER) != z->sandbox.samples)
		err_set(&err, ERR_INTERNAL, -EINVAL, "no worker for role %u", ask->role);
	else if (slot == CHILDREN_MAX)
		err_set(&err, ERR_LIMIT, -EAGAIN, "too many workers at once");
	if (err.kind != ERR_NONE) {
		(void)!report_trouble(z, ask->serial, &err);
		return;
	}
	pid = fork();
	if (pid == 0)
		become_worker(z, ask, fds, n_fds);
	if (pid < 0) {
		err_sys(&err, -errno, "could not start a worker");
		(void)!report_trouble(z, ask->serial, &err);
		return;
	}
	z->child[slot].pid = pid;
	z->child[slot].serial = ask->serial;
	r.value = pid;
	(void)!report(z, &r);
}

static void reap(struct zygote *z)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		for (size_t i = 0; i < CHILDREN_MAX; i++) {
			struct zygote_report r = { .op = ZYGOTE_ENDED, .value = status };

			if (z->child[i].pid != pid)
				continue;
			r.serial = z->child[i].serial;
			z->child[i].pid = 0;
			/* What a killed scanner leaves would fill the space of the others. */
			if (z->sandbox.samples)
				scratch_wipe(z->sandbox.scratch, r.serial);
			(void)!report(z, &r);
		}
	}
}

static void kill_child(const struct zygote *z, uint32_t serial)
{
	for (size_t i = 0; i < CHILDREN_MAX; i++)
		if (z->child[i].pid && z->child[i].serial == serial)
			kill(z->child[i].pid, SIGKILL);
}

/* Next request; false when the crew is gone or talks nonsense. */
static bool take_request(struct zygote *z)
{
	struct zygote_ask ask;
	int fds[IO_FDS_MAX];
	size_t n_fds;
	ssize_t n = io_recv(z->control, &ask, sizeof(ask), fds, LEN(fds), &n_fds);

	if (n == -EBADMSG)
		return true;
	if (n == (ssize_t)sizeof(ask)) {
		ask.arg[sizeof(ask.arg) - 1] = '\0';
		if (ask.op == ZYGOTE_SPAWN)
			spawn(z, &ask, fds, n_fds);
		else if (ask.op == ZYGOTE_KILL)
			kill_child(z, ask.serial);
	}
	for (size_t i = 0; i < n_fds; i++)
		close(fds[i]);
	return n == (ssize_t)sizeof(ask);
}

static int set_up(struct zygote *z, struct zygote_report *ready, struct err *err)
{
	struct zygote_ask ask;
	int fds[2] = { -1, -1 };
	size_t n_fds;
	ssize_t n = io_recv(z->control, &ask, sizeof(ask), fds, LEN(fds), &n_fds);
	CLEANUP(cleanup_close) int samples = n_fds > 1 ? fds[1] : -1;
	int r;

	z->sandbox.scratch = n_fds ? fds[0] : -1;
	if (n != (ssize_t)sizeof(ask) || ask.op != ZYGOTE_SETUP)
		return err_set(err, ERR_INTERNAL, -EBADMSG, "no set-up came");
	ask.arg[sizeof(ask.arg) - 1] = '\0';
	z->sandbox.off = ask.flags & ZYGOTE_NO_SANDBOX;
	z->sandbox.weak_ok = ask.flags & ZYGOTE_WEAK_OK;
	z->sandbox.samples = ask.flags & ZYGOTE_SAMPLES;
	r = sandbox_null(z->sandbox.off, err);
	if (r == 0)
		r = warm_libraries(err);
	if (r == 0)
		r = sandbox_user(&z->sandbox, err);
	if (r == 0 && z->sandbox.samples) {
		if (z->sandbox.scratch < 0 || fchdir(z->sandbox.scratch) < 0)
			return err_set(err, ERR_IO, -ENOSPC, "no place for temporary files");
		/* By the descriptor: the way to it may be closed to the workers' user. */
		if (samples >= 0)
			snprintf(ask.arg, sizeof(ask.arg), "/proc/self/fd/%d", samples);
		r = scan_load(ask.arg, ".", &ready->database, err);
	}
	return r < 0 ? r : sandbox_close(&z->sandbox, err);
}

static void serve(struct zygote *z)
{
	struct pollfd p[2] = { { .fd = z->control, .events = POLLIN },
			       { .fd = z->signals, .events = POLLIN } };

	for (;;) {
		struct signalfd_siginfo info;

		if (poll(p, 2, -1) < 0 && errno != EINTR)
			return;
		if (p[1].revents) {
			(void)!read(z->signals, &info, sizeof(info));
			reap(z);
		}
		if (p[0].revents && !take_request(z))
			return;
	}
}

int zygote_run(int control)
{
	struct zygote z = { .control = control };
	struct zygote_report ready = { .op = ZYGOTE_READY };
	struct err err;
	sigset_t child;

	err_clear(&err);
	fcntl(control, F_SETFD, FD_CLOEXEC);
	/* Whoever started us may have ignored it, and that is inherited. */
	signal(SIGCHLD, SIG_DFL);
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	z.signals = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
	if (z.signals < 0 || set_up(&z, &ready, &err) < 0) {
		if (err.kind == ERR_NONE)
			err_sys(&err, -errno, "could not watch over workers");
		(void)!report_trouble(&z, 0, &err);
		return 1;
	}
	z.self = getpid();
	ready.walls = z.sandbox.walls;
	if (report(&z, &ready) == 0)
		serve(&z);
	for (size_t i = 0; i < CHILDREN_MAX; i++)
		if (z.child[i].pid)
			kill(z.child[i].pid, SIGKILL);
	while (waitpid(-1, NULL, 0) > 0)
		;
	/* The caller may have been killed: nobody else would wipe parts of a client's files. */
	for (size_t i = 0; z.sandbox.samples && i < CHILDREN_MAX; i++)
		if (z.child[i].pid)
			scratch_wipe(z.sandbox.scratch, z.child[i].serial);
	return 0;
}
