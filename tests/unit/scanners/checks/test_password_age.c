/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P8: the oldest password, against the last use of the PC. */
#include "tests/unit/scanners/checks/accounts_bench.h"

extern const struct check check_password_age;

#define NEVER_SET -1
static const struct {
	int64_t days[2]; /* before the PC's last use; NEVER_SET: Windows kept no date */
	const char *state[2];
	int64_t installed; /* days before the last use */
	enum answer_kind want;
} rows[] = {
	{ { 400, 10 }, { "set", "set" }, 900, ANSWER_OK },
	{ { 1825, 10 }, { "set", "set" }, 2000, ANSWER_OK },
	{ { 1826, 10 }, { "set", "set" }, 2000, ANSWER_CONCERN },
	/* older than this Windows: told, no more */
	{ { 400, 10 }, { "set", "set" }, 300, ANSWER_NOTICE },
	/* what has no password here has no age */
	{ { 4000, 10 }, { "none", "set" }, 900, ANSWER_OK },
	{ { 4000, 10 }, { "none", "none" }, 900, ANSWER_NOT_APPLICABLE },
	{ { 4000, 10 }, { "elsewhere", "set" }, 900, ANSWER_COULD_NOT_LOOK },
	{ { 4000, 10 }, { "set", "elsewhere" }, 900, ANSWER_CONCERN },
	{ { 10, 10 }, { "elsewhere", "elsewhere" }, 900, ANSWER_COULD_NOT_LOOK },
	{ { 10, 10 }, { "unreadable", "set" }, 900, ANSWER_COULD_NOT_LOOK },
	{ { NEVER_SET, 10 }, { "set", "set" }, 900, ANSWER_COULD_NOT_LOOK },
	{ { NEVER_SET, NEVER_SET }, { "set", "set" }, 900, ANSWER_COULD_NOT_LOOK },
	{ { NEVER_SET, 4000 }, { "set", "set" }, 9000, ANSWER_CONCERN },
};

static void add(struct bench *b, int i)
{
	struct fact_windows_version *w;
	struct fact_account *a;

	for (size_t k = 0; k < 2; k++) {
		bench_person(b, PERSON(.rid = 1001 + (int64_t)k, .state = rows[i].state[k]));
		a = (struct fact_account *)b->facts.by_kind[FACT_KIND_ACCOUNT].item[k];
		a->password_changed =
		    rows[i].days[k] == NEVER_SET ? TIME_ABSENT : DAYS_BEFORE_USE(rows[i].days[k]);
		a->never_expires = FLAG_YES;
	}
	bench_version(b, 26200);
	w = (struct fact_windows_version *)b->facts.by_kind[FACT_KIND_WINDOWS_VERSION].item[0];
	w->installed = DAYS_BEFORE_USE(rows[i].installed);
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
	bench_collected(&b, &check_password_age);
	bench_want(&b, &check_password_age, rows[_i].want,
		   rows[_i].want == ANSWER_CONCERN ? "change-old-password" : NULL);
	bench_end(&b);
}
END_TEST

/* A PC that lay in a cupboard for years: both distances are told, the shorter one counts. */
START_TEST(counts_from_the_last_use)
{
	struct bench b;

	bench_begin(&b);
	b.env.last_use = NOW - 1500 * TIME_DAY;
	add(&b, 0);
	for (size_t k = 0; k < 2; k++)
		((struct fact_account *)b.facts.by_kind[FACT_KIND_ACCOUNT].item[k])
		    ->password_changed = NOW - 2000 * TIME_DAY;
	((struct fact_windows_version *)b.facts.by_kind[FACT_KIND_WINDOWS_VERSION].item[0])
	    ->installed = NOW - 3000 * TIME_DAY;
	bench_collected(&b, &check_password_age);
	bench_want(&b, &check_password_age, ANSWER_OK, NULL);
	ck_assert_int_eq(b.finding.evidence.arg[1].number, 500);
	ck_assert_int_eq(b.finding.evidence.arg[2].number, 2000);
	b.env.last_use = TIME_ABSENT;
	bench_want(&b, &check_password_age, ANSWER_CONCERN, "change-old-password");
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_password_age, good);
	ck_assert_int_eq(bench_nothing_found(&check_password_age), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("password-age");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, counts_from_the_last_use);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("password-age", cases);
}
