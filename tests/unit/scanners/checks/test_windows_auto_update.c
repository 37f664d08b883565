/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S3: do updates come by themselves? */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_windows_auto_update;

#define NONE NUMBER_ABSENT

static const struct {
	enum flag off;
	int64_t options, paused, wuauserv, usosvc;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_ABSENT, NONE, TIME_ABSENT, 3, 2, ANSWER_OK, NULL }, /* Windows' own way */
	{ FLAG_NO, 4, TIME_ABSENT, 3, 2, ANSWER_OK, NULL },
	{ FLAG_ABSENT, NONE, NOW - 1, 3, 2, ANSWER_OK, NULL }, /* the pause is over */
	{ FLAG_NO, 3, TIME_ABSENT, 3, 2, ANSWER_NOTICE, "put-in-updates" },
	{ FLAG_NO, 7, TIME_ABSENT, 3, 2, ANSWER_NOTICE, "put-in-updates" },
	{ FLAG_NO, 2, TIME_ABSENT, 3, 2, ANSWER_CONCERN, "auto-update-on" },
	{ FLAG_ABSENT, NONE, NOW + 9 * TIME_DAY, 3, 2, ANSWER_CONCERN, "end-update-pause" },
	{ FLAG_YES, 4, TIME_ABSENT, 3, 2, ANSWER_DANGER, "auto-update-on" },
	{ FLAG_NO, 1, TIME_ABSENT, 3, 2, ANSWER_DANGER, "auto-update-on" },
	{ FLAG_ABSENT, NONE, TIME_ABSENT, 4, 2, ANSWER_DANGER, "auto-update-on" },
	{ FLAG_ABSENT, NONE, NOW + 9 * TIME_DAY, 3, 4, ANSWER_DANGER, "auto-update-on" },
};

static struct fact_update_policy *add(struct bench *b)
{
	return FACTS_ADD(&b->facts, update_policy, UPDATE_POLICY, "SOFTWARE\\x");
}

static void good(struct bench *b)
{
	add(b)->wuauserv_start = 3;
}

START_TEST(judges_each_row)
{
	struct fact_update_policy *f;
	struct bench b;

	bench_begin(&b);
	f = add(&b);
	f->no_auto_update = rows[_i].off;
	f->au_options = rows[_i].options;
	f->paused_until = rows[_i].paused;
	f->wuauserv_start = rows[_i].wuauserv;
	f->usosvc_start = rows[_i].usosvc;
	bench_collected(&b, &check_windows_auto_update);
	bench_want(&b, &check_windows_auto_update, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_windows_auto_update, good);
	ck_assert_int_eq(bench_nothing_found(&check_windows_auto_update), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("windows-auto-update");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("windows-auto-update", cases);
}
