/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P1: can somebody sign in without any password? Windows' own user names that are turned off have
 * none by design: no finding. A Microsoft account's password is not kept here: cannot be judged. */
#include "scanners/checks/accounts.h"

extern const struct check check_blank_password;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_sign_in_settings *s =
	    FACTS_AT(facts, sign_in_settings, SIGN_IN_SETTINGS, 0);
	const struct fact_account *any = accounts_enabled(facts, 0);
	struct accounts_tally t;
	struct verdict v;

	accounts_tally(facts, &t);
	if (!t.none && accounts_unjudged(&t, &v))
		return v;
	v = (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("Everybody who can sign in has a password")),
		.evidence = accounts_evidence(&any->fact, t.set, t.total),
		.evidence_time = TIME_ABSENT,
	};
	if (!t.none)
		return v;
	v.answer = ANSWER_DANGER;
	v.weight = s && s->blank_local_only == FLAG_NO ? 3 : 2;
	v.headline =
	    phrase_of(N_("User names that open without a password: {0}"), 1, PHRASE_NUMBER(t.none));
	v.evidence = accounts_evidence(&any->fact, t.none, t.total);
	v.advice = "set-password";
	return v;
}

const struct check check_blank_password = {
	.id = "blank-password",
	.row = "P1",
	.question = N_("Does everybody who can sign in have a password?"),
	.targets = TARGET_WINDOWS,
	.interview = 5,
	.schemes = "JD3 5C MN 6-3 4-1-3 4-1-5 M5",
	.needs = { FACT_KIND_ACCOUNT, FACT_KIND_ACCOUNT_PASSWORD, FACT_KIND_SIGN_IN_SETTINGS,
		   FACT_KIND_NONE },
	.judge = judge,
};
