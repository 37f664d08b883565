/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H11: shut down completely? Never a concern. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_clean_shutdown;

static const struct {
	enum flag hibernated, fast, pending, dirty;
	enum answer_kind want;
} rows[] = {
	{ FLAG_NO, FLAG_NO, FLAG_NO, FLAG_ABSENT, ANSWER_OK },
	{ FLAG_NO, FLAG_ABSENT, FLAG_NO, FLAG_NO, ANSWER_OK },
	{ FLAG_YES, FLAG_YES, FLAG_NO, FLAG_ABSENT, ANSWER_NOTICE },
	{ FLAG_NO, FLAG_YES, FLAG_NO, FLAG_ABSENT, ANSWER_NOTICE },
	{ FLAG_NO, FLAG_NO, FLAG_YES, FLAG_ABSENT, ANSWER_NOTICE },
	{ FLAG_NO, FLAG_NO, FLAG_NO, FLAG_YES, ANSWER_NOTICE },
	{ FLAG_ABSENT, FLAG_ABSENT, FLAG_YES, FLAG_ABSENT, ANSWER_NOTICE },
	{ FLAG_ABSENT, FLAG_YES, FLAG_NO, FLAG_ABSENT, ANSWER_COULD_NOT_LOOK },
	{ FLAG_NO, FLAG_NO, FLAG_ABSENT, FLAG_ABSENT, ANSWER_COULD_NOT_LOOK },
};

static struct fact_shutdown_state *add(struct bench *b)
{
	return FACTS_ADD(&b->facts, shutdown_state, SHUTDOWN_STATE, "SYSTEM\\x");
}

static void good(struct bench *b)
{
	struct fact_shutdown_state *f = add(b);

	f->hibernated = f->fast_startup = f->hive_log_pending = FLAG_NO;
}

START_TEST(judges_each_row)
{
	struct fact_shutdown_state *f;
	struct bench b;

	bench_begin(&b);
	f = add(&b);
	f->hibernated = rows[_i].hibernated;
	f->fast_startup = rows[_i].fast;
	f->hive_log_pending = rows[_i].pending;
	f->volume_dirty = rows[_i].dirty;
	bench_collected(&b, &check_clean_shutdown);
	bench_want(&b, &check_clean_shutdown, rows[_i].want,
		   rows[_i].want == ANSWER_NOTICE ? "shut-down-fully" : NULL);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_clean_shutdown, good);
	ck_assert_int_eq(bench_nothing_found(&check_clean_shutdown), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("clean-shutdown");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("clean-shutdown", cases);
}
