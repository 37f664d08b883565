/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P6: how long must a password be here? What people really chose may be longer; the rule is what
 * holds tomorrow. */
#include "scanners/checks/judging.h"

#define LONG_ENOUGH 10
#define SHORTEST    8

extern const struct check check_password_policy;

static struct phrase evidence(const struct fact_password_policy *f)
{
	return phrase_of(f->complexity == FLAG_YES
			     ? N_("{0}: at least {1} characters, of several kinds")
			     : N_("{0}: at least {1} characters, of any kind"),
			 2, PHRASE_WORD(judging_where(&f->fact)), PHRASE_NUMBER(f->min_length));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_password_policy *f = FACTS_AT(facts, password_policy, PASSWORD_POLICY, 0);
	struct verdict v = { .evidence_time = TIME_ABSENT };

	if (!f || f->min_length == NUMBER_ABSENT)
		return judging_unseen(N_("because the rules for passwords were not found"));
	v.evidence = evidence(f);
	if (f->reversible == FLAG_YES) {
		v.answer = ANSWER_DANGER;
		v.weight = 2;
		v.headline = PHRASE(N_("Windows is told to keep passwords readable"));
		v.advice = "password-rule";
	} else if (f->min_length >= LONG_ENOUGH) {
		v.answer = ANSWER_OK;
		v.headline = PHRASE(N_("Windows asks for long passwords"));
	} else {
		v.answer = f->min_length >= SHORTEST ? ANSWER_CONCERN : ANSWER_DANGER;
		v.weight = 1;
		v.headline = f->min_length
				 ? phrase_of(N_("Passwords of {0} characters are let through"), 1,
					     PHRASE_NUMBER(f->min_length))
				 : PHRASE(N_("Windows has no rule for the length of passwords"));
		v.advice = "password-rule";
	}
	return v;
}

const struct check check_password_policy = {
	.id = "password-policy",
	.row = "P6",
	.question = N_("Does Windows ask for long passwords?"),
	.targets = TARGET_WINDOWS,
	.interview = 7,
	.schemes = "JD3 MN 6-3 4-1-5 M5",
	.needs = { FACT_KIND_PASSWORD_POLICY, FACT_KIND_NONE },
	.judge = judge,
};
