/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H4 for Linux: every answer of linux-starts. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_linux_starts;

static const struct row {
	const char *area;
	enum flag hidden;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "system", FLAG_NO, ANSWER_OK, NULL },
	{ NULL, FLAG_NO, ANSWER_OK, NULL },
	{ "user", FLAG_NO, ANSWER_NOTICE, NULL },
	{ "temporary", FLAG_NO, ANSWER_DANGER, "look-at-linux-start" },
	{ "public", FLAG_NO, ANSWER_DANGER, "look-at-linux-start" },
	{ "system", FLAG_YES, ANSWER_DANGER, "look-at-linux-start" },
};

static void add(struct bench *b, const struct row *r)
{
	struct fact_scheduled_task *f;

	if (!r->area)
		return;
	f = FACTS_ADD(&b->facts, scheduled_task, SCHEDULED_TASK, "cron");
	f->area = r->area;
	f->hidden = r->hidden;
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
	bench_collected(&b, &check_linux_starts);
	bench_want(&b, &check_linux_starts, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_linux_starts, good);
	ck_assert_int_eq(bench_nothing_found(&check_linux_starts), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("linux-starts");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("linux-starts", cases);
}
