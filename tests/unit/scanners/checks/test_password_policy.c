/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P6: the rule for the length of passwords. */
#include "tests/unit/scanners/checks/accounts_bench.h"

extern const struct check check_password_policy;

static const struct {
	int64_t length;
	enum flag complexity, reversible;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 14, FLAG_NO, FLAG_NO, ANSWER_OK, NULL },
	{ 10, FLAG_YES, FLAG_NO, ANSWER_OK, NULL },
	{ 9, FLAG_NO, FLAG_NO, ANSWER_CONCERN, "password-rule" },
	{ 8, FLAG_YES, FLAG_NO, ANSWER_CONCERN, "password-rule" },
	{ 7, FLAG_YES, FLAG_NO, ANSWER_DANGER, "password-rule" },
	{ 0, FLAG_NO, FLAG_NO, ANSWER_DANGER, "password-rule" },
	{ 14, FLAG_YES, FLAG_YES, ANSWER_DANGER, "password-rule" },
	{ NUMBER_ABSENT, FLAG_NO, FLAG_NO, ANSWER_COULD_NOT_LOOK, NULL },
};

START_TEST(judges_each_row)
{
	struct fact_password_policy *f;
	struct bench b;

	bench_begin(&b);
	f = bench_policy(&b, rows[_i].length);
	f->complexity = rows[_i].complexity;
	f->reversible = rows[_i].reversible;
	bench_collected(&b, &check_password_policy);
	bench_want(&b, &check_password_policy, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_password_policy, bench_good_people);
	ck_assert_int_eq(bench_nothing_found(&check_password_policy), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("password-policy");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("password-policy", cases);
}
