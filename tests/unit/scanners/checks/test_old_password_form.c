/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P5: passwords in the old form. */
#include "tests/unit/scanners/checks/accounts_bench.h"
#include "tests/unit/scanners/checks/rows_bench.h"

static const struct {
	enum flag kept, off;
	int64_t build;
	enum answer_kind want;
} rows[] = {
	{ FLAG_NO, FLAG_YES, 26200, ANSWER_OK },
	{ FLAG_NO, FLAG_ABSENT, 26200, ANSWER_OK }, /* Windows' own way */
	{ FLAG_NO, FLAG_ABSENT, 2600, ANSWER_DANGER },
	{ FLAG_NO, FLAG_ABSENT, NUMBER_ABSENT, ANSWER_COULD_NOT_LOOK },
	{ FLAG_NO, FLAG_NO, 26200, ANSWER_DANGER },
	{ FLAG_NO, FLAG_YES, NUMBER_ABSENT, ANSWER_OK },
	{ FLAG_YES, FLAG_YES, 26200, ANSWER_DANGER },
	{ FLAG_YES, FLAG_ABSENT, NUMBER_ABSENT, ANSWER_DANGER },
};

static void add(struct bench *b, int i)
{
	bench_windows_own(b);
	bench_person(b, PERSON(.days = 1));
	bench_person(b, PERSON(.rid = 1002, .old_form = rows[i].kept));
	bench_sign_in(b)->no_old_form = rows[i].off;
	bench_version(b, rows[i].build);
}

ROWS_TEST(old_password_form, rows_first, rows[_i].want == ANSWER_DANGER ? "drop-old-form" : NULL,
	  ANSWER_COULD_NOT_LOOK)
