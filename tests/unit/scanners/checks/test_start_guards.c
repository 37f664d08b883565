/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H9: guards of the start. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_start_guards;

static const struct {
	enum flag secure;
	int64_t lsa;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_YES, 2, ANSWER_OK, NULL },
	{ FLAG_YES, NUMBER_ABSENT, ANSWER_OK, NULL },
	{ FLAG_NO, 2, ANSWER_NOTICE, NULL },
	{ FLAG_ABSENT, 2, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add_one(struct bench *b, enum flag secure, int64_t lsa)
{
	struct fact_start_guards *f = FACTS_ADD(&b->facts, start_guards, START_GUARDS, "SYSTEM\\x");

	f->secure_boot = secure;
	f->lsa = lsa;
}

static void add(struct bench *b, int i)
{
	add_one(b, rows[i].secure, rows[i].lsa);
}

static void good(struct bench *b)
{
	add_one(b, FLAG_YES, 2);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_collected(&b, &check_start_guards);
	bench_want(&b, &check_start_guards, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_start_guards, good);
	ck_assert_int_eq(bench_nothing_found(&check_start_guards), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("start-guards");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("start-guards", cases);
}
