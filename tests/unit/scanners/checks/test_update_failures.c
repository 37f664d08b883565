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

/* log: NULL is an event log. */
struct update {
	const char *name;
	enum flag windows;
	int64_t failed, last_failed, last_installed;
	const char *log;
};
static const struct row {
	struct update update[2];
	int64_t in_log;
	enum answer_kind want;
	const char *advice;
	/* Days before the last use since which a session lies open; restart: a mark of S4, too.
	 * put_in: days before the last use at which the store put one in. 0: never. */
	int64_t busy, put_in;
	bool restart;
} rows[] = {
#define NEVER        TIME_ABSENT
#define AGO(n)       DAYS_BEFORE_USE(n)
#define NOTHING      NULL, FLAG_ABSENT, 0, NEVER, NEVER, NULL
#define WANT(answer) 900, ANSWER_##answer, NULL, 0, 0, false
#define RETRY        900, ANSWER_CONCERN, "update-retry", 0, 0, false
#define STUCK        900, ANSWER_CONCERN, "update-stuck", 0, 0, false
	{ { { NOTHING } }, WANT(OK) },
	{ { { NOTHING } }, 0, ANSWER_COULD_NOT_LOOK, NULL, 0, 0, false },
	{ { { "KB1", FLAG_YES, 1, AGO(3), NEVER, NULL } }, WANT(OK) },
	{ { { "KB1", FLAG_YES, 2, AGO(3), NEVER, NULL } }, RETRY },
	{ { { "KB1", FLAG_YES, 9, AGO(3), AGO(2), NULL } }, WANT(OK) },
	/* a later update of Windows took its place */
	{ { { "KB1", FLAG_YES, 9, AGO(30), NEVER, NULL },
	    { "KB2", FLAG_YES, 0, NEVER, AGO(2), NULL } },
	  WANT(OK) },
	/* ... but no virus definitions do */
	{ { { "KB1", FLAG_YES, 9, AGO(30), NEVER, NULL },
	    { "KB2267602", FLAG_NO, 0, NEVER, AGO(2), NULL } },
	  RETRY },
	{ { { "KB1", FLAG_YES, 9, AGO(61), NEVER, NULL } }, WANT(OK) },
	{ { { "Printer", FLAG_NO, 9, AGO(3), NEVER, NULL } }, WANT(NOTICE) },
	{ { { "Printer", FLAG_NO, 9, AGO(3), AGO(3), NULL } }, WANT(OK) },
	/* Only in the agent's own log; mended there; mended, as the event log or the store tells. */
	{ { { "KB1", FLAG_YES, 2, AGO(3), NEVER, "agent" } }, RETRY },
	{ { { "KB1", FLAG_YES, 5, AGO(3), AGO(1), "agent" } }, WANT(OK) },
	{ { { "KB1", FLAG_YES, 5, AGO(3), NEVER, "agent" },
	    { "KB1", FLAG_YES, 0, NEVER, AGO(2), NULL } },
	  WANT(OK) },
	{ { { "KB1", FLAG_YES, 5, AGO(3), NEVER, "agent" } }, 900, ANSWER_OK, NULL, 0, 2, false },
	/* The same try in two logs is one try; two tries on two days are two. */
	{ { { "KB1", FLAG_YES, 1, AGO(3), NEVER, NULL },
	    { "KB1", FLAG_YES, 1, AGO(3) + 9, NEVER, "agent" } },
	  WANT(OK) },
	{ { { "KB1", FLAG_YES, 1, AGO(3), NEVER, NULL },
	    { "KB1", FLAG_YES, 1, AGO(8), NEVER, "agent" } },
	  RETRY },
	/* The store alone: one failure mends itself, but not after two weeks. */
	{ { { "KB1", FLAG_YES, 1, AGO(13), NEVER, "store" } }, WANT(OK) },
	{ { { "KB1", FLAG_YES, 1, AGO(14), NEVER, "store" } }, STUCK },
	{ { { "KB1", FLAG_NO, 1, AGO(14), NEVER, "store" } }, WANT(OK) },
	{ { { "KB1", FLAG_YES, 1, AGO(14), NEVER, "store" } }, 900, ANSWER_OK, NULL, 0, 13, false },
	{ { { "KB1", FLAG_YES, 1, AGO(61), NEVER, "store" } }, WANT(OK) },
	/* ... and it adds no try to those that a log tells of */
	{ { { "KB1", FLAG_YES, 1, AGO(9), NEVER, NULL },
	    { "KB1", FLAG_YES, 1, AGO(5), NEVER, "store" } },
	  WANT(OK) },
	/* A session that is not ended. */
	{ { { NOTHING } }, 900, ANSWER_CONCERN, "update-stuck", 3, 0, false },
	{ { { NOTHING } }, 900, ANSWER_NOTICE, NULL, 2, 0, false },
	{ { { NOTHING } }, 900, ANSWER_OK, NULL, 3, 0, true },
};

static void add_update(struct bench *b, const struct update *u)
{
	struct fact_update_event *f = FACTS_ADD(&b->facts, update_event, UPDATE_EVENT, "x");

	f->update = u->name;
	f->windows = u->windows;
	f->failed = u->failed;
	f->last_failed = u->last_failed;
	f->last_installed = u->last_installed;
	f->log = u->log;
}

static void add(struct bench *b, int at)
{
	const struct row *r = &rows[at];

	for (size_t i = 0; i < LEN(r->update) && r->update[i].name; i++)
		add_update(b, &r->update[i]);
	if (r->busy) {
		struct fact_update_source *f =
		    FACTS_ADD(&b->facts, update_source, UPDATE_SOURCE, "x");

		bench_state(b, FACT_KIND_UPDATE_SOURCE, FACT_STATE_COLLECTED, NULL);
		f->log = "store";
		f->entries = 12;
		f->busy = FLAG_YES;
		f->busy_since = DAYS_BEFORE_USE(r->busy);
	}
	if (r->restart) {
		struct fact_restart_pending *f =
		    FACTS_ADD(&b->facts, restart_pending, RESTART_PENDING, "x");

		bench_state(b, FACT_KIND_RESTART_PENDING, FACT_STATE_COLLECTED, NULL);
		f->component_store = FLAG_YES;
	}
	if (r->put_in) {
		struct fact_windows_update *f =
		    FACTS_ADD(&b->facts, windows_update, WINDOWS_UPDATE, "x");

		bench_state(b, FACT_KIND_WINDOWS_UPDATE, FACT_STATE_COLLECTED, NULL);
		f->at = DAYS_BEFORE_USE(r->put_in);
	}
	log_of(b, "system", DAYS_BEFORE_USE(100), LAST_USE, r->in_log, FLAG_NO);
}

ROWS_TEST(update_failures, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
