/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P16 for macOS: every answer of mac-screen-lock. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_mac_screen_lock;

static const struct row {
	struct {
		enum flag active, secure;
		int64_t idle;
	} user[2];
	size_t n;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ { { FLAG_YES, FLAG_YES, 300 } }, 1, ANSWER_OK, NULL },
	{ { { FLAG_YES, FLAG_YES, 600 }, { FLAG_YES, FLAG_YES, 60 } }, 2, ANSWER_OK, NULL },
	{ { { FLAG_YES, FLAG_YES, 900 } }, 1, ANSWER_CONCERN, "lock-screen-mac" },
	{ { { FLAG_YES, FLAG_YES, 3600 } }, 1, ANSWER_CONCERN, "lock-screen-mac" },
	{ { { FLAG_NO, FLAG_YES, NUMBER_ABSENT } }, 1, ANSWER_CONCERN, "lock-screen-mac" },
	{ { { FLAG_YES, FLAG_NO, 300 } }, 1, ANSWER_CONCERN, "lock-screen-mac" },
	{ { { FLAG_YES, FLAG_ABSENT, 300 } }, 1, ANSWER_COULD_NOT_LOOK, NULL },
	{ { { FLAG_ABSENT, FLAG_YES, NUMBER_ABSENT } }, 1, ANSWER_COULD_NOT_LOOK, NULL },
	{ { { FLAG_YES, FLAG_YES, 300 }, { FLAG_ABSENT, FLAG_ABSENT, NUMBER_ABSENT } },
	  2,
	  ANSWER_COULD_NOT_LOOK,
	  NULL },
};

static void add(struct bench *b, const struct row *r)
{
	for (size_t i = 0; i < r->n; i++) {
		struct fact_screen_lock *f = FACTS_ADD(&b->facts, screen_lock, SCREEN_LOCK, "x");

		f->active = r->user[i].active;
		f->secure = r->user[i].secure;
		f->idle_seconds = r->user[i].idle;
	}
}

static void good(struct bench *b)
{
	add(b, &rows[0]);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, &rows[_i]);
	bench_collected(&b, &check_mac_screen_lock);
	bench_want(&b, &check_mac_screen_lock, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_mac_screen_lock, good);
	ck_assert_int_eq(bench_nothing_found(&check_mac_screen_lock), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("mac-screen-lock");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("mac-screen-lock", cases);
}
