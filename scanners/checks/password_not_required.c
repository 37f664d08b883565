/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P2: must every user name have a password? Windows' own set-up sets the mark at times: a remark
 * rather than a reproach. */
#include "scanners/checks/accounts.h"

extern const struct check check_password_not_required;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_account *a, *any = accounts_enabled(facts, 0);
	int64_t n = 0, total = (int64_t)accounts_enabled_count(facts);
	bool known = any != NULL;
	struct verdict v = { .answer = ANSWER_OK, .evidence_time = TIME_ABSENT };

	for (size_t i = 0; (a = accounts_enabled(facts, i)) != NULL; i++) {
		n += a->password_needless == FLAG_YES;
		known &= a->password_needless != FLAG_ABSENT;
	}
	if (!known && !n)
		return judging_unseen(N_("because no user name of this PC itself is in use"));
	v.headline = PHRASE(N_("Every user name must have a password"));
	v.evidence = accounts_evidence(&any->fact, n, total);
	if (n) {
		v.answer = ANSWER_CONCERN;
		v.weight = 1;
		v.headline = phrase_of(N_("User names that may go without a password: {0}"), 1,
				       PHRASE_NUMBER(n));
		v.advice = "password-must-be";
	}
	return v;
}

const struct check check_password_not_required = {
	.id = "password-not-required",
	.row = "P2",
	.question = N_("Must every user name have a password?"),
	.targets = TARGET_WINDOWS,
	.interview = 7,
	.schemes = "JD3 6-3 4-1-5 M5",
	.needs = { FACT_KIND_ACCOUNT, FACT_KIND_NONE },
	.judge = judge,
};
