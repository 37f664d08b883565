/* SPDX-License-Identifier: GPL-2.0-or-later */
/* V6: the further guards of Windows: against being turned off, against unknown programs from the net,
 * and of people's folders. Only what somebody turned off is a finding; with another maker's
 * protection at work, Windows' own guard against being turned off may rest. */
#include "scanners/checks/saying.h"

extern const struct check check_defender_guards;

#define TAMPER_OFF_FIRST 0
#define TAMPER_OFF       4

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_defender_guards *f = FACTS_AT(facts, defender_guards, DEFENDER_GUARDS, 0);
	struct say s = {
		ANSWER_OK, 0,           N_("The further guards of Windows are not turned off"),
		NULL,      PHRASE_NONE, TIME_ABSENT
	};
	int64_t build = judging_build(facts);

	if (build != NUMBER_ABSENT && build < BUILD_8)
		return (struct verdict){ .answer = ANSWER_NOT_APPLICABLE,
					 .evidence_time = TIME_ABSENT };
	if (!f)
		return judging_unseen(N_("because the settings of these guards were not found"));
	s.at = f->fact.written;
	s.evidence = judging_evidence(
	    &f->fact, f->smartscreen == FLAG_ABSENT
			  ? N_("left as Windows ships it: it warns of unknown programs")
			  : N_("it warns of unknown programs"));
	if (f->smartscreen == FLAG_NO) {
		s.answer = ANSWER_CONCERN;
		s.weight = 2;
		s.advice = "guards-on";
		s.headline = N_("Windows does not warn of unknown programs from the net");
		s.evidence = judging_evidence(&f->fact, N_("the warning (SmartScreen) is off"));
	} else if (f->tamper == TAMPER_OFF || f->tamper == TAMPER_OFF_FIRST) {
		s.answer = ANSWER_NOTICE;
		s.advice = "tamper-protection-on";
		s.headline = N_("The virus protection may be turned off by programs");
		s.evidence = judging_evidence(&f->fact, N_("tamper protection is off"));
	}
	return saying(&s);
}

const struct check check_defender_guards = {
	.id = "defender-guards",
	.row = "V6",
	.question = N_("Are the further guards of Windows on?"),
	.targets = TARGET_WINDOWS,
	.interview = 4,
	.schemes = "JD2 6-2 4-4-5",
	.needs = { FACT_KIND_DEFENDER_GUARDS, FACT_KIND_NONE },
	.judge = judge,
};
