/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S14: do updates fail again and again? One that was put in later, or that a later update of Windows
 * made needless, is no matter any more. The event logs, the update agent's own log and the component
 * store tell of the same tries: those of one update are put together before they are counted. */
#include "scanners/checks/update_tries.h"

#include "scanners/checks/logs.h"

extern const struct check check_update_failures;

#define REPEATED   2
#define LATE_DAYS  60 /* failures before that are history */
#define WAIT_DAYS  14 /* one failure that no try has mended in that time */
#define STUCK_DAYS 3  /* a session that did not end, though the PC was used */

struct trouble {
	struct update_tries worst;       /* of Windows' own, most failures */
	const struct update_tries *left; /* in the store for two weeks; or NULL */
	int64_t windows, others;         /* updates that still wait */
	bool any;
};

/* Its last try was a failure, and nothing has made it needless since. */
static bool waits(const struct update_tries *u, int64_t newest, const struct judge_env *env)
{
	int64_t done = u->windows ? MAX(newest, u->put_in) : u->put_in;

	return u->last != TIME_ABSENT && done < u->last &&
	       judging_age(env, u->last).days <= LATE_DAYS;
}

static struct trouble look(struct update_list *list, const struct judge_env *env)
{
	struct trouble t = { 0 };

	for (size_t i = 0; i < list->n; i++) {
		const struct update_tries *u = &list->update[i];

		if (!waits(u, list->newest, env))
			continue;
		if (u->failed < REPEATED) {
			if (!u->stored || !u->windows || judging_age(env, u->last).days < WAIT_DAYS)
				continue;
			t.left = u;
			t.windows++;
		} else if (!u->windows) {
			t.others++;
		} else {
			t.windows++;
			if (!t.any || u->failed > t.worst.failed)
				t.worst = *u;
			t.any = true;
		}
	}
	return t;
}

static const char *told(const char *text)
{
	return text && *text ? text : "?";
}

static const char *repeated(const struct update_tries *u)
{
	if (u->events && u->agent)
		return N_("Windows' event log and the update agent's log: {0} did not go in {1} "
			  "time(s), the last on {2} (code {3})");
	if (u->agent)
		return N_("The update agent's log: {0} did not go in {1} time(s), the last on {2} "
			  "(code {3})");
	return N_("Windows' event log: {0} did not go in {1} time(s), the last on {2} (code {3})");
}

static struct verdict failing(const struct trouble *t)
{
	const struct update_tries *u = t->any ? &t->worst : t->left;
	struct verdict v = {
		.answer = ANSWER_CONCERN,
		.weight = 2,
		.headline = phrase_of(N_("Updates of Windows that fail again and again: {0}"), 1,
				      PHRASE_NUMBER(t->windows)),
		.evidence_time = u->last,
		.advice = "update-retry",
	};

	if (t->any) {
		v.evidence =
		    phrase_of(repeated(u), 4, PHRASE_TEXT(told(u->name)), PHRASE_NUMBER(u->failed),
			      PHRASE_DATE(u->last), PHRASE_TEXT(told(u->code)));
		return v;
	}
	v.advice = "update-stuck";
	v.headline = phrase_of(N_("Updates of Windows that did not go in and still wait: {0}"), 1,
			       PHRASE_NUMBER(t->windows));
	v.evidence = phrase_of(N_("The component store: {0} did not go in on {1} and still waits "
				  "(code {2})"),
			       3, PHRASE_TEXT(told(u->name)), PHRASE_DATE(u->last),
			       PHRASE_TEXT(told(u->code)));
	return v;
}

/* The same marks as in restart-pending: whoever is told to restart need not be told twice. */
static bool told_to_restart(const struct facts *facts)
{
	const struct fact_restart_pending *f = FACTS_AT(facts, restart_pending, RESTART_PENDING, 0);

	return f && (f->component_store == FLAG_YES || f->windows_update == FLAG_YES ||
		     f->pending_list == FLAG_YES || f->packages > 0);
}

static struct verdict half_way(const struct fact_update_source *store, const struct judge_env *env)
{
	struct age age = judging_age(env, store->busy_since);
	bool stuck = store->busy_since != TIME_ABSENT && age.days >= STUCK_DAYS;

	return (struct verdict){
		.answer = stuck ? ANSWER_CONCERN : ANSWER_NOTICE,
		.weight = stuck ? 2 : 0,
		.headline = PHRASE(stuck ? N_("Putting in an update of Windows stopped half-way")
					 : N_("Windows was putting in an update when it was last "
					      "turned off")),
		.evidence = phrase_of(N_("The component store: begun and not ended, {0} day(s) "
					 "before the PC was last used, {1} day(s) before today"),
				      2, PHRASE_NUMBER(age.days), PHRASE_NUMBER(age.today)),
		.evidence_time = store->busy_since,
		.advice = stuck ? "update-stuck" : "restart-now",
	};
}

/* What was looked at, where nothing was found. */
static struct phrase seen(const struct facts *facts, const struct fact_event_log *log)
{
	const struct fact_update_source *agent = update_tries_source(facts, "agent"),
					*store = update_tries_source(facts, "store");
	bool there = agent && agent->there == FLAG_YES;

	if (!store || !log || log->first == TIME_ABSENT || log->last == TIME_ABSENT)
		return logs_reach(log, log ? log->events : 0);
	return phrase_of(N_("Windows' event log, {0} to {1}; {2}; the component store: {3} "
			    "update(s)"),
			 4, PHRASE_DATE(log->first), PHRASE_DATE(log->last),
			 PHRASE_WORD(there ? N_("the update agent's own log")
					   : N_("no own log of the update agent is there")),
			 PHRASE_NUMBER(judging_sum(0, store->entries)));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_event_log *log = logs_of(facts, "system");
	const struct fact_update_source *store = update_tries_source(facts, "store");
	struct verdict v = { .answer = ANSWER_OK, .evidence_time = TIME_ABSENT };
	struct update_list list = update_tries_list(facts, env->arena);
	struct trouble t = look(&list, env);

	if (t.windows)
		return failing(&t);
	if (store && store->busy == FLAG_YES && !told_to_restart(facts))
		return half_way(store, env);
	v.evidence = seen(facts, log);
	if (t.others) {
		v.answer = ANSWER_NOTICE;
		v.advice = "update-others";
		v.headline = phrase_of(N_("Updates of programs or devices that fail: {0}"), 1,
				       PHRASE_NUMBER(t.others));
		return v;
	}
	if (!log || log->events <= 0)
		return judging_unseen(N_("because Windows' event log is empty"));
	v.headline = PHRASE(N_("No update fails again and again"));
	return v;
}

static const enum fact_kind may[] = { FACT_KIND_EVENT_LOG, FACT_KIND_UPDATE_SOURCE,
				      FACT_KIND_WINDOWS_UPDATE, FACT_KIND_RESTART_PENDING,
				      FACT_KIND_NONE };

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
