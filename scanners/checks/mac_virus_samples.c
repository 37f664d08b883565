/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V2 for macOS: has its own virus protection (XProtect) new samples? Apple sends some every few weeks, so
 * the limits are wider than those for programs that fetch some every day. */
#include "scanners/checks/saying.h"

extern const struct check check_mac_virus_samples;

#define FRESH_DAYS 60
#define STALE_DAYS 120

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_antivirus *f = FACTS_AT(facts, antivirus, ANTIVIRUS, 0);
	struct say s = { ANSWER_OK, 0,           N_("The virus protection has new samples"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	struct age age;

	if (!f || f->definitions == TIME_ABSENT)
		return judging_unseen(N_("because the samples of XProtect have no date"));
	age = judging_age(env, f->definitions);
	if (age.future)
		return judging_unseen(N_("because the date of the samples lies in the future"));
	s.at = f->definitions;
	s.evidence = phrase_of(
	    age.use_known ? N_("XProtect {3}: samples of {0}, {1} day(s) before the PC was last "
			       "used, {2} day(s) "
			       "before today")
			  : N_("XProtect {3}: samples of {0}, {1} day(s) ago; when the PC was last "
			       "used is not "
			       "known (today: {2})"),
	    4, PHRASE_DAY(f->definitions), PHRASE_NUMBER(age.use_known ? age.days : age.today),
	    PHRASE_NUMBER(age.today),
	    PHRASE_TEXT(f->definitions_version && *f->definitions_version ? f->definitions_version
									  : "?"));
	if (age.days <= FRESH_DAYS)
		return saying(&s);
	s.headline = N_("The samples of the virus protection are old");
	s.answer = ANSWER_NOTICE;
	s.advice = "update-mac-now";
	if (age.days > STALE_DAYS) {
		s.answer = ANSWER_CONCERN;
		s.weight = 2;
	}
	return saying(&s);
}

const struct check check_mac_virus_samples = {
	.id = "mac-virus-samples",
	.row = "V2",
	.question = N_("Has the virus protection of this macOS new samples?"),
	.targets = TARGET_MACOS,
	.interview = 4,
	.schemes = "JD2 5C 6-2 4-4-5 M11",
	.needs = { FACT_KIND_ANTIVIRUS, FACT_KIND_NONE },
	.judge = judge,
};
