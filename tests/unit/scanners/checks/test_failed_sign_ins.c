/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L4: failed sign-ins, and when "none" may be said. */
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
	int64_t events, worst, internet, lockouts, tries;
	enum flag audited;
	int64_t in_log;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 0, 0, 0, 0, 0, FLAG_YES, 900, ANSWER_OK, NULL },
	{ 4, 3, 0, 0, 0, FLAG_YES, 900, ANSWER_OK, NULL },
	/* some are noted: then Windows notes them */
	{ 4, 3, 0, 0, 0, FLAG_ABSENT, 900, ANSWER_OK, NULL },
	{ 0, 0, 0, 0, 0, FLAG_NO, 900, ANSWER_COULD_NOT_LOOK, NULL },
	{ 0, 0, 0, 0, 0, FLAG_ABSENT, 900, ANSWER_COULD_NOT_LOOK, NULL },
	{ 0, 0, 0, 0, 0, FLAG_YES, 0, ANSWER_COULD_NOT_LOOK, NULL },
	{ 40, 9, 0, 0, 0, FLAG_YES, 900, ANSWER_OK, NULL },
	{ 40, 10, 0, 0, 0, FLAG_YES, 900, ANSWER_CONCERN, "sign-in-failures" },
	{ 1, 1, 0, 1, 0, FLAG_YES, 900, ANSWER_CONCERN, "sign-in-failures" },
	{ 0, 0, 0, 0, 10, FLAG_YES, 900, ANSWER_CONCERN, "sign-in-failures" },
	{ 0, 0, 0, 0, 9, FLAG_YES, 900, ANSWER_OK, NULL },
	{ 30, 30, 0, 0, 0, FLAG_NO, 900, ANSWER_DANGER, "sign-in-attack" },
	{ 1, 1, 1, 0, 0, FLAG_YES, 900, ANSWER_DANGER, "sign-in-attack" },
};

static void add(struct bench *b, int i)
{
	const struct row *r = &rows[i];
	struct fact_logon_failure *f = FACTS_ADD(&b->facts, logon_failure, LOGON_FAILURE, "x");
	struct fact_account *a = FACTS_ADD(&b->facts, account, ACCOUNT, "x");

	f->events = r->events;
	f->worst_hour = r->worst;
	f->worst_at = DAYS_BEFORE_USE(3);
	f->from_internet = r->internet;
	f->lockouts = r->lockouts;
	a->wrong_tries = r->tries;
	log_of(b, "security", DAYS_BEFORE_USE(100), LAST_USE, r->in_log, FLAG_NO);
	if (r->audited == FLAG_ABSENT) {
		bench_state(b, FACT_KIND_AUDIT_POLICY, FACT_STATE_FAILED, "because of the test");
		return;
	}
	bench_state(b, FACT_KIND_AUDIT_POLICY, FACT_STATE_COLLECTED, NULL);
	FACTS_ADD(&b->facts, audit_policy, AUDIT_POLICY, "x")->logon_failure = r->audited;
}

ROWS_TEST(failed_sign_ins, rows_first, rows[_i].advice, ANSWER_COULD_NOT_LOOK)
