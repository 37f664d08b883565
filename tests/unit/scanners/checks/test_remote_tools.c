/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S11: programs of the kind "remote", by the list of programs and by their traces. */
#include "tests/unit/scanners/checks/programs_bench.h"

extern const struct check check_remote_tools;

static void trace(struct bench *b, const char *kind, const char *product, const char *method,
		  int64_t start)
{
	struct fact_program_trace *f = FACTS_ADD(&b->facts, program_trace, PROGRAM_TRACE, "x");

	f->purpose = kind;
	f->product = product;
	f->method = method;
	f->start = start;
}

static const struct {
	const char *listed, *kind, *method;
	int64_t start;
	enum answer_kind want;
} rows[] = {
	{ NULL, NULL, NULL, 0, ANSWER_OK },
	{ "7-Zip 25.01", NULL, NULL, 0, ANSWER_OK },
	{ "TeamViewer 15", NULL, NULL, 0, ANSWER_CONCERN },
	{ NULL, "remote", "service", 2, ANSWER_CONCERN },
	{ NULL, "remote", "service", 4, ANSWER_CONCERN },
	{ NULL, "remote", "run", NUMBER_ABSENT, ANSWER_CONCERN },
	{ NULL, "remote", "folder", NUMBER_ABSENT, ANSWER_CONCERN },
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
		trace(&b, rows[_i].kind, "anydesk", rows[_i].method, rows[_i].start);
	bench_collected(&b, &check_remote_tools);
	bench_want(&b, &check_remote_tools, rows[_i].want,
		   rows[_i].want == ANSWER_CONCERN ? "ask-remote-tool" : NULL);
	bench_end(&b);
}
END_TEST

/* One program that shows in several places is one, with the name that people know. */
START_TEST(names_each_once)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	trace(&b, "remote", "anydesk", "service", 2);
	trace(&b, "remote", "anydesk", "run", NUMBER_ABSENT);
	bench_collected(&b, &check_remote_tools);
	bench_want(&b, &check_remote_tools, ANSWER_CONCERN, "ask-remote-tool");
	ck_assert_str_eq(b.finding.headline.arg[0].text, "AnyDesk");
	ck_assert_int_eq(b.finding.evidence.arg[2].number, 1);
	bench_end(&b);
}
END_TEST

static void nothing(struct bench *b UNUSED)
{
}

START_TEST(says_what_is_missing)
{
	bench_missing(&check_remote_tools, good);
	bench_without_tables(&check_remote_tools, good);
	bench_says_age(&check_remote_tools, nothing);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("remote-tools");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, names_each_once);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("remote-tools", cases);
}
