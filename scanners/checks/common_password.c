/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P3: is a password one that everybody would try first? Looked at only where the owner agreed;
 * yes or no, never which. */
#include "scanners/checks/accounts.h"

extern const struct check check_common_password;

struct common_tally {
	int64_t compared, hits, left; /* left: in use, with a password that could not be compared */
	int64_t elsewhere;
	int64_t list_date;
	const struct fact *any;
};

static void count(const struct facts *facts, struct common_tally *ret)
{
	const struct fact_common_password *f;

	*ret = (struct common_tally){ .list_date = TIME_ABSENT };
	for (size_t i = 0; (f = FACTS_AT(facts, common_password, COMMON_PASSWORD, i)) != NULL;
	     i++) {
		const struct fact_account *a = accounts_by_rid(facts, f->rid);
		enum password_state state = accounts_state(f->state);

		if (!a || a->enabled != FLAG_YES || state == PASSWORD_NONE)
			continue;
		ret->any = &f->fact;
		ret->list_date = f->list_date;
		ret->elsewhere += state == PASSWORD_ELSEWHERE;
		ret->compared += f->common != FLAG_ABSENT;
		ret->hits += f->common == FLAG_YES;
		ret->left += f->common == FLAG_ABSENT && state != PASSWORD_ELSEWHERE;
	}
}

static struct phrase evidence(const struct common_tally *t, const struct judge_env *env, int64_t n)
{
	if (t->list_date == TIME_ABSENT)
		return accounts_evidence(t->any, n, t->compared);
	if (judging_table_old(env, t->list_date))
		return phrase_of(N_("{0} of {1} passwords; the list of {2} is more than 60 days "
				    "old"),
				 3, PHRASE_NUMBER(n), PHRASE_NUMBER(t->compared),
				 PHRASE_DATE(t->list_date));
	return phrase_of(N_("{0} of {1} passwords, by the list of {2}"), 3, PHRASE_NUMBER(n),
			 PHRASE_NUMBER(t->compared), PHRASE_DATE(t->list_date));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	struct common_tally t;

	count(facts, &t);
	if (t.hits)
		return (struct verdict){
			.answer = ANSWER_DANGER,
			.weight = 3,
			.headline = phrase_of(N_("Passwords that anybody would try first: {0}"), 1,
					      PHRASE_NUMBER(t.hits)),
			.evidence = evidence(&t, env, t.hits),
			.evidence_time = TIME_ABSENT,
			.advice = "better-password",
		};
	if (t.left)
		return judging_unseen(N_("because the password of a user name could not be read"));
	if (t.elsewhere)
		return judging_unseen(N_("because people sign in with Microsoft accounts, whose "
					 "passwords are not kept here"));
	if (!t.compared)
		return (struct verdict){ .answer = ANSWER_NOT_APPLICABLE,
					 .evidence_time = TIME_ABSENT };
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("No password is on the list of common ones")),
		.evidence = evidence(&t, env, 0),
		.evidence_time = TIME_ABSENT,
	};
}

const struct check check_common_password = {
	.id = "common-password",
	.row = "P3",
	.question = N_("Is no password one that anybody would try first?"),
	.targets = TARGET_WINDOWS,
	.interview = 7,
	.schemes = "JD3 5C 6-3 4-1-5 M5",
	.needs = { FACT_KIND_ACCOUNT, FACT_KIND_COMMON_PASSWORD, FACT_KIND_NONE },
	.judge = judge,
};
