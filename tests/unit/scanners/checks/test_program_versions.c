/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S8: programs below the version that mends a hole. */
#include "scanners/checks/program_holes.h"
#include "tests/unit/scanners/checks/programs_bench.h"

extern const struct check check_program_versions;

static const struct {
	const char *name, *version, *maker;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "7-Zip 25.01 (x64)", "25.01", "Igor Pavlov", ANSWER_OK, NULL },
	{ "7-Zip 24.09 (x64)", "24.09", "Igor Pavlov", ANSWER_CONCERN, "update-program" },
	{ "7-Zip 23.01 (x64)", "23.01", "Igor Pavlov", ANSWER_DANGER, "update-program-now" },
	{ "7-Zip 9.20", "9.20", "Igor Pavlov", ANSWER_DANGER, "update-program-now" },
	{ "7-Zip 9.20", "9.20", "Somebody else", ANSWER_OK, NULL },
	{ "7-Zip", NULL, "Igor Pavlov", ANSWER_OK, NULL }, /* fits no name: "7-Zip *" */
	{ "7-Zip x", NULL, "Igor Pavlov", ANSWER_COULD_NOT_LOOK, NULL },
	{ "7-zip x", "soon", "Igor Pavlov", ANSWER_COULD_NOT_LOOK, NULL },
	{ "Lhaplus", "1.74", NULL, ANSWER_OK, NULL },
	{ "Lhaplus", "1.73", NULL, ANSWER_CONCERN, "update-program" },
	{ "Lhaplus", "1.20", NULL, ANSWER_OK, NULL }, /* before the hole came in */
	{ "LibreOffice 7.3.7.2", "7.3.7.2", NULL, ANSWER_CONCERN, "update-program" },
	{ "LibreOffice 5.4.3.2", "5.4.3.2", NULL, ANSWER_CONCERN, "update-program" },
	{ "LibreOffice 26.2.5", "26.2.5", NULL, ANSWER_OK, NULL },
	{ "TeamViewer", "15.1 ja", NULL, ANSWER_CONCERN, "update-program" },
	{ "Some program", "1", NULL, ANSWER_OK, NULL },
};

static void good(struct bench *b)
{
	bench_tables(b, TABLE_DAY);
	bench_program(b, "7-Zip 25.01", "25.01", "Igor Pavlov");
}

static void bad(struct bench *b)
{
	bench_program(b, "7-Zip 9.20", "9.20", "Igor Pavlov");
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	bench_program(&b, rows[_i].name, rows[_i].version, rows[_i].maker);
	bench_collected(&b, &check_program_versions);
	bench_want(&b, &check_program_versions, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_program_versions, good);
	bench_without_tables(&check_program_versions, good);
	bench_says_age(&check_program_versions, bad);
	bench_says_age(&check_program_versions, good);
	ck_assert_int_eq(bench_nothing_found(&check_program_versions), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static const struct {
	const char *name, *version;
	enum answer_kind want;
} by_jvn[] = {
	{ "ためしソフト 1.73", "1.73", ANSWER_CONCERN },
	{ "ためしソフト", "1.74", ANSWER_OK },
	{ "Other One (x64 ja)", "2.5", ANSWER_CONCERN },
	{ "Other One", "3.0", ANSWER_OK },
	{ "Other One", "1.9", ANSWER_OK },
	{ "Other One Tools", "2.5", ANSWER_OK },
	{ "Other One", NULL, ANSWER_OK },
};

static struct program_hole holes[] = {
	{ "ためしソフト", "作者", "", "1.73", true, "JVNDB-2099-000001" },
	{ "Other One", "B", "2.0", "3.0", false, "JVNDB-2099-000002" },
};

/* A name alone is no knowledge: AnyDesk has no row about versions. */
START_TEST(counts_what_it_can_judge)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	bench_program(&b, "7-Zip 25.01", "25.01", "Igor Pavlov");
	bench_program(&b, "AnyDesk", "9.0", NULL);
	bench_program(&b, "Something", "9.0", NULL);
	bench_collected(&b, &check_program_versions);
	bench_want(&b, &check_program_versions, ANSWER_OK, NULL);
	ck_assert_int_eq(b.finding.evidence.arg[0].number, 1);
	ck_assert_int_eq(b.finding.evidence.arg[1].number, 3);
	bench_end(&b);
}
END_TEST

/* Only newer ones are in the table: their name and their date are not this one's. */
START_TEST(older_than_the_table)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	bench_program(&b, "LibreOffice 5.4.3.2", "5.4.3.2", NULL);
	bench_collected(&b, &check_program_versions);
	bench_want(&b, &check_program_versions, ANSWER_CONCERN, "update-program");
	ck_assert_str_eq(b.finding.headline.arg[0].text, "LibreOffice");
	ck_assert_str_eq(b.finding.evidence.arg[0].text, "LibreOffice 5.4.3.2");
	ck_assert(strstr(b.finding.evidence.id, "older than"));
	bench_end(&b);
}
END_TEST

START_TEST(judges_by_jvn)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	bench_programs.hole = holes;
	bench_programs.n_holes = LEN(holes);
	bench_programs.holes_date = OLD_TABLE;
	bench_program(&b, by_jvn[_i].name, by_jvn[_i].version, NULL);
	bench_collected(&b, &check_program_versions);
	bench_want(&b, &check_program_versions, by_jvn[_i].want,
		   by_jvn[_i].want == ANSWER_OK ? NULL : "update-program");
	ck_assert(by_jvn[_i].want == ANSWER_OK || strstr(b.finding.evidence.id, "60 days old"));
	bench_end(&b);
}
END_TEST

static const struct {
	const char *name, *listed;
	bool want;
} same_names[] = {
	{ "Lhaplus", "lhaplus", true },
	{ "Lhaplus", "Lhaplus Version 1.73", true },
	{ "Lhaplus", "LhaplusX", false },
	{ "Lhaplus", "Lhaplus Tools", false },
	{ "LibreOffice", "LibreOffice 26.2.5.2 (64-bit) 日本語版", true },
	{ "ab", "ab", false }, /* too short to mean anything */
	{ "Acrobat", "Adobe Acrobat", false },
	{ "Name", "Name (open", false },
	{ "Name", "Na", false },
};

START_TEST(compares_names)
{
	ck_assert(program_holes_same(same_names[_i].name, same_names[_i].listed) ==
		  same_names[_i].want);
}
END_TEST

static const struct {
	const char *a, *b;
	int want;
} versions[] = {
	{ "1.74", "1.74", 0 },
	{ "1.73", "1.74", -1 },
	{ "1.9", "1.10", -1 },
	{ "6.6.1 (15968)", "6.6.1", 0 },
	{ "6.6.1.1", "6.6.1", 1 },
	{ "4.9.00086", "4.9.86", 0 },
	{ "99999999999999999999", "4294967295", 0 },
	{ "1.", "1", 0 },
	{ "", "", 0 },
};

START_TEST(compares_versions)
{
	ck_assert_int_eq(programs_compare(versions[_i].a, versions[_i].b), versions[_i].want);
	ck_assert_int_eq(programs_compare(versions[_i].b, versions[_i].a), -versions[_i].want);
}
END_TEST

static const struct {
	const char *pattern, *text;
	bool want;
} names[] = {
	{ "7-Zip *", "7-zip 9.20", true },
	{ "7-Zip *", "7-Zip", false },
	{ "*VNC Server*", "RealVNC Server 7", true },
	{ "Java * Update *", "Java 8 Update 301 (64-bit)", true },
	{ "Java * Update *", "Java Auto Updater", false },
	{ "*", "", true },
	{ "", "x", false },
	{ "a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false },
	{ "一太郎*", "一太郎2024", true },
};

START_TEST(matches_names)
{
	ck_assert(programs_like(names[_i].pattern, names[_i].text) == names[_i].want);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("program-versions");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	tcase_add_test(tc, counts_what_it_can_judge);
	tcase_add_test(tc, older_than_the_table);
	tcase_add_loop_test(tc, judges_by_jvn, 0, LEN(by_jvn));
	tcase_add_loop_test(tc, compares_names, 0, LEN(same_names));
	tcase_add_loop_test(tc, compares_versions, 0, LEN(versions));
	tcase_add_loop_test(tc, matches_names, 0, LEN(names));
	return tc;
}

int main(void)
{
	return bench_main("program-versions", cases);
}
