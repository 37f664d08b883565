/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U6: programs that start when a USB memory is plugged in. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_autorun_off;

#define NONE NUMBER_ABSENT

static const struct {
	int64_t machine, user, build;
	enum flag no_autorun;
	enum answer_kind want;
} rows[] = {
	{ 0xff, NONE, 26200, FLAG_ABSENT, ANSWER_OK },
	{ NONE, 0xff, 26200, FLAG_ABSENT, ANSWER_OK },
	{ NONE, NONE, 26200, FLAG_ABSENT, ANSWER_OK }, /* as shipped since Windows 7 */
	{ 0x91, NONE, 26200, FLAG_ABSENT, ANSWER_OK },
	{ 0xb5, NONE, 7601, FLAG_ABSENT, ANSWER_OK },
	{ 0xff, 0, 26200, FLAG_ABSENT, ANSWER_OK },        /* the machine's value counts */
	{ NONE, NONE, 2600, FLAG_ABSENT, ANSWER_CONCERN }, /* XP starts them */
	{ 0x91, 0xff, 2600, FLAG_ABSENT, ANSWER_CONCERN },
	{ 0, NONE, 2600, FLAG_YES, ANSWER_OK },
	{ 0, NONE, 26200, FLAG_ABSENT, ANSWER_DANGER },
	{ NONE, 0x20, 26200, FLAG_ABSENT, ANSWER_DANGER },
	{ 0xa0, NONE, 26200, FLAG_ABSENT, ANSWER_DANGER }, /* above 0x91, yet opens more */
	{ 0x90, NONE, 26200, FLAG_ABSENT, ANSWER_DANGER },
	{ 0x81, NONE, 26200, FLAG_ABSENT, ANSWER_DANGER },
	{ 0x11, NONE, 26200, FLAG_ABSENT, ANSWER_DANGER },
	{ NONE, NONE, NONE, FLAG_ABSENT, ANSWER_COULD_NOT_LOOK },
	{ 0x91, NONE, NONE, FLAG_ABSENT, ANSWER_COULD_NOT_LOOK },
};

static void add(struct bench *b, const char *scope, int64_t types, enum flag no_autorun)
{
	struct fact_autorun *f = FACTS_ADD(&b->facts, autorun, AUTORUN, "SOFTWARE\\x");

	f->scope = scope;
	f->no_drive_types = types;
	f->no_autorun = no_autorun;
}

static void good(struct bench *b)
{
	add(b, "machine", 0xff, FLAG_ABSENT);
	bench_version(b, 26200);
}

START_TEST(judges_each_row)
{
	enum answer_kind want = rows[_i].want;
	bool act = want == ANSWER_CONCERN || want == ANSWER_DANGER;
	struct bench b;

	bench_begin(&b);
	add(&b, "machine", rows[_i].machine, rows[_i].no_autorun);
	add(&b, "user", rows[_i].user, FLAG_ABSENT);
	bench_version(&b, rows[_i].build);
	bench_collected(&b, &check_autorun_off);
	bench_want(&b, &check_autorun_off, want, act ? "autorun-off" : NULL);
	bench_end(&b);
}
END_TEST

/* The window that asks what to do counts as off when it is off for the machine, or for everybody. */
START_TEST(the_window_is_told)
{
	const char *said;
	struct fact_autorun *first, *second;
	struct bench b;

	bench_begin(&b);
	bench_version(&b, 26200);
	bench_collected(&b, &check_autorun_off);
	first = FACTS_ADD(&b.facts, autorun, AUTORUN, "HKCU\\x");
	second = FACTS_ADD(&b.facts, autorun, AUTORUN, "HKCU\\x");
	first->scope = second->scope = "user";
	first->autoplay_off = FLAG_YES;
	ck_assert_int_eq(bench_run(&b, &check_autorun_off)->answer, ANSWER_OK);
	said = b.finding.evidence.arg[b.finding.evidence.n_args - 1].text;
	ck_assert_ptr_null(strstr(said, "does not even ask"));
	second->autoplay_off = FLAG_YES;
	bench_run(&b, &check_autorun_off);
	said = b.finding.evidence.arg[b.finding.evidence.n_args - 1].text;
	ck_assert_ptr_nonnull(strstr(said, "does not even ask"));
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_autorun_off, good);
	ck_assert_int_eq(bench_nothing_found(&check_autorun_off), ANSWER_COULD_NOT_LOOK);
}
END_TEST

/* One careful user does not make up for another. */
START_TEST(takes_the_worst_user)
{
	struct bench b;

	bench_begin(&b);
	add(&b, "user", 0xff, FLAG_ABSENT);
	add(&b, "user", NONE, FLAG_ABSENT);
	bench_version(&b, 2600);
	bench_collected(&b, &check_autorun_off);
	bench_want(&b, &check_autorun_off, ANSWER_CONCERN, "autorun-off");
	bench_end(&b);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("autorun-off");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, the_window_is_told);
	tcase_add_test(tc, says_what_is_missing);
	tcase_add_test(tc, takes_the_worst_user);
	return tc;
}

int main(void)
{
	return bench_main("autorun-off", cases);
}
