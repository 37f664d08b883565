/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P5: is a password also kept in the old form (LM) that is opened in minutes, or will Windows make
 * it at the next change? */
#include "scanners/checks/accounts.h"

extern const struct check check_old_password_form;

static struct verdict bad(const char *headline, struct phrase evidence)
{
	return (struct verdict){
		.answer = ANSWER_DANGER,
		.weight = 2,
		.headline = PHRASE(headline),
		.evidence = evidence,
		.evidence_time = TIME_ABSENT,
		.advice = "drop-old-form",
	};
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_sign_in_settings *s =
	    FACTS_AT(facts, sign_in_settings, SIGN_IN_SETTINGS, 0);
	int64_t build = judging_build(facts), n = 0, all = 0;
	const struct fact_account_password *p, *any = NULL;

	for (size_t i = 0; (p = FACTS_AT(facts, account_password, ACCOUNT_PASSWORD, i)) != NULL;
	     i++) {
		n += p->old_form == FLAG_YES;
		all++;
		any = p;
	}
	if (n)
		return bad(N_("A password is also kept in the old, weak form"),
			   phrase_of(N_("{0}: {1} of {2} user names"), 3,
				     PHRASE_WORD(judging_where(&any->fact)), PHRASE_NUMBER(n),
				     PHRASE_NUMBER(all)));
	if (!s || !any)
		return judging_unseen(N_("because the list of user names was not found"));
	if (s->no_old_form == FLAG_NO ||
	    (s->no_old_form == FLAG_ABSENT && build != NUMBER_ABSENT && build < BUILD_VISTA))
		return bad(N_("Windows keeps new passwords in the old, weak form, too"),
			   judging_evidence(&s->fact, N_("the old form is not turned off")));
	if (s->no_old_form == FLAG_ABSENT && build == NUMBER_ABSENT)
		return judging_unseen(N_("because the version of Windows is not known"));
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("No password is kept in the old, weak form")),
		.evidence = judging_evidence(
		    &s->fact, s->no_old_form == FLAG_YES
				  ? N_("the old form is turned off")
				  : N_("nothing was set, so Windows' own way: no old form")),
		.evidence_time = s->fact.written,
	};
}

const struct check check_old_password_form = {
	.id = "old-password-form",
	.row = "P5",
	.question = N_("Are passwords kept only in the newer form?"),
	.targets = TARGET_WINDOWS,
	.interview = 7,
	.schemes = "JD3 6-3 4-1-6 M5",
	.needs = { FACT_KIND_ACCOUNT_PASSWORD, FACT_KIND_SIGN_IN_SETTINGS,
		   FACT_KIND_WINDOWS_VERSION, FACT_KIND_NONE },
	.judge = judge,
};
