/* SPDX-License-Identifier: GPL-2.0-or-later */
/* D7: the recycle bin. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	int64_t files, bytes;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 0, 0, ANSWER_OK, NULL },
	{ 1, 0, ANSWER_NOTICE, "empty-bin" },
	{ 280, (int64_t)9 << 30, ANSWER_NOTICE, "empty-bin" },
};

static void add(struct bench *b, int i)
{
	struct fact_recycle_bin *f;

	if (!rows[i].files)
		return;
	f = FACTS_ADD(&b->facts, recycle_bin, RECYCLE_BIN, "Users");
	f->files = rows[i].files;
	f->bytes = rows[i].bytes;
}

ROWS_TEST(recycle_bin, rows_no_facts, rows[_i].advice, ANSWER_OK)
