/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S3 for macOS: every answer of mac-auto-update. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	enum flag checks, security, system;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_YES, FLAG_YES, FLAG_YES, ANSWER_OK, NULL },
	{ FLAG_ABSENT, FLAG_ABSENT, FLAG_YES, ANSWER_OK, NULL },
	{ FLAG_YES, FLAG_YES, FLAG_NO, ANSWER_NOTICE, "put-in-updates" },
	{ FLAG_ABSENT, FLAG_ABSENT, FLAG_ABSENT, ANSWER_NOTICE, "put-in-updates" },
	{ FLAG_NO, FLAG_YES, FLAG_YES, ANSWER_CONCERN, "auto-update-mac" },
	{ FLAG_YES, FLAG_NO, FLAG_YES, ANSWER_CONCERN, "auto-update-mac" },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];
	struct fact_mac_update *f = FACTS_ADD(&b->facts, mac_update, MAC_UPDATE, "x");

	f->checks = r->checks;
	f->security = r->security;
	f->whole = r->system;
}

ROWS_TEST(mac_auto_update, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
