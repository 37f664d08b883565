/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S1 for Linux: os-release against the table. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_linux_support_end;

#define DAY(y, m, d) (time_from_civil(y, m, d))

static struct release_row table[] = {
	{ "debian", "13", "Debian 13", 0, 0, "free" },
	{ "debian", "12", "Debian 12", 0, 0, "free" },
	{ "ubuntu", "22.04", "Ubuntu 22.04", 0, 0, "paid" },
	{ "ubuntu", "20.04", "Ubuntu 20.04", 0, 0, "paid" },
	{ "rhel", "9", "RHEL 9", 0, TIME_ABSENT, "" },
	{ "fedora", "41", "Fedora 41", 0, TIME_ABSENT, "" },
};

static const struct {
	const char *id, *version;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "debian", "13", ANSWER_OK, NULL },
	{ "rhel", "9.4", ANSWER_OK, NULL },
	{ "debian", "12", ANSWER_CONCERN, "plan-new-linux" },    /* volunteers look after it */
	{ "ubuntu", "22.04", ANSWER_CONCERN, "plan-new-linux" }, /* ends soon */
	{ "ubuntu", "20.04", ANSWER_DANGER, "leave-old-linux" }, /* paid extension not provable */
	{ "fedora", "41", ANSWER_DANGER, "leave-old-linux" },
	{ "debian", "1", ANSWER_COULD_NOT_LOOK, NULL },
	{ "debian", "130", ANSWER_COULD_NOT_LOOK, NULL },
	{ "arch", NULL, ANSWER_COULD_NOT_LOOK, NULL },
	{ NULL, "13", ANSWER_COULD_NOT_LOOK, NULL },
};

static void with_table(struct bench *b)
{
	table[0].end = DAY(2028, 8, 9);
	table[0].extended_end = DAY(2030, 6, 30);
	table[1].end = DAY(2026, 7, 11);
	table[1].extended_end = DAY(2028, 6, 30);
	table[2].end = DAY(2027, 4, 1);
	table[2].extended_end = DAY(2032, 4, 9);
	table[3].end = DAY(2025, 5, 31);
	table[3].extended_end = DAY(2030, 4, 2);
	table[4].end = DAY(2032, 5, 31);
	table[5].end = DAY(2025, 12, 15);
	b->env.release = table;
	b->env.n_releases = LEN(table);
	b->env.releases_date = NOW - 10 * TIME_DAY;
}

static void add(struct bench *b, const char *id, const char *version)
{
	struct fact_linux_version *f =
	    FACTS_ADD(&b->facts, linux_version, LINUX_VERSION, "/etc/os-release");

	f->id = id;
	f->version_id = version;
}

static void good(struct bench *b)
{
	with_table(b);
	add(b, "debian", "13");
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	with_table(&b);
	add(&b, rows[_i].id, rows[_i].version);
	bench_collected(&b, &check_linux_support_end);
	bench_want(&b, &check_linux_support_end, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_linux_support_end, good);
	ck_assert_int_eq(bench_nothing_found(&check_linux_support_end), ANSWER_COULD_NOT_LOOK);
}
END_TEST

START_TEST(does_not_judge_without_table_or_clock)
{
	struct bench b;

	bench_begin(&b);
	good(&b);
	bench_collected(&b, &check_linux_support_end);
	b.env.releases_date = NOW - 61 * TIME_DAY;
	ck_assert(strstr(bench_run(&b, &check_linux_support_end)->evidence.id, "60 days"));
	b.env.now = b.env.releases_date - 3 * TIME_DAY;
	bench_want(&b, &check_linux_support_end, ANSWER_COULD_NOT_LOOK, NULL);
	b.env.now = NOW;
	b.env.releases_date = TIME_ABSENT;
	bench_want(&b, &check_linux_support_end, ANSWER_COULD_NOT_LOOK, NULL);
	bench_end(&b);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("linux-support-end");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	tcase_add_test(tc, does_not_judge_without_table_or_clock);
	return tc;
}

int main(void)
{
	return bench_main("linux-support-end", cases);
}
