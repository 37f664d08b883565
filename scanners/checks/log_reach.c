/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L2: how far back does the log of sign-ins reach? A log that has never overwritten anything is long
 * enough, however young the PC is. */
#include "scanners/checks/logs.h"

#include <string.h>

extern const struct check check_log_reach;

#define ENOUGH_DAYS 90
#define SHORT_DAYS  30
#define MEBI        (1024 * 1024)

static int64_t max_bytes(const struct facts *facts)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_EVENT_LOG_SETTING); i++) {
		const struct fact_event_log_setting *f =
		    FACTS_AT(facts, event_log_setting, EVENT_LOG_SETTING, i);

		if (f->log && !strcmp(f->log, "security"))
			return f->max_bytes;
	}
	return NUMBER_ABSENT;
}

static struct phrase evidence(const struct fact_event_log *log, int64_t days, int64_t max)
{
	if (max == NUMBER_ABSENT || max <= 0)
		return phrase_of(N_("Windows' event log of sign-ins: {0} to {1}, {2} day(s)"), 3,
				 PHRASE_DATE(log->first), PHRASE_DATE(log->last),
				 PHRASE_NUMBER(days));
	return phrase_of(
	    N_("Windows' event log of sign-ins: {0} to {1}, {2} day(s); may grow to {3} MB"), 4,
	    PHRASE_DATE(log->first), PHRASE_DATE(log->last), PHRASE_NUMBER(days),
	    PHRASE_NUMBER(max / MEBI));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_event_log *log = logs_of(facts, "security");
	struct verdict v = { .answer = ANSWER_OK };
	int64_t days;

	if (!log || log->events <= 0)
		return judging_unseen(N_("because the log of sign-ins is empty"));
	if (log->first == TIME_ABSENT || log->last == TIME_ABSENT || log->first > log->last)
		return judging_unseen(
		    N_("because the dates in the log of sign-ins do not fit together"));
	if (judging_age(env, log->last).future)
		return judging_unseen(
		    N_("because the dates in the log of sign-ins lie in the future"));
	days = time_days_between(log->first, log->last);
	v.evidence = evidence(log, days, max_bytes(facts));
	v.evidence_time = log->first;
	v.headline =
	    phrase_of(N_("The log of sign-ins reaches back to {0}"), 1, PHRASE_DATE(log->first));
	if (days >= ENOUGH_DAYS || log->whole == FLAG_YES)
		return v;
	v.headline = phrase_of(N_("The log of sign-ins reaches back only {0} day(s)"), 1,
			       PHRASE_NUMBER(days));
	v.answer = days < SHORT_DAYS ? ANSWER_CONCERN : ANSWER_NOTICE;
	v.weight = days < SHORT_DAYS ? 1 : 0;
	v.advice = "keep-logs-longer";
	return v;
}

static const enum fact_kind may[] = { FACT_KIND_EVENT_LOG_SETTING, FACT_KIND_NONE };

const struct check check_log_reach = {
	.id = "log-reach",
	.row = "L2",
	.question = N_("Does the log of sign-ins reach back far enough?"),
	.targets = TARGET_WINDOWS,
	.interview = 29,
	.schemes = "PI MN 5-1-1",
	.needs = { FACT_KIND_EVENT_LOG, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
