/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L2: how far back the log of sign-ins reaches. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_log_reach;

static void log_of(struct bench *b, const char *name, int64_t first, int64_t last, int64_t events,
		   enum flag whole)
{
	struct fact_event_log *f = FACTS_ADD(&b->facts, event_log, EVENT_LOG, "x.evtx");

	bench_state(b, FACT_KIND_EVENT_LOG, FACT_STATE_COLLECTED, NULL);
	f->log = name;
	f->first = first;
	f->last = last;
	f->events = events;
	f->whole = whole;
}

static const struct row {
	const char *log;
	int64_t first, last, events;
	enum flag whole;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "security", DAYS_BEFORE_USE(90), LAST_USE, 9, FLAG_NO, ANSWER_OK, NULL },
	{ "security", DAYS_BEFORE_USE(89), LAST_USE, 9, FLAG_NO, ANSWER_NOTICE,
	  "keep-logs-longer" },
	{ "security", DAYS_BEFORE_USE(30), LAST_USE, 9, FLAG_NO, ANSWER_NOTICE,
	  "keep-logs-longer" },
	{ "security", DAYS_BEFORE_USE(29), LAST_USE, 9, FLAG_NO, ANSWER_CONCERN,
	  "keep-logs-longer" },
	/* a young PC: nothing was overwritten yet */
	{ "security", DAYS_BEFORE_USE(3), LAST_USE, 9, FLAG_YES, ANSWER_OK, NULL },
	{ "security", DAYS_BEFORE_USE(3), LAST_USE, 9, FLAG_ABSENT, ANSWER_CONCERN,
	  "keep-logs-longer" },
	{ "security", TIME_ABSENT, LAST_USE, 9, FLAG_ABSENT, ANSWER_COULD_NOT_LOOK, NULL },
	{ "security", LAST_USE, DAYS_BEFORE_USE(5), 9, FLAG_YES, ANSWER_COULD_NOT_LOOK, NULL },
	{ "security", LAST_USE, NOW + 9 * TIME_DAY, 9, FLAG_YES, ANSWER_COULD_NOT_LOOK, NULL },
	{ "security", TIME_ABSENT, TIME_ABSENT, 0, FLAG_ABSENT, ANSWER_COULD_NOT_LOOK, NULL },
	{ "system", DAYS_BEFORE_USE(90), LAST_USE, 9, FLAG_NO, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, const struct row *r)
{
	struct fact_event_log_setting *f =
	    FACTS_ADD(&b->facts, event_log_setting, EVENT_LOG_SETTING, "x");

	f->log = "security";
	f->max_bytes = r->whole == FLAG_NO ? 20971520 : NUMBER_ABSENT;
	log_of(b, r->log, r->first, r->last, r->events, r->whole);
}

static void good(struct bench *b)
{
	add(b, &rows[0]);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, &rows[_i]);
	bench_collected(&b, &check_log_reach);
	bench_want(&b, &check_log_reach, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_log_reach, good);
	ck_assert_int_eq(bench_nothing_found(&check_log_reach), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("log-reach");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("log-reach", cases);
}
