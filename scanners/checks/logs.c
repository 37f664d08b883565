/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See logs.h. */
#include "scanners/checks/logs.h"

#include <string.h>

#include "scanners/checks/protection.h"

const struct fact_event_log *logs_of(const struct facts *facts, const char *log)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_EVENT_LOG); i++) {
		const struct fact_event_log *f = FACTS_AT(facts, event_log, EVENT_LOG, i);

		if (f->log && !strcmp(f->log, log))
			return f;
	}
	return NULL;
}

bool logs_seen(const struct facts *facts, enum fact_kind kind, struct verdict *ret)
{
	enum fact_state state = facts_state(facts, kind);

	if (state == FACT_STATE_COLLECTED)
		return true;
	*ret = judging_unseen(N_("because nobody looked at this part this time"));
	if (state != FACT_STATE_NOT_COLLECTED)
		ret->reason = facts->by_kind[kind].reason;
	return false;
}

bool logs_other_protection(const struct facts *facts)
{
	int64_t build = judging_build(facts);

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_ANTIVIRUS); i++) {
		const struct fact_antivirus *f = FACTS_AT(facts, antivirus, ANTIVIRUS, i);

		if (!protection_is_defender(f) && protection_of(f, build) != PROTECTION_OFF)
			return true;
	}
	return false;
}

struct phrase logs_reach(const struct fact_event_log *log, int64_t events)
{
	if (!log || log->first == TIME_ABSENT || log->last == TIME_ABSENT)
		return phrase_of(N_("Windows' event log: {0}"), 1, PHRASE_NUMBER(events));
	return phrase_of(N_("Windows' event log, {0} to {1}: {2}"), 3, PHRASE_DATE(log->first),
			 PHRASE_DATE(log->last), PHRASE_NUMBER(events));
}
