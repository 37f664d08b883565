/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V4: what is left out of the virus protection. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	const char *area;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ NULL, ANSWER_OK, NULL },
	{ "other", ANSWER_NOTICE, "ask-exclusions" },
	{ "system", ANSWER_NOTICE, "ask-exclusions" },
	{ "everything", ANSWER_DANGER, "end-exclusions" },
	{ "programs", ANSWER_DANGER, "end-exclusions" },
	{ "users", ANSWER_DANGER, "end-exclusions" },
};

static void add(struct bench *b, int i)
{
	struct fact_antivirus_exclusion *f;

	if (!rows[i].area)
		return;
	f = FACTS_ADD(&b->facts, antivirus_exclusion, ANTIVIRUS_EXCLUSION, "SOFTWARE\\x");
	f->area = rows[i].area;
}

ROWS_TEST(antivirus_exclusions, rows_no_facts, rows[_i].advice, ANSWER_OK)
