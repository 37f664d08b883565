/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V4: what was the virus protection told to leave out? A whole drive, all programs or the folders of
 * people are where bad things arrive. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_antivirus_exclusions;

static bool is_wide(const char *area)
{
	return area &&
	       (!strcmp(area, "everything") || !strcmp(area, "programs") || !strcmp(area, "users"));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK,
			 0,
			 N_("Nothing is left out of the virus protection"),
			 NULL,
			 PHRASE(N_("Windows settings: the list of what is left out is empty")),
			 TIME_ABSENT };
	int64_t n = (int64_t)facts_count(facts, FACT_KIND_ANTIVIRUS_EXCLUSION), wide = 0;

	for (size_t i = 0; i < (size_t)n; i++) {
		const struct fact_antivirus_exclusion *f =
		    FACTS_AT(facts, antivirus_exclusion, ANTIVIRUS_EXCLUSION, i);

		wide += is_wide(f->area);
		s.at = MAX(s.at, f->fact.written);
	}
	if (!n)
		return saying(&s);
	s.evidence = phrase_of(N_("Windows settings: {0} left out; {1} a whole drive, all programs "
				  "or people's folders"),
			       2, PHRASE_NUMBER(n), PHRASE_NUMBER(wide));
	s.answer = wide ? ANSWER_DANGER : ANSWER_NOTICE;
	s.weight = wide ? 3 : 0;
	s.advice = wide ? "end-exclusions" : "ask-exclusions";
	s.headline =
	    wide ? N_("The virus protection does not look where bad things arrive")
		 : N_("Some places are left out of the virus protection; who asked for it?");
	return saying(&s);
}

const struct check check_antivirus_exclusions = {
	.id = "antivirus-exclusions",
	.row = "V4",
	.question = N_("Does the virus protection look everywhere?"),
	.targets = TARGET_WINDOWS,
	.interview = 4,
	.schemes = "JD2 6-2 4-4-5 M11",
	.needs = { FACT_KIND_ANTIVIRUS_EXCLUSION, FACT_KIND_NONE },
	.judge = judge,
};
