/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P9: does the PC open without anybody typing a password, and does a password lie readable in the
 * settings? The password itself is never read into a fact. */
#include "scanners/checks/judging.h"

extern const struct check check_auto_logon;

static struct verdict answer(enum answer_kind kind, const char *headline,
			     const struct fact_auto_logon *f, const char *what, const char *advice)
{
	return (struct verdict){
		.answer = kind,
		.weight = advice ? 2 : 0,
		.headline = PHRASE(headline),
		.evidence = judging_evidence(&f->fact, what),
		.evidence_time = f->fact.written,
		.advice = advice,
	};
}

/* The worst of several places (the settings and, once it is read, the vault of secrets). */
static const struct fact_auto_logon *worst(const struct facts *facts)
{
	const struct fact_auto_logon *found = NULL;
	int rank = -1;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_AUTO_LOGON); i++) {
		const struct fact_auto_logon *f = FACTS_AT(facts, auto_logon, AUTO_LOGON, i);
		int r = (f->enabled == FLAG_YES) * 2 + (f->stored_password == FLAG_YES);

		if (r > rank) {
			rank = r;
			found = f;
		}
	}
	return found;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_auto_logon *f = worst(facts);

	if (!f)
		return judging_unseen(N_("because the settings of the start were not found"));
	if (f->enabled == FLAG_YES)
		return answer(ANSWER_DANGER, N_("The PC opens without a password"), f,
			      f->stored_password == FLAG_YES
				  ? N_("automatic sign-in is on, and its password lies readable")
				  : N_("automatic sign-in is on"),
			      "auto-logon-off");
	if (f->stored_password == FLAG_YES)
		return answer(ANSWER_DANGER, N_("A password lies readable in the settings"), f,
			      N_("a password for automatic sign-in is stored readable"),
			      "remove-stored-password");
	return answer(ANSWER_OK, N_("The PC does not open by itself"), f,
		      f->enabled == FLAG_ABSENT
			  ? N_("automatic sign-in was never set, so Windows' own way: off")
			  : N_("automatic sign-in is off"),
		      NULL);
}

const struct check check_auto_logon = {
	.id = "auto-logon",
	.row = "P9",
	.question = N_("Must somebody sign in before the PC can be used?"),
	.targets = TARGET_WINDOWS,
	.interview = 5,
	.schemes = "JD3 JD14 6-3 4-1-4 M5",
	.needs = { FACT_KIND_AUTO_LOGON, FACT_KIND_NONE },
	.judge = judge,
};
