/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P11: is Windows' own administrator in use? Known by its number, whatever its name is today. */
#include "scanners/checks/accounts.h"

extern const struct check check_built_in_administrator;

static struct phrase evidence(const struct fact_account *a)
{
	const char *where = judging_where(&a->fact);

	if (a->last_logon == TIME_ABSENT)
		return phrase_of(N_("{0}: turned on, and never used"), 1, PHRASE_WORD(where));
	return phrase_of(N_("{0}: turned on, last used on {1}"), 2, PHRASE_WORD(where),
			 PHRASE_DATE(a->last_logon));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_account *a = accounts_by_rid(facts, RID_ADMINISTRATOR);
	const struct fact_account_password *p = a ? accounts_password(facts, a) : NULL;
	bool blank = p && accounts_state(p->state) == PASSWORD_NONE;

	if (!facts_count(facts, FACT_KIND_ACCOUNT) || (a && a->enabled == FLAG_ABSENT))
		return judging_unseen(N_("because the list of user names was not found"));
	if (a && a->enabled == FLAG_YES)
		return (struct verdict){
			.answer = blank ? ANSWER_DANGER : ANSWER_CONCERN,
			.weight = blank ? 3 : 1,
			.headline = blank ? PHRASE(N_("Windows' own administrator is open to "
						      "anybody"))
					  : PHRASE(N_("Windows' own administrator is turned on")),
			.evidence = evidence(a),
			.evidence_time = a->fact.written,
			.advice = "built-in-off",
		};
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("Windows' own administrator is turned off")),
		.evidence = judging_evidence(facts_at(facts, FACT_KIND_ACCOUNT, 0),
					     N_("Windows' own administrator is not in use")),
		.evidence_time = TIME_ABSENT,
	};
}

const struct check check_built_in_administrator = {
	.id = "built-in-administrator",
	.row = "P11",
	.question = N_("Is Windows' own administrator turned off?"),
	.targets = TARGET_WINDOWS,
	.interview = 10,
	.schemes = "JD4 6-4 4-1-2 M6",
	.needs = { FACT_KIND_ACCOUNT, FACT_KIND_ACCOUNT_PASSWORD, FACT_KIND_NONE },
	.judge = judge,
};
