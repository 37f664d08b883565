/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P10: the user name for guests. */
#include "tests/unit/scanners/checks/accounts_bench.h"

extern const struct check check_guest_account;

static const struct {
	enum flag enabled;
	bool there;
	const char *name;
	enum answer_kind want;
} rows[] = {
	{ FLAG_NO, true, "Guest", ANSWER_OK },
	{ FLAG_YES, true, "Guest", ANSWER_DANGER },
	{ FLAG_YES, true, "お客様", ANSWER_DANGER }, /* known by its number */
	{ FLAG_ABSENT, true, "Guest", ANSWER_COULD_NOT_LOOK },
	{ FLAG_NO, false, NULL, ANSWER_OK },
};

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	bench_person(&b, PERSON(.days = 1));
	if (rows[_i].there)
		bench_person(&b, PERSON(.rid = 501, .name = rows[_i].name,
					.enabled = rows[_i].enabled, .state = "none"));
	bench_collected(&b, &check_guest_account);
	bench_want(&b, &check_guest_account, rows[_i].want,
		   rows[_i].want == ANSWER_DANGER ? "guest-off" : NULL);
	bench_end(&b);
}
END_TEST

/* Somebody who calls himself so is no guest. */
START_TEST(a_name_alone_tells_nothing)
{
	struct bench b;

	bench_begin(&b);
	bench_windows_own(&b);
	bench_person(&b, PERSON(.name = "Guest"));
	bench_collected(&b, &check_guest_account);
	bench_want(&b, &check_guest_account, ANSWER_OK, NULL);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_guest_account, bench_good_people);
	ck_assert_int_eq(bench_nothing_found(&check_guest_account), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("guest-account");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, a_name_alone_tells_nothing);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("guest-account", cases);
}
