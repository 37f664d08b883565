/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L6: are earlier states of the disk (shadow copies) kept? None at all, and a trace of the tool
 * that can remove them, is what a program that locks people's data leaves behind. */
#include "scanners/checks/saying.h"

extern const struct check check_earlier_states;

static struct verdict none(const struct fact_earlier_states *f)
{
	struct say s = { ANSWER_NOTICE,
			 0,
			 N_("No earlier state of this disk is kept"),
			 "keep-earlier-states",
			 judging_evidence(
			     &f->fact,
			     f->protection == FLAG_YES
				 ? N_("system protection is on, no earlier state is there")
				 : N_("system protection is off or was never set, no "
				      "earlier state is there")),
			 f->fact.written };

	if (f->remover_run == FLAG_YES) {
		s.answer = ANSWER_DANGER;
		s.weight = 3;
		s.advice = "states-removed";
		s.headline =
		    N_("Earlier states of this disk are gone; somebody may have removed them");
		s.evidence = PHRASE(N_("Folder of earlier states: empty; list of started programs: "
				       "the tool that can remove them was run"));
	}
	return saying(&s);
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_earlier_states *f = FACTS_AT(facts, earlier_states, EARLIER_STATES, 0);
	struct say s = { ANSWER_OK, 0,           N_("Earlier states of this disk are kept"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };

	if (!f || f->copies == NUMBER_ABSENT)
		return judging_unseen(N_("because the folder of earlier states was not found"));
	if (f->copies <= 0)
		return none(f);
	s.at = f->newest;
	s.evidence = phrase_of(N_("Folder of earlier states: {0}, the newest changed on {1}"), 2,
			       PHRASE_NUMBER(f->copies), PHRASE_DATE(f->newest));
	return saying(&s);
}

const struct check check_earlier_states = {
	.id = "earlier-states",
	.row = "L6",
	.question = N_("Can Windows go back to an earlier state of the disk?"),
	.targets = TARGET_WINDOWS,
	.interview = 12,
	.schemes = "JD11 6-B",
	.needs = { FACT_KIND_EARLIER_STATES, FACT_KIND_NONE },
	.judge = judge,
};
