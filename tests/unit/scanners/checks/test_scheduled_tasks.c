/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H4: scheduled tasks. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	const char *area;
	enum flag enabled, hidden, file;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "programs", FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_OK, NULL },
	{ NULL, FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_OK, NULL },
	{ "public", FLAG_NO, FLAG_NO, FLAG_YES, ANSWER_OK, NULL }, /* turned off */
	{ "user", FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_NOTICE, "ask-own-startup" },
	{ "system", FLAG_YES, FLAG_YES, FLAG_YES, ANSWER_NOTICE, "ask-own-startup" },
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

ROWS_TEST(scheduled_tasks, rows_no_facts, rows[_i].advice, ANSWER_OK)
