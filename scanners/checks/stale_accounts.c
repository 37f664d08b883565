/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P14: are there user names that nobody uses any longer, like those of people who left? Counted
 * from the last use of the PC, not from today. */
#include "scanners/checks/accounts.h"

#define STALE_DAYS 180

extern const struct check check_stale_accounts;

struct stale {
	int64_t n, never;
	int64_t oldest;                 /* last use of the one that rests longest */
	const struct fact_account *any; /* a user name of people */
	bool undated;
};

static void count(const struct facts *facts, const struct judge_env *env, struct stale *ret)
{
	const struct fact_account *a;

	*ret = (struct stale){ .oldest = TIME_ABSENT };
	for (size_t i = 0; (a = accounts_enabled(facts, i)) != NULL; i++) {
		int64_t used = accounts_last_use(facts, a), made = a->password_changed;
		/* Never used: counts from when it got its password. */
		int64_t from = used != TIME_ABSENT ? used : made;

		if (a->rid < RID_PEOPLE)
			continue; /* Windows' own have checks of their own */
		ret->any = a;
		if (from == TIME_ABSENT) {
			ret->undated = true;
			continue;
		}
		if (judging_age(env, from).days <= STALE_DAYS)
			continue;
		ret->n++;
		ret->never += used == TIME_ABSENT;
		if (ret->oldest == TIME_ABSENT || from < ret->oldest)
			ret->oldest = from;
	}
}

static struct phrase evidence(const struct stale *s, const struct judge_env *env)
{
	struct age age = judging_age(env, s->oldest);
	const char *where = judging_where(&s->any->fact);

	if (!age.use_known)
		return phrase_of(N_("{0}: not used since {1}, {2} days seen from today"), 3,
				 PHRASE_WORD(where), PHRASE_DATE(s->oldest),
				 PHRASE_NUMBER(age.today));
	return phrase_of(N_("{0}: not used since {1}, {2} days before the PC's last use ({3} days "
			    "seen from today)"),
			 4, PHRASE_WORD(where), PHRASE_DATE(s->oldest), PHRASE_NUMBER(age.days),
			 PHRASE_NUMBER(age.today));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	struct stale s;

	count(facts, env, &s);
	if (s.n)
		return (struct verdict){
			.answer = ANSWER_CONCERN,
			.weight = 2,
			.headline = phrase_of(N_("User names that nobody has used for half a year: "
						 "{0}"),
					      1, PHRASE_NUMBER(s.n)),
			.evidence = evidence(&s, env),
			.evidence_time = s.oldest,
			.advice = "close-old-accounts",
		};
	if (!s.any)
		return judging_unseen(N_("because no user name of this PC itself is in use"));
	if (s.undated)
		return judging_unseen(N_("because Windows kept no date of use for a user name"));
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("All user names are in use")),
		.evidence =
		    judging_evidence(&s.any->fact, N_("each was used within the last half year")),
		.evidence_time = TIME_ABSENT,
	};
}

const struct check check_stale_accounts = {
	.id = "stale-accounts",
	.row = "P14",
	.question = N_("Are user names of people who left turned off?"),
	.targets = TARGET_WINDOWS,
	.interview = 9,
	.schemes = "JD4 PI 6-4 4-1-1 M6",
	.needs = { FACT_KIND_ACCOUNT, FACT_KIND_USER, FACT_KIND_NONE },
	.judge = judge,
};
