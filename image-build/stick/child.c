/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Starts a child and takes what it says. */
#include "image-build/stick/child.h"

#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "core/base/io.h"

#define NOT_THERE 127

static _Noreturn void become(const char *const *argv)
{
	static char path[] = "PATH=/usr/bin:/bin:/usr/sbin:/sbin", lang[] = "LC_ALL=C.UTF-8";
	static char *environment[] = { path, lang, NULL };
	char *args[24] = { 0 };

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (size_t i = 0; i + 1 < LEN(args) && argv[i]; i++)
		args[i] = (char *)(uintptr_t)argv[i];
	environ = environment;
	execvp(args[0], args);
	_exit(NOT_THERE);
}

static int ended(pid_t pid, const char *name, struct err *err)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (!WIFEXITED(status))
		return err_set(err, ERR_INTERNAL, -ECHILD, "%s came to no end", name);
	if (WEXITSTATUS(status) == NOT_THERE)
		return err_set(err, ERR_UNSUPPORTED, -ENOENT, "%s is not installed here", name);
	return WEXITSTATUS(status);
}

int child_run(const char *const *argv, struct str *out, struct err *err)
{
	char buf[4096];
	int pipes[2];
	ssize_t n;
	pid_t pid;

	if (pipe2(pipes, O_CLOEXEC) < 0)
		return err_sys(err, -errno, "no pipe");
	pid = fork();
	if (pid == 0) {
		int null = open("/dev/null", O_RDWR | O_CLOEXEC);

		if (null < 0 || dup2(null, 0) < 0 || dup2(pipes[1], 1) < 0 || dup2(pipes[1], 2) < 0)
			_exit(126);
		become(argv);
	}
	close(pipes[1]);
	while (pid > 0 && ((n = read(pipes[0], buf, sizeof(buf))) > 0 || (n < 0 && errno == EINTR)))
		if (n > 0)
			str_addn(out, buf, (size_t)n);
	close(pipes[0]);
	if (pid < 0)
		return err_sys(err, -errno, "no process");
	return ended(pid, argv[0], err);
}

/* A question stands at the end of what was said, without an end of line. */
static bool asks(const struct str *out, size_t answered)
{
	return out->len > answered + 1 && out->p[out->len - 2] == ':' &&
	       out->p[out->len - 1] == ' ';
}

int child_run_answer(const char *const *argv, const char *answer, struct str *out, struct err *err)
{
	size_t answered = 0;
	int terminal = -1;
	char buf[1024];
	ssize_t n;
	pid_t pid = forkpty(&terminal, NULL, NULL, NULL);

	if (pid < 0)
		return err_sys(err, -errno, "no terminal");
	if (pid == 0)
		become(argv);
	fcntl(terminal, F_SETFD, FD_CLOEXEC);
	/* A terminal ends with EIO when its last user went. */
	while ((n = read(terminal, buf, sizeof(buf))) > 0 || (n < 0 && errno == EINTR)) {
		if (n <= 0)
			continue;
		str_addn(out, buf, (size_t)n);
		if (!asks(out, answered))
			continue;
		answered = out->len;
		if (io_write_full(terminal, answer, strlen(answer)) < 0 ||
		    io_write_full(terminal, "\n", 1) < 0)
			break;
	}
	close(terminal);
	return ended(pid, argv[0], err);
}
