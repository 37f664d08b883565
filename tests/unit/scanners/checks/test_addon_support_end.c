/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S7: Reader, Java, .NET, Flash and the like. */
#include "tests/unit/scanners/checks/programs_bench.h"

extern const struct check check_addon_support_end;

static const struct {
	const char *listed, *listed_version; /* in the list of programs, or NULL */
	const char *product, *version;       /* a component, or NULL */
	int64_t release;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ NULL, NULL, NULL, NULL, 0, ANSWER_OK, NULL },
	{ "Adobe Flash Player 32 NPAPI", "32.0.0.371", NULL, NULL, 0, ANSWER_DANGER,
	  "remove-old-addon" },
	{ NULL, NULL, "flash", NULL, 0, ANSWER_DANGER, "remove-old-addon" },
	{ "Adobe Reader XI (11.0.23)", "11.0.23", NULL, NULL, 0, ANSWER_DANGER,
	  "remove-old-addon" },
	{ "Java 8 Update 301", "8.0.3010.9", NULL, NULL, 0, ANSWER_CONCERN, "plan-new-addon" },
	{ NULL, NULL, "java", "1.8.0_301", 0, ANSWER_CONCERN, "plan-new-addon" },
	{ NULL, NULL, "java", "1.7.0_80", 0, ANSWER_DANGER, "remove-old-addon" },
	{ NULL, NULL, "java", "1.4.2", 0, ANSWER_DANGER, "remove-old-addon" }, /* before all rows */
	{ NULL, NULL, "java", "21.0.2", 0, ANSWER_OK, NULL },
	{ NULL, NULL, "java", "99.0.1", 0, ANSWER_COULD_NOT_LOOK, NULL }, /* in no table */
	{ "Microsoft .NET Runtime - 6.0.36 (x64)", "48.144.23141", NULL, NULL, 0, ANSWER_DANGER,
	  "remove-old-addon" },
	{ "Microsoft .NET Runtime - 10.0.1 (x64)", "80.0.1", NULL, NULL, 0, ANSWER_OK, NULL },
	{ NULL, NULL, "dotnet", "6.0.36", 0, ANSWER_DANGER, "remove-old-addon" },
	{ NULL, NULL, "dotnetfx", "4.8.09032", 528449, ANSWER_OK, NULL },
	{ NULL, NULL, "dotnetfx", "4.5.50709", 378389, ANSWER_DANGER, "remove-old-addon" },
	{ NULL, NULL, "dotnetfx", "2.0", NUMBER_ABSENT, ANSWER_OK, NULL }, /* a part of 3.5 */
};

static void good(struct bench *b)
{
	bench_tables(b, TABLE_DAY);
	bench_program(b, "7-Zip 25.01", "25.01", "Igor Pavlov");
	FACTS_ADD(&b->facts, component, COMPONENT, "SOFTWARE\\x")->product = "none";
}

static void bad(struct bench *b)
{
	FACTS_ADD(&b->facts, component, COMPONENT, "SOFTWARE\\x")->product = "flash";
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	if (rows[_i].listed)
		bench_program(&b, rows[_i].listed, rows[_i].listed_version,
			      strncmp(rows[_i].listed, "Adobe", 5) ? "Oracle" : "Adobe");
	if (rows[_i].product) {
		struct fact_component *f = FACTS_ADD(&b.facts, component, COMPONENT, "x");

		f->product = rows[_i].product;
		f->version = rows[_i].version;
		f->release = rows[_i].release;
	}
	bench_collected(&b, &check_addon_support_end);
	bench_want(&b, &check_addon_support_end, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

/* The same part from two sources is one; several are counted. */
START_TEST(counts_each_once)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	bad(&b);
	bad(&b);
	bench_collected(&b, &check_addon_support_end);
	bench_want(&b, &check_addon_support_end, ANSWER_DANGER, "remove-old-addon");
	ck_assert_uint_eq(b.finding.headline.n_args, 1);
	bench_program(&b, "Adobe Reader XI", "11.0", "Adobe");
	bench_want(&b, &check_addon_support_end, ANSWER_DANGER, "remove-old-addon");
	ck_assert_int_eq(b.finding.headline.arg[1].number, 1);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_addon_support_end, good);
	bench_without_tables(&check_addon_support_end, good);
	bench_says_age(&check_addon_support_end, bad);
	bench_says_age(&check_addon_support_end, good);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("addon-support-end");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, counts_each_once);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("addon-support-end", cases);
}
