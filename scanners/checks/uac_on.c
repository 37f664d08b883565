/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H1: does Windows ask before big changes (User Account Control)? */
#include "scanners/checks/judging.h"

extern const struct check check_uac_on;

#define PROMPT_NEVER 0

static struct verdict answer(enum answer_kind kind, const char *headline, const struct fact_uac *f,
			     const char *what)
{
	return (struct verdict){
		.answer = kind,
		.weight = kind == ANSWER_OK ? 0 : 2,
		.headline = PHRASE(headline),
		.evidence = judging_evidence(&f->fact, what),
		.evidence_time = f->fact.written,
		.advice = kind == ANSWER_OK ? NULL : "uac-on",
	};
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_uac *f = FACTS_AT(facts, uac, UAC, 0);
	int64_t build = judging_build(facts);

	if (build != NUMBER_ABSENT && build < BUILD_VISTA)
		return (struct verdict){ .answer = ANSWER_NOT_APPLICABLE,
					 .evidence_time = TIME_ABSENT };
	if (!f || f->enabled == FLAG_ABSENT)
		return judging_unseen(
		    N_("because the setting that asks before changes was not found"));
	if (f->enabled == FLAG_NO)
		return answer(ANSWER_DANGER, N_("Windows does not ask before big changes"), f,
			      N_("User Account Control is off"));
	if (f->admin_prompt == PROMPT_NEVER)
		return answer(ANSWER_CONCERN, N_("Windows lets big changes through without asking"),
			      f, N_("User Account Control is on, but set to never ask"));
	if (f->secure_desktop == FLAG_NO)
		return (struct verdict){
			.answer = ANSWER_NOTICE,
			.headline = PHRASE(N_("Windows asks before big changes, but other "
					      "programs can reach the question")),
			.evidence = judging_evidence(
			    &f->fact, N_("User Account Control is on, the screen is not dimmed")),
			.evidence_time = f->fact.written,
			.advice = "uac-shielded",
		};
	return answer(ANSWER_OK, N_("Windows asks before big changes"), f,
		      f->admin_prompt == NUMBER_ABSENT
			  ? N_("User Account Control is on; when it asks is left to Windows")
			  : N_("User Account Control is on and asks"));
}

const struct check check_uac_on = {
	.id = "uac-on",
	.row = "H1",
	.question = N_("Does Windows ask before big changes?"),
	.targets = TARGET_WINDOWS,
	.interview = 10,
	.schemes = "JD4 6-4 4-1-2 M6",
	.needs = { FACT_KIND_UAC, FACT_KIND_NONE },
	.judge = judge,
};
