/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The test program of a check that only tells how much there is: files and their bytes. */
#pragma once

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

/* KIND: the fact's, in both spellings that FACTS_ADD() takes. */
#define AMOUNTS_TEST(NAME, KIND, UPPER)                                                            \
	static void add(struct bench *b, int i)                                                    \
	{                                                                                          \
		struct fact_##KIND *f;                                                             \
                                                                                                   \
		if (!rows[i].files)                                                                \
			return;                                                                    \
		f = FACTS_ADD(&b->facts, KIND, UPPER, "Users");                                    \
		f->files = rows[i].files;                                                          \
		f->bytes = rows[i].bytes;                                                          \
	}                                                                                          \
	ROWS_TEST(NAME, rows_no_facts, rows[_i].advice, ANSWER_OK)
