/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P7: how often may somebody try passwords? */
#include "scanners/checks/judging.h"

#define LEAST 5
#define MOST  10

extern const struct check check_sign_in_tries;

static struct phrase evidence(const struct fact_password_policy *f)
{
	const char *where = judging_where(&f->fact);

	if (!f->lockout_tries)
		return phrase_of(N_("{0}: no limit is set"), 1, PHRASE_WORD(where));
	if (f->lockout_minutes == NUMBER_ABSENT)
		return phrase_of(N_("{0}: locked after {1} wrong tries, until somebody unlocks it"),
				 2, PHRASE_WORD(where), PHRASE_NUMBER(f->lockout_tries));
	return phrase_of(N_("{0}: locked after {1} wrong tries, for {2} minutes"), 3,
			 PHRASE_WORD(where), PHRASE_NUMBER(f->lockout_tries),
			 PHRASE_NUMBER(f->lockout_minutes));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_password_policy *f = FACTS_AT(facts, password_policy, PASSWORD_POLICY, 0);
	struct verdict v = { .answer = ANSWER_OK, .evidence_time = TIME_ABSENT };

	if (!f || f->lockout_tries == NUMBER_ABSENT)
		return judging_unseen(N_("because the rules for passwords were not found"));
	v.evidence = evidence(f);
	v.headline = PHRASE(N_("Windows stops somebody who keeps trying passwords"));
	if (f->lockout_tries <= 0 || f->lockout_tries > MOST) {
		v.answer = ANSWER_CONCERN;
		v.weight = 1;
		v.headline = f->lockout_tries > 0
				 ? PHRASE(N_("Windows lets somebody try many passwords"))
				 : PHRASE(N_("Windows lets somebody try passwords without end"));
		v.advice = "limit-tries";
	} else if (f->lockout_tries < LEAST) {
		v.answer = ANSWER_NOTICE;
		v.advice = "tries-not-too-few";
	}
	return v;
}

const struct check check_sign_in_tries = {
	.id = "sign-in-tries",
	.row = "P7",
	.question = N_("Does Windows stop somebody who keeps trying passwords?"),
	.targets = TARGET_WINDOWS,
	.interview = 5,
	.schemes = "JD3 6-3 4-1-4 M5",
	.needs = { FACT_KIND_PASSWORD_POLICY, FACT_KIND_NONE },
	.judge = judge,
};
