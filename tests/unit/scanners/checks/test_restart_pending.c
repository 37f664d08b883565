/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S4: do updates wait for a restart? */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_restart_pending;

#define Y FLAG_YES
#define N FLAG_NO
#define A FLAG_ABSENT

static const struct {
	enum flag store, update;
	int64_t packages;
	enum flag list;
	enum answer_kind want;
} rows[] = {
	{ N, N, 0, N, ANSWER_OK },
	{ Y, N, 0, N, ANSWER_CONCERN },
	{ N, Y, 0, N, ANSWER_CONCERN },
	{ N, N, 3, N, ANSWER_CONCERN },
	{ N, N, 0, Y, ANSWER_CONCERN },
	{ N, Y, 0, A, ANSWER_CONCERN },
	{ N, N, 0, A, ANSWER_COULD_NOT_LOOK }, /* one place was not seen */
	{ A, N, 0, N, ANSWER_COULD_NOT_LOOK },
	{ N, N, NUMBER_ABSENT, N, ANSWER_COULD_NOT_LOOK },
};

static void add(struct bench *b, size_t i)
{
	struct fact_restart_pending *f =
	    FACTS_ADD(&b->facts, restart_pending, RESTART_PENDING, "SOFTWARE\\x");

	f->component_store = rows[i].store;
	f->windows_update = rows[i].update;
	f->packages = rows[i].packages;
	f->pending_list = rows[i].list;
}

static void good(struct bench *b)
{
	add(b, 0);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, (size_t)_i);
	bench_collected(&b, &check_restart_pending);
	bench_want(&b, &check_restart_pending, rows[_i].want,
		   rows[_i].want == ANSWER_CONCERN ? "restart-now" : NULL);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_restart_pending, good);
	ck_assert_int_eq(bench_nothing_found(&check_restart_pending), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("restart-pending");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("restart-pending", cases);
}
