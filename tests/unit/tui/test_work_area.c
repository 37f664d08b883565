/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kiosk's work area: what a dead kiosk left is found and erased, and a place that could not
 * be looked into never counts as empty. */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/suite.h"
#include "tui/work_area.h"

static char place[] = "/tmp/kenshin-place-XXXXXX";

/* The number of a process that was and is no more. */
static int dead(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	waitpid(pid, NULL, 0);
	return (int)pid;
}

START_TEST(what_a_dead_kiosk_left_is_erased)
{
	char folder[200], file[300];
	unsigned found;
	int fd;

	setenv("XDG_RUNTIME_DIR", place, 1);
	snprintf(folder, sizeof(folder), "%s/kenshin-case-%d-abcdef", place, dead());
	snprintf(file, sizeof(file), "%s/answers", folder);
	ck_assert_int_eq(mkdir(folder, 0700), 0);
	fd = open(file, O_WRONLY | O_CREAT, 0600);
	ck_assert_int_eq(write(fd, "yes", 3), 3);
	close(fd);
	ck_assert_uint_eq(work_area_sweep(&found), 0);
	ck_assert_uint_eq(found, 1);
	ck_assert_int_lt(access(folder, F_OK), 0);
	ck_assert_uint_eq(work_area_sweep(&found), 0);
	ck_assert_uint_eq(found, 0);
}
END_TEST

START_TEST(a_place_that_cannot_be_listed_is_not_empty)
{
	char file[200];
	unsigned found;

	snprintf(file, sizeof(file), "%s/no-folder", place);
	close(open(file, O_WRONLY | O_CREAT, 0600));
	setenv("XDG_RUNTIME_DIR", file, 1);
	ck_assert_uint_gt(work_area_sweep(&found), 0);
	ck_assert_uint_eq(found, 0);
	unlink(file);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("work area");
	TCase *t = tcase_create("work area");
	int failed;

	if (!mkdtemp(place))
		return 1;
	tcase_add_test(t, what_a_dead_kiosk_left_is_erased);
	tcase_add_test(t, a_place_that_cannot_be_listed_is_not_empty);
	failed = suite_result(s, t);
	rmdir(place);
	return failed;
}
