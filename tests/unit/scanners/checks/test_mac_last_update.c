/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S2 for macOS: every answer of mac-last-update. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	int64_t days;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 3, ANSWER_OK, NULL },
	{ 45, ANSWER_OK, NULL },
	{ 46, ANSWER_CONCERN, "update-mac-now" },
	{ 90, ANSWER_CONCERN, "update-mac-now" },
	{ 91, ANSWER_DANGER, "update-mac-now" },
	{ -30, ANSWER_COULD_NOT_LOOK, NULL },
	{ INT64_MAX, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];
	struct fact_mac_update *f = FACTS_ADD(&b->facts, mac_update, MAC_UPDATE, "x");

	if (r->days != INT64_MAX)
		f->last = DAYS_BEFORE_USE(r->days);
}

ROWS_TEST(mac_last_update, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
