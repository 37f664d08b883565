/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L2: how far back the log of sign-ins reaches. */
#include "tests/unit/scanners/checks/rows_bench.h"

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

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];
	struct fact_event_log_setting *f =
	    FACTS_ADD(&b->facts, event_log_setting, EVENT_LOG_SETTING, "x");

	f->log = "security";
	f->max_bytes = r->whole == FLAG_NO ? 20971520 : NUMBER_ABSENT;
	log_of(b, r->log, r->first, r->last, r->events, r->whole);
}

ROWS_TEST(log_reach, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
