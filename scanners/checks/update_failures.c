/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S14: do updates fail again and again? One that was put in later, or that a later update of Windows
 * made needless, is no matter any more. */
#include "scanners/checks/logs.h"

#include <string.h>

extern const struct check check_update_failures;

#define REPEATED  2
#define LATE_DAYS 60 /* failures before that are history */

struct trouble {
	const struct fact_update_event *worst; /* of Windows' own, most failures */
	int64_t windows, others;               /* updates that still wait */
};

/* The newest moment at which this update, or for one of Windows' own any, was put in. */
static int64_t put_in(const struct facts *facts, const struct fact_update_event *f)
{
	int64_t newest = TIME_ABSENT;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_UPDATE_EVENT); i++) {
		const struct fact_update_event *x = FACTS_AT(facts, update_event, UPDATE_EVENT, i);
		bool same = f->update && x->update && !strcmp(f->update, x->update);

		if (same || (f->windows == FLAG_YES && x->windows == FLAG_YES))
			newest = MAX(newest, x->last_installed);
	}
	return newest;
}

static struct trouble look(const struct facts *facts, const struct judge_env *env)
{
	struct trouble t = { 0 };

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_UPDATE_EVENT); i++) {
		const struct fact_update_event *f = FACTS_AT(facts, update_event, UPDATE_EVENT, i);

		if (f->failed < REPEATED || f->last_failed == TIME_ABSENT ||
		    put_in(facts, f) >= f->last_failed ||
		    judging_age(env, f->last_failed).days > LATE_DAYS)
			continue;
		if (f->windows != FLAG_YES) {
			t.others++;
			continue;
		}
		t.windows++;
		if (!t.worst || f->failed > t.worst->failed)
			t.worst = f;
	}
	return t;
}

static const char *told(const char *text)
{
	return text && *text ? text : "?";
}

static struct verdict failing(const struct trouble *t)
{
	const struct fact_update_event *f = t->worst;

	return (struct verdict){
		.answer = ANSWER_CONCERN,
		.weight = 2,
		.headline = phrase_of(N_("Updates of Windows that fail again and again: {0}"), 1,
				      PHRASE_NUMBER(t->windows)),
		.evidence = phrase_of(N_("Windows' event log: {0} did not go in {1} time(s), the "
					 "last on {2} (code {3})"),
				      4, PHRASE_TEXT(told(f->update)), PHRASE_NUMBER(f->failed),
				      PHRASE_DATE(f->last_failed), PHRASE_TEXT(told(f->code))),
		.evidence_time = f->last_failed,
		.advice = "update-retry",
	};
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_event_log *log = logs_of(facts, "system");
	struct trouble t = look(facts, env);
	struct verdict v = { .answer = ANSWER_OK, .evidence_time = TIME_ABSENT };

	if (t.worst)
		return failing(&t);
	v.evidence = logs_reach(log, log ? log->events : 0);
	if (t.others) {
		v.answer = ANSWER_NOTICE;
		v.headline = phrase_of(N_("Updates of programs or devices that fail: {0}"), 1,
				       PHRASE_NUMBER(t.others));
		return v;
	}
	if (!log || log->events <= 0)
		return judging_unseen(N_("because Windows' event log is empty"));
	v.headline = PHRASE(N_("No update fails again and again"));
	return v;
}

static const enum fact_kind may[] = { FACT_KIND_EVENT_LOG, FACT_KIND_NONE };

const struct check check_update_failures = {
	.id = "update-failures",
	.row = "S14",
	.question = N_("Do updates go in without failing?"),
	.targets = TARGET_WINDOWS,
	.interview = 1,
	.schemes = "JD1 6-1 4-4-4 M10",
	.needs = { FACT_KIND_UPDATE_EVENT, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
