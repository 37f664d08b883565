/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L6: earlier states of the disk. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_earlier_states;

static const struct {
	int64_t copies;
	enum flag protection, remover;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 3, FLAG_YES, FLAG_NO, ANSWER_OK, NULL },
	{ 1, FLAG_NO, FLAG_YES, ANSWER_OK, NULL }, /* somebody looked at the list */
	{ 0, FLAG_YES, FLAG_NO, ANSWER_NOTICE, NULL },
	{ 0, FLAG_NO, FLAG_ABSENT, ANSWER_NOTICE, NULL },
	{ 0, FLAG_ABSENT, FLAG_YES, ANSWER_DANGER, "states-removed" },
	{ NUMBER_ABSENT, FLAG_YES, FLAG_NO, ANSWER_COULD_NOT_LOOK, NULL },
	{ NUMBER_ABSENT, FLAG_NO, FLAG_YES, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add_one(struct bench *b, int64_t copies, enum flag protection, enum flag remover)
{
	struct fact_earlier_states *f =
	    FACTS_ADD(&b->facts, earlier_states, EARLIER_STATES, "SOFTWARE\\x");

	f->copies = copies;
	f->newest = copies > 0 ? LAST_USE : TIME_ABSENT;
	f->protection = protection;
	f->remover_run = remover;
}

static void add(struct bench *b, int i)
{
	add_one(b, rows[i].copies, rows[i].protection, rows[i].remover);
}

static void good(struct bench *b)
{
	add_one(b, 2, FLAG_YES, FLAG_NO);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_collected(&b, &check_earlier_states);
	bench_want(&b, &check_earlier_states, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_earlier_states, good);
	ck_assert_int_eq(bench_nothing_found(&check_earlier_states), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("earlier-states");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("earlier-states", cases);
}
