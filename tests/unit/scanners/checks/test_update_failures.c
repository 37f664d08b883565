/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S14: updates that fail again and again. */
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

struct update {
	const char *name;
	enum flag windows;
	int64_t failed, last_failed, last_installed;
};
static const struct row {
	struct update update[2];
	int64_t in_log;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ { { 0 } }, 900, ANSWER_OK, NULL },
	{ { { 0 } }, 0, ANSWER_COULD_NOT_LOOK, NULL },
	{ { { "KB1", FLAG_YES, 1, DAYS_BEFORE_USE(3), TIME_ABSENT } }, 900, ANSWER_OK, NULL },
	{ { { "KB1", FLAG_YES, 2, DAYS_BEFORE_USE(3), TIME_ABSENT } },
	  900,
	  ANSWER_CONCERN,
	  "update-retry" },
	{ { { "KB1", FLAG_YES, 9, DAYS_BEFORE_USE(3), DAYS_BEFORE_USE(2) } },
	  900,
	  ANSWER_OK,
	  NULL },
	/* a later update of Windows took its place */
	{ { { "KB1", FLAG_YES, 9, DAYS_BEFORE_USE(30), TIME_ABSENT },
	    { "KB2", FLAG_YES, 0, TIME_ABSENT, DAYS_BEFORE_USE(2) } },
	  900,
	  ANSWER_OK,
	  NULL },
	/* ... but no virus definitions do */
	{ { { "KB1", FLAG_YES, 9, DAYS_BEFORE_USE(30), TIME_ABSENT },
	    { "KB2267602", FLAG_NO, 0, TIME_ABSENT, DAYS_BEFORE_USE(2) } },
	  900,
	  ANSWER_CONCERN,
	  "update-retry" },
	{ { { "KB1", FLAG_YES, 9, DAYS_BEFORE_USE(61), TIME_ABSENT } }, 900, ANSWER_OK, NULL },
	{ { { "Printer", FLAG_NO, 9, DAYS_BEFORE_USE(3), TIME_ABSENT } },
	  900,
	  ANSWER_NOTICE,
	  NULL },
	{ { { "Printer", FLAG_NO, 9, DAYS_BEFORE_USE(3), DAYS_BEFORE_USE(3) } },
	  900,
	  ANSWER_OK,
	  NULL },
};

static void add(struct bench *b, int at)
{
	const struct row *r = &rows[at];

	for (size_t i = 0; i < LEN(r->update) && r->update[i].name; i++) {
		const struct update *u = &r->update[i];
		struct fact_update_event *f = FACTS_ADD(&b->facts, update_event, UPDATE_EVENT, "x");

		f->update = u->name;
		f->windows = u->windows;
		f->failed = u->failed;
		f->last_failed = u->last_failed;
		f->last_installed = u->last_installed;
	}
	log_of(b, "system", DAYS_BEFORE_USE(100), LAST_USE, r->in_log, FLAG_NO);
}

ROWS_TEST(update_failures, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
