/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S9: Internet Explorer. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	const char *version;
	int64_t mode;
	enum flag sites;
	int64_t build;
	enum answer_kind want;
} rows[] = {
	{ "11.1.1", NUMBER_ABSENT, FLAG_NO, 26200, ANSWER_OK },
	{ NULL, NUMBER_ABSENT, FLAG_NO, 26200, ANSWER_OK },
	{ "11.1.1", 1, FLAG_NO, 26200, ANSWER_NOTICE },
	{ "11.1.1", NUMBER_ABSENT, FLAG_YES, 19045, ANSWER_NOTICE },
	{ "11.1.1", NUMBER_ABSENT, FLAG_NO, 19045, ANSWER_NOTICE },
	{ "8.0.7601", NUMBER_ABSENT, FLAG_NO, 7601, ANSWER_CONCERN },
	{ NULL, NUMBER_ABSENT, FLAG_NO, 19045, ANSWER_COULD_NOT_LOOK },
	{ "11.1", NUMBER_ABSENT, FLAG_NO, NUMBER_ABSENT, ANSWER_COULD_NOT_LOOK },
};

static void add(struct bench *b, int i)
{
	struct fact_internet_explorer *f =
	    FACTS_ADD(&b->facts, internet_explorer, INTERNET_EXPLORER, "SOFTWARE\\x");

	f->version = rows[i].version;
	f->ie_mode = rows[i].mode;
	f->sites = rows[i].sites;
	bench_version(b, rows[i].build);
}

ROWS_TEST(internet_explorer, rows_first,
	  rows[_i].want == ANSWER_CONCERN ? "leave-internet-explorer" : NULL, ANSWER_COULD_NOT_LOOK)
