/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S2: when was the last update finished? Counted up to the last use of the PC: a PC that lay in a
 * cupboard could not update itself. */
#include <string.h>

#include "scanners/checks/judging.h"

extern const struct check check_windows_last_update;

#define FRESH_DAYS 45
#define STALE_DAYS 90

/* The newest trace of an update that was put in, and where it was seen. */
struct trace {
	int64_t at; /* TIME_ABSENT: none */
	const char *where;
};

static struct trace newest(const struct facts *facts)
{
	struct trace best = { .at = TIME_ABSENT };

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_WINDOWS_UPDATE); i++) {
		const struct fact_windows_update *f =
		    FACTS_AT(facts, windows_update, WINDOWS_UPDATE, i);

		if (f->at > best.at)
			best = (struct trace){ f->at, judging_where(&f->fact) };
	}
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_UPDATE_EVENT); i++) {
		const struct fact_update_event *f = FACTS_AT(facts, update_event, UPDATE_EVENT, i);

		if (f->windows == FLAG_YES && f->last_installed > best.at)
			best = (struct trace){ f->last_installed, f->log && !strcmp(f->log, "agent")
								      ? N_("The update agent's log")
								      : N_("Windows' event log") };
	}
	return best;
}

static struct phrase evidence(const struct trace *t, const struct age *age)
{
	if (!age->use_known)
		return phrase_of(
		    N_("{0}: last update {1}, {2} day(s) ago; when the PC was last used "
		       "is not known"),
		    3, PHRASE_WORD(t->where), PHRASE_DATE(t->at), PHRASE_NUMBER(age->today));
	return phrase_of(
	    N_("{0}: last update {1}, {2} day(s) before the PC was last used, {3} day(s) "
	       "before today"),
	    4, PHRASE_WORD(t->where), PHRASE_DATE(t->at), PHRASE_NUMBER(age->days),
	    PHRASE_NUMBER(age->today));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	struct trace t = newest(facts);
	struct verdict v = { .answer = ANSWER_OK };
	struct age age;

	if (t.at == TIME_ABSENT)
		return judging_unseen(N_("because Windows kept no date of a finished update"));
	age = judging_age(env, t.at);
	if (age.future)
		return judging_unseen(N_("because the date of the last update lies in the future"));
	v.evidence = evidence(&t, &age);
	v.evidence_time = t.at;
	if (age.days <= FRESH_DAYS) {
		v.headline = phrase_of(N_("Windows was last updated on {0}"), 1, PHRASE_DATE(t.at));
		return v;
	}
	v.answer = age.days <= STALE_DAYS ? ANSWER_CONCERN : ANSWER_DANGER;
	v.weight = 3;
	v.headline = phrase_of(N_("Windows has not been updated since {0}"), 1, PHRASE_DATE(t.at));
	v.advice = "update-windows-now";
	/* A newer one could be told of there. */
	if (facts_state(facts, FACT_KIND_UPDATE_EVENT) != FACT_STATE_NOT_COLLECTED)
		v.reason = facts->by_kind[FACT_KIND_UPDATE_EVENT].reason;
	return v;
}

static const enum fact_kind may[] = { FACT_KIND_UPDATE_EVENT, FACT_KIND_NONE };

const struct check check_windows_last_update = {
	.id = "windows-last-update",
	.row = "S2",
	.question = N_("Are Windows updates finished?"),
	.targets = TARGET_WINDOWS,
	.interview = 1,
	.schemes = "JD1 5C 6-1 4-4-4 M10",
	.needs = { FACT_KIND_WINDOWS_UPDATE, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
