/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L4: did somebody try passwords on this PC? People mistype a few times; programs try hundreds. */
#include "scanners/checks/logs.h"

extern const struct check check_failed_sign_ins;

#define MANY_IN_AN_HOUR 10 /* more than a person's bad morning */
#define BURST           30 /* no person types that */
#define WRONG_TRIES     10 /* as an account itself counts them since its last sign-in */

static struct phrase evidence(const struct fact_logon_failure *f)
{
	return phrase_of(
	    N_("Windows' event log: {0} refused sign-in(s), at most {1} within an hour, "
	       "{2} from the Internet; accounts locked {3} time(s)"),
	    4, PHRASE_NUMBER(f->events), PHRASE_NUMBER(f->worst_hour),
	    PHRASE_NUMBER(f->from_internet), PHRASE_NUMBER(f->lockouts));
}

static struct verdict act(const struct fact_logon_failure *f, enum answer_kind answer, int weight,
			  struct phrase headline, const char *advice)
{
	return (struct verdict){ .answer = answer,
				 .weight = weight,
				 .headline = headline,
				 .evidence = evidence(f),
				 .evidence_time = f->worst_at,
				 .advice = advice };
}

/* What the accounts themselves count. */
static int64_t wrong_tries(const struct facts *facts)
{
	int64_t most = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_ACCOUNT); i++)
		most = MAX(most, FACTS_AT(facts, account, ACCOUNT, i)->wrong_tries);
	return most;
}

/* "None" is only an answer where Windows was told to note them. */
static struct verdict none(const struct fact_logon_failure *f, const struct facts *facts)
{
	const struct fact_audit_policy *p = FACTS_AT(facts, audit_policy, AUDIT_POLICY, 0);
	const struct fact_event_log *log = logs_of(facts, "security");
	struct verdict v = { .answer = ANSWER_OK, .evidence_time = TIME_ABSENT };

	if (!f->events && !logs_seen(facts, FACT_KIND_AUDIT_POLICY, &v))
		return v;
	if (!f->events && (!p || p->logon_failure != FLAG_YES))
		return judging_unseen(N_("because Windows is not told to note refused sign-ins"));
	if (!log || log->events <= 0)
		return judging_unseen(N_("because the log of sign-ins is empty"));
	v.headline = PHRASE(N_("No row of refused sign-ins is noted"));
	v.evidence = evidence(f);
	return v;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_logon_failure *f = FACTS_AT(facts, logon_failure, LOGON_FAILURE, 0);

	if (!f)
		return judging_unseen(N_("because the log of sign-ins is empty"));
	if (f->from_internet > 0)
		return act(f, ANSWER_DANGER, 3,
			   phrase_of(N_("Tries from the Internet to sign in: {0}"), 1,
				     PHRASE_NUMBER(f->from_internet)),
			   "sign-in-attack");
	if (f->worst_hour >= BURST)
		return act(f, ANSWER_DANGER, 3,
			   phrase_of(N_("{1}: {0} refused sign-ins within an hour"), 2,
				     PHRASE_NUMBER(f->worst_hour), PHRASE_DATE(f->worst_at)),
			   "sign-in-attack");
	if (f->worst_hour >= MANY_IN_AN_HOUR || f->lockouts > 0 ||
	    wrong_tries(facts) >= WRONG_TRIES)
		return act(f, ANSWER_CONCERN, 2,
			   PHRASE(N_("Sign-ins were refused many times in a row")),
			   "sign-in-failures");
	return none(f, facts);
}

static const enum fact_kind may[] = { FACT_KIND_AUDIT_POLICY, FACT_KIND_EVENT_LOG,
				      FACT_KIND_ACCOUNT, FACT_KIND_NONE };

const struct check check_failed_sign_ins = {
	.id = "failed-sign-ins",
	.row = "L4",
	.question = N_("Did nobody try passwords on this PC?"),
	.targets = TARGET_WINDOWS,
	.interview = 29,
	.schemes = "JD24 5-1-1 A55",
	.needs = { FACT_KIND_LOGON_FAILURE, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
