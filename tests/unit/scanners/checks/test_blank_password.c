/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P1: user names without a password. */
#include "tests/unit/scanners/checks/accounts_bench.h"

extern const struct check check_blank_password;

static const struct people_row rows[] = {
	{ { PERSON(.days = 1) }, ANSWER_OK, NULL },
	{ { PERSON(.state = "none") }, ANSWER_DANGER, "set-password" },
	{ { PERSON(.state = "set"), PERSON(.rid = 1002, .state = "none") },
	  ANSWER_DANGER,
	  "set-password" },
	/* turned off */
	{ { PERSON(.state = "set"), PERSON(.rid = 1002, .state = "none", .enabled = FLAG_NO) },
	  ANSWER_OK,
	  NULL },
	/* cannot be judged, alone or beside one that can */
	{ { PERSON(.state = "elsewhere") }, ANSWER_COULD_NOT_LOOK, NULL },
	{ { PERSON(.state = "set"), PERSON(.rid = 1002, .state = "elsewhere") },
	  ANSWER_COULD_NOT_LOOK,
	  NULL },
	{ { PERSON(.state = "unreadable"), PERSON(.rid = 1002) }, ANSWER_COULD_NOT_LOOK, NULL },
	{ { PERSON(.state = NULL), PERSON(.rid = 1002) }, ANSWER_COULD_NOT_LOOK, NULL },
	/* one that is found stands, whatever else is unknown */
	{ { PERSON(.state = "none"), PERSON(.rid = 1002, .state = "elsewhere") },
	  ANSWER_DANGER,
	  "set-password" },
	{ { PERSON(.enabled = FLAG_NO) }, ANSWER_COULD_NOT_LOOK, NULL },
};

START_TEST(over_the_network_it_is_worse)
{
	struct bench b;

	for (int open = 0; open < 2; open++) {
		bench_begin(&b);
		bench_person(&b, PERSON(.state = "none"));
		bench_sign_in(&b)->blank_local_only = open ? FLAG_NO : FLAG_ABSENT;
		bench_collected(&b, &check_blank_password);
		bench_want(&b, &check_blank_password, ANSWER_DANGER, "set-password");
		ck_assert_int_eq(b.finding.weight, open ? 3 : 2);
		bench_end(&b);
	}
}
END_TEST

static void more_cases(TCase *tc)
{
	tcase_add_test(tc, over_the_network_it_is_worse);
}

PEOPLE_TEST(blank_password, "blank-password")
