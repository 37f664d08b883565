/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H8: endings of file names. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	enum flag hidden;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_NO, ANSWER_OK, NULL },
	{ FLAG_YES, ANSWER_NOTICE, "show-endings" },
	{ FLAG_ABSENT, ANSWER_NOTICE, "show-endings" }, /* Windows' own way */
};

static void add_one(struct bench *b, enum flag hidden)
{
	FACTS_ADD(&b->facts, folder_view, FOLDER_VIEW, "HKCU\\x")->endings_hidden = hidden;
}

static void add(struct bench *b, int i)
{
	add_one(b, rows[i].hidden);
	add_one(b, FLAG_NO);
}

static void good(struct bench *b)
{
	add_one(b, FLAG_NO);
}

ROWS_TEST(file_endings, good, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
