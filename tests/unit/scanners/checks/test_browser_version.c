/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S6: do the browsers keep up? The test's Chrome came out as 150 to 154, the newest 50 days before
 * the visit; the table is of 30 days before. */
#include "tests/unit/scanners/checks/programs_bench.h"

extern const struct check check_browser_version;

static const struct {
	const char *name, *version;
	int64_t table;
	enum answer_kind want;
} rows[] = {
	{ "chrome", "154.0.1.2", TABLE_DAY, ANSWER_OK },
	{ "chrome", "153.0.1.2", TABLE_DAY, ANSWER_OK },
	{ "chrome", "155.0.1.2", TABLE_DAY, ANSWER_OK }, /* newer than the table */
	{ "chrome", "151.0.1.2", TABLE_DAY, ANSWER_CONCERN },
	{ "chrome", "150.0.1.2", TABLE_DAY, ANSWER_CONCERN },
	{ "chrome", "120.0.1.2", TABLE_DAY, ANSWER_DANGER },
	{ "chrome", "99.0.1.2", TABLE_DAY, ANSWER_DANGER }, /* before all that the table lists */
	/* two behind by the table, one or more since: an old table cannot tell */
	{ "chrome", "152.0.1.2", TABLE_DAY, ANSWER_COULD_NOT_LOOK },
	{ "firefox", "140.9 (x64 ja)", TABLE_DAY, ANSWER_OK }, /* long-term, still mended */
	{ "firefox", "154.0", TABLE_DAY, ANSWER_OK },
	{ "edge", "140.0.1.1", TABLE_DAY, ANSWER_COULD_NOT_LOOK }, /* no row of this browser */
	{ "chrome", NULL, TABLE_DAY, ANSWER_COULD_NOT_LOOK },
	{ "chrome", "unknown", TABLE_DAY, ANSWER_COULD_NOT_LOOK },
};

static struct fact_browser *add(struct bench *b, const char *name, const char *version,
				const char *scope)
{
	struct fact_browser *f = FACTS_ADD(&b->facts, browser, BROWSER, "SOFTWARE\\x");

	f->name = name;
	f->version = version;
	f->method = "updater";
	f->scope = scope;
	return f;
}

static void good(struct bench *b)
{
	bench_tables(b, TABLE_DAY);
	add(b, "chrome", "154.0.1.2", "machine");
	bench_program(b, "Google Chrome", "154.0.1.2", "Google LLC");
}

static void bad(struct bench *b)
{
	add(b, "chrome", "120.0.1.2", "machine");
}

START_TEST(judges_each_row)
{
	bool care = rows[_i].want == ANSWER_CONCERN || rows[_i].want == ANSWER_DANGER;
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, rows[_i].table);
	add(&b, rows[_i].name, rows[_i].version, "machine");
	bench_collected(&b, &check_browser_version);
	bench_want(&b, &check_browser_version, rows[_i].want, care ? "update-browser" : NULL);
	bench_end(&b);
}
END_TEST

/* The list of programs alone is enough; old folders beside a new one do no harm; one that a user
 * has for himself is a browser of its own. */
START_TEST(looks_at_all_sources)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	bench_program(&b, "Google Chrome", "150.0.1", "Google LLC");
	bench_collected(&b, &check_browser_version);
	bench_want(&b, &check_browser_version, ANSWER_CONCERN, "update-browser");
	add(&b, "chrome", "154.0.1.2", "machine");
	add(&b, "chrome", "150.0.1.2", "machine");
	bench_want(&b, &check_browser_version, ANSWER_OK, NULL);
	add(&b, "chrome", "120.0.1.2", "user");
	bench_want(&b, &check_browser_version, ANSWER_DANGER, "update-browser");
	bench_end(&b);
}
END_TEST

/* The program file is what runs, whichever of them is told first. */
START_TEST(the_program_counts_first)
{
	static const struct {
		const char *first, *program, *later;
		enum answer_kind want;
		const char *headline;
	} order[] = {
		{ "154.0.1.2", "150.0.1.2", "153.0.1.2", ANSWER_CONCERN, "ready" },
		{ "120.0.1.2", "154.0.1.2", "150.0.1.2", ANSWER_OK, "keep up" },
		{ "154.0.1.2", "120.0.1.2", "120.0.1.2", ANSWER_DANGER, "ready" },
		{ "151.0.1.2", "120.0.1.2", "120.0.1.2", ANSWER_DANGER, "year" },
	};
	struct bench b;

	for (size_t i = 0; i < 2 * LEN(order); i++) {
		const char *first = order[i / 2].first, *program = order[i / 2].program;

		bench_begin(&b);
		bench_tables(&b, TABLE_DAY);
		bench_collected(&b, &check_browser_version);
		if (i % 2)
			add(&b, "chrome", program, "machine")->method = "program";
		add(&b, "chrome", first, "machine");
		if (!(i % 2))
			add(&b, "chrome", program, "machine")->method = "program";
		add(&b, "chrome", order[i / 2].later, "machine");
		bench_want(&b, &check_browser_version, order[i / 2].want,
			   order[i / 2].want == ANSWER_OK ? NULL : "update-browser");
		ck_assert_msg(strstr(b.finding.headline.id, order[i / 2].headline), "%zu: %s", i,
			      b.finding.headline.id);
		bench_end(&b);
	}
}
END_TEST

/* A PC that lay in a cupboard is judged by the day when it was last used. */
START_TEST(judges_against_the_last_use)
{
	struct bench b;

	bench_begin(&b);
	bench_tables(&b, TABLE_DAY);
	add(&b, "chrome", "151.0.1.2", "machine");
	bench_collected(&b, &check_browser_version);
	b.env.last_use = DAY(-145);
	bench_want(&b, &check_browser_version, ANSWER_OK, NULL);
	ck_assert_int_eq(b.finding.evidence.arg[1].number, 0); /* on that day */
	ck_assert_int_eq(b.finding.evidence.arg[3].number, 3); /* and today */
	b.env.last_use = TIME_ABSENT;
	bench_want(&b, &check_browser_version, ANSWER_CONCERN, "update-browser");
	ck_assert(strstr(b.finding.evidence.id, "not known"));
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_browser_version, good);
	bench_without_tables(&check_browser_version, good);
	bench_says_age(&check_browser_version, bad);
	ck_assert_int_eq(bench_nothing_found(&check_browser_version), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("browser-version");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, looks_at_all_sources);
	tcase_add_test(tc, the_program_counts_first);
	tcase_add_test(tc, judges_against_the_last_use);
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("browser-version", cases);
}
