/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P4: do several user names share one password? Worse when one of them is an administrator: who
 * knows the other's password then has the PC. */
#include "scanners/checks/accounts.h"

extern const struct check check_password_reuse;

static const struct fact_account_password *
other_with(const struct facts *facts, const struct fact_account *mine, int64_t group)
{
	const struct fact_account *a;

	for (size_t i = 0; (a = accounts_enabled(facts, i)) != NULL; i++) {
		const struct fact_account_password *p = accounts_password(facts, a);

		if (a != mine && p && p->same_as == group)
			return p;
	}
	return NULL;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_account *a, *any = accounts_enabled(facts, 0);
	bool administrator = false;
	struct accounts_tally t;
	int64_t shared = 0;
	struct verdict v;

	accounts_tally(facts, &t);
	for (size_t i = 0; (a = accounts_enabled(facts, i)) != NULL; i++) {
		const struct fact_account_password *p = accounts_password(facts, a);

		if (!p || p->same_as == NUMBER_ABSENT || !other_with(facts, a, p->same_as))
			continue;
		shared++;
		administrator |= a->administrator == FLAG_YES;
	}
	if (shared)
		return (struct verdict){
			.answer = administrator ? ANSWER_DANGER : ANSWER_CONCERN,
			.weight = administrator ? 2 : 1,
			.headline = phrase_of(N_("User names with the same password: {0}"), 1,
					      PHRASE_NUMBER(shared)),
			.evidence = accounts_evidence(&any->fact, shared, t.total),
			.evidence_time = TIME_ABSENT,
			.advice = "own-password",
		};
	if (accounts_unjudged(&t, &v))
		return v;
	if (t.set < 2)
		return (struct verdict){ .answer = ANSWER_NOT_APPLICABLE,
					 .evidence_time = TIME_ABSENT };
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("Nobody here has the same password as another")),
		.evidence = accounts_evidence(&any->fact, t.set, t.total),
		.evidence_time = TIME_ABSENT,
	};
}

const struct check check_password_reuse = {
	.id = "password-reuse",
	.row = "P4",
	.question = N_("Does everybody have a password of their own?"),
	.targets = TARGET_WINDOWS,
	.interview = 7,
	.schemes = "JD3 5C 6-3 4-1-1 4-1-5 M5",
	.needs = { FACT_KIND_ACCOUNT, FACT_KIND_ACCOUNT_PASSWORD, FACT_KIND_NONE },
	.judge = judge,
};
