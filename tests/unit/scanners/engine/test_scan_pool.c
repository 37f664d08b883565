/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pool of scanners against a reader and a crew made here: whatever a scanner does, each file
 * is answered for exactly once, and nothing that was not looked at counts as looked at. */
/* link: scanners/engine scanners/malware core/model core/base */
#include "tests/unit/scanners/engine/played_pool.h"
#include "tests/unit/suite.h"

START_TEST(every_file_is_answered_for)
{
	static const char *const list[] = { "a",     "b",    "hit",    "empty",  "locked", "cloud",
					    "large", "part", "unread", "linked", "c",      NULL };
	names = list;
	struct scan_pool_options o = options(1100);
	o.volume_files = o.totals.files = 1000; /* other names of a file are no files */
	struct scan_pool_result r = run(&o);
	ck_assert_int_eq(r.state, MALWARE_COMPLETE);
	ck_assert_uint_eq(hits, 100);
	ck_assert_uint_eq(gaps, 500);
	ck_assert_uint_eq(not_reached, 0);
	ck_assert_uint_eq(last_percent, 100);
	ck_assert_uint_eq(r.replaced, 0);
	ck_assert_int_eq(spawned, 2);
	ck_assert_int_eq(r.database.newest, 77);
	ck_assert_ptr_nonnull(strstr(whys, "only in the cloud"));
	ck_assert_ptr_nonnull(strstr(whys, "larger than {0}"));
}
END_TEST

static void one_bad(const char *bad, const char *why, unsigned replaced)
{
	const char *list[] = { "a", "b", "c", "d", "e", "f", "g", bad, "h", "hit", NULL };
	names = list;
	struct scan_pool_options o = options(30);
	struct scan_pool_result r = run(&o);
	ck_assert_int_eq(r.state, MALWARE_COMPLETE);
	ck_assert_uint_eq(gaps, 3);
	ck_assert_uint_eq(hits, 3);
	ck_assert_uint_eq(r.files, 27);
	ck_assert_uint_eq(r.replaced, replaced);
	ck_assert_msg(strstr(whys, why), "%s", whys);
}

START_TEST(a_scanner_that_falls_costs_one_file)
{
	static const struct {
		const char *name, *why;
		unsigned replaced;
	} rows[] = {
		{ "crash", "the scanner stopped at it", 3 },
		{ "leave", "the scanner stopped at it", 3 },
		{ "liar", "the scanner stopped at it", 3 },
		{ "nonsense", "the scanner stopped at it", 3 },
		{ "hang", "took too long", 3 },
		{ "space", "room for unpacking ran out", 0 },
	};
	one_bad(rows[_i].name, rows[_i].why, rows[_i].replaced);
}
END_TEST

START_TEST(all_files_kill)
{
	static const char *const list[] = { "crash", NULL };
	names = list;
	struct scan_pool_options o = options(500);
	struct scan_pool_result r = run(&o);
	ck_assert_int_eq(r.state, MALWARE_PARTIAL);
	ck_assert_uint_eq(r.files, 0);
	ck_assert_uint_eq(r.not_looked, 500);
	ck_assert_int_lt(spawned, 40);
}
END_TEST

START_TEST(no_scanner_to_be_had)
{
	static const char *const list[] = { "a", NULL };
	names = list;
	struct scan_pool_options o = options(50);
	spawn_fails = 1;
	struct scan_pool_result r = run(&o);
	ck_assert_int_eq(r.state, MALWARE_PARTIAL);
	ck_assert_uint_eq(r.not_looked, 50);
}
END_TEST

START_TEST(cancel_keeps_what_is_done)
{
	static const char *const list[] = { "slow", NULL };
	names = list;
	struct scan_pool_options o = options(5000);
	cancel_at = 10;
	int64_t begin = scan_pool_clock();
	struct scan_pool_result r = run(&o);
	ck_assert_int_lt(scan_pool_clock() - begin, 3000);
	ck_assert_int_eq(r.state, MALWARE_PARTIAL);
	ck_assert_uint_ge(r.files, 10);
	ck_assert_uint_gt(not_reached, 4000);
	ck_assert_uint_lt(last_percent, 100);
	ck_assert_ptr_nonnull(strstr(r.reason.id, "stopped"));
}
END_TEST

START_TEST(deadline_holds)
{
	static const char *const list[] = { "slow", NULL };
	names = list;
	struct scan_pool_options o = options(5000);
	o.deadline = scan_pool_clock() + 300;
	struct scan_pool_result r = run(&o);
	ck_assert_int_lt(scan_pool_clock(), o.deadline + 2000);
	ck_assert_int_eq(r.state, MALWARE_PARTIAL);
	ck_assert_ptr_nonnull(strstr(r.reason.id, "time"));
}
END_TEST

START_TEST(a_reader_that_dies_leaves_the_rest_open)
{
	static const char *const list[] = { "a", NULL };
	names = list;
	struct scan_pool_options o = options(1000);
	reader_dies_at = 300;
	struct scan_pool_result r = run(&o);
	ck_assert_int_eq(r.state, MALWARE_PARTIAL);
	ck_assert_uint_ge(not_reached, 1000 - 306);
}
END_TEST

START_TEST(samples_are_waited_for)
{
	static const char *const list[] = { "a", NULL };
	names = list;
	struct scan_pool_options o = options(10);
	loading_steps = 5;
	run(&o);
	ck_assert_uint_ge(loads, 1);
	o = options(10);
	loading_steps = -1;
	struct scan_pool_result r;
	struct err err = { 0 };
	ck_assert_int_eq(scan_pool_run(&o, &r, &err), -EBADMSG);
	ck_assert_int_eq(r.state, MALWARE_FAILED);
	ck_assert_uint_eq(r.not_looked, 10);
}
END_TEST

START_TEST(folders_that_tell)
{
	static const char *const rows[][2] = {
		{ "Users/yamada/Downloads/a.zip", "Downloads" },
		{ "Users/yamada/AppData/Local/Temp/x", "AppData" },
		{ "users/yamada/Desktop/b/c", "Desktop" },
		{ "Users/yamada/ntuser.dat", "Users" },
		{ "Users/x", "Users" },
		{ "home/taro/Documents/x", "Documents" },
		{ "Windows/System32/a.dll", "Windows" },
		{ "pagefile.sys", "" },
		{ "", "" },
	};
	char buf[64], tiny[4];
	for (size_t i = 0; i < LEN(rows); i++)
		ck_assert_str_eq(scan_pool_folder(rows[i][0], buf, sizeof(buf)), rows[i][1]);
	ck_assert_str_eq(scan_pool_folder("Windows/x", tiny, sizeof(tiny)), "Win");
}
END_TEST

int main(void)
{
	TCase *t = tcase_create("pool");

	signal(SIGPIPE, SIG_IGN);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, every_file_is_answered_for);
	tcase_add_loop_test(t, a_scanner_that_falls_costs_one_file, 0, 6);
	tcase_add_test(t, all_files_kill);
	tcase_add_test(t, no_scanner_to_be_had);
	tcase_add_test(t, cancel_keeps_what_is_done);
	tcase_add_test(t, deadline_holds);
	tcase_add_test(t, a_reader_that_dies_leaves_the_rest_open);
	tcase_add_test(t, samples_are_waited_for);
	tcase_add_test(t, folders_that_tell);
	return suite_result(suite_create("scan-pool"), t);
}
