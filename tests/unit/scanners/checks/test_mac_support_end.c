/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S1 for macOS: every answer of mac-support-end. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_mac_support_end;

static const struct row {
	const char *version;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "26.0.1", ANSWER_OK, NULL },
	{ "11.7", ANSWER_OK, NULL },
	{ "15.6", ANSWER_NOTICE, "plan-new-macos" },
	{ "14.1", ANSWER_NOTICE, "plan-new-macos" },
	{ "13", ANSWER_CONCERN, "plan-new-macos" },
	{ "10.15.7", ANSWER_DANGER, "leave-old-macos" },
	{ "10.1.5", ANSWER_COULD_NOT_LOOK, NULL },
	{ "99", ANSWER_COULD_NOT_LOOK, NULL },
	{ NULL, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, const struct row *r)
{
	static const struct release_row releases[] = {
		{ "debian", "26", "Debian 26", NOW, TIME_ABSENT, "" },
		{ "macos", "26", "macOS 26", NOW + 900 * TIME_DAY, TIME_ABSENT, "usual" },
		{ "macos", "15", "macOS 15", NOW + 100 * TIME_DAY, TIME_ABSENT, "usual" },
		{ "macos", "14", "macOS 14", NOW - 60 * TIME_DAY, TIME_ABSENT, "usual" },
		{ "macos", "13", "macOS 13", NOW + 100 * TIME_DAY, TIME_ABSENT, "" },
		{ "macos", "11", "macOS 11", NOW + 900 * TIME_DAY, TIME_ABSENT, "" },
		{ "macos", "10.15", "macOS 10.15", NOW - 60 * TIME_DAY, TIME_ABSENT, "" },
	};

	b->env.release = releases;
	b->env.n_releases = LEN(releases);
	b->env.releases_date = NOW - 10 * TIME_DAY;
	FACTS_ADD(&b->facts, mac_version, MAC_VERSION, "x")->version = r->version;
}

static void good(struct bench *b)
{
	add(b, &rows[0]);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, &rows[_i]);
	bench_collected(&b, &check_mac_support_end);
	bench_want(&b, &check_mac_support_end, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_mac_support_end, good);
	ck_assert_int_eq(bench_nothing_found(&check_mac_support_end), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("mac-support-end");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("mac-support-end", cases);
}
