/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Starting, feeding, and hearing how it ended. */
#include "backup/age.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY    65534u
#define PIPE_SIZE (1 << 20)

static const char *const places[] = { "/usr/bin", "/usr/local/bin" };

static void shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* After fork() in a program of several threads: calls that are made for that only. paths: made before. */
static void in_child(const struct age_call *call, const int fd[3], pid_t parent, char (*paths)[64])
{
	static char *environment[] = { NULL };
	sigset_t none;
	int key = call->key_fd >= 0 ? fcntl(call->key_fd, F_DUPFD_CLOEXEC, 10) : -1;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(126);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	if (geteuid() == 0 && (setgroups(0, NULL) < 0 || setresgid(NOBODY, NOBODY, NOBODY) < 0 ||
			       setresuid(NOBODY, NOBODY, NOBODY) < 0))
		_exit(126);
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* another user's: it was forgotten */
	for (int i = 0; i < 3; i++)
		if (dup2(fd[i], i) < 0)
			_exit(126);
	if (key >= 0 && dup2(key, AGE_KEY_FD) < 0)
		_exit(126);
	for (size_t i = 0; i < LEN(places); i++)
		execve(paths[i], (char *const *)(uintptr_t)call->argv, environment);
	_exit(127);
}

/* Both ends above the places that the child fills. ret_ours, ret_its: as the pipe runs. */
static int make_pipe(int *ret_read, int *ret_write, struct err *err)
{
	int fd[2], r = pipe2(fd, O_CLOEXEC) < 0 ? -errno : 0;

	for (int i = 0; r == 0 && i < 2; i++) {
		int up = fcntl(fd[i], F_DUPFD_CLOEXEC, 10);

		close(fd[i]);
		fd[i] = up;
	}
	if (r < 0 || fd[0] < 0 || fd[1] < 0)
		return err_sys(err, r < 0 ? r : -EMFILE, "no pipe");
	(void)fcntl(fd[1], F_SETPIPE_SZ, PIPE_SIZE); /* as far as this user may */
	*ret_read = fd[0];
	*ret_write = fd[1];
	return 0;
}

int age_start(struct age_child *c, const struct age_call *call, struct err *err)
{
	int its[3] = { -1, -1, -1 }, r = 0;
	pid_t parent = getpid();
	char paths[LEN(places)][64];

	*c = (struct age_child){ .in = -1, .out = -1, .words = -1 };
	for (size_t i = 0; i < LEN(places); i++)
		snprintf(paths[i], sizeof(paths[i]), "%s/%s", places[i], call->program);
	if (call->in < 0)
		r = make_pipe(&its[0], &c->in, err);
	if (r == 0)
		r = make_pipe(&c->out, &its[1], err);
	if (r == 0)
		r = make_pipe(&c->words, &its[2], err);
	if (r == 0) {
		const int fd[3] = { call->in < 0 ? its[0] : call->in, its[1], its[2] };

		c->pid = fork();
		if (c->pid == 0)
			in_child(call, fd, parent, paths);
		if (c->pid < 0) {
			c->pid = 0;
			r = err_sys(err, -errno, "no process");
		}
	}
	for (int i = 0; i < 3; i++)
		shut(&its[i]);
	if (r < 0)
		age_kill(c);
	return r;
}

/* The first line of what it said; "" when nothing. */
static void hear(struct age_child *c, char *said, size_t size)
{
	ssize_t n;

	(void)fcntl(c->words, F_SETFL, O_NONBLOCK);
	do
		n = read(c->words, said, size - 1);
	while (n < 0 && errno == EINTR);
	said[n > 0 ? n : 0] = '\0';
	said[strcspn(said, "\n")] = '\0';
}

static int end(struct age_child *c)
{
	int status = 0;

	while (c->pid > 0 && waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
		;
	c->pid = 0;
	return status;
}

int age_wait(struct age_child *c, struct err *err)
{
	char said[200];
	int status;

	shut(&c->in);
	shut(&c->out);
	status = end(c);
	hear(c, said, sizeof(said));
	shut(&c->words);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		return err_set(err, ERR_UNSUPPORTED, -ENOENT, "age is not installed here");
	if (strstr(said, "no identity matched") || strstr(said, "incorrect identity"))
		return err_set(err, ERR_DENIED, -EACCES, "it does not open with this key");
	if (WIFSIGNALED(status))
		return err_set(err, ERR_INTERNAL, -EPROTO, "age was ended by signal %d",
			       WTERMSIG(status));
	return err_set(err, ERR_INTERNAL, -EPROTO, "age: %.150s", said);
}

void age_kill(struct age_child *c)
{
	if (c->pid > 0) {
		kill(c->pid,
		     SIGKILL); /* before its input ends: that would be an end that looks whole */
		end(c);
	}
	shut(&c->in);
	shut(&c->out);
	shut(&c->words);
}

/* --- a key --------------------------------------------------------------------------------------- */
#define PUBLIC_KEY "# public key: "

int age_new_key(struct str *text, char *recipient, size_t size, struct err *err)
{
	static const char *const argv[] = { "age-keygen", NULL };
	const struct age_call call = {
		.program = "age-keygen", .argv = argv, .in = -1, .key_fd = -1
	};
	struct age_child c;
	const char *key;
	char buf[512];
	ssize_t n = 0;
	int r = age_start(&c, &call, err);

	if (r < 0)
		return r;
	while ((n = read(c.out, buf, sizeof(buf))) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			str_addn(text, buf, (size_t)n);
	explicit_bzero(buf, sizeof(buf));
	r = age_wait(&c, err);
	key = strstr(str_c(text), PUBLIC_KEY);
	if (r == 0 && (!key || text->full || !strstr(str_c(text), "\nAGE-SECRET-KEY-1")))
		r = err_set(err, ERR_INTERNAL, -EPROTO, "what age-keygen gave is no key");
	if (r == 0) {
		key += strlen(PUBLIC_KEY);
		snprintf(recipient, size, "%.*s", (int)strcspn(key, "\n"), key);
	}
	return r < 0 ? err_while(err, "making a key") : 0;
}
