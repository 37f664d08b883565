/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L3: erased logs. */
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

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];
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

ROWS_TEST(logs_erased, rows_first, rows[_i].advice, ANSWER_OK)
