/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H7: macros. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	int64_t warnings, places;
	enum flag block;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ NUMBER_ABSENT, 0, FLAG_ABSENT, ANSWER_NOTICE, "macros-say-no" },
	{ 2, 0, FLAG_ABSENT, ANSWER_NOTICE, "macros-say-no" },
	{ 3, 0, FLAG_ABSENT, ANSWER_OK, NULL },
	{ 4, 0, FLAG_ABSENT, ANSWER_OK, NULL },
	{ NUMBER_ABSENT, 0, FLAG_YES, ANSWER_OK, NULL },
	{ NUMBER_ABSENT, 0, FLAG_NO, ANSWER_CONCERN, "macros-ask" },
	{ 3, 1, FLAG_YES, ANSWER_CONCERN, "macros-ask" },
	{ 1, 0, FLAG_ABSENT, ANSWER_DANGER, "macros-ask" },
	{ 1, 0, FLAG_YES, ANSWER_DANGER, "macros-ask" },
};

static void add_one(struct bench *b, int64_t warnings, int64_t places, enum flag block)
{
	struct fact_office_macros *f =
	    FACTS_ADD(&b->facts, office_macros, OFFICE_MACROS, "HKCU\\x");

	f->application = "Excel";
	f->warnings = warnings;
	f->open_places = places;
	f->block_internet = block;
}

static void add(struct bench *b, int i)
{
	add_one(b, rows[i].warnings, rows[i].places, rows[i].block);
}

static void good(struct bench *b)
{
	add_one(b, 4, 0, FLAG_YES);
}

ROWS_TEST(office_macros, good, rows[_i].advice, ANSWER_NOT_APPLICABLE)
