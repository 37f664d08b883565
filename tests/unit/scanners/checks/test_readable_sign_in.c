/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P23: readable passwords in memory. */
#include "tests/unit/scanners/checks/accounts_bench.h"

extern const struct check check_readable_sign_in;

static const struct {
	enum flag clear_text;
	int64_t build, cached;
	enum answer_kind want;
} rows[] = {
	{ FLAG_NO, 26200, 10, ANSWER_OK },
	{ FLAG_ABSENT, 26200, NUMBER_ABSENT, ANSWER_OK },
	{ FLAG_ABSENT, 9600, 10, ANSWER_OK },
	{ FLAG_ABSENT, 9200, 10, ANSWER_CONCERN },
	{ FLAG_ABSENT, 7601, 10, ANSWER_CONCERN },
	{ FLAG_NO, 7601, 10, ANSWER_OK },
	{ FLAG_YES, 26200, 10, ANSWER_DANGER },
	{ FLAG_YES, NUMBER_ABSENT, 10, ANSWER_DANGER },
	{ FLAG_NO, NUMBER_ABSENT, 10, ANSWER_OK },
	{ FLAG_ABSENT, NUMBER_ABSENT, 10, ANSWER_COULD_NOT_LOOK },
};

static void add(struct bench *b, int i)
{
	struct fact_sign_in_settings *f = bench_sign_in(b);

	f->clear_text = rows[i].clear_text;
	f->cached_logons = rows[i].cached;
	bench_version(b, rows[i].build);
}

static void good(struct bench *b)
{
	add(b, 0);
}

START_TEST(judges_each_row)
{
	bool act = rows[_i].want == ANSWER_CONCERN || rows[_i].want == ANSWER_DANGER;
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_collected(&b, &check_readable_sign_in);
	bench_want(&b, &check_readable_sign_in, rows[_i].want, act ? "no-readable-sign-in" : NULL);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_readable_sign_in, good);
	ck_assert_int_eq(bench_nothing_found(&check_readable_sign_in), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("readable-sign-in");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("readable-sign-in", cases);
}
