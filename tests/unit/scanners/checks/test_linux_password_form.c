/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P5 for Linux: every answer of linux-password-form. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	const char *password, *form;
	int64_t days;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "set", "usual", 100, ANSWER_OK, NULL },
	{ "set", "old", 100, ANSWER_NOTICE, "drop-old-form" },
	{ "set", "usual", 1827, ANSWER_NOTICE, "change-old-password" },
	{ "set", "usual", -1, ANSWER_OK, NULL },
	{ "locked", NULL, 5000, ANSWER_OK, NULL },
	{ NULL, NULL, 0, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];
	struct fact_linux_account *f;

	if (!r->password)
		return;
	f = FACTS_ADD(&b->facts, linux_account, LINUX_ACCOUNT, "/etc/shadow");
	f->password = r->password;
	f->form = r->form;
	f->signs_in = FLAG_YES;
	if (r->days >= 0)
		f->changed = DAYS_BEFORE_USE(r->days);
}

ROWS_TEST(linux_password_form, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
