/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P13: number of administrators. */
#include "tests/unit/scanners/checks/accounts_bench.h"

extern const struct check check_administrator_count;

#define ADMIN(n) PERSON(.rid = (n), .administrator = FLAG_YES)
static const struct people_row rows[] = {
	{ { PERSON(.days = 1) }, ANSWER_OK, NULL },
	{ { ADMIN(1001), ADMIN(1002) }, ANSWER_OK, NULL },
	{ { ADMIN(1001), ADMIN(1002), ADMIN(1003) }, ANSWER_CONCERN, "fewer-administrators" },
	{ { ADMIN(1001), ADMIN(1002),
	    PERSON(.rid = 1003, .administrator = FLAG_YES, .enabled = FLAG_NO) },
	  ANSWER_OK,
	  NULL },
	{ { PERSON(.administrator = FLAG_ABSENT) }, ANSWER_COULD_NOT_LOOK, NULL },
};

START_TEST(administrators_of_elsewhere_are_told)
{
	struct bench b;

	bench_begin(&b);
	bench_person(&b, ADMIN(1001));
	bench_policy(&b, 12)->other_administrators = 2;
	bench_collected(&b, &check_administrator_count);
	bench_want(&b, &check_administrator_count, ANSWER_NOTICE, "administrators-elsewhere");
	bench_end(&b);
}
END_TEST

static void more_cases(TCase *tc)
{
	tcase_add_test(tc, administrators_of_elsewhere_are_told);
}

PEOPLE_TEST(administrator_count, "administrator-count")
