/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P2: user names that may go without a password. */
#include "tests/unit/scanners/checks/accounts_bench.h"

extern const struct check check_password_not_required;

static const struct {
	enum flag first, second, second_on;
	enum answer_kind want;
} rows[] = {
	{ FLAG_NO, FLAG_NO, FLAG_YES, ANSWER_OK },
	{ FLAG_NO, FLAG_YES, FLAG_YES, ANSWER_CONCERN },
	{ FLAG_NO, FLAG_YES, FLAG_NO, ANSWER_OK },
	{ FLAG_ABSENT, FLAG_NO, FLAG_YES, ANSWER_COULD_NOT_LOOK },
	{ FLAG_ABSENT, FLAG_YES, FLAG_YES, ANSWER_CONCERN },
};

START_TEST(judges_each_row)
{
	struct fact_account **a;
	struct bench b;

	bench_begin(&b);
	bench_person(&b, PERSON(.days = 1));
	bench_person(&b, PERSON(.rid = 1002, .enabled = rows[_i].second_on));
	a = (struct fact_account **)b.facts.by_kind[FACT_KIND_ACCOUNT].item;
	a[0]->password_needless = rows[_i].first;
	a[1]->password_needless = rows[_i].second;
	bench_collected(&b, &check_password_not_required);
	bench_want(&b, &check_password_not_required, rows[_i].want,
		   rows[_i].want == ANSWER_CONCERN ? "password-must-be" : NULL);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_password_not_required, bench_good_people);
	ck_assert_int_eq(bench_nothing_found(&check_password_not_required), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("password-not-required");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("password-not-required", cases);
}
