/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P23: readable passwords in memory. */
#include "tests/unit/scanners/checks/accounts_bench.h"
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	enum flag clear_text;
	int64_t build, cached;
	enum answer_kind want;
} rows[] = {
	{ FLAG_NO, 26200, 10, ANSWER_OK },
	{ FLAG_ABSENT, 26200, NUMBER_ABSENT, ANSWER_OK },
	{ FLAG_ABSENT, 9600, 10, ANSWER_OK },
	{ FLAG_ABSENT, 9200, 10, ANSWER_CONCERN },
	{ FLAG_ABSENT, 7601, 10, ANSWER_CONCERN },
	{ FLAG_NO, 7601, 10, ANSWER_OK },
	{ FLAG_YES, 26200, 10, ANSWER_DANGER },
	{ FLAG_YES, NUMBER_ABSENT, 10, ANSWER_DANGER },
	{ FLAG_NO, NUMBER_ABSENT, 10, ANSWER_OK },
	{ FLAG_ABSENT, NUMBER_ABSENT, 10, ANSWER_COULD_NOT_LOOK },
};

static void add(struct bench *b, int i)
{
	struct fact_sign_in_settings *f = bench_sign_in(b);

	f->clear_text = rows[i].clear_text;
	f->cached_logons = rows[i].cached;
	bench_version(b, rows[i].build);
}

ROWS_TEST(readable_sign_in, rows_first, rows_act(rows[_i].want) ? "no-readable-sign-in" : NULL,
	  ANSWER_COULD_NOT_LOOK)
