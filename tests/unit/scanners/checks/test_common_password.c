/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P3: common passwords. */
#include "tests/unit/scanners/checks/accounts_bench.h"

extern const struct check check_common_password;

static const struct people_row rows[] = {
	{ { PERSON(.days = 1) }, ANSWER_OK, NULL },
	{ { PERSON(.common = FLAG_YES) }, ANSWER_DANGER, "better-password" },
	{ { PERSON(.common = FLAG_YES, .enabled = FLAG_NO), PERSON(.rid = 1002) },
	  ANSWER_OK,
	  NULL },
	{ { PERSON(.common = FLAG_YES), PERSON(.rid = 1002, .state = "elsewhere") },
	  ANSWER_DANGER,
	  "better-password" },
	{ { PERSON(.days = 1), PERSON(.rid = 1002, .state = "elsewhere") },
	  ANSWER_COULD_NOT_LOOK,
	  NULL },
	{ { PERSON(.days = 1), PERSON(.rid = 1002, .state = "unreadable") },
	  ANSWER_COULD_NOT_LOOK,
	  NULL },
	{ { PERSON(.state = "none") }, ANSWER_NOT_APPLICABLE, NULL },
};

/* Without the owner's word nothing is compared, and that is no "fine". */
START_TEST(asks_first)
{
	static const char why[] = "because the owner was not asked for this";
	struct bench b;

	bench_begin(&b);
	bench_good_people(&b);
	bench_collected(&b, &check_common_password);
	bench_state(&b, FACT_KIND_COMMON_PASSWORD, FACT_STATE_FAILED, why);
	bench_want(&b, &check_common_password, ANSWER_COULD_NOT_LOOK, NULL);
	ck_assert_str_eq(b.finding.reason.id, why);
	bench_end(&b);
}
END_TEST

START_TEST(tells_an_old_list)
{
	struct fact_common_password *f;
	struct bench b;

	for (int old = 0; old < 3; old++) {
		bench_begin(&b);
		bench_person(&b, PERSON(.days = 1));
		f = (struct fact_common_password *)b.facts.by_kind[FACT_KIND_COMMON_PASSWORD]
			.item[0];
		f->list_date = old == 2 ? TIME_ABSENT : NOW - (old ? 70 : 5) * TIME_DAY;
		bench_collected(&b, &check_common_password);
		bench_want(&b, &check_common_password, ANSWER_OK, NULL);
		ck_assert_int_eq(strstr(b.finding.evidence.id, "60 days") != NULL, old == 1);
		bench_end(&b);
	}
}
END_TEST

static void more_cases(TCase *tc)
{
	tcase_add_test(tc, asks_first);
	tcase_add_test(tc, tells_an_old_list);
}

START_TEST(judges_each_row)
{
	bench_people(&check_common_password, &rows[_i]);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_common_password, bench_good_people);
	/* nobody has a password: nothing to compare */
	ck_assert_int_ne(bench_nothing_found(&check_common_password), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("common-password");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	more_cases(tc);
	return tc;
}

int main(void)
{
	return bench_main("common-password", cases);
}
