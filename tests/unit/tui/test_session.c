/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The folder of a running case: whole or not at all, emptied so that nothing can be read back; and
 * what an onlooker is told. */
/* link: tui tui/screens tui/visit tui/widgets tui/canvas core/checklist core/record core/text core/model core/base */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>

#include "core/base/arena.h"
#include "core/base/io.h"
#include "tests/unit/suite.h"
#include "tui/session.h"
#include "tui/stage.h"
#include "tui/work_area.h"

static char place[] = "/tmp/kenshin-session-XXXXXX";

static void put(const char *name, const char *text, size_t n)
{
	char path[200];
	int fd =
	    open(session_path(place, name, path, sizeof(path)), O_WRONLY | O_CREAT | O_TRUNC, 0600);

	ck_assert_int_eq(io_write_full(fd, text, n), 0);
	close(fd);
}

START_TEST(whole_or_not_at_all)
{
	struct str text = STR_INIT(1000);
	struct err err = { 0 };
	char path[200], raw[400];
	size_t n = 0;
	ssize_t size;
	char *back;
	int fd;

	ck_assert_ptr_null(session_load(place, &n));
	str_add(&text, "number 041207\nasking 3\n");
	ck_assert_int_eq(session_write(place, &text, &err), 0);
	back = session_load(place, &n);
	ck_assert_str_eq(back, str_c(&text));
	ck_assert_uint_eq(n, text.len);
	free(back);
	fd = open(session_path(place, SESSION_CASE, path, sizeof(path)), O_RDONLY);
	size = read(fd, raw, sizeof(raw));
	close(fd);
	for (ssize_t i = 0; i < size; i++) { /* cut anywhere, it is no case */
		put(SESSION_CASE, raw, (size_t)i);
		ck_assert_ptr_null(session_load(place, &n));
	}
	raw[0] = 'x';
	put(SESSION_CASE, raw, (size_t)size);
	ck_assert_ptr_null(session_load(place, &n));
	unlink(path);
	ck_assert_int_eq(symlink("/etc/passwd", path), 0);
	ck_assert_ptr_null(session_load(place, &n));
	ck_assert_int_eq(session_write(place, &text, &err), 0); /* in its place */
	text.full = true;
	ck_assert_int_lt(session_write(place, &text, &err), 0);
	str_done(&text);
}
END_TEST

START_TEST(emptied)
{
	char path[200], sub[200];
	unsigned found;
	char *big = xcalloc(1, 10000);

	memset(big, 'x', 10000);
	put(SESSION_CASE, "number 041207\n", 14);
	put(SESSION_RECORDS, big, 10000);
	ck_assert_int_eq(mkdir(session_path(place, "sub", sub, sizeof(sub)), 0700), 0);
	put("sub/sheet.pdf", big, 10);
	ck_assert_int_eq(symlink("/etc/passwd", session_path(place, "link", path, sizeof(path))),
			 0);
	ck_assert_int_eq(mkfifo(session_path(place, "fifo", path, sizeof(path)), 0600), 0);
	ck_assert_uint_eq(work_area_empty(place, SESSION_CASE, &found), 0);
	ck_assert_uint_eq(found, 6);
	ck_assert_uint_eq(work_area_empty(place, SESSION_CASE, &found), 0);
	ck_assert_uint_eq(found, 0);
	ck_assert_int_eq(access("/etc/passwd", R_OK), 0);
	free(big);
}
END_TEST

START_TEST(a_folder_that_cannot_be_seen_is_not_empty)
{
	unsigned found;

	put("file", "x", 1);
	ck_assert_uint_gt(work_area_empty("/dev/null", NULL, &found), 0);
	ck_assert_uint_eq(work_area_empty("/nonexistent", NULL, &found), 0);
	ck_assert_uint_eq(work_area_empty(place, NULL, &found), 0);
}
END_TEST

static size_t told(int fd, char *buf, size_t size)
{
	ssize_t n = read(fd, buf, size - 1);

	buf[n > 0 ? n : 0] = '\0';
	return n > 0 ? (size_t)n : 0;
}

START_TEST(an_onlooker)
{
	struct stage s;
	char path[200], text[70000];
	int fd;

	ck_assert_int_eq(mkfifo(session_path(place, "stage", path, sizeof(path)), 0600), 0);
	stage_begin(&s, NULL);
	stage_page(&s, "S01", "ja", 0, 0);
	stage_begin(&s, path);
	stage_event(&s, "nobody reads"); /* and nobody waits */
	stage_page(&s, "S01", "ja", 0, 0);
	fd = open(path, O_RDONLY | O_NONBLOCK);
	stage_page(&s, "S01", "ja", 0, 0); /* it is told once somebody is there */
	stage_page(&s, "S01", "ja", 0, 0);
	stage_page(&s, "S07", "ja", 2, 5);
	stage_event(&s, "check done");
	told(fd, text, sizeof(text));
	ck_assert_str_eq(text, "kenshin: page S01 ja 0\nkenshin: page S07 ja 2 q5\n"
			       "kenshin: check done\n");
	for (int i = 0; i < 10000; i++) /* more than a pipe holds: dropped, never waited for */
		stage_event(&s, "check running");
	while (told(fd, text, sizeof(text)))
		;
	stage_event(&s, "end");
	told(fd, text, sizeof(text));
	ck_assert_str_eq(text, "kenshin: end\n");
	close(fd);
	stage_event(&s, "the reader went");
	fd = open(path, O_RDONLY | O_NONBLOCK);
	stage_event(&s, "another came");
	told(fd, text, sizeof(text));
	ck_assert_str_eq(text, "kenshin: another came\n");
	close(fd);
	stage_end(&s);
	unlink(path);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("session");
	TCase *t = tcase_create("session");
	int failed;

	signal(SIGPIPE, SIG_IGN);
	if (!mkdtemp(place))
		return 1;
	tcase_add_test(t, whole_or_not_at_all);
	tcase_add_test(t, emptied);
	tcase_add_test(t, a_folder_that_cannot_be_seen_is_not_empty);
	tcase_add_test(t, an_onlooker);
	failed = suite_result(s, t);
	rmdir(place);
	return failed;
}
