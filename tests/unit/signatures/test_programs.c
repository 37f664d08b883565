/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables about programs: the shipped files, and broken ones. */
/* link: signatures */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/times.h"
#include "core/base/util.h"
#include "signatures/programs.h"
#include "tests/unit/suite.h"

#define NAMES "# date: 2026-08-22\nkind,product,label,branch,name,maker,source\n"
#define ENDS  "# date: 2026-08-22\nproduct,branch,label,released,end,extended_end,source\n"
#define FIXES "# date: 2026-08-22\nproduct,from,below,misused,hole,label,source\n"

static struct arena arena;
static struct programs p;

static void begin(void)
{
	arena = (struct arena){ 0 };
	p = PROGRAMS_NONE;
}

static void end(void)
{
	arena_done(&arena);
}

static void load_shipped(void)
{
	const char *root = getenv("KENSHIN_SRC");
	struct err err = { 0 };
	int r = programs_load(&p, &arena, arena_printf(&arena, "%s/signatures", root ? root : "."),
			      &err);

	ck_assert_msg(!r, "%s", err.message);
}

static bool named(const char *product)
{
	for (size_t i = 0; i < p.n_names; i++)
		if (!strcmp(p.name[i].product, product))
			return true;
	return false;
}

START_TEST(reads_the_shipped_tables)
{
	unsigned unverified = 0, chrome = 0, edge = 0;

	load_shipped();
	ck_assert_int_eq(p.ends_date, time_from_civil(2026, 8, 22));
	ck_assert_int_eq(p.fixes_date, time_from_civil(2025, 8, 25));
	ck_assert_int_ne(p.names_date, TIME_ABSENT);
	for (size_t i = 0; i < p.n_ends; i++) {
		unverified += p.end[i].unverified;
		chrome += !strcmp(p.end[i].product, "chrome");
		edge += !strcmp(p.end[i].product, "edge");
		ck_assert(p.end[i].released == TIME_ABSENT || p.end[i].end == TIME_ABSENT ||
			  p.end[i].released < p.end[i].end);
	}
	ck_assert_uint_ge(unverified, 10);
	ck_assert_uint_ge(chrome, 140);
	ck_assert_uint_ge(edge, 70);
}
END_TEST

/* Data bases that come along with a firm's own programs: days as endoflife.date has them. */
START_TEST(tells_the_ends_of_data_bases)
{
	static const struct {
		const char *product, *branch;
		int year, month, day;
	} ends[] = { { "postgresql", "13", 2025, 11, 13 }, { "postgresql", "9.6", 2021, 11, 11 },
		     { "mysql", "5.7", 2023, 10, 31 },     { "mysql", "8.4", 2032, 4, 30 },
		     { "mariadb", "10.6", 2026, 7, 6 },    { "virtualbox", "6.1", 2024, 1, 31 } };

	load_shipped();
	for (size_t k = 0; k < LEN(ends); k++) {
		int64_t end = TIME_ABSENT;

		for (size_t i = 0; i < p.n_ends; i++)
			if (!strcmp(p.end[i].product, ends[k].product) &&
			    !strcmp(p.end[i].branch, ends[k].branch))
				end = p.end[i].end;
		ck_assert_int_eq(end, time_from_civil(ends[k].year, ends[k].month, ends[k].day));
	}
}
END_TEST

/* A row about a product that no name leads to would never be used. */
START_TEST(every_row_has_a_name)
{
	static const char *const by_other_facts[] = { "ie", "edge-legacy", "dotnetfx" };

	load_shipped();
	for (size_t i = 0; i < p.n_fixes; i++)
		ck_assert_msg(named(p.fix[i].product), "%s", p.fix[i].product);
	for (size_t i = 0; i < p.n_ends; i++) {
		bool known = named(p.end[i].product);

		for (size_t k = 0; k < LEN(by_other_facts); k++)
			known |= !strcmp(by_other_facts[k], p.end[i].product);
		ck_assert_msg(known, "%s", p.end[i].product);
	}
}
END_TEST

enum table { NAME, END, FIX };

static const struct {
	enum table table;
	const char *text;
} broken[] = {
	{ NAME, "" },
	{ NAME, ENDS },
	{ NAME, NAMES "toy,p,L,,n,m,s\n" },
	{ NAME, NAMES "tool,,L,,n,m,s\n" },
	{ NAME, NAMES "tool,p,,,n,m,s\n" },
	{ NAME, NAMES "tool,p,L,,,m,s\n" },
	{ NAME, NAMES "tool,p,L,,*,m,s\n" }, /* would fit every program */
	{ NAME, NAMES "tool,p,L,,n,m\n" },
	{ END, ENDS "p,1,L,,,,s\n" }, /* no date at all */
	{ END, ENDS ",1,L,,2026-01-01,,s\n" },
	{ END, ENDS "p,1,,,2026-01-01,,s\n" },
	{ END, ENDS "p,1,L,2026-13-01,,,s\n" },
	{ END, ENDS "p,1,L,,2026-01-01,soon,s\n" },
	{ FIX, FIXES "p,,x1,,h,L,s\n" },
	{ FIX, FIXES "p,,,,h,L,s\n" },
	{ FIX, FIXES "p,a,1,,h,L,s\n" },
	{ FIX, FIXES "p,,1,yes,h,L,s\n" },
	{ FIX, FIXES "p,,1,,,L,s\n" },
	{ FIX, FIXES "p,,1,,h,,s\n" },
	{ FIX, FIXES ",,1,,h,L,s\n" },
};

static int parse(enum table table, const char *text, size_t n, struct err *err)
{
	switch (table) {
	case NAME: return programs_parse_names(&p, &arena, text, n, err);
	case END: return programs_parse_ends(&p, &arena, text, n, err);
	case FIX: break;
	}
	return programs_parse_fixes(&p, &arena, text, n, err);
}

START_TEST(refuses_a_broken_table_as_a_whole)
{
	struct err err = { 0 };

	ck_assert_int_lt(parse(broken[_i].table, broken[_i].text, strlen(broken[_i].text), &err),
			 0);
	ck_assert_int_ne(err.kind, ERR_NONE);
	ck_assert(!p.n_names && !p.n_ends && !p.n_fixes);
	ck_assert(p.names_date == TIME_ABSENT && p.ends_date == TIME_ABSENT &&
		  p.fixes_date == TIME_ABSENT);
}
END_TEST

START_TEST(understands_rows)
{
	static const char ends[] = ENDS "p,1.2,P 1.2,2020-01-02,,,manual-unverified\n";
	static const char fixes[] = FIXES "p,1,1.2.3,2025-02-06,CVE-1,P,s\n";

	ck_assert_int_eq(parse(END, ends, sizeof(ends) - 1, NULL), 0);
	ck_assert_uint_eq(p.n_ends, 1);
	ck_assert(p.end[0].unverified && p.end[0].end == TIME_ABSENT);
	ck_assert_int_eq(p.end[0].released, time_from_civil(2020, 1, 2));
	ck_assert_int_eq(parse(FIX, fixes, sizeof(fixes) - 1, NULL), 0);
	ck_assert(!p.fix[0].unverified);
	ck_assert_int_eq(p.fix[0].misused, time_from_civil(2025, 2, 6));
}
END_TEST

#define HOLES "# date: 2026-08-22\n" PROGRAMS_HOLES_COLUMNS "\n"
static const struct {
	const char *text;
	bool fine;
} holes[] = {
	{ HOLES "\"名, x\",\"\",,1.73,yes,JVNDB-2099-1,JVN iPedia\n", true },
	{ HOLES "\"#a\",\"\",1,1.73,no,JVNDB-2099-1,JVN iPedia\n", true },
	{ HOLES, true },
	{ HOLES "a,,,1.73,maybe,JVNDB-2099-1,s\n", false },
	{ HOLES "a,,,,yes,JVNDB-2099-1,s\n", false },
	{ HOLES "a,,x,1,yes,JVNDB-2099-1,s\n", false },
	{ HOLES "a,,,1;2,yes,JVNDB-2099-1,s\n", false },
	{ HOLES "a,,,1,yes,CVE-1,s\n", false },
	{ HOLES ",,,1,yes,JVNDB-2099-1,s\n", false },
	{ FIXES, false },
};

START_TEST(reads_the_table_made_from_jvn)
{
	int r = programs_parse_holes(&p, &arena, holes[_i].text, strlen(holes[_i].text), NULL);

	ck_assert_int_eq(r == 0, holes[_i].fine);
	ck_assert_int_eq(p.holes_date != TIME_ABSENT, holes[_i].fine);
	ck_assert(holes[_i].fine || !p.n_holes);
}
END_TEST

START_TEST(a_missing_table_of_jvn_is_none)
{
	struct err err = { 0 };

	ck_assert_int_eq(programs_load_holes(&p, &arena, "/nowhere/jvn.csv", &err), 0);
	ck_assert(err.kind == ERR_NONE && p.holes_date == TIME_ABSENT);
	ck_assert_int_lt(programs_load_holes(&p, &arena, "/proc/self", &err), 0);
}
END_TEST

START_TEST(a_missing_directory_is_told)
{
	struct err err = { 0 };

	ck_assert_int_eq(programs_load(&p, &arena, "/nowhere", &err), -ENOENT);
	ck_assert(!p.n_names && p.ends_date == TIME_ABSENT);
	ck_assert_int_ne(err.kind, ERR_NONE);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("programs");
	TCase *tc = tcase_create("programs");

	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_test(tc, reads_the_shipped_tables);
	tcase_add_test(tc, tells_the_ends_of_data_bases);
	tcase_add_test(tc, every_row_has_a_name);
	tcase_add_loop_test(tc, refuses_a_broken_table_as_a_whole, 0, LEN(broken));
	tcase_add_test(tc, understands_rows);
	tcase_add_loop_test(tc, reads_the_table_made_from_jvn, 0, LEN(holes));
	tcase_add_test(tc, a_missing_table_of_jvn_is_none);
	tcase_add_test(tc, a_missing_directory_is_told);
	return suite_result(suite, tc);
}
