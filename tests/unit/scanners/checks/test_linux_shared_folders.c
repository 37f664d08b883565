/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N4 for Linux: every answer of linux-shared-folders. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct row {
	const char *everyone, *area;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "none", "folder", ANSWER_OK, NULL },
	{ NULL, NULL, ANSWER_OK, NULL },
	{ "read", "folder", ANSWER_CONCERN, "close-linux-shares" },
	{ "write", "users", ANSWER_DANGER, "close-linux-shares" },
	{ "read", "printer", ANSWER_OK, NULL },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];
	struct fact_share *f;

	if (!r->area)
		return;
	f = FACTS_ADD(&b->facts, share, SHARE, "/etc/samba/smb.conf");
	f->everyone = r->everyone;
	f->area = r->area;
}

ROWS_TEST(linux_shared_folders, rows_first, rows[_i].advice, ANSWER_OK)
