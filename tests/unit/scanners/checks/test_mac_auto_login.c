/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P9 for macOS: every answer of mac-auto-login. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	enum flag enabled, stored;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_NO, FLAG_NO, ANSWER_OK, NULL },
	{ FLAG_YES, FLAG_YES, ANSWER_DANGER, "auto-logon-off" },
	{ FLAG_YES, FLAG_NO, ANSWER_DANGER, "auto-logon-off" },
	{ FLAG_NO, FLAG_YES, ANSWER_DANGER, "remove-stored-password" },
	{ FLAG_ABSENT, FLAG_YES, ANSWER_DANGER, "remove-stored-password" },
	{ FLAG_ABSENT, FLAG_NO, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];
	struct fact_auto_logon *f = FACTS_ADD(&b->facts, auto_logon, AUTO_LOGON, "x");

	f->enabled = r->enabled;
	f->stored_password = r->stored;
}

ROWS_TEST(mac_auto_login, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
