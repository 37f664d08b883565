/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S2 for Linux: when was the last update finished? Counted up to the last use of the PC, as for
 * Windows. That nothing came since the system itself is no update: it can only be too long ago. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_linux_last_update;

#define FRESH_DAYS 45
#define STALE_DAYS 90

/* The newest update; *ret_first: there is none, this is when the system came. */
static int64_t newest(const struct facts *facts, bool *ret_first)
{
	int64_t at = TIME_ABSENT, first = TIME_ABSENT;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_LINUX_UPDATE); i++) {
		const struct fact_linux_update *f = FACTS_AT(facts, linux_update, LINUX_UPDATE, i);

		if (f->method && !strcmp(f->method, "rpm-first"))
			first = MAX(first, f->at);
		else
			at = MAX(at, f->at);
	}
	*ret_first = at == TIME_ABSENT && first != TIME_ABSENT;
	return *ret_first ? first : at;
}

static struct phrase evidence(const struct age *age, int64_t at, bool first)
{
	const char *known =
	    first ? N_("List of programs: nothing of the system was renewed since {0}, {1} day(s) "
		       "before the PC was last used, {2} day(s) before today")
		  : N_("Logs of updates: the last one {0}, {1} day(s) before the PC was last used, "
		       "{2} day(s) before today");
	const char *today =
	    first
		? N_("List of programs: nothing of the system was renewed since {0}, {1} day(s) "
		     "ago; when the PC was last used is not known")
		: N_("Logs of updates: the last one {0}, {1} day(s) ago; when the PC was last used "
		     "is not known");

	return phrase_of(age->use_known ? known : today, age->use_known ? 3 : 2, PHRASE_DATE(at),
			 PHRASE_NUMBER(age->use_known ? age->days : age->today),
			 PHRASE_NUMBER(age->today));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	struct verdict v = { .answer = ANSWER_OK };
	bool first;
	int64_t at = newest(facts, &first);
	struct age age;

	if (at == TIME_ABSENT)
		return judging_unseen(N_("because the logs kept no date of a finished update"));
	age = judging_age(env, at);
	if (age.future)
		return judging_unseen(N_("because the date of the last update lies in the future"));
	if (first && age.days <= FRESH_DAYS)
		return judging_unseen(
		    N_("because this Linux is new, and no update after that could be seen"));
	v.evidence = evidence(&age, at, first);
	v.evidence_time = at;
	if (age.days <= FRESH_DAYS) {
		v.headline =
		    phrase_of(N_("This Linux was last updated on {0}"), 1, PHRASE_DATE(at));
		return v;
	}
	v.answer = age.days <= STALE_DAYS ? ANSWER_CONCERN : ANSWER_DANGER;
	v.weight = 3;
	v.headline = phrase_of(N_("This Linux has not been updated since {0}"), 1, PHRASE_DATE(at));
	v.advice = "update-linux-now";
	return v;
}

const struct check check_linux_last_update = {
	.id = "linux-last-update",
	.row = "S2",
	.question = N_("Are the updates of this Linux finished?"),
	.targets = TARGET_LINUX,
	.interview = 1,
	.schemes = "JD1 5C 6-1 4-4-4 M10",
	.needs = { FACT_KIND_LINUX_UPDATE, FACT_KIND_NONE },
	.judge = judge,
};
