/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S2 for Linux: every answer of linux-last-update. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	int64_t days;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 30, ANSWER_OK, NULL },
	{ 45, ANSWER_OK, NULL },
	{ 46, ANSWER_CONCERN, "update-linux-now" },
	{ 91, ANSWER_DANGER, "update-linux-now" },
	{ -40, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];

	FACTS_ADD(&b->facts, linux_update, LINUX_UPDATE, "/var/log")->at = DAYS_BEFORE_USE(r->days);
}

ROWS_TEST(linux_last_update, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
