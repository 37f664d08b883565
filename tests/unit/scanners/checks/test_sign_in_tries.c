/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P7: how often may somebody try? */
#include "tests/unit/scanners/checks/accounts_bench.h"

extern const struct check check_sign_in_tries;

static const struct {
	int64_t tries, minutes;
	enum answer_kind want;
} rows[] = {
	{ 10, 10, ANSWER_OK },
	{ 5, 30, ANSWER_OK },
	{ 5, NUMBER_ABSENT, ANSWER_OK },
	{ 4, 10, ANSWER_NOTICE },
	{ 11, 10, ANSWER_CONCERN },
	{ 0, NUMBER_ABSENT, ANSWER_CONCERN },
	{ NUMBER_ABSENT, 10, ANSWER_COULD_NOT_LOOK },
};

START_TEST(judges_each_row)
{
	struct fact_password_policy *f;
	struct bench b;

	bench_begin(&b);
	f = bench_policy(&b, 12);
	f->lockout_tries = rows[_i].tries;
	f->lockout_minutes = rows[_i].minutes;
	bench_collected(&b, &check_sign_in_tries);
	bench_want(&b, &check_sign_in_tries, rows[_i].want,
		   rows[_i].want == ANSWER_CONCERN ? "limit-tries" : NULL);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_sign_in_tries, bench_good_people);
	ck_assert_int_eq(bench_nothing_found(&check_sign_in_tries), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("sign-in-tries");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("sign-in-tries", cases);
}
