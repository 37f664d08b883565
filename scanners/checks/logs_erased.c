/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L3: was a log of Windows erased? Intruders do it to hide, cleaning programs do it to tidy up: a
 * reason to ask. Logs that were erased while Windows was put in (makers of PCs do that) are none. */
#include "scanners/checks/logs.h"

#include <string.h>

extern const struct check check_logs_erased;

struct tally {
	int64_t main, others, newest;
};

static bool at_setup(const struct facts *facts, int64_t at)
{
	const struct fact_windows_version *w = FACTS_AT(facts, windows_version, WINDOWS_VERSION, 0);

	return w && w->installed != TIME_ABSENT && at != TIME_ABSENT &&
	       at < judging_sum(MAX(w->installed, (int64_t)0), TIME_DAY);
}

static struct tally count(const struct facts *facts)
{
	struct tally t = { .newest = TIME_ABSENT };

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_LOG_CLEARED); i++) {
		const struct fact_log_cleared *f = FACTS_AT(facts, log_cleared, LOG_CLEARED, i);

		if (at_setup(facts, f->at))
			continue;
		if (f->log && !strcmp(f->log, "other"))
			t.others++;
		else
			t.main++;
		t.newest = MAX(t.newest, f->at);
	}
	return t;
}

static struct phrase evidence(const struct tally *t)
{
	if (t->newest == TIME_ABSENT)
		return phrase_of(N_("Windows' event log: main logs erased {0} time(s), others {1}"),
				 2, PHRASE_NUMBER(t->main), PHRASE_NUMBER(t->others));
	return phrase_of(
	    N_("Windows' event log: main logs erased {0} time(s), others {1}, the newest on {2}"),
	    3, PHRASE_NUMBER(t->main), PHRASE_NUMBER(t->others), PHRASE_DATE(t->newest));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_event_log *log = logs_of(facts, "system");
	struct tally t = count(facts);
	struct verdict v = { .evidence = evidence(&t), .evidence_time = t.newest };

	if (t.main) {
		v.answer = ANSWER_DANGER;
		v.weight = 2;
		v.headline = PHRASE(N_("Windows' own log was erased: ask who did it and why"));
		v.advice = "log-erased-ask";
	} else if (t.others) {
		v.answer = ANSWER_NOTICE;
		v.headline = PHRASE(N_("A log of a part of Windows was erased"));
		v.advice = "log-erased-ask";
	} else {
		v.answer = ANSWER_OK;
		v.headline = PHRASE(N_("No erasing of Windows' logs is noted"));
		v.evidence = logs_reach(log, log ? log->events : 0);
	}
	return v;
}

static const enum fact_kind may[] = { FACT_KIND_WINDOWS_VERSION, FACT_KIND_EVENT_LOG,
				      FACT_KIND_NONE };

const struct check check_logs_erased = {
	.id = "logs-erased",
	.row = "L3",
	.question = N_("Are the logs of Windows untouched?"),
	.targets = TARGET_WINDOWS,
	.interview = 29,
	.schemes = "JD24 5-1-1",
	.needs = { FACT_KIND_LOG_CLEARED, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
