/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P9: sign-in without a password. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_auto_logon;

static const struct {
	enum flag enabled, stored;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_NO, FLAG_NO, ANSWER_OK, NULL },
	{ FLAG_ABSENT, FLAG_NO, ANSWER_OK, NULL }, /* never set */
	{ FLAG_YES, FLAG_NO, ANSWER_DANGER, "auto-logon-off" },
	{ FLAG_YES, FLAG_YES, ANSWER_DANGER, "auto-logon-off" },
	{ FLAG_NO, FLAG_YES, ANSWER_DANGER, "remove-stored-password" },
	{ FLAG_ABSENT, FLAG_YES, ANSWER_DANGER, "remove-stored-password" },
};

static void add(struct bench *b, enum flag enabled, enum flag stored)
{
	struct fact_auto_logon *f = FACTS_ADD(&b->facts, auto_logon, AUTO_LOGON, "SOFTWARE\\x");

	f->enabled = enabled;
	f->stored_password = stored;
	f->user = "yamada";
}

static void good(struct bench *b)
{
	add(b, FLAG_NO, FLAG_NO);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, rows[_i].enabled, rows[_i].stored);
	bench_collected(&b, &check_auto_logon);
	bench_want(&b, &check_auto_logon, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_auto_logon, good);
	ck_assert_int_eq(bench_nothing_found(&check_auto_logon), ANSWER_COULD_NOT_LOOK);
}
END_TEST

/* Another place (the vault of secrets) may hold the password. */
START_TEST(takes_the_worst_place)
{
	struct bench b;

	bench_begin(&b);
	add(&b, FLAG_NO, FLAG_NO);
	add(&b, FLAG_ABSENT, FLAG_YES);
	bench_collected(&b, &check_auto_logon);
	bench_want(&b, &check_auto_logon, ANSWER_DANGER, "remove-stored-password");
	bench_end(&b);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("auto-logon");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	tcase_add_test(tc, takes_the_worst_place);
	return tc;
}

int main(void)
{
	return bench_main("auto-logon", cases);
}
