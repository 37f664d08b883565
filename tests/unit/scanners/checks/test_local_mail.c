/* SPDX-License-Identifier: GPL-2.0-or-later */
/* D8: mail kept on the PC. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	int64_t files, bytes;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 0, 0, ANSWER_OK, NULL },
	{ 1, 0, ANSWER_NOTICE, NULL },
	{ 280, (int64_t)9 << 30, ANSWER_NOTICE, NULL },
};

static void add(struct bench *b, int i)
{
	struct fact_mail_store *f;

	if (!rows[i].files)
		return;
	f = FACTS_ADD(&b->facts, mail_store, MAIL_STORE, "Users");
	f->files = rows[i].files;
	f->bytes = rows[i].bytes;
}

ROWS_TEST(local_mail, rows_no_facts, rows[_i].advice, ANSWER_OK)
