/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P12: is the daily work done as administrator? The user name that is used most is the one with
 * the most sign-ins; where Windows counts none (Microsoft accounts), the one whose profile was
 * used last. */
#include <string.h>

#include "scanners/checks/accounts.h"

extern const struct check check_daily_administrator;

/* Somebody who is not on the list (a firm's or Entra account) used the PC last. */
static bool others_work_here(const struct facts *facts, int64_t newest)
{
	const struct fact_user *u;

	for (size_t i = 0; (u = FACTS_AT(facts, user, USER, i)) != NULL; i++) {
		const struct fact_account *a;
		bool own = !u->sid;

		for (size_t k = 0; (a = FACTS_AT(facts, account, ACCOUNT, k)) != NULL; k++)
			own |= a->sid && u->sid && !strcmp(a->sid, u->sid);
		if (!own && u->last_used > newest)
			return true;
	}
	return false;
}

static const struct fact_account *most_used(const struct facts *facts, int64_t *ret_newest)
{
	const struct fact_account *a, *most = NULL, *latest = NULL;

	*ret_newest = TIME_ABSENT;
	for (size_t i = 0; (a = accounts_enabled(facts, i)) != NULL; i++) {
		int64_t used = accounts_last_use(facts, a);

		if (a->logons > 0 && (!most || a->logons > most->logons))
			most = a;
		if (used != TIME_ABSENT && (!latest || used > *ret_newest)) {
			latest = a;
			*ret_newest = used;
		}
	}
	/* Sign-ins of a Microsoft account are hardly counted: then the profile tells more. */
	return most && (!latest || latest->microsoft != FLAG_YES) ? most : latest;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	int64_t newest;
	const struct fact_account *a = most_used(facts, &newest);

	if (others_work_here(facts, newest))
		return judging_unseen(
		    N_("because people sign in here with user names that are kept elsewhere"));
	if (!a || a->administrator == FLAG_ABSENT)
		return judging_unseen(N_("because it is not known which user name is used daily"));
	if (a->administrator == FLAG_YES)
		return (struct verdict){
			.answer = ANSWER_CONCERN,
			.weight = 2,
			.headline = PHRASE(N_("The daily work is done as administrator")),
			.evidence = judging_evidence(
			    &a->fact, N_("the user name that is used most is an administrator")),
			.evidence_time = a->fact.written,
			.advice = "daily-user",
		};
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("The daily work is done without administrator's rights")),
		.evidence = judging_evidence(
		    &a->fact, N_("the user name that is used most is an ordinary one")),
		.evidence_time = a->fact.written,
	};
}

const struct check check_daily_administrator = {
	.id = "daily-administrator",
	.row = "P12",
	.question = N_("Is the daily work done without administrator's rights?"),
	.targets = TARGET_WINDOWS,
	.interview = 10,
	.schemes = "JD4 PI MN 6-4 4-1-2 M6",
	.needs = { FACT_KIND_ACCOUNT, FACT_KIND_USER, FACT_KIND_NONE },
	.judge = judge,
};
