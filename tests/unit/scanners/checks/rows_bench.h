/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A whole test program of a check whose verdicts are a table: rows[], each with the answer that it
 * wants, and add(), which adds the facts of row i. See test_restart_pending.c for a short one. */
#pragma once

#include "tests/unit/scanners/checks/bench.h"

/* Where no fact at all is fine. */
static inline void rows_no_facts(struct bench *b UNUSED)
{
}

static inline bool rows_act(enum answer_kind answer)
{
	return answer == ANSWER_CONCERN || answer == ANSWER_DANGER;
}

/* GOOD: adds facts on which the check says its best (rows_first: those of the first row). ADVICE: the
 * advice of row _i. NOTHING: the answer where every kind was looked at and nothing found. */
#define ROWS_TEST(NAME, GOOD, ADVICE, NOTHING)                                                     \
	extern const struct check check_##NAME;                                                    \
	static UNUSED void rows_first(struct bench *b)                                             \
	{                                                                                          \
		add(b, 0);                                                                         \
	}                                                                                          \
	START_TEST(judges_each_row)                                                                \
	{                                                                                          \
		struct bench b;                                                                    \
                                                                                                   \
		bench_begin(&b);                                                                   \
		add(&b, _i);                                                                       \
		bench_collected(&b, &check_##NAME);                                                \
		bench_want(&b, &check_##NAME, rows[_i].want, (ADVICE));                            \
		bench_end(&b);                                                                     \
	}                                                                                          \
	END_TEST                                                                                   \
	START_TEST(says_what_is_missing)                                                           \
	{                                                                                          \
		bench_missing(&check_##NAME, GOOD);                                                \
		ck_assert_int_eq(bench_nothing_found(&check_##NAME), NOTHING);                     \
	}                                                                                          \
	END_TEST                                                                                   \
	static TCase *cases(void)                                                                  \
	{                                                                                          \
		TCase *tc = tcase_create(check_##NAME.id);                                         \
                                                                                                   \
		tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));                            \
		tcase_add_test(tc, says_what_is_missing);                                          \
		return tc;                                                                         \
	}                                                                                          \
	int main(void)                                                                             \
	{                                                                                          \
		return bench_main(check_##NAME.id, cases);                                         \
	}
