/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V5: finds of the PC's own protection. */
#include "tests/unit/scanners/checks/rows_bench.h"

static void other_maker(struct bench *b, enum flag enabled)
{
	struct fact_antivirus *f;

	if (enabled == FLAG_ABSENT)
		return;
	f = FACTS_ADD(&b->facts, antivirus, ANTIVIRUS, "x");
	f->name = "ESET Security";
	f->enabled = enabled;
}

static const struct row {
	const char *state[2];
	int64_t severity;
	enum flag other;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ { NULL }, 0, FLAG_ABSENT, ANSWER_OK, NULL },
	{ { NULL }, 0, FLAG_NO, ANSWER_OK, NULL },
	{ { NULL }, 0, FLAG_YES, ANSWER_COULD_NOT_LOOK, NULL },
	{ { "removed" }, 5, FLAG_ABSENT, ANSWER_NOTICE, "virus-was-removed" },
	{ { "gone" }, 5, FLAG_ABSENT, ANSWER_NOTICE, "virus-was-removed" },
	{ { "trace" }, NUMBER_ABSENT, FLAG_ABSENT, ANSWER_NOTICE, "virus-was-removed" },
	{ { "allowed" }, 5, FLAG_ABSENT, ANSWER_CONCERN, "virus-let-pass" },
	{ { "found" }, 1, FLAG_ABSENT, ANSWER_CONCERN, "virus-let-pass" },
	{ { "found" }, 5, FLAG_ABSENT, ANSWER_DANGER, "virus-not-removed" },
	{ { "found" }, NUMBER_ABSENT, FLAG_YES, ANSWER_DANGER, "virus-not-removed" },
	{ { "removed", "left" }, 5, FLAG_ABSENT, ANSWER_DANGER, "virus-not-removed" },
};

static void add(struct bench *b, int at)
{
	const struct row *r = &rows[at];

	other_maker(b, r->other);
	for (size_t i = 0; i < LEN(r->state) && r->state[i]; i++) {
		struct fact_antivirus_detection *f =
		    FACTS_ADD(&b->facts, antivirus_detection, ANTIVIRUS_DETECTION, "x");

		f->state = r->state[i];
		f->severity = r->severity;
		f->threat = i ? "Trojan:Win32/X" : NULL;
		f->at = i ? DAYS_BEFORE_USE(9) : TIME_ABSENT;
	}
}

ROWS_TEST(antivirus_finds, rows_first, rows[_i].advice, ANSWER_OK)
