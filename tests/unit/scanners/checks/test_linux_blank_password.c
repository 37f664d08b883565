/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P1 for Linux: every answer of linux-blank-password. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	const char *password;
	enum flag signs_in;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "set", FLAG_YES, ANSWER_OK, NULL },
	{ "locked", FLAG_YES, ANSWER_OK, NULL },
	{ "none", FLAG_YES, ANSWER_DANGER, "set-password" },
	{ "none", FLAG_NO, ANSWER_COULD_NOT_LOOK, NULL },
	{ "unreadable", FLAG_YES, ANSWER_COULD_NOT_LOOK, NULL },
	{ NULL, FLAG_YES, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];
	struct fact_linux_account *f;

	if (!r->password)
		return;
	f = FACTS_ADD(&b->facts, linux_account, LINUX_ACCOUNT, "/etc/shadow");
	f->password = r->password;
	f->signs_in = r->signs_in;
}

ROWS_TEST(linux_blank_password, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
