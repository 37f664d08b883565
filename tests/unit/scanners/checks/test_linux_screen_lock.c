/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P16 for Linux: every answer of linux-screen-lock. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_linux_screen_lock;

#define UNSET NUMBER_ABSENT

static const struct row {
	struct {
		enum flag active, secure;
		int64_t idle;
	} user[2];
	size_t n;
	enum answer_kind want;
	int weight;
} rows[] = {
	{ { { FLAG_ABSENT, FLAG_ABSENT, UNSET } }, 1, ANSWER_OK, 0 }, /* GNOME's own */
	{ { { FLAG_YES, FLAG_YES, 600 } }, 1, ANSWER_OK, 0 },
	{ { { FLAG_YES, FLAG_ABSENT, 601 } }, 1, ANSWER_CONCERN, 1 },
	{ { { FLAG_YES, FLAG_ABSENT, 900 } }, 1, ANSWER_CONCERN, 1 },
	{ { { FLAG_YES, FLAG_YES, 3600 } }, 1, ANSWER_CONCERN, 2 },
	{ { { FLAG_NO, FLAG_ABSENT, UNSET } }, 1, ANSWER_CONCERN, 2 },
	{ { { FLAG_YES, FLAG_NO, 300 } }, 1, ANSWER_CONCERN, 2 },
	{ { { FLAG_YES, FLAG_YES, 300 }, { FLAG_YES, FLAG_NO, 60 } }, 2, ANSWER_CONCERN, 2 },
	{ { { 0 } }, 0, ANSWER_NOT_APPLICABLE, 0 },
};

static void add(struct bench *b, const struct row *r)
{
	for (size_t i = 0; i < r->n; i++) {
		struct fact_screen_lock *f =
		    FACTS_ADD(&b->facts, screen_lock, SCREEN_LOCK, "~/.config/dconf/user");

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
	const struct row *r = &rows[_i];
	struct bench b;

	bench_begin(&b);
	add(&b, r);
	bench_collected(&b, &check_linux_screen_lock);
	bench_want(&b, &check_linux_screen_lock, r->want,
		   r->want == ANSWER_CONCERN ? "lock-screen" : NULL);
	ck_assert_int_eq(b.finding.weight, r->weight);
	bench_end(&b);
}
END_TEST

/* Without a desktop there is nothing to lock; with people but no settings nobody knows. */
START_TEST(without_settings)
{
	struct bench b;

	for (int console = 0; console < 2; console++) {
		bench_begin(&b);
		FACTS_ADD(&b.facts, user, USER, "/etc/passwd")->name = "sato";
		if (console)
			FACTS_ADD(&b.facts, screen_lock, SCREEN_LOCK, "x")->scope = "console";
		bench_collected(&b, &check_linux_screen_lock);
		bench_want(&b, &check_linux_screen_lock,
			   console ? ANSWER_NOT_APPLICABLE : ANSWER_COULD_NOT_LOOK, NULL);
		bench_end(&b);
	}
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_linux_screen_lock, good);
	ck_assert_int_eq(bench_nothing_found(&check_linux_screen_lock), ANSWER_NOT_APPLICABLE);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("linux-screen-lock");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, without_settings);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("linux-screen-lock", cases);
}
