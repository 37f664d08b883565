/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L6: earlier states of the disk. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	int64_t copies;
	enum flag protection, remover;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 3, FLAG_YES, FLAG_NO, ANSWER_OK, NULL },
	{ 1, FLAG_NO, FLAG_YES, ANSWER_OK, NULL }, /* somebody looked at the list */
	{ 0, FLAG_YES, FLAG_NO, ANSWER_NOTICE, "keep-earlier-states" },
	{ 0, FLAG_NO, FLAG_ABSENT, ANSWER_NOTICE, "keep-earlier-states" },
	{ 0, FLAG_ABSENT, FLAG_YES, ANSWER_DANGER, "states-removed" },
	{ NUMBER_ABSENT, FLAG_YES, FLAG_NO, ANSWER_COULD_NOT_LOOK, NULL },
	{ NUMBER_ABSENT, FLAG_NO, FLAG_YES, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add_one(struct bench *b, int64_t copies, enum flag protection, enum flag remover)
{
	struct fact_earlier_states *f =
	    FACTS_ADD(&b->facts, earlier_states, EARLIER_STATES, "SOFTWARE\\x");

	f->copies = copies;
	f->newest = copies > 0 ? LAST_USE : TIME_ABSENT;
	f->protection = protection;
	f->remover_run = remover;
}

static void add(struct bench *b, int i)
{
	add_one(b, rows[i].copies, rows[i].protection, rows[i].remover);
}

static void good(struct bench *b)
{
	add_one(b, 2, FLAG_YES, FLAG_NO);
}

ROWS_TEST(earlier_states, good, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
