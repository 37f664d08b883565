/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V4: what is left out of the virus protection. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_antivirus_exclusions;

static const struct {
	const char *area;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ NULL, ANSWER_OK, NULL },
	{ "other", ANSWER_NOTICE, NULL },
	{ "system", ANSWER_NOTICE, NULL },
	{ "everything", ANSWER_DANGER, "end-exclusions" },
	{ "programs", ANSWER_DANGER, "end-exclusions" },
	{ "users", ANSWER_DANGER, "end-exclusions" },
};

static void add(struct bench *b, int i)
{
	struct fact_antivirus_exclusion *f;

	if (!rows[i].area)
		return;
	f = FACTS_ADD(&b->facts, antivirus_exclusion, ANTIVIRUS_EXCLUSION, "SOFTWARE\\x");
	f->area = rows[i].area;
}

static void good(struct bench *b)
{
	(void)b;
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_collected(&b, &check_antivirus_exclusions);
	bench_want(&b, &check_antivirus_exclusions, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_antivirus_exclusions, good);
	ck_assert_int_eq(bench_nothing_found(&check_antivirus_exclusions), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("antivirus-exclusions");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("antivirus-exclusions", cases);
}
