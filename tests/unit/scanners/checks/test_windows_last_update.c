/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S2: the age of the last finished update, up to the last use of the PC. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_windows_last_update;

static const struct {
	int64_t at, last_use;
	enum answer_kind want;
} rows[] = {
	{ DAYS_BEFORE_USE(0), LAST_USE, ANSWER_OK },
	{ DAYS_BEFORE_USE(45), LAST_USE, ANSWER_OK },
	{ DAYS_BEFORE_USE(46), LAST_USE, ANSWER_CONCERN },
	{ DAYS_BEFORE_USE(90), LAST_USE, ANSWER_CONCERN },
	{ DAYS_BEFORE_USE(91), LAST_USE, ANSWER_DANGER },
	{ LAST_USE + TIME_DAY, LAST_USE, ANSWER_OK }, /* the last use was seen too early */
	/* a year in a cupboard, updated to the end */
	{ NOW - 400 * TIME_DAY, NOW - 390 * TIME_DAY, ANSWER_OK },
	/* last use not known, or in the future: counted from today */
	{ NOW - 45 * TIME_DAY, TIME_ABSENT, ANSWER_OK },
	{ NOW - 46 * TIME_DAY, TIME_ABSENT, ANSWER_CONCERN },
	{ NOW - 46 * TIME_DAY, NOW + 90 * TIME_DAY, ANSWER_CONCERN },
	{ NOW + 3 * TIME_DAY, LAST_USE, ANSWER_COULD_NOT_LOOK },
	{ TIME_ABSENT, LAST_USE, ANSWER_COULD_NOT_LOOK },
	/* a saved record may say anything */
	{ INT64_MIN + 1, LAST_USE, ANSWER_DANGER },
	{ INT64_MAX, LAST_USE, ANSWER_COULD_NOT_LOOK },
	{ DAYS_BEFORE_USE(0), INT64_MIN + 1, ANSWER_OK },
};

static void add(struct bench *b, int64_t at)
{
	struct fact_windows_update *f =
	    FACTS_ADD(&b->facts, windows_update, WINDOWS_UPDATE, "SOFTWARE\\x");

	f->method = "component-store";
	f->at = at;
}

static void good(struct bench *b)
{
	add(b, DAYS_BEFORE_USE(1));
}

START_TEST(judges_each_row)
{
	enum answer_kind want = rows[_i].want;
	bool act = want == ANSWER_CONCERN || want == ANSWER_DANGER;
	struct bench b;

	bench_begin(&b);
	b.env.last_use = rows[_i].last_use;
	add(&b, rows[_i].at);
	bench_collected(&b, &check_windows_last_update);
	bench_want(&b, &check_windows_last_update, want, act ? "update-windows-now" : NULL);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_windows_last_update, good);
	ck_assert_int_eq(bench_nothing_found(&check_windows_last_update), ANSWER_COULD_NOT_LOOK);
}
END_TEST

START_TEST(takes_the_newest_trace_and_says_both_distances)
{
	struct bench b;

	bench_begin(&b);
	add(&b, DAYS_BEFORE_USE(300));
	add(&b, DAYS_BEFORE_USE(10));
	add(&b, TIME_ABSENT);
	bench_collected(&b, &check_windows_last_update);
	bench_want(&b, &check_windows_last_update, ANSWER_OK, NULL);
	ck_assert_int_eq(b.finding.evidence_time, DAYS_BEFORE_USE(10));
	ck_assert_int_eq(b.finding.evidence.arg[2].number, 10);
	ck_assert_int_eq(b.finding.evidence.arg[3].number, 12);
	bench_end(&b);
}
END_TEST

static void add_event(struct bench *b, int64_t at, enum flag windows)
{
	struct fact_update_event *f =
	    FACTS_ADD(&b->facts, update_event, UPDATE_EVENT, "System.evtx");

	bench_state(b, FACT_KIND_UPDATE_EVENT, FACT_STATE_COLLECTED, NULL);
	f->last_installed = at;
	f->windows = windows;
}

/* The log is a further source; virus definitions in it are no update of Windows. */
START_TEST(asks_the_event_log_too)
{
	static const struct {
		int64_t settings, event;
		enum flag windows;
		enum answer_kind want;
	} events[] = {
		{ DAYS_BEFORE_USE(99), DAYS_BEFORE_USE(9), FLAG_YES, ANSWER_OK },
		{ DAYS_BEFORE_USE(99), DAYS_BEFORE_USE(9), FLAG_NO, ANSWER_DANGER },
		{ DAYS_BEFORE_USE(9), DAYS_BEFORE_USE(99), FLAG_YES, ANSWER_OK },
		{ TIME_ABSENT, DAYS_BEFORE_USE(9), FLAG_YES, ANSWER_OK },
		{ TIME_ABSENT, DAYS_BEFORE_USE(9), FLAG_NO, ANSWER_COULD_NOT_LOOK },
	};

	for (size_t i = 0; i < LEN(events); i++) {
		struct bench b;

		bench_begin(&b);
		add(&b, events[i].settings);
		add_event(&b, events[i].event, events[i].windows);
		bench_collected(&b, &check_windows_last_update);
		bench_want(&b, &check_windows_last_update, events[i].want,
			   events[i].want == ANSWER_DANGER ? "update-windows-now" : NULL);
		bench_end(&b);
	}
}
END_TEST

START_TEST(says_that_the_event_log_could_not_be_read)
{
	struct bench b;

	bench_begin(&b);
	add(&b, DAYS_BEFORE_USE(99));
	bench_state(&b, FACT_KIND_UPDATE_EVENT, FACT_STATE_FAILED, "because of the test");
	bench_collected(&b, &check_windows_last_update);
	bench_want(&b, &check_windows_last_update, ANSWER_DANGER, "update-windows-now");
	ck_assert_str_eq(b.finding.reason.id, "because of the test");
	bench_end(&b);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("windows-last-update");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	tcase_add_test(tc, takes_the_newest_trace_and_says_both_distances);
	tcase_add_test(tc, asks_the_event_log_too);
	tcase_add_test(tc, says_that_the_event_log_could_not_be_read);
	return tc;
}

int main(void)
{
	return bench_main("windows-last-update", cases);
}
