/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Starting, reading and ending a child process. */
#include "tui/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "core/record/record.h"

#define PATIENCE_MS 2000

static void in_child(int out, const char *const *argv)
{
	char *args[CHILD_ARGS + 1] = { 0 };
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	sigset_t none;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setpgid(0, 0); /* a Ctrl-C on the terminal is not for it */
	if (null < 0 || dup2(null, 0) < 0 || dup2(out, 1) < 0 || dup2(null, 2) < 0)
		_exit(127);
	for (size_t i = 0; i < CHILD_ARGS && argv[i]; i++)
		args[i] = strdup(argv[i]);
	execv(args[0], args);
	_exit(127);
}

int child_start(struct child *c, const char *const *argv, struct err *err)
{
	int fds[2];
	pid_t pid;

	*c = (struct child){ .out = -1, .line = STR_INIT(RECORD_LINE_MAX) };
	if (pipe2(fds, O_CLOEXEC) < 0)
		return err_sys(err, -errno, "no pipe");
	pid = fork();
	if (pid < 0) {
		int code = -errno;

		close(fds[0]);
		close(fds[1]);
		return err_sys(err, code, "no process");
	}
	if (pid == 0)
		in_child(fds[1], argv);
	close(fds[1]);
	fcntl(fds[0], F_SETFL, O_NONBLOCK);
	c->pid = pid;
	c->out = fds[0];
	return 0;
}

static void take(struct child *c, const char *p, size_t n,
		 void (*line)(void *arg, const char *text, size_t n), void *arg)
{
	while (n > 0) {
		const char *end = memchr(p, '\n', n);
		size_t part = end ? (size_t)(end - p) : n;

		str_addn(&c->line, p, part);
		if (!end)
			return;
		if (!c->line.full) /* a longer line is no record */
			line(arg, str_c(&c->line), c->line.len);
		c->line.full = false;
		str_clear(&c->line);
		p = end + 1;
		n -= part + 1;
	}
}

void child_read(struct child *c, void (*line)(void *arg, const char *text, size_t n), void *arg)
{
	char buf[16384];

	for (unsigned turns = 0; c->out >= 0 && turns < 64; turns++) {
		ssize_t n = read(c->out, buf, sizeof(buf));

		if (n > 0) {
			take(c, buf, (size_t)n, line, arg);
			continue;
		}
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			break;
		close(c->out);
		c->out = -1;
	}
	explicit_bzero(buf, sizeof(buf));
	if (c->pid > 0 && !c->ended && c->out < 0 && waitpid(c->pid, &c->status, WNOHANG) == c->pid)
		c->ended = true;
}

void child_stop(struct child *c, int64_t ms)
{
	if (c->pid <= 0 || c->ended || c->killed)
		return;
	kill(c->pid, SIGTERM);
	c->killed = MAX(ms, 1);
}

void child_tick(struct child *c, int64_t ms)
{
	if (c->pid > 0 && !c->ended && c->killed && ms - c->killed > PATIENCE_MS)
		kill(c->pid, SIGKILL);
}

void child_done(struct child *c)
{
	if (c->pid > 0 && !c->ended) {
		kill(c->pid, SIGKILL);
		while (waitpid(c->pid, &c->status, 0) < 0 && errno == EINTR)
			;
	}
	if (c->out >= 0)
		close(c->out);
	if (c->line.p)
		explicit_bzero(c->line.p, c->line.cap);
	str_done(&c->line);
	*c = (struct child){ .out = -1 };
}

bool child_exited(const struct child *c, int code)
{
	return c->ended && WIFEXITED(c->status) && WEXITSTATUS(c->status) == code;
}
