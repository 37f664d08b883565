/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P14: user names that nobody uses any longer. */
#include "tests/unit/scanners/checks/accounts_bench.h"

extern const struct check check_stale_accounts;

static const struct people_row rows[] = {
	{ { PERSON(.days = 1), PERSON(.rid = 1002, .days = 180) }, ANSWER_OK, NULL },
	{ { PERSON(.days = 1), PERSON(.rid = 1002, .days = 181) },
	  ANSWER_CONCERN,
	  "close-old-accounts" },
	{ { PERSON(.days = 1), PERSON(.rid = 1002, .days = 900, .enabled = FLAG_NO) },
	  ANSWER_OK,
	  NULL },
	/* never used, and made 400 days ago */
	{ { PERSON(.days = 1), PERSON(.rid = 1002, .days = -1) },
	  ANSWER_CONCERN,
	  "close-old-accounts" },
	/* the built-in administrator has a check of its own */
	{ { PERSON(.days = 1), PERSON(.rid = 500, .days = 900) }, ANSWER_OK, NULL },
	{ { PERSON(.enabled = FLAG_NO) }, ANSWER_COULD_NOT_LOOK, NULL },
};

/* A PC that lay in a cupboard: nobody left meanwhile. */
START_TEST(counts_from_the_last_use)
{
	struct bench b;

	bench_begin(&b);
	b.env.last_use = NOW - 400 * TIME_DAY;
	bench_person(&b, PERSON(.days = 500));
	bench_collected(&b, &check_stale_accounts);
	bench_want(&b, &check_stale_accounts, ANSWER_OK, NULL);
	b.env.last_use = TIME_ABSENT;
	bench_want(&b, &check_stale_accounts, ANSWER_CONCERN, "close-old-accounts");
	bench_end(&b);
}
END_TEST

/* Sign-ins of a Microsoft account are not always counted, but its profile is used. */
START_TEST(a_profile_in_use_counts)
{
	struct fact_user *u;
	struct bench b;

	bench_begin(&b);
	bench_person(&b, PERSON(.days = -1, .state = "elsewhere"));
	u = FACTS_ADD(&b.facts, user, USER, "SOFTWARE\\x");
	u->sid = "S-1-5-21-1-2-3-1001";
	u->last_used = DAYS_BEFORE_USE(1);
	bench_collected(&b, &check_stale_accounts);
	bench_want(&b, &check_stale_accounts, ANSWER_OK, NULL);
	bench_end(&b);
}
END_TEST

START_TEST(no_date_at_all)
{
	struct fact_account *a;
	struct bench b;

	bench_begin(&b);
	bench_person(&b, PERSON(.days = -1));
	a = (struct fact_account *)b.facts.by_kind[FACT_KIND_ACCOUNT].item[0];
	a->password_changed = TIME_ABSENT;
	bench_collected(&b, &check_stale_accounts);
	bench_want(&b, &check_stale_accounts, ANSWER_COULD_NOT_LOOK, NULL);
	bench_end(&b);
}
END_TEST

static void more_cases(TCase *tc)
{
	tcase_add_test(tc, counts_from_the_last_use);
	tcase_add_test(tc, a_profile_in_use_counts);
	tcase_add_test(tc, no_date_at_all);
}

PEOPLE_TEST(stale_accounts, "stale-accounts")
