/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The test program of a check on one kind of program, by the list of programs and by its traces. The
 * file defines: CHECK, KIND (as facts say it), LISTED (how the list names one, with a version),
 * PRODUCT and TITLE (of one in the tables), WANT and ADVICE where one is found, more_cases(). */
#pragma once

#include "tests/unit/scanners/checks/programs_bench.h"

extern const struct check CHECK;

/* By the including file. */
static void more_cases(TCase *tc);

/* What the check only looks at when it is there was looked at, too. */
static void may_collected(struct bench *b)
{
	for (const enum fact_kind *k = CHECK.may; k && *k != FACT_KIND_NONE; k++)
		bench_state(b, *k, FACT_STATE_COLLECTED, NULL);
}

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
	{ LISTED, NULL, NULL, 0, WANT },
	{ NULL, KIND, "service", 2, WANT },
	{ NULL, KIND, "service", 4, WANT },
	{ NULL, KIND, "run", NUMBER_ABSENT, WANT },
	{ NULL, KIND, "folder", NUMBER_ABSENT, WANT },
	{ NULL, "other", "folder", NUMBER_ABSENT, ANSWER_OK },
};

static void good(struct bench *b)
{
	bench_tables(b, TABLE_DAY);
	may_collected(b);
	bench_program(b, "7-Zip 25.01", "25.01", "Igor Pavlov");
	trace(b, "other", "x", "folder", NUMBER_ABSENT);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	may_collected(&b);
	if (rows[_i].listed)
		bench_program(&b, rows[_i].listed, "15.1", "Igor Pavlov");
	if (rows[_i].kind)
		trace(&b, rows[_i].kind, PRODUCT, rows[_i].method, rows[_i].start);
	bench_collected(&b, &CHECK);
	bench_want(&b, &CHECK, rows[_i].want, rows[_i].want == WANT ? ADVICE : NULL);
	bench_end(&b);
}
END_TEST

/* One program that shows in several places is one, with the name that people know. */
START_TEST(names_each_once)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	trace(&b, KIND, PRODUCT, "service", 2);
	trace(&b, KIND, PRODUCT, "run", NUMBER_ABSENT);
	bench_collected(&b, &CHECK);
	bench_want(&b, &CHECK, WANT, ADVICE);
	ck_assert_str_eq(b.finding.headline.arg[0].text, TITLE);
	ck_assert_int_eq(b.finding.evidence.arg[2].number, 1);
	bench_end(&b);
}
END_TEST

static void nothing(struct bench *b)
{
	may_collected(b);
}

/* A program that only Windows' own notes name is one; a list of notes that was not read to its end is
 * no clean bill. */
START_TEST(notes_count)
{
	for (int cut = 0; cut < 2; cut++)
		for (int found = 0; found < 2; found++) {
			struct fact_noted_program *f;
			struct bench b;

			bench_begin(&b);
			good(&b);
			f = FACTS_ADD(&b.facts, noted_program, NOTED_PROGRAM, "x");
			f->name = found ? LISTED : "7-Zip 9.20";
			if (cut)
				bench_state(&b, FACT_KIND_NOTED_PROGRAM, FACT_STATE_PARTIAL,
					    "because x");
			bench_collected(&b, &CHECK);
			bench_want(&b, &CHECK,
				   found ? WANT
				   : cut ? ANSWER_COULD_NOT_LOOK
					 : ANSWER_OK,
				   found ? ADVICE : NULL);
			bench_end(&b);
		}
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&CHECK, good);
	bench_without_tables(&CHECK, good);
	bench_says_age(&CHECK, nothing);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create(CHECK.id);

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, names_each_once);
	tcase_add_test(tc, notes_count);
	tcase_add_test(tc, says_what_is_missing);
	more_cases(tc);
	return tc;
}

int main(void)
{
	return bench_main(CHECK.id, cases);
}
