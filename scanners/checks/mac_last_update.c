/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S2 for macOS: when was the system itself last updated? Counted up to the last use, as for Windows. */
#include "scanners/checks/saying.h"

extern const struct check check_mac_last_update;

#define FRESH_DAYS 45
#define STALE_DAYS 90

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_mac_update *f = FACTS_AT(facts, mac_update, MAC_UPDATE, 0);
	struct say s = { ANSWER_OK, 0,           N_("This macOS was updated lately"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	struct age age;

	if (!f || f->last == TIME_ABSENT)
		return judging_unseen(N_("because no update of the system itself is in the list"));
	age = judging_age(env, f->last);
	if (age.future)
		return judging_unseen(N_("because the date of the last update lies in the future"));
	s.at = f->last;
	s.evidence = phrase_of(
	    age.use_known
		? N_("List of installations: the last one of the system {0}, {1} day(s) before "
		     "the PC was last used, {2} day(s) before today")
		: N_("List of installations: the last one of the system {0}, {1} day(s) ago; "
		     "when the PC was last used is not known"),
	    age.use_known ? 3 : 2, PHRASE_DATE(f->last),
	    PHRASE_NUMBER(age.use_known ? age.days : age.today), PHRASE_NUMBER(age.today));
	if (age.days <= FRESH_DAYS)
		return saying(&s);
	s.answer = age.days <= STALE_DAYS ? ANSWER_CONCERN : ANSWER_DANGER;
	s.weight = 3;
	s.headline = N_("This macOS has not been updated for a while");
	s.advice = "update-mac-now";
	return saying(&s);
}

const struct check check_mac_last_update = {
	.id = "mac-last-update",
	.row = "S2",
	.question = N_("Are the updates of this macOS finished?"),
	.targets = TARGET_MACOS,
	.interview = 1,
	.schemes = "JD1 5C 6-1 4-4-4 M10",
	.needs = { FACT_KIND_MAC_UPDATE, FACT_KIND_NONE },
	.judge = judge,
};
