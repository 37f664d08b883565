/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V3: the last scan of the PC's own protection. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_antivirus_last_scan;

static void other_maker(struct bench *b, enum flag enabled)
{
	struct fact_antivirus *f;

	if (enabled == FLAG_ABSENT)
		return;
	f = FACTS_ADD(&b->facts, antivirus, ANTIVIRUS, "x");
	f->name = "ESET Security";
	f->enabled = enabled;
}

static const struct row {
	const char *scan;
	int64_t at;
	enum flag other; /* another maker's protection: on, off, none */
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "quick", DAYS_BEFORE_USE(1), FLAG_ABSENT, ANSWER_OK, NULL },
	{ "full", DAYS_BEFORE_USE(30), FLAG_NO, ANSWER_OK, NULL },
	{ "history", DAYS_BEFORE_USE(2), FLAG_ABSENT, ANSWER_OK, NULL },
	{ "quick", DAYS_BEFORE_USE(31), FLAG_ABSENT, ANSWER_CONCERN, "scan-now" },
	{ NULL, 0, FLAG_ABSENT, ANSWER_CONCERN, "scan-now" },
	{ NULL, 0, FLAG_YES, ANSWER_COULD_NOT_LOOK, NULL },
	{ "quick", DAYS_BEFORE_USE(99), FLAG_YES, ANSWER_COULD_NOT_LOOK, NULL },
	{ "quick", NOW + 9 * TIME_DAY, FLAG_ABSENT, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, const struct row *r)
{
	struct fact_antivirus_scan *f;

	other_maker(b, r->other);
	if (!r->scan)
		return;
	f = FACTS_ADD(&b->facts, antivirus_scan, ANTIVIRUS_SCAN, "x");
	f->scan = r->scan;
	f->at = r->at;
}

static void good(struct bench *b)
{
	add(b, &rows[0]);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, &rows[_i]);
	bench_collected(&b, &check_antivirus_last_scan);
	bench_want(&b, &check_antivirus_last_scan, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_antivirus_last_scan, good);
	ck_assert_int_eq(bench_nothing_found(&check_antivirus_last_scan), ANSWER_CONCERN);
}
END_TEST

/* A PC that lay in a cupboard is judged by its last use, and both distances are told. */
START_TEST(judged_by_the_last_use)
{
	struct bench b;

	bench_begin(&b);
	b.env.last_use = NOW - 200 * TIME_DAY;
	FACTS_ADD(&b.facts, antivirus_scan, ANTIVIRUS_SCAN, "x")->at = NOW - 210 * TIME_DAY;
	bench_collected(&b, &check_antivirus_last_scan);
	bench_want(&b, &check_antivirus_last_scan, ANSWER_OK, NULL);
	ck_assert_int_eq(b.finding.evidence.arg[2].number, 10);
	ck_assert_int_eq(b.finding.evidence.arg[3].number, 210);
	bench_end(&b);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("antivirus-last-scan");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	tcase_add_test(tc, judged_by_the_last_use);
	return tc;
}

int main(void)
{
	return bench_main("antivirus-last-scan", cases);
}
