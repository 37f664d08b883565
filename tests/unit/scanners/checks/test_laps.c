/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P22: LAPS. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	enum flag enabled;
	int64_t last;
	enum answer_kind want;
} rows[] = {
	{ FLAG_YES, NOW - 3 * TIME_DAY, ANSWER_OK },
	{ FLAG_YES, TIME_ABSENT, ANSWER_OK },
	{ FLAG_NO, TIME_ABSENT, ANSWER_NOTICE },
	{ FLAG_ABSENT, TIME_ABSENT, ANSWER_NOT_APPLICABLE },
};

static void add(struct bench *b, int i)
{
	struct fact_laps *f = FACTS_ADD(&b->facts, laps, LAPS, "SOFTWARE\\x");

	f->enabled = rows[i].enabled;
	f->last_change = rows[i].last;
}

ROWS_TEST(laps, rows_first, NULL, ANSWER_COULD_NOT_LOOK)
