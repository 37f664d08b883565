/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H9: guards of the start. */
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	enum flag secure;
	int64_t lsa;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_YES, 2, ANSWER_OK, NULL },
	{ FLAG_YES, NUMBER_ABSENT, ANSWER_OK, NULL },
	{ FLAG_NO, 2, ANSWER_NOTICE, NULL },
	{ FLAG_ABSENT, 2, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add_one(struct bench *b, enum flag secure, int64_t lsa)
{
	struct fact_start_guards *f = FACTS_ADD(&b->facts, start_guards, START_GUARDS, "SYSTEM\\x");

	f->secure_boot = secure;
	f->lsa = lsa;
}

static void add(struct bench *b, int i)
{
	add_one(b, rows[i].secure, rows[i].lsa);
}

static void good(struct bench *b)
{
	add_one(b, FLAG_YES, 2);
}

ROWS_TEST(start_guards, good, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
