/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P5: passwords in the old form. */
#include "tests/unit/scanners/checks/accounts_bench.h"

extern const struct check check_old_password_form;

static const struct {
	enum flag kept, off;
	int64_t build;
	enum answer_kind want;
} rows[] = {
	{ FLAG_NO, FLAG_YES, 26200, ANSWER_OK },
	{ FLAG_NO, FLAG_ABSENT, 26200, ANSWER_OK }, /* Windows' own way */
	{ FLAG_NO, FLAG_ABSENT, 2600, ANSWER_DANGER },
	{ FLAG_NO, FLAG_ABSENT, NUMBER_ABSENT, ANSWER_COULD_NOT_LOOK },
	{ FLAG_NO, FLAG_NO, 26200, ANSWER_DANGER },
	{ FLAG_NO, FLAG_YES, NUMBER_ABSENT, ANSWER_OK },
	{ FLAG_YES, FLAG_YES, 26200, ANSWER_DANGER },
	{ FLAG_YES, FLAG_ABSENT, NUMBER_ABSENT, ANSWER_DANGER },
};

static void add(struct bench *b, int i)
{
	bench_windows_own(b);
	bench_person(b, PERSON(.days = 1));
	bench_person(b, PERSON(.rid = 1002, .old_form = rows[i].kept));
	bench_sign_in(b)->no_old_form = rows[i].off;
	bench_version(b, rows[i].build);
}

static void good(struct bench *b)
{
	add(b, 0);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_collected(&b, &check_old_password_form);
	bench_want(&b, &check_old_password_form, rows[_i].want,
		   rows[_i].want == ANSWER_DANGER ? "drop-old-form" : NULL);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_old_password_form, good);
	ck_assert_int_eq(bench_nothing_found(&check_old_password_form), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("old-password-form");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("old-password-form", cases);
}
