/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P22: does the administrator's password change by itself? For information: it pays from about
 * five PCs on. */
#include "scanners/checks/judging.h"

extern const struct check check_laps;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_laps *f = FACTS_AT(facts, laps, LAPS, 0);
	struct verdict v = { .answer = ANSWER_OK, .evidence_time = TIME_ABSENT };

	if (!f)
		return judging_unseen(N_("because the settings of the start were not found"));
	v.evidence_time = f->fact.written;
	switch (f->enabled) {
	case FLAG_YES:
		v.headline = PHRASE(N_("The administrator's password changes by itself"));
		v.evidence = f->last_change == TIME_ABSENT
				 ? judging_evidence(&f->fact, N_("LAPS is set up"))
				 : phrase_of(N_("{0}: LAPS is set up, last change on {1}"), 2,
					     PHRASE_WORD(judging_where(&f->fact)),
					     PHRASE_DATE(f->last_change));
		break;
	case FLAG_NO:
		v.answer = ANSWER_NOTICE;
		v.advice = "laps-on";
		v.headline = PHRASE(N_("LAPS was set up and is off"));
		v.evidence = judging_evidence(&f->fact, N_("LAPS is turned off"));
		break;
	case FLAG_ABSENT:
		v.answer = ANSWER_NOT_APPLICABLE;
		v.headline = PHRASE(N_("LAPS is not set up; it pays from about five PCs on"));
		break;
	}
	return v;
}

const struct check check_laps = {
	.id = "laps",
	.row = "P22",
	.question = N_("Does the administrator's password change by itself?"),
	.targets = TARGET_WINDOWS,
	.interview = 10,
	.schemes = "4-1-2",
	.needs = { FACT_KIND_LAPS, FACT_KIND_NONE },
	.judge = judge,
};
