/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H4: scheduled tasks. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_scheduled_tasks;

static const struct {
	const char *area;
	enum flag enabled, hidden, file;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "programs", FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_OK, NULL },
	{ NULL, FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_OK, NULL },
	{ "public", FLAG_NO, FLAG_NO, FLAG_YES, ANSWER_OK, NULL }, /* turned off */
	{ "user", FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_NOTICE, NULL },
	{ "system", FLAG_YES, FLAG_YES, FLAG_YES, ANSWER_NOTICE, NULL },
	{ "temporary", FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_CONCERN, "look-at-startup" },
	{ "public", FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_CONCERN, "look-at-startup" },
	{ NULL, FLAG_YES, FLAG_NO, FLAG_NO, ANSWER_DANGER, "look-at-hidden-task" },
	{ NULL, FLAG_YES, FLAG_NO, FLAG_ABSENT, ANSWER_OK, NULL }, /* its file was not seen */
};

static void add(struct bench *b, int i)
{
	struct fact_scheduled_task *f =
	    FACTS_ADD(&b->facts, scheduled_task, SCHEDULED_TASK, "SOFTWARE\\x");

	f->area = rows[i].area;
	f->enabled = rows[i].enabled;
	f->hidden = rows[i].hidden;
	f->file = rows[i].file;
}

static void good(struct bench *b)
{
	(void)b;
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_collected(&b, &check_scheduled_tasks);
	bench_want(&b, &check_scheduled_tasks, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_scheduled_tasks, good);
	ck_assert_int_eq(bench_nothing_found(&check_scheduled_tasks), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("scheduled-tasks");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("scheduled-tasks", cases);
}
