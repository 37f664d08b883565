/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H4 for Linux: every answer of linux-starts. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	const char *area;
	enum flag hidden;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "system", FLAG_NO, ANSWER_OK, NULL },
	{ NULL, FLAG_NO, ANSWER_OK, NULL },
	{ "user", FLAG_NO, ANSWER_NOTICE, "ask-own-startup" },
	{ "temporary", FLAG_NO, ANSWER_DANGER, "look-at-linux-start" },
	{ "public", FLAG_NO, ANSWER_DANGER, "look-at-linux-start" },
	{ "system", FLAG_YES, ANSWER_DANGER, "look-at-linux-start" },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];
	struct fact_scheduled_task *f;

	if (!r->area)
		return;
	f = FACTS_ADD(&b->facts, scheduled_task, SCHEDULED_TASK, "cron");
	f->area = r->area;
	f->hidden = r->hidden;
}

ROWS_TEST(linux_starts, rows_first, rows[_i].advice, ANSWER_OK)
