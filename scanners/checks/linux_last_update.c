/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S2 for Linux: when was the last update finished? Counted up to the last use of the PC, as for
 * Windows. */
#include "scanners/checks/saying.h"

extern const struct check check_linux_last_update;

#define FRESH_DAYS 45
#define STALE_DAYS 90

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	struct verdict v = { .answer = ANSWER_OK };
	int64_t at = TIME_ABSENT;
	struct age age;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_LINUX_UPDATE); i++)
		at = MAX(at, FACTS_AT(facts, linux_update, LINUX_UPDATE, i)->at);
	if (at == TIME_ABSENT)
		return judging_unseen(N_("because the logs kept no date of a finished update"));
	age = judging_age(env, at);
	if (age.future)
		return judging_unseen(N_("because the date of the last update lies in the future"));
	v.evidence = phrase_of(
	    age.use_known
		? N_("Logs of updates: the last one {0}, {1} day(s) before the PC was last used, "
		     "{2} day(s) before today")
		: N_("Logs of updates: the last one {0}, {1} day(s) ago; when the PC was last used "
		     "is not known"),
	    age.use_known ? 3 : 2, PHRASE_DATE(at),
	    PHRASE_NUMBER(age.use_known ? age.days : age.today), PHRASE_NUMBER(age.today));
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
