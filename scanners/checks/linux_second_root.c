/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P11 for Linux: is there only one user name that may do everything (number 0)? A second one is how
 * somebody keeps a way in. */
#include "scanners/checks/saying.h"

extern const struct check check_linux_second_root;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK, 0,           N_("Only one user name may do everything"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	int64_t roots = 0, unknown = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_LINUX_ACCOUNT); i++) {
		const struct fact_linux_account *f =
		    FACTS_AT(facts, linux_account, LINUX_ACCOUNT, i);

		roots += f->uid == 0;
		unknown += f->uid == NUMBER_ABSENT;
	}
	if (!roots || (unknown && roots == 1))
		return judging_unseen(N_("because the number of a user name could not be read"));
	s.evidence = phrase_of(N_("List of user names of this Linux: {0} with the number of the "
				  "administrator"),
			       1, PHRASE_NUMBER(roots));
	if (roots > 1) {
		s.answer = ANSWER_DANGER;
		s.weight = 3;
		s.headline = N_("A second user name may do everything");
		s.advice = "second-root";
	}
	return saying(&s);
}

const struct check check_linux_second_root = {
	.id = "linux-second-root",
	.row = "P11",
	.question = N_("Is there only one user name that may do everything?"),
	.targets = TARGET_LINUX,
	.interview = 10,
	.schemes = "JD4 JD24 6-4 4-1-2 M6",
	.needs = { FACT_KIND_LINUX_ACCOUNT, FACT_KIND_NONE },
	.judge = judge,
};
