/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Children of the kiosk: lines of one that writes into a pipe, of one that writes into a file and is
 * adopted by somebody else, and of one that is gone; nobody else's process is ever taken for ours. */
/* link: tui tui/screens tui/visit tui/widgets tui/canvas core/checklist core/record core/text core/model core/base */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "core/base/io.h"
#include "tests/unit/suite.h"
#include "tui/child.h"

static char place[] = "/tmp/kenshin-child-XXXXXX";
static char file[64];
static char got[4096];

static void take(void *arg, const char *text, size_t n)
{
	size_t len = strlen(got);

	(void)arg;
	snprintf(got + len, sizeof(got) - len, "%.*s|", (int)n, text);
}

static void pause_ms(long ms)
{
	nanosleep(&(struct timespec){ .tv_nsec = ms * 1000000 }, NULL);
}

/* Reads until it ended; at most five seconds. */
static void read_to_end(struct child *c)
{
	for (int i = 0; i < 500 && !c->ended; i++) {
		child_read(c, take, NULL);
		pause_ms(10);
	}
	ck_assert(c->ended);
}

static void write_file(const char *text)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	ck_assert_int_eq(io_write_full(fd, text, strlen(text)), 0);
	close(fd);
}

START_TEST(through_a_pipe)
{
	const char *argv[] = { "/bin/sh", "-c", "echo one; echo two; exit 3", NULL };
	struct child c = { .out = -1 };
	struct err err = { 0 };

	got[0] = '\0';
	ck_assert_int_eq(child_start(&c, argv, &err), 0);
	read_to_end(&c);
	ck_assert_str_eq(got, "one|two|");
	ck_assert(child_exited(&c, 3) && !child_exited(&c, 0));
	child_done(&c);
}
END_TEST

START_TEST(through_a_file)
{
	const char *argv[] = { "/bin/sh", "-c", "echo one; sleep 0.2; echo two", NULL };
	struct child c = { .out = -1 };
	struct err err = { 0 };

	got[0] = '\0';
	write_file("of an earlier one\n");
	ck_assert_int_eq(child_start_kept(&c, argv, file, &err), 0);
	read_to_end(&c);
	ck_assert_str_eq(got, "one|two|");
	ck_assert(child_exited(&c, 0));
	child_done(&c);
}
END_TEST

/* One kiosk starts it and falls, the next one reads all of it. */
START_TEST(adopted)
{
	const char *argv[] = { "/bin/sh", "-c", "echo one; sleep 0.5; echo two", NULL };
	struct {
		pid_t pid;
		uint64_t born;
	} told;
	struct child c = { .out = -1 };
	struct err err = { 0 };
	int fds[2];
	pid_t first;

	got[0] = '\0';
	ck_assert_int_eq(pipe(fds), 0);
	first = fork();
	if (first == 0) {
		if (child_start_kept(&c, argv, file, &err) < 0)
			_exit(1);
		told.pid = c.pid;
		told.born = child_born(c.pid);
		_exit(write(fds[1], &told, sizeof(told)) != (ssize_t)sizeof(told));
	}
	ck_assert_int_eq(read(fds[0], &told, sizeof(told)), (ssize_t)sizeof(told));
	kill(first, SIGKILL);
	waitpid(first, NULL, 0);
	ck_assert_int_eq(child_adopt(&c, told.pid, told.born, file, &err), 0);
	read_to_end(&c);
	ck_assert_str_eq(got, "one|two|");
	child_done(&c);
	close(fds[0]);
	close(fds[1]);
}
END_TEST

START_TEST(adopted_and_ended)
{
	const char *argv[] = { "/bin/sh", "-c", "echo one; sleep 100", NULL };
	struct child first = { .out = -1 }, c = { .out = -1 };
	struct err err = { 0 };
	pid_t pid;

	ck_assert_int_eq(child_start_kept(&first, argv, file, &err), 0);
	pid = first.pid;
	ck_assert_int_eq(child_adopt(&c, pid, child_born(pid), file, &err), 0);
	child_done(&c);
	ck_assert_int_eq(waitpid(pid, NULL, 0), pid); /* it was killed */
	child_leave(&first);
}
END_TEST

/* The number went to another process: that one is left alone, the lines are read all the same. */
START_TEST(somebody_elses_process)
{
	struct child c = { .out = -1 };
	struct err err = { 0 };
	pid_t other = fork();

	if (other == 0) {
		pause();
		_exit(0);
	}
	got[0] = '\0';
	write_file("one\ntwo\nhalf");
	ck_assert_int_eq(child_adopt(&c, other, child_born(other) + 1, file, &err), -ESRCH);
	child_stop(&c, 1);
	read_to_end(&c);
	ck_assert_str_eq(got, "one|two|");
	child_done(&c);
	ck_assert_int_eq(waitpid(other, NULL, WNOHANG), 0);
	kill(other, SIGKILL);
	waitpid(other, NULL, 0);
}
END_TEST

START_TEST(nothing_is_there)
{
	struct child c = { .out = -1 };
	struct err err = { 0 };

	unlink(file);
	ck_assert_int_lt(child_adopt(&c, 0, 0, file, &err), 0);
	ck_assert_int_eq(c.pid, 0);
	child_done(&c);
	ck_assert_uint_eq(child_born(0), 0);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("child");
	TCase *t = tcase_create("child");
	int failed;

	if (!mkdtemp(place))
		return 1;
	snprintf(file, sizeof(file), "%s/records", place);
	tcase_add_test(t, through_a_pipe);
	tcase_add_test(t, through_a_file);
	tcase_add_test(t, adopted);
	tcase_add_test(t, adopted_and_ended);
	tcase_add_test(t, somebody_elses_process);
	tcase_add_test(t, nothing_is_there);
	failed = suite_result(s, t);
	unlink(file);
	rmdir(place);
	return failed;
}
