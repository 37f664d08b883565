/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of programs of the detailed text: once each, escaped, cut with a word about the rest. */

#include "report/programs.h"
#include "report/report.h"
#include "tests/unit/report/story.h"
#include "tests/unit/suite.h"

static struct checkup c;
static struct sheet s;
static struct arena arena;
static struct str out;

static void program(const char *name, const char *version, const char *maker)
{
	struct fact_software *f = FACTS_ADD(&c.system[0].facts, software, SOFTWARE, "SOFTWARE");

	f->name = name;
	f->version = version;
	f->publisher = maker;
}

static void begin(void)
{
	arena = (struct arena){ 0 };
	out = (struct str)STR_INIT(REPORT_TEXT_MAX);
	checkup_init(&c);
	(void)checkup_add_system(&c);
	s = (struct sheet){ .checkup = &c };
}

static void end(void)
{
	str_done(&out);
	arena_done(&arena);
	checkup_done(&c);
}

START_TEST(lists_each_once)
{
	program("7-Zip 25.01 (x64)", "25.01", "Igor Pavlov");
	program("Jw_cad", "8.25", NULL);
	program("Jw_cad", "8.25", NULL);
	program("\033[31mred", NULL, NULL);
	program(NULL, "1", NULL);
	report_add_programs(&s, &out);
	ck_assert(strstr(str_c(&out), "  7-Zip 25.01 (x64)  (Igor Pavlov)\n"));
	ck_assert(strstr(str_c(&out), "  Jw_cad  8.25\n"));
	ck_assert_ptr_null(strstr(strstr(str_c(&out), "Jw_cad") + 1, "Jw_cad"));
	ck_assert_ptr_null(strchr(str_c(&out), '\033'));
}
END_TEST

START_TEST(tells_how_many_more)
{
	for (int i = 0; i < REPORT_PROGRAMS_MAX + 7; i++)
		program(arena_printf(&arena, "Program %d", i), NULL, NULL);
	report_add_programs(&s, &out);
	ck_assert(strstr(str_c(&out), "7"));
	ck_assert_ptr_null(strstr(str_c(&out), "Program 1000\n"));
	ck_assert(strstr(str_c(&out), "Program 999\n"));
}
END_TEST

static void note(const char *name, const char *version)
{
	struct fact_noted_program *f =
	    FACTS_ADD(&c.system[0].facts, noted_program, NOTED_PROGRAM, "Amcache");

	f->name = name;
	f->version = version;
}

/* Below the list, under a heading of their own: those that only the notes name. */
START_TEST(notes_come_after_it)
{
	const char *below;

	program("7-Zip 25.01 (x64)", "25.01", "Igor Pavlov");
	note("7-Zip 9.20", "9.20");
	note("\033[31mold", "1.0");
	note("\033[31mold 2", "2.0");
	report_add_programs(&s, &out);
	below = strstr(str_c(&out), "== Installed once");
	ck_assert_ptr_nonnull(below);
	ck_assert(strstr(below, "old  1.0\n"));
	ck_assert_ptr_null(strstr(str_c(&out), "9.20"));
	ck_assert_ptr_null(strstr(below, "2.0"));
	ck_assert_ptr_null(strchr(str_c(&out), '\033'));
}
END_TEST

START_TEST(notes_have_a_ceiling)
{
	for (int i = 0; i < REPORT_NOTED_MAX + 7; i++)
		note(arena_printf(&arena, "P%dx", i), NULL);
	report_add_programs(&s, &out);
	ck_assert(strstr(str_c(&out), "  P299x\n"));
	ck_assert_ptr_null(strstr(str_c(&out), "P300x"));
	ck_assert(strstr(str_c(&out), "perhaps more"));
}
END_TEST

START_TEST(says_nothing_without_a_list)
{
	report_add_programs(&s, &out);
	ck_assert_str_eq(str_c(&out), "");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("programs list");
	TCase *tc = tcase_create("all");

	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_test(tc, lists_each_once);
	tcase_add_test(tc, tells_how_many_more);
	tcase_add_test(tc, notes_come_after_it);
	tcase_add_test(tc, notes_have_a_ceiling);
	tcase_add_test(tc, says_nothing_without_a_list);
	return suite_result(suite, tc);
}
