/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L3: erased logs. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_logs_erased;

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

#define SETUP DAYS_BEFORE_USE(400)

static const struct row {
	const char *log; /* NULL: none was erased */
	int64_t at;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ NULL, 0, ANSWER_OK, NULL },
	{ "security", DAYS_BEFORE_USE(10), ANSWER_DANGER, "log-erased-ask" },
	{ "system", DAYS_BEFORE_USE(300), ANSWER_DANGER, "log-erased-ask" },
	{ "application", TIME_ABSENT, ANSWER_DANGER, "log-erased-ask" },
	{ "other", DAYS_BEFORE_USE(10), ANSWER_NOTICE, "log-erased-ask" },
	/* while Windows was put in */
	{ "security", SETUP + 3600, ANSWER_OK, NULL },
	{ "security", SETUP - 30 * TIME_DAY, ANSWER_OK, NULL },
	{ "security", SETUP + 2 * TIME_DAY, ANSWER_DANGER, "log-erased-ask" },
};

static void add(struct bench *b, const struct row *r)
{
	struct fact_log_cleared *f;

	bench_version(b, 26200);
	((struct fact_windows_version *)b->facts.by_kind[FACT_KIND_WINDOWS_VERSION].item[0])
	    ->installed = SETUP;
	log_of(b, "system", DAYS_BEFORE_USE(100), LAST_USE, 900, FLAG_NO);
	if (!r->log)
		return;
	f = FACTS_ADD(&b->facts, log_cleared, LOG_CLEARED, "x");
	f->log = r->log;
	f->at = r->at;
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
	bench_collected(&b, &check_logs_erased);
	bench_want(&b, &check_logs_erased, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_logs_erased, good);
	ck_assert_int_eq(bench_nothing_found(&check_logs_erased), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("logs-erased");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("logs-erased", cases);
}
