/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H10: the ledger of PCs. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	const char *model, *firmware;
	int64_t installed;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "Aoi Note", "1.08", NOW - 900 * TIME_DAY, ANSWER_OK, NULL },
	{ NULL, NULL, TIME_ABSENT, ANSWER_OK, NULL },
};

static void add_one(struct bench *b, const char *model, const char *firmware, int64_t installed)
{
	FACTS_ADD(&b->facts, computer, COMPUTER, "SYSTEM\\x")->model = model;
	FACTS_ADD(&b->facts, firmware, FIRMWARE, "SYSTEM\\x")->version = firmware;
	FACTS_ADD(&b->facts, windows_version, WINDOWS_VERSION, "SOFTWARE\\x")->installed =
	    installed;
}

static void add(struct bench *b, int i)
{
	add_one(b, rows[i].model, rows[i].firmware, rows[i].installed);
}

static void good(struct bench *b)
{
	add_one(b, "a", "b", NOW);
}

ROWS_TEST(pc_ledger, good, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
