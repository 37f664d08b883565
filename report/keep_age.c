/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One poll loop feeds age, takes what it gives and answers its question. */
#include "report/keep_age.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/timerfd.h>
#include <sys/wait.h>

#include "core/base/io.h"

#define PATIENCE 300 /* seconds */
#define SAID_MAX 2000
#define KEY_FD   3

static const char *const places[] = { "/usr/bin/age", "/usr/local/bin/age" };

struct run {
	const struct age_call *call;
	struct str *out;
	struct str said; /* age's own words */
	int in, from, words;
	int terminal, slave; /* slave: held open, so that the terminal does not hang up */
	size_t fed;
	bool typed;
	pid_t pid;
};

static void shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void in_child(const struct run *r, int in, int out, int words, const char *slave)
{
	static char *environment[] = { NULL };
	char *args[40] = { 0 };
	sigset_t none;
	int fd;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	if (slave) { /* the first terminal that a new session opens is its own */
		if (setsid() < 0 || open(slave, O_RDWR) < 0)
			_exit(126);
	}
	/* Above the places that are about to be filled. */
	fd = r->call->key_fd >= 0 ? fcntl(r->call->key_fd, F_DUPFD_CLOEXEC, 10) : -1;
	if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(words, 2) < 0 ||
	    (fd >= 0 && dup2(fd, KEY_FD) < 0))
		_exit(126);
	for (size_t i = 0; i + 1 < LEN(args) && r->call->argv[i]; i++)
		args[i] = (char *)(uintptr_t)r->call->argv[i];
	for (size_t i = 0; i < LEN(places); i++)
		execve(places[i], args, environment);
	_exit(127);
}

static int open_terminal(struct run *r, char *slave, size_t size, struct err *err)
{
	r->terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (r->terminal < 0 || grantpt(r->terminal) < 0 || unlockpt(r->terminal) < 0 ||
	    ptsname_r(r->terminal, slave, size) != 0 ||
	    (r->slave = open(slave, O_RDWR | O_NOCTTY | O_CLOEXEC)) < 0)
		return err_sys(err, -errno, "no terminal to ask for the pass phrase on");
	return 0;
}

/* A pipe end that is never one of 0 to 9: the child's places are filled from it. */
static int high(int fd)
{
	int up = fcntl(fd, F_DUPFD_CLOEXEC, 10);

	close(fd);
	return up;
}

static int start(struct run *r, struct err *err)
{
	int in[2] = { -1, -1 }, out[2] = { -1, -1 }, words[2] = { -1, -1 };
	char slave[64];
	int result = r->call->pass ? open_terminal(r, slave, sizeof(slave), err) : 0;

	if (result < 0)
		return result;
	if (pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0 || pipe2(words, O_CLOEXEC) < 0)
		return err_sys(err, -errno, "no pipe");
	in[0] = high(in[0]);
	out[1] = high(out[1]);
	words[1] = high(words[1]);
	r->in = in[1];
	r->from = out[0];
	r->words = words[0];
	fcntl(r->in, F_SETFL, O_NONBLOCK);
	r->pid = fork();
	if (r->pid == 0)
		in_child(r, in[0], out[1], words[1], r->call->pass ? slave : NULL);
	if (r->pid < 0)
		result = err_sys(err, -errno, "no process");
	close(in[0]);
	close(out[1]);
	close(words[1]);
	return result;
}

/* Done when the pipe is full for now, or all is in and age sees the end. */
static void feed(struct run *r)
{
	const char *p = r->call->in;

	while (r->in >= 0 && r->fed < r->call->n) {
		ssize_t n = write(r->in, p + r->fed, r->call->n - r->fed);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n < 0)
			break; /* it has ended; its words say why */
		r->fed += (size_t)n;
	}
	shut(&r->in);
}

static void take(int *fd, struct str *into)
{
	char buf[16384];
	ssize_t n = read(*fd, buf, sizeof(buf));

	if (n > 0)
		str_addn(into, buf, (size_t)n);
	else if (n == 0 || errno != EINTR)
		shut(fd);
	explicit_bzero(buf, sizeof(buf));
}

/* age switches the echo off before it asks: only then is something typed. */
static void answer(struct run *r)
{
	char buf[512];
	ssize_t n = read(r->terminal, buf, sizeof(buf));

	if (n <= 0) {
		if (n == 0 || errno != EINTR)
			shut(&r->terminal);
		return;
	}
	if (r->typed || !memchr(buf, ':', (size_t)n))
		return;
	r->typed = true;
	if (io_write_full(r->terminal, r->call->pass, strlen(r->call->pass)) < 0 ||
	    io_write_full(r->terminal, "\n", 1) < 0)
		shut(&r->terminal);
}

/* A descriptor that is readable when age had its time. */
static int begin_patience(struct err *err)
{
	const struct itimerspec all = { .it_value = { .tv_sec = PATIENCE } };
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);

	if (fd >= 0 && timerfd_settime(fd, 0, &all, NULL) == 0)
		return fd;
	if (fd >= 0)
		close(fd);
	return err_sys(err, -errno, "no timer");
}

static int serve(struct run *r, struct err *err)
{
	int timer CLEANUP(cleanup_close) = begin_patience(err);

	if (timer < 0)
		return timer;
	while (r->from >= 0 || r->words >= 0) {
		struct pollfd p[5] = { { .fd = r->in, .events = POLLOUT },
				       { .fd = r->from, .events = POLLIN },
				       { .fd = r->words, .events = POLLIN },
				       { .fd = r->terminal, .events = POLLIN },
				       { .fd = timer, .events = POLLIN } };

		if (poll(p, LEN(p), -1) < 0 && errno != EINTR)
			return err_sys(err, -errno, "waiting for age");
		if (p[4].revents)
			return err_set(err, ERR_LIMIT, -ETIMEDOUT, "age did not come to an end");
		if (p[0].revents)
			feed(r);
		if (p[1].revents)
			take(&r->from, r->out);
		if (p[2].revents)
			take(&r->words, &r->said);
		if (p[3].revents)
			answer(r);
		if (r->out->full)
			return err_set(err, ERR_LIMIT, -EFBIG, "age gave more than %zu bytes",
				       r->out->ceiling);
	}
	return 0;
}

static bool not_the_right_one(const char *said)
{
	return strstr(said, "incorrect passphrase") || strstr(said, "no identity matched") ||
	       strstr(said, "incorrect identity");
}

static int judge(struct run *r, int status, struct err *err)
{
	char *said = r->said.p ? r->said.p : (char[]){ "" };

	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return r->fed == r->call->n
			   ? 0
			   : err_set(err, ERR_INTERNAL, -EPROTO, "age did not read all");
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		return err_set(err, ERR_UNSUPPORTED, -ENOENT, "age is not installed here");
	if (not_the_right_one(said))
		return err_set(err, ERR_DENIED, -EACCES,
			       "it does not open with this key or pass phrase");
	said[strcspn(said, "\n")] = '\0';
	return err_set(err, ERR_INTERNAL, -EPROTO, "age: %s", said);
}

int age_run(const struct age_call *call, struct str *out, struct err *err)
{
	struct run r = { .call = call,
			 .out = out,
			 .said = STR_INIT(SAID_MAX),
			 .in = -1,
			 .from = -1,
			 .words = -1,
			 .terminal = -1,
			 .slave = -1,
			 .pid = -1 };
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	int status = 0, result;

	sigaction(SIGPIPE, &ignore, &before);
	result = start(&r, err);
	if (result == 0)
		result = serve(&r, err);
	if (r.pid > 0) {
		if (result < 0)
			kill(r.pid, SIGKILL);
		while (waitpid(r.pid, &status, 0) < 0 && errno == EINTR)
			;
	}
	if (result == 0)
		result = judge(&r, status, err);
	shut(&r.in);
	shut(&r.from);
	shut(&r.words);
	shut(&r.terminal);
	shut(&r.slave);
	str_done(&r.said);
	sigaction(SIGPIPE, &before, NULL);
	return result;
}
