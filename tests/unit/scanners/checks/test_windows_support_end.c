/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S1: the build and edition against the table of support ends. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_windows_support_end;

#define DAY(y, m, d) (time_from_civil(y, m, d))
#define TABLE_DATE   (NOW - 10 * TIME_DAY)

static struct build_row table[] = {
	{ 3790, "windows-server", "rtm", "2003", 0, TIME_ABSENT },
	{ 3790, "windows-server", "sp2", "2003 SP2", 0, TIME_ABSENT },
	{ 7601, "windows", "", "7 SP1", 0, TIME_ABSENT },
	{ 7601, "windows-server", "", "2008 R2", 0, TIME_ABSENT },
	{ 17763, "windows", "e", "10 1809 E", 0, TIME_ABSENT },
	{ 17763, "windows", "lts", "10 1809 LTSC", 0, TIME_ABSENT },
	{ 17763, "windows", "w", "10 1809 W", 0, TIME_ABSENT },
	{ 17763, "windows-server", "sac", "1809 SAC", 0, TIME_ABSENT },
	{ 17763, "windows-server", "", "2019", 0, TIME_ABSENT },
	{ 19045, "windows", "", "10 22H2", 0, 0 },
	{ 22631, "windows", "e", "11 23H2 E", 0, TIME_ABSENT },
	{ 22631, "windows", "w", "11 23H2 W", 0, TIME_ABSENT },
	{ 26100, "windows", "w", "11 24H2 W", 0, TIME_ABSENT },
	{ 26100, "windows", "lts", "11 24H2 LTSC", 0, TIME_ABSENT },
	{ 26200, "windows", "e", "11 25H2 E", 0, TIME_ABSENT },
	{ 26200, "windows", "w", "11 25H2 W", 0, TIME_ABSENT },
};

static const struct {
	int year, month, day;
} ends[] = {
	{ 2007, 4, 10 },  { 2015, 7, 14 },  { 2020, 1, 14 },  { 2020, 1, 14 },
	{ 2021, 5, 11 },  { 2029, 1, 9 },   { 2020, 11, 10 }, { 2020, 11, 10 },
	{ 2029, 1, 9 },   { 2025, 10, 14 }, { 2026, 12, 1 },  { 2025, 11, 11 },
	{ 2026, 10, 13 }, { 2029, 10, 9 },  { 2028, 10, 10 }, { 2027, 10, 12 },
};

static const struct {
	int64_t build;
	const char *edition, *installation;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 26200, "Core", "Client", ANSWER_OK, NULL },
	{ 26200, "Professional", "Client", ANSWER_OK, NULL },
	{ 26200, "Enterprise", "Client", ANSWER_OK, NULL },
	{ 26200, NULL, "Client", ANSWER_OK, NULL }, /* both lines have years left */
	{ 26200, "Tomorrow", "Client", ANSWER_OK, NULL },
	{ 22631, "Education", "Client", ANSWER_CONCERN, "plan-new-windows" },
	{ 22631, "Core", "Client", ANSWER_DANGER, "leave-old-windows" },
	{ 22631, NULL, "Client", ANSWER_COULD_NOT_LOOK, NULL },
	{ 26100, "Core", "Client", ANSWER_DANGER, "leave-old-windows" },
	{ 26100, "EnterpriseS", "Client", ANSWER_OK, NULL },
	{ 26100, "IoTEnterpriseS", "Client", ANSWER_OK, NULL }, /* nearest: the long-term line */
	{ 17763, "EnterpriseS", "Client", ANSWER_OK, NULL },
	{ 17763, "Professional", "Client", ANSWER_DANGER, "leave-old-windows" },
	{ 17763, "ServerStandard", "Server", ANSWER_OK, NULL },
	{ 17763, "ServerStandard", "Server Core", ANSWER_OK, NULL },
	{ 17763, "ServerDatacenterACor", "Server Core", ANSWER_DANGER, "leave-old-windows" },
	{ 17763, "ServerStandard", NULL, ANSWER_OK, NULL },
	{ 17763, NULL, NULL, ANSWER_COULD_NOT_LOOK, NULL },
	{ 19045, "Core", "Client", ANSWER_DANGER,
	  "leave-old-windows" }, /* extension not provable */
	{ 7601, "Professional", "Client", ANSWER_DANGER, "leave-old-windows" },
	{ 7601, "ServerStandard", "Server", ANSWER_DANGER, "leave-old-windows" },
	{ 3790, "ServerStandard", "Server", ANSWER_DANGER, "leave-old-windows" },
	/* builds without a row: older than one that is over, or unknown */
	{ 7600, "Professional", "Client", ANSWER_DANGER, "leave-old-windows" },
	{ 6001, NULL, NULL, ANSWER_DANGER, "leave-old-windows" },
	{ 17134, "Professional", "Client", ANSWER_COULD_NOT_LOOK, NULL },
	{ 99999, "Professional", "Client", ANSWER_COULD_NOT_LOOK, NULL },
	{ NUMBER_ABSENT, "Professional", "Client", ANSWER_COULD_NOT_LOOK, NULL },
};

static void with_table(struct bench *b)
{
	for (size_t i = 0; i < LEN(table); i++)
		table[i].end = DAY(ends[i].year, ends[i].month, ends[i].day);
	table[9].extended_end = DAY(2028, 10, 10);
	b->env.build = table;
	b->env.n_builds = LEN(table);
	b->env.builds_date = TABLE_DATE;
}

static void add(struct bench *b, int64_t build, const char *edition, const char *installation)
{
	struct fact_windows_version *f =
	    FACTS_ADD(&b->facts, windows_version, WINDOWS_VERSION, "SOFTWARE\\x");

	f->product_name = "Windows 10 Home"; /* never used: 11 says so too */
	f->build = build;
	f->edition = edition;
	f->installation = installation;
}

static void good(struct bench *b)
{
	with_table(b);
	add(b, 26200, "Core", "Client");
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	with_table(&b);
	add(&b, rows[_i].build, rows[_i].edition, rows[_i].installation);
	bench_collected(&b, &check_windows_support_end);
	bench_want(&b, &check_windows_support_end, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_windows_support_end, good);
	ck_assert_int_eq(bench_nothing_found(&check_windows_support_end), ANSWER_COULD_NOT_LOOK);
}
END_TEST

/* Exactly at the thresholds, for a support that ends on 2027-10-12. */
START_TEST(keeps_its_thresholds)
{
	int64_t end = DAY(2027, 10, 12);
	const struct {
		int64_t now;
		enum answer_kind want;
	} times[] = {
		{ end - 181 * TIME_DAY, ANSWER_OK },
		{ end - 180 * TIME_DAY, ANSWER_CONCERN },
		{ end + TIME_DAY - 1, ANSWER_CONCERN }, /* the last day counts */
		{ end + TIME_DAY, ANSWER_DANGER },
	};
	struct bench b;

	for (size_t i = 0; i < LEN(times); i++) {
		bench_begin(&b);
		good(&b);
		bench_collected(&b, &check_windows_support_end);
		b.env.now = times[i].now;
		ck_assert_int_eq(bench_run(&b, &check_windows_support_end)->answer, times[i].want);
		bench_end(&b);
	}
}
END_TEST

START_TEST(tells_of_an_old_table_and_of_the_paid_extension)
{
	struct bench b;

	bench_begin(&b);
	good(&b);
	bench_collected(&b, &check_windows_support_end);
	ck_assert(!strstr(bench_run(&b, &check_windows_support_end)->evidence.id, "60 days"));
	/* a day of the calendar: it shall not shift with the PC's zone */
	ck_assert_int_eq(bench_run(&b, &check_windows_support_end)->headline.arg[0].type,
			 PHRASE_ARG_DAY);
	b.env.builds_date = NOW - 61 * TIME_DAY;
	ck_assert(strstr(bench_run(&b, &check_windows_support_end)->evidence.id, "60 days"));
	bench_end(&b);

	bench_begin(&b);
	with_table(&b);
	add(&b, 19045, "Core", "Client");
	bench_collected(&b, &check_windows_support_end);
	ck_assert(strstr(bench_run(&b, &check_windows_support_end)->evidence.id, "extension"));
	b.env.builds_date = NOW - 61 * TIME_DAY;
	ck_assert(strstr(bench_run(&b, &check_windows_support_end)->evidence.id, "60 days"));
	bench_end(&b);
}
END_TEST

/* No table, or a clock that runs before it, is never fine. */
START_TEST(does_not_judge_without_table_or_clock)
{
	struct bench b;

	bench_begin(&b);
	good(&b);
	bench_collected(&b, &check_windows_support_end);
	b.env.now = TABLE_DATE - 3 * TIME_DAY;
	bench_want(&b, &check_windows_support_end, ANSWER_COULD_NOT_LOOK, NULL);
	b.env.now = NOW;
	b.env.n_builds = 0;
	bench_want(&b, &check_windows_support_end, ANSWER_COULD_NOT_LOOK, NULL);
	b.env.n_builds = LEN(table);
	b.env.builds_date = TIME_ABSENT;
	bench_want(&b, &check_windows_support_end, ANSWER_COULD_NOT_LOOK, NULL);
	bench_end(&b);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("windows-support-end");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	tcase_add_test(tc, keeps_its_thresholds);
	tcase_add_test(tc, tells_of_an_old_table_and_of_the_paid_extension);
	tcase_add_test(tc, does_not_judge_without_table_or_clock);
	return tc;
}

int main(void)
{
	return bench_main("windows-support-end", cases);
}
