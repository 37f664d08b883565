/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S3 for macOS: every answer of mac-auto-update. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_mac_auto_update;

static const struct row {
	enum flag checks, security, system;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_YES, FLAG_YES, FLAG_YES, ANSWER_OK, NULL },
	{ FLAG_ABSENT, FLAG_ABSENT, FLAG_YES, ANSWER_OK, NULL },
	{ FLAG_YES, FLAG_YES, FLAG_NO, ANSWER_NOTICE, NULL },
	{ FLAG_ABSENT, FLAG_ABSENT, FLAG_ABSENT, ANSWER_NOTICE, NULL },
	{ FLAG_NO, FLAG_YES, FLAG_YES, ANSWER_CONCERN, "auto-update-mac" },
	{ FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_CONCERN, "auto-update-mac" },
};

static void add(struct bench *b, const struct row *r)
{
	struct fact_mac_update *f = FACTS_ADD(&b->facts, mac_update, MAC_UPDATE, "x");

	f->checks = r->checks;
	f->security = r->security;
	f->whole = r->system;
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
	bench_collected(&b, &check_mac_auto_update);
	bench_want(&b, &check_mac_auto_update, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_mac_auto_update, good);
	ck_assert_int_eq(bench_nothing_found(&check_mac_auto_update), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("mac-auto-update");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("mac-auto-update", cases);
}
