/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H9: is the start of Windows guarded (Secure Boot)? Something to talk about: turning it on without
 * care can make a PC ask for its recovery key. */
#include "scanners/checks/saying.h"

extern const struct check check_start_guards;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_start_guards *f = FACTS_AT(facts, start_guards, START_GUARDS, 0);
	struct say s = { ANSWER_OK, 0,           N_("The start of Windows is guarded"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };

	if (!f || f->secure_boot == FLAG_ABSENT)
		return judging_unseen(
		    N_("because this PC does not tell whether its start is guarded"));
	s.at = f->fact.written;
	s.evidence = judging_evidence(
	    &f->fact, f->lsa > 0 ? N_("Secure Boot on, the keeper of passwords guarded")
				 : N_("Secure Boot on"));
	if (f->secure_boot == FLAG_NO) {
		s.answer = ANSWER_NOTICE;
		s.headline = N_("The start of Windows is not guarded; ask your PC dealer");
		s.evidence = judging_evidence(&f->fact, N_("Secure Boot off"));
	}
	return saying(&s);
}

const struct check check_start_guards = {
	.id = "start-guards",
	.row = "H9",
	.question = N_("Is the start of Windows guarded?"),
	.targets = TARGET_WINDOWS,
	.interview = 6,
	.schemes = "4-4-1",
	.needs = { FACT_KIND_START_GUARDS, FACT_KIND_NONE },
	.judge = judge,
};
