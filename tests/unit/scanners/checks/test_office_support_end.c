/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S5: is this Microsoft Office still mended? */
#include "tests/unit/scanners/checks/programs_bench.h"

extern const struct check check_office_support_end;

/* method: NULL: no fact of the kind office. */
static const struct {
	const char *listed, *method, *version, *products;
	enum flag updates;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "Microsoft Office Home 2024 - ja-jp", NULL, NULL, NULL, 0, ANSWER_OK, NULL },
	{ "Microsoft 365 Apps", NULL, NULL, NULL, 0, ANSWER_OK, NULL },
	{ "Microsoft Office Home 2021", NULL, NULL, NULL, 0, ANSWER_CONCERN, "plan-new-office" },
	{ "Microsoft Office Personal 2019", NULL, NULL, NULL, 0, ANSWER_DANGER,
	  "leave-old-office" },
	/* a year that stands in no table */
	{ "Microsoft Office 97", NULL, NULL, NULL, 0, ANSWER_COULD_NOT_LOOK, NULL },
	{ NULL, "click-to-run", "16.0.1", "O365HomePremRetail", FLAG_YES, ANSWER_OK, NULL },
	{ NULL, "click-to-run", "16.0.1", "O365HomePremRetail", FLAG_NO, ANSWER_CONCERN,
	  "office-updates-on" },
	{ NULL, "click-to-run", "16.0.1", "HomeBusiness2019Retail,LanguagePack", FLAG_YES,
	  ANSWER_DANGER, "leave-old-office" },
	{ NULL, "click-to-run", "16.0.1", "O365BusinessRetail,VisioPro2019Retail", FLAG_YES,
	  ANSWER_DANGER, "leave-old-office" },
	/* ended, and turned off: the end weighs more */
	{ NULL, "click-to-run", "16.0.1", "HomeBusiness2019Retail", FLAG_NO, ANSWER_DANGER,
	  "leave-old-office" },
	{ NULL, "click-to-run", "16.0.1", "HomeBusinessRetail", FLAG_YES, ANSWER_COULD_NOT_LOOK,
	  NULL }, /* 2016: not in this test's table */
	{ NULL, "folder", "14.0", NULL, 0, ANSWER_DANGER, "leave-old-office" },
	{ NULL, "folder", "9.0", NULL, 0, ANSWER_COULD_NOT_LOOK, NULL },
	/* today's Office writes the key of 16.0, whatever its year */
	{ "Microsoft Office Home 2024", "folder", "16.0", NULL, 0, ANSWER_OK, NULL },
	{ NULL, NULL, NULL, NULL, 0, ANSWER_NOT_APPLICABLE, NULL },
	{ "LibreOffice 26.2", NULL, NULL, NULL, 0, ANSWER_NOT_APPLICABLE, NULL },
};

static void good(struct bench *b)
{
	bench_tables(b, TABLE_DAY);
	bench_program(b, "Microsoft Office Home 2024", "16.0", "Microsoft Corporation");
	FACTS_ADD(&b->facts, office, OFFICE, "SOFTWARE\\x")->products = "Home2024Retail";
}

static void bad(struct bench *b)
{
	bench_program(b, "Microsoft Office Home 2019", "16.0", "Microsoft Corporation");
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	if (rows[_i].listed)
		bench_program(&b, rows[_i].listed, "16.0.1", "Microsoft Corporation");
	if (rows[_i].method) {
		struct fact_office *f = FACTS_ADD(&b.facts, office, OFFICE, "SOFTWARE\\x");

		f->method = rows[_i].method;
		f->version = rows[_i].version;
		f->products = rows[_i].products;
		f->updates = rows[_i].updates;
	}
	bench_collected(&b, &check_office_support_end);
	bench_want(&b, &check_office_support_end, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_office_support_end, good);
	bench_without_tables(&check_office_support_end, good);
	bench_says_age(&check_office_support_end, bad);
	bench_says_age(&check_office_support_end, good);
}
END_TEST

START_TEST(an_unverified_date_says_so)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	FACTS_ADD(&b.facts, office, OFFICE, "SOFTWARE\\x")->version = "14.0";
	bench_collected(&b, &check_office_support_end);
	bench_run(&b, &check_office_support_end);
	ck_assert(strstr(b.finding.evidence.id, "not yet compared"));
	bench_end(&b);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("office-support-end");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	tcase_add_test(tc, an_unverified_date_says_so);
	return tc;
}

int main(void)
{
	return bench_main("office-support-end", cases);
}
