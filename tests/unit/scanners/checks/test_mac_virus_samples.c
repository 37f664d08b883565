/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V2 for macOS: every answer of mac-virus-samples. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	int64_t days;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 3, ANSWER_OK, NULL },
	{ 60, ANSWER_OK, NULL },
	{ 61, ANSWER_NOTICE, "update-mac-now" },
	{ 120, ANSWER_NOTICE, "update-mac-now" },
	{ 121, ANSWER_CONCERN, "update-mac-now" },
	{ -30, ANSWER_COULD_NOT_LOOK, NULL },
	{ INT64_MAX, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];
	struct fact_antivirus *f = FACTS_ADD(&b->facts, antivirus, ANTIVIRUS, "x");

	if (r->days != INT64_MAX)
		f->definitions = DAYS_BEFORE_USE(r->days);
}

ROWS_TEST(mac_virus_samples, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
