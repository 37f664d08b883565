/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L1: does Windows note who signs in, and who tried to? */
#include "scanners/checks/judging.h"

extern const struct check check_sign_in_notes;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_audit_policy *f = FACTS_AT(facts, audit_policy, AUDIT_POLICY, 0);
	struct verdict v = { .answer = ANSWER_OK };

	if (!f || f->logon_success == FLAG_ABSENT || f->logon_failure == FLAG_ABSENT)
		return judging_unseen(
		    N_("because the setting of what Windows notes was not found"));
	v.evidence_time = f->fact.written;
	if (f->logon_success == FLAG_YES && f->logon_failure == FLAG_YES) {
		v.headline = PHRASE(N_("Windows notes sign-ins, also those it refused"));
		v.evidence = judging_evidence(&f->fact, N_("sign-ins noted: done and refused"));
		return v;
	}
	v.advice = "note-sign-ins";
	if (f->logon_success == FLAG_NO && f->logon_failure == FLAG_NO) {
		v.answer = ANSWER_CONCERN;
		v.weight = 1;
		v.headline = PHRASE(N_("Windows does not note who signs in"));
		v.evidence = judging_evidence(&f->fact, N_("sign-ins noted: none"));
		return v;
	}
	v.answer = ANSWER_NOTICE;
	v.headline = PHRASE(N_("Windows notes only a part of the sign-ins"));
	v.evidence = judging_evidence(&f->fact, f->logon_success == FLAG_YES
						    ? N_("sign-ins noted: only those done")
						    : N_("sign-ins noted: only those refused"));
	return v;
}

const struct check check_sign_in_notes = {
	.id = "sign-in-notes",
	.row = "L1",
	.question = N_("Does Windows note who signs in?"),
	.targets = TARGET_WINDOWS,
	.interview = 29,
	.schemes = "PI MN 5-1-1",
	.needs = { FACT_KIND_AUDIT_POLICY, FACT_KIND_NONE },
	.judge = judge,
};
