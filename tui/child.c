/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Starting, reading and ending a child process. */
#include "tui/child.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "core/record/record.h"

#define PATIENCE_MS 2000

static void in_child(int out, const char *const *argv, bool outlives)
{
	char *args[CHILD_ARGS + 1] = { 0 };
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	sigset_t none;

	if (outlives)
		setsid(); /* nor is the end of the terminal */
	else
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

static int launch(struct child *c, int out, const char *const *argv, struct err *err)
{
	c->pid = fork();
	if (c->pid < 0) {
		c->pid = 0;
		return err_sys(err, -errno, "no process");
	}
	if (c->pid == 0)
		in_child(out, argv, c->kept);
	return 0;
}

static void fresh(struct child *c)
{
	*c = (struct child){ .out = -1, .watch = -1, .line = STR_INIT(RECORD_LINE_MAX) };
}

int child_start(struct child *c, const char *const *argv, struct err *err)
{
	int fds[2], r;

	fresh(c);
	if (pipe2(fds, O_CLOEXEC) < 0)
		return err_sys(err, -errno, "no pipe");
	r = launch(c, fds[1], argv, err);
	close(fds[1]);
	if (r < 0) {
		close(fds[0]);
		return r;
	}
	fcntl(fds[0], F_SETFL, O_NONBLOCK);
	c->out = fds[0];
	return 0;
}

static int open_kept(struct child *c, const char *path, struct err *err)
{
	fresh(c);
	c->kept = true;
	c->out = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	return c->out < 0 ? err_sys(err, -errno, "%s", path) : 0;
}

int child_start_kept(struct child *c, const char *const *argv, const char *path, struct err *err)
{
	int out CLEANUP(cleanup_close) = -1;
	int r;

	fresh(c);
	if (unlink(path) < 0 && errno != ENOENT)
		return err_sys(err, -errno, "%s", path);
	out = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (out < 0)
		return err_sys(err, -errno, "%s", path);
	r = open_kept(c, path, err);
	return r < 0 ? r : launch(c, out, argv, err);
}

uint64_t child_born(pid_t pid)
{
	char path[64], text[1024];
	int fd CLEANUP(cleanup_close) = -1;
	uint64_t born = 0;
	const char *at;
	ssize_t n;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	n = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);
	text[n > 0 ? n : 0] = '\0';
	at = strrchr(text, ')'); /* proc(5): field 22, counted from behind the name, field 2 */
	if (!at || sscanf(at + 1,
			  " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d "
			  "%*d %*d %" SCNu64,
			  &born) != 1)
		return 0;
	return born;
}

int child_adopt(struct child *c, pid_t pid, uint64_t born, const char *path, struct err *err)
{
	int r = open_kept(c, path, err);

	if (r < 0)
		return r;
	c->adopted = true;
	c->pid = MAX(pid, 1); /* any number: without a pidfd nothing is ever sent to it */
	c->watch = pid > 0 ? (int)syscall(SYS_pidfd_open, pid, 0) : -1;
	if (c->watch < 0 || born == 0 || child_born(pid) != born) {
		if (c->watch >= 0)
			close(c->watch);
		c->watch = -1;
		return err_set(err, ERR_INTERNAL, -ESRCH, "the process is gone");
	}
	return 0;
}

void child_leave(struct child *c)
{
	c->ended = true;
	child_done(c);
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

/* Nothing more can come of it. */
static bool gone(struct child *c)
{
	struct pollfd p = { .fd = c->watch, .events = POLLIN };

	if (c->adopted)
		return c->watch < 0 || poll(&p, 1, 0) == 1;
	return waitpid(c->pid, &c->status, WNOHANG) == c->pid;
}

void child_read(struct child *c, void (*line)(void *arg, const char *text, size_t n), void *arg)
{
	char buf[16384];
	/* Asked before reading: what it wrote last is then in what is read. */
	bool over = c->kept && c->pid != 0 && !c->ended && gone(c);

	for (unsigned turns = 0; c->out >= 0 && (over || turns < 64); turns++) {
		ssize_t n = read(c->out, buf, sizeof(buf));

		if (n > 0) {
			take(c, buf, (size_t)n, line, arg);
			continue;
		}
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			break;
		if (c->kept && !over)
			break; /* the end so far */
		close(c->out);
		c->out = -1;
	}
	explicit_bzero(buf, sizeof(buf));
	if (c->pid != 0 && !c->ended && c->out < 0 && (over || gone(c)))
		c->ended = true;
}

static void send(struct child *c, int signal)
{
	if (!c->adopted)
		kill(c->pid, signal);
	else if (c->watch >= 0)
		syscall(SYS_pidfd_send_signal, c->watch, signal, NULL, 0);
}

void child_stop(struct child *c, int64_t ms)
{
	if (c->pid <= 0 || c->ended || c->killed)
		return;
	send(c, SIGTERM);
	c->killed = MAX(ms, 1);
}

void child_tick(struct child *c, int64_t ms)
{
	int64_t patience = c->patience ? c->patience : PATIENCE_MS;

	if (c->pid > 0 && !c->ended && c->killed && ms - c->killed > patience)
		send(c, SIGKILL);
}

void child_done(struct child *c)
{
	struct pollfd p = { .fd = c->watch, .events = POLLIN };

	if (c->pid > 0 && !c->ended) {
		send(c, SIGKILL);
		if (c->adopted && c->watch >= 0)
			(void)poll(&p, 1, PATIENCE_MS);
		while (!c->adopted && waitpid(c->pid, &c->status, 0) < 0 && errno == EINTR)
			;
	}
	if (c->adopted && c->watch >= 0)
		close(c->watch);
	if (c->out >= 0)
		close(c->out);
	if (c->line.p)
		explicit_bzero(c->line.p, c->line.cap);
	str_done(&c->line);
	*c = (struct child){ .out = -1, .watch = -1 };
}

bool child_exited(const struct child *c, int code)
{
	if (c->adopted)
		return c->ended;
	return c->ended && WIFEXITED(c->status) && WEXITSTATUS(c->status) == code;
}
