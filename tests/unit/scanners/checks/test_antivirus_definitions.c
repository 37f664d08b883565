/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V2: the age of the samples, up to the last use of the PC. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_antivirus_definitions;

struct product {
	const char *name;
	enum flag enabled;
	int64_t definitions;
};

#define DAYS(n) DAYS_BEFORE_USE(n)

static const struct {
	struct product product[2];
	int64_t last_use;
	enum answer_kind want;
} rows[] = {
	{ { { "defender", FLAG_YES, DAYS(0) } }, LAST_USE, ANSWER_OK },
	{ { { "defender", FLAG_YES, DAYS(7) } }, LAST_USE, ANSWER_OK },
	{ { { "defender", FLAG_YES, DAYS(8) } }, LAST_USE, ANSWER_CONCERN },
	{ { { "defender", FLAG_YES, DAYS(30) } }, LAST_USE, ANSWER_CONCERN },
	{ { { "defender", FLAG_YES, DAYS(31) } }, LAST_USE, ANSWER_DANGER },
	{ { { "defender", FLAG_YES, NOW - 200 * TIME_DAY } }, NOW - 195 * TIME_DAY, ANSWER_OK },
	{ { { "defender", FLAG_YES, NOW - 7 * TIME_DAY } }, TIME_ABSENT, ANSWER_OK },
	{ { { "defender", FLAG_YES, NOW - 8 * TIME_DAY } }, TIME_ABSENT, ANSWER_CONCERN },
	{ { { "defender", FLAG_YES, NOW + 5 * TIME_DAY } }, LAST_USE, ANSWER_COULD_NOT_LOOK },
	{ { { "defender", FLAG_YES, TIME_ABSENT } }, LAST_USE, ANSWER_COULD_NOT_LOOK },
	/* new samples of a protection that is off protect nobody */
	{ { { "defender", FLAG_NO, DAYS(0) } }, LAST_USE, ANSWER_COULD_NOT_LOOK },
	{ { { NULL } }, LAST_USE, ANSWER_COULD_NOT_LOOK },
	/* another maker's counts, not the resting Defender's */
	{ { { "defender", FLAG_YES, DAYS(99) }, { "ESET", FLAG_YES, DAYS(1) } },
	  LAST_USE,
	  ANSWER_OK },
	{ { { "ESET", FLAG_YES, DAYS(99) }, { "defender", FLAG_YES, DAYS(1) } },
	  LAST_USE,
	  ANSWER_DANGER },
	{ { { "defender", FLAG_YES, DAYS(1) }, { "ESET", FLAG_YES, TIME_ABSENT } },
	  LAST_USE,
	  ANSWER_COULD_NOT_LOOK },
	{ { { "ESET", FLAG_NO, DAYS(99) }, { "defender", FLAG_YES, DAYS(1) } },
	  LAST_USE,
	  ANSWER_OK },
};

static void add(struct bench *b, const struct product *p)
{
	struct fact_antivirus *f = FACTS_ADD(&b->facts, antivirus, ANTIVIRUS, "SOFTWARE\\x");

	f->name = p->name;
	f->enabled = p->enabled;
	f->definitions = p->definitions;
}

static void good(struct bench *b)
{
	static const struct product fresh = { "defender", FLAG_YES, LAST_USE };

	add(b, &fresh);
}

START_TEST(judges_each_row)
{
	enum answer_kind want = rows[_i].want;
	bool act = want == ANSWER_CONCERN || want == ANSWER_DANGER;
	struct bench b;

	bench_begin(&b);
	b.env.last_use = rows[_i].last_use;
	for (size_t i = 0; i < 2 && rows[_i].product[i].name; i++)
		add(&b, &rows[_i].product[i]);
	bench_collected(&b, &check_antivirus_definitions);
	bench_want(&b, &check_antivirus_definitions, want, act ? "refresh-definitions" : NULL);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_antivirus_definitions, good);
	ck_assert_int_eq(bench_nothing_found(&check_antivirus_definitions), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("antivirus-definitions");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("antivirus-definitions", cases);
}
