/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P22: LAPS. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_laps;

static const struct {
	enum flag enabled;
	int64_t last;
	enum answer_kind want;
} rows[] = {
	{ FLAG_YES, NOW - 3 * TIME_DAY, ANSWER_OK },
	{ FLAG_YES, TIME_ABSENT, ANSWER_OK },
	{ FLAG_NO, TIME_ABSENT, ANSWER_NOTICE },
	{ FLAG_ABSENT, TIME_ABSENT, ANSWER_NOT_APPLICABLE },
};

static void add(struct bench *b, int i)
{
	struct fact_laps *f = FACTS_ADD(&b->facts, laps, LAPS, "SOFTWARE\\x");

	f->enabled = rows[i].enabled;
	f->last_change = rows[i].last;
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
	bench_collected(&b, &check_laps);
	bench_want(&b, &check_laps, rows[_i].want, NULL);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_laps, good);
	ck_assert_int_eq(bench_nothing_found(&check_laps), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("laps");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("laps", cases);
}
