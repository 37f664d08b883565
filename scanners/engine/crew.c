/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The crew: spawning and ending workers, the self-test of the walls. */
#include "scanners/engine/crew.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "core/base/io.h"
#include "core/base/log.h"
#include "scanners/engine/crew_private.h"

/* Time that a worker gets to end by itself after its socket was closed. */
#define END_MS          3000
#define SELF_TEST_TRIES 3
/* Starts of one zygote after which its dying is taken for its own fault. */
#define CREW_DEATHS_MAX 4u

static const char *const escapes[] = {
#define ESCAPE(name, id) id,
#include "scanners/engine/escapes.def"
#undef ESCAPE
};

static enum crew_zygote zygote_of(enum role role)
{
	return role == ROLE_SCANNER ? CREW_SAMPLES : CREW_READERS;
}

static int name_program(struct crew *c, const char *program, struct err *err)
{
	char own[PATH_MAX - 32];
	ssize_t n;
	char *slash;

	if (program) {
		snprintf(c->worker_program, sizeof(c->worker_program), "%s", program);
		return 0;
	}
	n = readlink("/proc/self/exe", own, sizeof(own) - 1);
	if (n <= 0)
		return err_sys(err, -errno, "could not find the worker program");
	own[n] = '\0';
	slash = strrchr(own, '/');
	if (slash)
		*slash = '\0';
	snprintf(c->worker_program, sizeof(c->worker_program), "%s/kenshin-worker", own);
	return 0;
}

/* Starts it, again when it died without a word; waits at most ms. -EAGAIN: not ready yet. */
static int try_ready(struct crew *c, enum crew_zygote which, int ms, struct err *err)
{
	struct zygote_link *z = &c->zygote[which];
	int64_t deadline = crew_clock() + ms;
	struct err why = { 0 };
	int r;

	do {
		if (z->control < 0 && z->hello.op == ZYGOTE_TROUBLE && !z->ready)
			return err_set(err,
				       (enum err_kind)MIN(z->hello.kind, (uint32_t)ERR_INTERNAL),
				       MIN(z->hello.value, -1), "%s", z->hello.words);
		err_clear(&why);
		r = zygote_start(c, which, &why);
		if (r == 0)
			r = zygote_ready(c, which, (int)MAX(deadline - crew_clock(), 0), &why);
	} while (r < 0 && r != -EAGAIN && why.kind == ERR_INTERNAL &&
		 z->hello.op != ZYGOTE_TROUBLE && z->starts < CREW_DEATHS_MAX);
	if (r < 0 && r != -EAGAIN && err)
		*err = why;
	return r;
}

static int wait_ready(struct crew *c, enum crew_zygote which, struct err *err)
{
	int r = try_ready(c, which, which == CREW_SAMPLES ? CREW_SAMPLES_MS : CREW_READY_MS, err);

	if (r != -EAGAIN)
		return r;
	zygote_down(c, which);
	return err_set(err, ERR_LIMIT, -ETIMEDOUT, "the workers' parent took too long to start");
}

static void note_walls(struct crew *c)
{
	const struct wire_walls *w = &c->zygote[CREW_READERS].hello.walls;
	/* A plain user's workers stay that user; root's must not stay root. */
	bool root = c->broker >= 0 || geteuid() == 0;

	c->walls = (struct sandbox_report){
		.own_user = w->own_user,
		.landlock_abi = (int)MIN(w->landlock_abi, 1000u),
		.seccomp = w->seccomp,
		.chroot = w->chroot,
		.namespaces = w->namespaces,
		.weak = !c->no_sandbox && (!w->seccomp || (root && !w->own_user)),
		.off = c->no_sandbox,
	};
}

static int how_it_ended(int status, bool killed, struct err *err)
{
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	if (killed && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
		return err_set(err, ERR_INTERNAL, -ETIMEDOUT, "took too long");
	if (WIFSIGNALED(status))
		return err_set(err, ERR_INTERNAL, -ECHILD, "stopped by signal %d",
			       WTERMSIG(status));
	return err_set(err, ERR_INTERNAL, -ECHILD, "stopped with code %d", WEXITSTATUS(status));
}

/* A zygote that was started anew knows nothing of the workers before; they went with theirs. */
static bool parent_lives(const struct crew *c, const struct worker *w)
{
	const struct zygote_link *z = &c->zygote[zygote_of(w->role)];

	return z->control >= 0 && z->starts == w->parent;
}

/* Waits for the end of w; false when the time is over. */
static bool wait_end(struct crew *c, const struct worker *w, int ms, int *ret_status)
{
	struct zygote_link *z = &c->zygote[zygote_of(w->role)];
	int64_t deadline = crew_clock() + ms;
	struct zygote_report report;

	while (!zygote_ended(c, w->serial, ret_status)) {
		int r = parent_lives(c, w) ? crew_wait(z->control, deadline) : 0;

		if (r <= 0 || zygote_report(c, zygote_of(w->role), 0, &report) < 0)
			return false;
	}
	return true;
}

enum attempt { ATTEMPT_DIED, ATTEMPT_LIVED, ATTEMPT_UNCLEAR };

/* One attempt. UNCLEAR: something else ended it or its parent. */
static enum attempt try_escape(struct crew *c, const char *name, struct err *err)
{
	struct worker w;
	int status = 0;

	err_clear(err);
	if (crew_spawn(c, ROLE_SELFTEST, name, NULL, 0, &w, err) < 0)
		return ATTEMPT_UNCLEAR;
	close(w.sock);
	if (!wait_end(c, &w, CREW_STEP_MS, &status)) {
		err_set(err, ERR_INTERNAL, -ECHILD, "the self-test did not end");
		return ATTEMPT_UNCLEAR;
	}
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
		return ATTEMPT_DIED;
	how_it_ended(status, false, err);
	/* Its walls could not even be put up (too little memory, too few descriptors): it never got
	 * to try, so nothing is known of how they hold. */
	if (WIFEXITED(status) && WEXITSTATUS(status) == 126) {
		err_set(
		    err, ERR_INTERNAL, -EAGAIN,
		    "the walls around a worker could not be put up; perhaps memory or open files "
		    "are limited too much");
		return ATTEMPT_UNCLEAR;
	}
	return WIFEXITED(status) ? ATTEMPT_LIVED : ATTEMPT_UNCLEAR;
}

static int self_test(struct crew *c, struct err *err)
{
	if (c->no_sandbox || (c->weak_ok && !c->walls.seccomp))
		return 0;
	for (size_t i = 0; i < LEN(escapes); i++) {
		enum attempt a = ATTEMPT_UNCLEAR;
		struct err why = { 0 };

		for (int n = 0; a == ATTEMPT_UNCLEAR && n < SELF_TEST_TRIES; n++)
			a = try_escape(c, escapes[i], &why);
		if (a == ATTEMPT_DIED)
			continue;
		if (a == ATTEMPT_UNCLEAR) {
			if (err)
				*err = why;
			return err_while(err, "while testing the walls");
		}
		log_add("engine", "a worker got away with %s", escapes[i]);
		if (!c->weak_ok)
			return err_set(err, ERR_DENIED, -EPERM,
				       "the walls around the workers do not hold (%s)", escapes[i]);
		c->walls.weak = true;
	}
	return 0;
}

int crew_start(const struct crew_options *o, struct crew **ret, struct err *err)
{
	struct crew *c = xcalloc(1, sizeof(*c));
	int r;

	c->broker = o->broker;
	c->no_sandbox = o->no_sandbox;
	c->weak_ok = o->weak_ok;
	for (size_t i = 0; i < CREW_ZYGOTES; i++)
		c->zygote[i].control = -1;
	if (o->signatures && !realpath(o->signatures, c->signatures))
		snprintf(c->signatures, sizeof(c->signatures), "%s", o->signatures);
	r = name_program(c, o->worker_program, err);
	if (r == 0)
		r = wait_ready(c, CREW_READERS, err);
	if (r == 0) {
		note_walls(c);
		r = self_test(c, err);
	}
	if (r < 0) {
		crew_stop(c);
		return r;
	}
	*ret = c;
	return 0;
}

void crew_stop(struct crew *c)
{
	if (!c)
		return;
	for (unsigned i = 0; i < CREW_ZYGOTES; i++)
		zygote_down(c, (enum crew_zygote)i);
	free(c);
}

const struct sandbox_report *crew_sandbox(const struct crew *c)
{
	return &c->walls;
}

int crew_samples(struct crew *c, int ms, struct scan_database *ret, struct err *err)
{
	int r;

	if (!c->signatures[0])
		return err_set(err, ERR_IO, -ENOENT, "no directory of samples was named");
	r = try_ready(c, CREW_SAMPLES, ms, err);
	if (r == 0)
		*ret = c->zygote[CREW_SAMPLES].hello.database;
	return r;
}

/* The zygote's word on a worker that was just asked for. */
static int started(struct crew *c, enum crew_zygote which, struct worker *w, struct err *err)
{
	struct zygote_report report;
	int r = zygote_report(c, which, CREW_STEP_MS, &report);

	if (r < 0) {
		zygote_down(c, which);
		return err_set(err, ERR_INTERNAL, r, "the workers' parent gave no answer");
	}
	if (report.op == ZYGOTE_STARTED && report.serial == w->serial && report.value > 0) {
		w->pid = report.value;
		w->parent = c->zygote[which].starts;
		return 0;
	}
	return err_set(err, ERR_INTERNAL, -ECHILD, "could not start a worker: %s", report.words);
}

static int spawn_once(struct crew *c, enum role role, const char *arg, const int *fds, size_t n_fds,
		      struct worker *ret, struct err *err)
{
	enum crew_zygote which = zygote_of(role);
	struct zygote_ask ask = { .op = ZYGOTE_SPAWN, .role = role };
	int all[CREW_FDS_MAX + 1], pair[2], r;

	*ret = (struct worker){ .role = role, .sock = -1 };
	if (n_fds > CREW_FDS_MAX || strlen(arg) >= sizeof(ask.arg))
		return err_set(err, ERR_INTERNAL, -E2BIG, "too much for one worker");
	if (which == CREW_SAMPLES && !c->signatures[0])
		return err_set(err, ERR_IO, -ENOENT, "no directory of samples was named");
	r = wait_ready(c, which, err);
	if (r < 0)
		return r;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return err_sys(err, -errno, "could not make a socket");
	ask.serial = ret->serial = ++c->serial;
	snprintf(ask.arg, sizeof(ask.arg), "%s", arg);
	all[0] = pair[1];
	for (size_t i = 0; i < n_fds; i++)
		all[i + 1] = fds[i];
	r = zygote_ask(c, which, &ask, all, n_fds + 1, err);
	close(pair[1]);
	if (r == 0)
		r = started(c, which, ret, err);
	if (r < 0)
		close(pair[0]);
	else
		ret->sock = pair[0];
	return r;
}

int crew_spawn(struct crew *c, enum role role, const char *arg, const int *fds, size_t n_fds,
	       struct worker *ret, struct err *err)
{
	struct err why = { 0 };
	int r = spawn_once(c, role, arg, fds, n_fds, ret, &why);

	/* The parent died over it: once more, with a new one. */
	if (r < 0 && c->zygote[zygote_of(role)].control < 0 && why.kind == ERR_INTERNAL) {
		err_clear(&why);
		r = spawn_once(c, role, arg, fds, n_fds, ret, &why);
	}
	if (r < 0 && err)
		*err = why;
	return r;
}

int crew_end(struct crew *c, struct worker *w, bool kill_it, struct err *err)
{
	struct zygote_ask ask = { .op = ZYGOTE_KILL, .serial = w->serial };
	int status;

	if (w->sock < 0)
		return 0;
	close(w->sock);
	w->sock = -1;
	if ((!kill_it || !parent_lives(c, w)) && wait_end(c, w, END_MS, &status))
		return how_it_ended(status, false, err);
	if (!parent_lives(c, w) || zygote_ask(c, zygote_of(w->role), &ask, NULL, 0, err) < 0)
		return err_set(err, ERR_INTERNAL, -ECHILD, "stopped with the workers' parent");
	if (wait_end(c, w, CREW_STEP_MS, &status))
		return how_it_ended(status, true, err);
	if (!parent_lives(c, w))
		return err_set(err, ERR_INTERNAL, -ECHILD, "stopped with the workers' parent");
	/* A zygote that can't tell is of no more use; taking it down takes its workers down. */
	zygote_down(c, zygote_of(w->role));
	return err_set(err, ERR_INTERNAL, -ECHILD, "stopped with the workers' parent");
}

ssize_t crew_receive(const struct worker *w, int ms, void *buf, size_t size, int *fds,
		     size_t max_fds, size_t *ret_n_fds)
{
	int r;

	*ret_n_fds = 0;
	if (w->sock < 0)
		return 0;
	r = crew_wait(w->sock, crew_clock() + ms);
	if (r <= 0)
		return r < 0 ? r : -ETIMEDOUT;
	return io_recv(w->sock, buf, size, fds, max_fds, ret_n_fds);
}
