/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H4: scheduled tasks. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	const char *area;
	enum flag enabled, hidden, file;
	enum answer_kind want;
	const char *advice;
	enum flag marked;
} rows[] = {
	{ "programs", FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_OK, NULL, FLAG_ABSENT },
	{ NULL, FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_OK, NULL, FLAG_ABSENT },
	{ "public", FLAG_NO, FLAG_NO, FLAG_YES, ANSWER_OK, NULL, FLAG_ABSENT }, /* turned off */
	{ "user", FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_NOTICE, "ask-own-startup", FLAG_ABSENT },
	{ "system", FLAG_YES, FLAG_YES, FLAG_YES, ANSWER_NOTICE, "ask-own-startup", FLAG_ABSENT },
	{ "temporary", FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_CONCERN, "look-at-startup",
	  FLAG_ABSENT },
	{ "public", FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_CONCERN, "look-at-startup", FLAG_ABSENT },
	/* a maker's mark, not verified; none */
	{ "user", FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_NOTICE, "ask-own-startup", FLAG_YES },
	{ "user", FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_CONCERN, "look-at-startup", FLAG_NO },
	{ "other", FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_CONCERN, "look-at-startup", FLAG_NO },
	{ "user", FLAG_NO, FLAG_NO, FLAG_YES, ANSWER_OK, NULL, FLAG_NO }, /* turned off */
	{ "public", FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_CONCERN, "look-at-startup", FLAG_YES },
	{ NULL, FLAG_YES, FLAG_NO, FLAG_NO, ANSWER_DANGER, "look-at-hidden-task", FLAG_ABSENT },
	{ NULL, FLAG_YES, FLAG_NO, FLAG_ABSENT, ANSWER_OK, NULL,
	  FLAG_ABSENT }, /* its file was not seen */
};

static void add(struct bench *b, int i)
{
	struct fact_scheduled_task *f =
	    FACTS_ADD(&b->facts, scheduled_task, SCHEDULED_TASK, "SOFTWARE\\x");

	f->area = rows[i].area;
	f->enabled = rows[i].enabled;
	f->hidden = rows[i].hidden;
	f->file = rows[i].file;
	f->marked = rows[i].marked;
}

ROWS_TEST(scheduled_tasks, rows_no_facts, rows[_i].advice, ANSWER_OK)
