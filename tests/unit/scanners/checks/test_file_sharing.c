/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S12: programs of the kind "sharing", by the list of programs and by their traces. */
#define CHECK   check_file_sharing
#define KIND    "sharing"
#define LISTED  "Winny 15"
#define PRODUCT "winny"
#define TITLE   "Winny"
#define WANT    ANSWER_DANGER
#define ADVICE  "remove-sharing"

#include "tests/unit/scanners/checks/kind_bench.h"

static void started(struct bench *b, const char *product, int64_t at, int64_t runs)
{
	struct fact_program_trace *f = trace(b, KIND, product, "run", NUMBER_ABSENT);

	f->at = at;
	f->runs = runs;
}

/* The newest start is told, counted up to the last use of the PC and up to today; one after the visit is
 * none. */
START_TEST(tells_the_last_start)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	bench_collected(&b, &CHECK);
	started(&b, "winny", DAYS_BEFORE_USE(400), 3);
	started(&b, "emule", DAYS_BEFORE_USE(30), 7);
	started(&b, "cabos", NOW + 900 * TIME_DAY, 9);
	started(&b, "share", TIME_ABSENT, NUMBER_ABSENT);
	bench_want(&b, &CHECK, WANT, ADVICE);
	ck_assert_str_eq(b.finding.evidence.arg[0].text, "emule");
	ck_assert_int_eq(b.finding.evidence.arg[1].number, 7);
	ck_assert_int_eq(b.finding.evidence.arg[2].number, 30);
	ck_assert_int_eq(b.finding.evidence.arg[3].number, 32);
	ck_assert_int_eq(b.finding.evidence_time, DAYS_BEFORE_USE(30));
	b.env.last_use = TIME_ABSENT;
	bench_want(&b, &CHECK, WANT, ADVICE);
	ck_assert(strstr(b.finding.evidence.id, "not known"));
	bench_end(&b);
}
END_TEST

static void more_cases(TCase *tc)
{
	tcase_add_test(tc, tells_the_last_start);
}
