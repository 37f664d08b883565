/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P11: Windows' own administrator. */
#include "tests/unit/scanners/checks/accounts_bench.h"

extern const struct check check_built_in_administrator;

static const struct {
	bool there;
	enum flag enabled;
	const char *name, *state;
	int64_t days;
	enum answer_kind want;
} rows[] = {
	{ true, FLAG_NO, "Administrator", "none", -1, ANSWER_OK },
	{ true, FLAG_YES, "Administrator", "set", 3, ANSWER_CONCERN },
	{ true, FLAG_YES, "kanri", "set", -1, ANSWER_CONCERN }, /* known by its number */
	{ true, FLAG_YES, "Administrator", "none", 3, ANSWER_DANGER },
	{ true, FLAG_YES, "Administrator", "unreadable", 3, ANSWER_CONCERN },
	{ true, FLAG_ABSENT, "Administrator", "set", 3, ANSWER_COULD_NOT_LOOK },
	{ false, FLAG_NO, NULL, NULL, 0, ANSWER_OK },
};

START_TEST(judges_each_row)
{
	bool act = rows[_i].want == ANSWER_CONCERN || rows[_i].want == ANSWER_DANGER;
	struct bench b;

	bench_begin(&b);
	bench_person(&b, PERSON(.name = "Administrator"));
	if (rows[_i].there)
		bench_person(&b,
			     PERSON(.rid = 500, .name = rows[_i].name, .enabled = rows[_i].enabled,
				    .state = rows[_i].state, .days = rows[_i].days));
	bench_collected(&b, &check_built_in_administrator);
	bench_want(&b, &check_built_in_administrator, rows[_i].want, act ? "built-in-off" : NULL);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_built_in_administrator, bench_good_people);
	ck_assert_int_eq(bench_nothing_found(&check_built_in_administrator), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("built-in-administrator");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("built-in-administrator", cases);
}
