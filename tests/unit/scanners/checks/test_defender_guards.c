/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V6: further guards. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_defender_guards;

static const struct {
	int64_t tamper, build;
	enum flag smartscreen;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 5, 26200, FLAG_ABSENT, ANSWER_OK, NULL },
	{ 5, 26200, FLAG_YES, ANSWER_OK, NULL },
	{ NUMBER_ABSENT, 19045, FLAG_ABSENT, ANSWER_OK, NULL },
	{ 4, 26200, FLAG_YES, ANSWER_NOTICE, "tamper-protection-on" },
	{ 0, 26200, FLAG_ABSENT, ANSWER_NOTICE, "tamper-protection-on" },
	{ 5, 26200, FLAG_NO, ANSWER_CONCERN, "guards-on" },
	{ NUMBER_ABSENT, 7601, FLAG_ABSENT, ANSWER_NOT_APPLICABLE, NULL },
};

static void add_one(struct bench *b, int64_t tamper, enum flag smartscreen)
{
	struct fact_defender_guards *f =
	    FACTS_ADD(&b->facts, defender_guards, DEFENDER_GUARDS, "SOFTWARE\\x");

	f->tamper = tamper;
	f->smartscreen = smartscreen;
}

static void add(struct bench *b, int i)
{
	add_one(b, rows[i].tamper, rows[i].smartscreen);
}

static void good(struct bench *b)
{
	add_one(b, 5, FLAG_YES);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_version(&b, rows[_i].build);
	bench_collected(&b, &check_defender_guards);
	bench_want(&b, &check_defender_guards, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_defender_guards, good);
	ck_assert_int_eq(bench_nothing_found(&check_defender_guards), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("defender-guards");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("defender-guards", cases);
}
