/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V2 for Linux: every answer of linux-antivirus. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	int64_t days;
	bool there;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 7, true, ANSWER_OK, NULL },
	{ 8, true, ANSWER_NOTICE, NULL },
	{ 31, true, ANSWER_CONCERN, "refresh-clamav" },
	{ 0, false, ANSWER_NOTICE, NULL },
	{ -40, true, ANSWER_COULD_NOT_LOOK, NULL },
	{ INT64_MAX, true, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];
	struct fact_antivirus *f;

	if (!r->there)
		return;
	f = FACTS_ADD(&b->facts, antivirus, ANTIVIRUS, "/var/lib/clamav/daily.cvd");
	f->name = "ClamAV";
	if (r->days != INT64_MAX)
		f->definitions = DAYS_BEFORE_USE(r->days);
}

ROWS_TEST(linux_antivirus, rows_first, rows[_i].advice, ANSWER_NOTICE)
