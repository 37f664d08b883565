/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P12: daily work as administrator. */
#include "tests/unit/scanners/checks/accounts_bench.h"

extern const struct check check_daily_administrator;

#define ADMIN .administrator = FLAG_YES
static const struct people_row rows[] = {
	{ { PERSON(.days = 1) }, ANSWER_OK, NULL },
	{ { PERSON(.days = 1, ADMIN) }, ANSWER_CONCERN, "daily-user" },
	/* the administrator's is used, but seldom */
	{ { PERSON(.logons = 700), PERSON(.rid = 1002, ADMIN, .logons = 20) }, ANSWER_OK, NULL },
	{ { PERSON(.logons = 7), PERSON(.rid = 1002, ADMIN, .logons = 20, .days = 3) },
	  ANSWER_CONCERN,
	  "daily-user" },
	/* sign-ins of Microsoft accounts are not counted: the last use tells */
	{ { PERSON(.logons = 2, .days = 300),
	    PERSON(.rid = 1002, ADMIN, .logons = 0, .state = "elsewhere") },
	  ANSWER_CONCERN,
	  "daily-user" },
	/* turned off */
	{ { PERSON(.logons = 7), PERSON(.rid = 1002, ADMIN, .logons = 900, .enabled = FLAG_NO) },
	  ANSWER_OK,
	  NULL },
	{ { PERSON(.administrator = FLAG_ABSENT) }, ANSWER_COULD_NOT_LOOK, NULL },
	{ { PERSON(.logons = 0, .days = -1) }, ANSWER_COULD_NOT_LOOK, NULL },
};

START_TEST(a_name_kept_elsewhere)
{
	struct fact_user *u;
	struct bench b;

	for (int later = 0; later < 2; later++) {
		bench_begin(&b);
		bench_person(&b, PERSON(.days = 3));
		u = FACTS_ADD(&b.facts, user, USER, "SOFTWARE\\x");
		u->sid = "S-1-12-1-1-2-3-4";
		u->last_used = DAYS_BEFORE_USE(later ? 0 : 30);
		bench_collected(&b, &check_daily_administrator);
		bench_want(&b, &check_daily_administrator,
			   later ? ANSWER_COULD_NOT_LOOK : ANSWER_OK, NULL);
		bench_end(&b);
	}
}
END_TEST

static void more_cases(TCase *tc)
{
	tcase_add_test(tc, a_name_kept_elsewhere);
}

PEOPLE_TEST(daily_administrator, "daily-administrator")
