/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H8: do people see what kind of file they click on? Windows ships with the endings hidden. */
#include "scanners/checks/saying.h"

extern const struct check check_file_endings;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK, 0,           N_("Everybody sees what kind a file is"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	int64_t users = (int64_t)facts_count(facts, FACT_KIND_FOLDER_VIEW), hidden = 0;

	for (size_t i = 0; i < (size_t)users; i++)
		hidden += FACTS_AT(facts, folder_view, FOLDER_VIEW, i)->endings_hidden != FLAG_NO;
	if (!users)
		return judging_unseen(N_("because no user's settings were found"));
	s.evidence = phrase_of(N_("Windows settings: endings of file names hidden for {0} of {1} "
				  "user(s); Windows ships with them hidden"),
			       2, PHRASE_NUMBER(hidden), PHRASE_NUMBER(users));
	if (hidden) {
		s.answer = ANSWER_NOTICE;
		s.advice = "show-endings";
		s.headline = N_("What kind a file is cannot be seen from its name");
	}
	return saying(&s);
}

const struct check check_file_endings = {
	.id = "file-endings",
	.row = "H8",
	.question = N_("Can everybody see what kind a file is?"),
	.targets = TARGET_WINDOWS,
	.interview = 16,
	.schemes = "JD6",
	.needs = { FACT_KIND_FOLDER_VIEW, FACT_KIND_NONE },
	.judge = judge,
};
