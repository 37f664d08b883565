/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S3 for Linux: every answer of linux-auto-update. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	enum flag on, blocked;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_YES, FLAG_NO, ANSWER_OK, NULL },
	{ FLAG_YES, FLAG_YES, ANSWER_CONCERN, "auto-update-linux" },
	{ FLAG_NO, FLAG_NO, ANSWER_CONCERN, "auto-update-linux" },
	{ FLAG_ABSENT, FLAG_ABSENT, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];
	struct fact_linux_update_policy *f;

	if (r->on == FLAG_ABSENT)
		return;
	f = FACTS_ADD(&b->facts, linux_update_policy, LINUX_UPDATE_POLICY, "/etc/apt/apt.conf.d");
	f->on = r->on;
	f->blocked = r->blocked;
}

ROWS_TEST(linux_auto_update, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
