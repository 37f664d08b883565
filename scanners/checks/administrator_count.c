/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P13: how many people may change everything here? */
#include "scanners/checks/accounts.h"

#define FEW 2

extern const struct check check_administrator_count;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_password_policy *p = FACTS_AT(facts, password_policy, PASSWORD_POLICY, 0);
	const struct fact_account *a, *any = accounts_enabled(facts, 0);
	int64_t n = 0, others = p ? p->other_administrators : NUMBER_ABSENT;
	bool known = any != NULL;
	struct verdict v = { .answer = ANSWER_OK, .evidence_time = TIME_ABSENT };

	for (size_t i = 0; (a = accounts_enabled(facts, i)) != NULL; i++) {
		n += a->administrator == FLAG_YES;
		known &= a->administrator != FLAG_ABSENT;
	}
	if (!known)
		return judging_unseen(N_("because the list of administrators was not found"));
	v.headline =
	    phrase_of(N_("People who may change everything here: {0}"), 1, PHRASE_NUMBER(n));
	v.evidence = accounts_evidence(&any->fact, n, (int64_t)accounts_enabled_count(facts));
	if (n > FEW) {
		v.answer = ANSWER_CONCERN;
		v.weight = 1;
		v.advice = "fewer-administrators";
	} else if (others > 0) {
		v.answer = ANSWER_NOTICE;
		v.advice = "administrators-elsewhere";
		v.evidence = phrase_of(N_("{0}: administrators of this PC {1}, of elsewhere {2}"),
				       3, PHRASE_WORD(judging_where(&p->fact)), PHRASE_NUMBER(n),
				       PHRASE_NUMBER(others));
	}
	return v;
}

const struct check check_administrator_count = {
	.id = "administrator-count",
	.row = "P13",
	.question = N_("Are there only one or two administrators?"),
	.targets = TARGET_WINDOWS,
	.interview = 10,
	.schemes = "JD4 6-4 4-1-2 M6",
	.needs = { FACT_KIND_ACCOUNT, FACT_KIND_PASSWORD_POLICY, FACT_KIND_NONE },
	.judge = judge,
};
