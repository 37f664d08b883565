/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P8: how old is the oldest password in use? Nobody has to change passwords at intervals; one of
 * more than five years has been through many hands. One that is older than this Windows is only
 * told: large updates renew the day of set-up. */
#include "scanners/checks/accounts.h"

#define OLD_DAYS (5 * 365)

extern const struct check check_password_age;

struct oldest {
	const struct fact_account *account;
	bool undated;
	int64_t endless; /* never asked to change it: told, no fault */
};

static void find_oldest(const struct facts *facts, struct oldest *ret)
{
	const struct fact_account *a;

	*ret = (struct oldest){ 0 };
	for (size_t i = 0; (a = accounts_enabled(facts, i)) != NULL; i++) {
		const struct fact_account_password *p = accounts_password(facts, a);

		if (!p || accounts_state(p->state) != PASSWORD_SET)
			continue;
		ret->endless += a->never_expires == FLAG_YES;
		if (a->password_changed == TIME_ABSENT)
			ret->undated = true;
		else if (!ret->account || a->password_changed < ret->account->password_changed)
			ret->account = a;
	}
}

static struct phrase evidence(const struct oldest *o, const struct age *age)
{
	if (!age->use_known)
		return phrase_of(N_("The oldest of {0}, {1} days ago; {2} are never asked to "
				    "change theirs"),
				 3, PHRASE_DATE(o->account->password_changed),
				 PHRASE_NUMBER(age->today), PHRASE_NUMBER(o->endless));
	return phrase_of(N_("The oldest of {0}, {1} days before the PC's last use ({2} days seen "
			    "from today); {3} are never asked to change theirs"),
			 4, PHRASE_DATE(o->account->password_changed), PHRASE_NUMBER(age->days),
			 PHRASE_NUMBER(age->today), PHRASE_NUMBER(o->endless));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_windows_version *w = FACTS_AT(facts, windows_version, WINDOWS_VERSION, 0);
	struct verdict v = { .answer = ANSWER_OK };
	struct accounts_tally t;
	struct oldest o;
	struct age age;

	accounts_tally(facts, &t);
	find_oldest(facts, &o);
	if (!o.account && accounts_unjudged(&t, &v))
		return v;
	if (!o.account && !o.undated)
		return (struct verdict){ .answer = ANSWER_NOT_APPLICABLE,
					 .evidence_time = TIME_ABSENT };
	if (!o.account)
		return judging_unseen(N_("because Windows kept no date of a password"));
	age = judging_age(env, o.account->password_changed);
	v.evidence = evidence(&o, &age);
	v.evidence_time = o.account->password_changed;
	if (age.days > OLD_DAYS) {
		v.answer = ANSWER_CONCERN;
		v.weight = 1;
		v.headline = PHRASE(N_("A password is older than five years"));
		v.advice = "change-old-password";
		return v;
	}
	if (accounts_unjudged(&t, &v))
		return v;
	if (o.undated || age.future)
		return judging_unseen(N_("because Windows kept no date of a password"));
	v.headline = PHRASE(N_("No password is older than five years"));
	if (w && w->installed != TIME_ABSENT && o.account->password_changed < w->installed) {
		v.answer = ANSWER_NOTICE;
		v.advice = "ask-password-age";
		v.headline = PHRASE(N_("A password is older than this Windows"));
	}
	return v;
}

const struct check check_password_age = {
	.id = "password-age",
	.row = "P8",
	.question = N_("How old is the oldest password?"),
	.targets = TARGET_WINDOWS,
	.interview = 7,
	.schemes = "JD3 6-3 4-1-5 M5",
	.needs = { FACT_KIND_ACCOUNT, FACT_KIND_ACCOUNT_PASSWORD, FACT_KIND_WINDOWS_VERSION,
		   FACT_KIND_NONE },
	.judge = judge,
};
