/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S12: programs of the kind "sharing", by the list of programs and by their traces. */
#include "tests/unit/scanners/checks/programs_bench.h"

extern const struct check check_file_sharing;

static struct fact_program_trace *trace(struct bench *b, const char *kind, const char *product,
					const char *method, int64_t start)
{
	struct fact_program_trace *f = FACTS_ADD(&b->facts, program_trace, PROGRAM_TRACE, "x");

	f->purpose = kind;
	f->product = product;
	f->method = method;
	f->start = start;
	return f;
}

static const struct {
	const char *listed, *kind, *method;
	int64_t start;
	enum answer_kind want;
} rows[] = {
	{ NULL, NULL, NULL, 0, ANSWER_OK },
	{ "7-Zip 25.01", NULL, NULL, 0, ANSWER_OK },
	{ "Winny 15", NULL, NULL, 0, ANSWER_DANGER },
	{ NULL, "sharing", "service", 2, ANSWER_DANGER },
	{ NULL, "sharing", "service", 4, ANSWER_DANGER },
	{ NULL, "sharing", "run", NUMBER_ABSENT, ANSWER_DANGER },
	{ NULL, "sharing", "folder", NUMBER_ABSENT, ANSWER_DANGER },
	{ NULL, "other", "folder", NUMBER_ABSENT, ANSWER_OK },
};

static void good(struct bench *b)
{
	bench_tables(b, TABLE_DAY);
	bench_program(b, "7-Zip 25.01", "25.01", "Igor Pavlov");
	trace(b, "other", "x", "folder", NUMBER_ABSENT);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	if (rows[_i].listed)
		bench_program(&b, rows[_i].listed, "15.1", "Igor Pavlov");
	if (rows[_i].kind)
		trace(&b, rows[_i].kind, "winny", rows[_i].method, rows[_i].start);
	bench_collected(&b, &check_file_sharing);
	bench_want(&b, &check_file_sharing, rows[_i].want,
		   rows[_i].want == ANSWER_DANGER ? "remove-sharing" : NULL);
	bench_end(&b);
}
END_TEST

/* One program that shows in several places is one, with the name that people know. */
START_TEST(names_each_once)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	trace(&b, "sharing", "winny", "service", 2);
	trace(&b, "sharing", "winny", "run", NUMBER_ABSENT);
	bench_collected(&b, &check_file_sharing);
	bench_want(&b, &check_file_sharing, ANSWER_DANGER, "remove-sharing");
	ck_assert_str_eq(b.finding.headline.arg[0].text, "Winny");
	ck_assert_int_eq(b.finding.evidence.arg[2].number, 1);
	bench_end(&b);
}
END_TEST

static void started(struct bench *b, const char *product, int64_t at, int64_t runs)
{
	struct fact_program_trace *f = trace(b, "sharing", product, "run", NUMBER_ABSENT);

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
	bench_collected(&b, &check_file_sharing);
	started(&b, "winny", DAYS_BEFORE_USE(400), 3);
	started(&b, "emule", DAYS_BEFORE_USE(30), 7);
	started(&b, "cabos", NOW + 900 * TIME_DAY, 9);
	started(&b, "share", TIME_ABSENT, NUMBER_ABSENT);
	bench_want(&b, &check_file_sharing, ANSWER_DANGER, "remove-sharing");
	ck_assert_str_eq(b.finding.evidence.arg[0].text, "emule");
	ck_assert_int_eq(b.finding.evidence.arg[1].number, 7);
	ck_assert_int_eq(b.finding.evidence.arg[2].number, 30);
	ck_assert_int_eq(b.finding.evidence.arg[3].number, 32);
	ck_assert_int_eq(b.finding.evidence_time, DAYS_BEFORE_USE(30));
	b.env.last_use = TIME_ABSENT;
	bench_want(&b, &check_file_sharing, ANSWER_DANGER, "remove-sharing");
	ck_assert(strstr(b.finding.evidence.id, "not known"));
	bench_end(&b);
}
END_TEST

static void nothing(struct bench *b UNUSED)
{
}

START_TEST(says_what_is_missing)
{
	bench_missing(&check_file_sharing, good);
	bench_without_tables(&check_file_sharing, good);
	bench_says_age(&check_file_sharing, nothing);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("file-sharing");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, names_each_once);
	tcase_add_test(tc, tells_the_last_start);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("file-sharing", cases);
}
