/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P10: can a guest sign in? Known by its number, whatever its name is today. */
#include "scanners/checks/accounts.h"

extern const struct check check_guest_account;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_account *guest = accounts_by_rid(facts, RID_GUEST);

	if (!facts_count(facts, FACT_KIND_ACCOUNT) || (guest && guest->enabled == FLAG_ABSENT))
		return judging_unseen(N_("because the list of user names was not found"));
	if (guest && guest->enabled == FLAG_YES)
		return (struct verdict){
			.answer = ANSWER_DANGER,
			.weight = 2,
			.headline = PHRASE(N_("Guests can sign in to this PC")),
			.evidence = judging_evidence(&guest->fact,
						     N_("the user name for guests is turned on")),
			.evidence_time = guest->fact.written,
			.advice = "guest-off",
		};
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("Guests cannot sign in")),
		.evidence = judging_evidence(facts_at(facts, FACT_KIND_ACCOUNT, 0),
					     N_("the user name for guests is turned off")),
		.evidence_time = TIME_ABSENT,
	};
}

const struct check check_guest_account = {
	.id = "guest-account",
	.row = "P10",
	.question = N_("Is the door for guests closed?"),
	.targets = TARGET_WINDOWS,
	.interview = 9,
	.schemes = "JD4 6-4 4-1-1 M6",
	.needs = { FACT_KIND_ACCOUNT, FACT_KIND_NONE },
	.judge = judge,
};
