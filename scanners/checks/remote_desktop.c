/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N2: can this PC be operated from elsewhere through remote desktop, and does it ask who comes
 * before the connection stands (network level authentication)? */
#include "scanners/checks/logs.h"

extern const struct check check_remote_desktop;

#define USUAL_PORT 3389

static struct phrase evidence(const struct fact_remote_desktop *f, const struct judge_env *env,
			      const char *what)
{
	return phrase_of(N_("{0}, written {1}: remote desktop {2}, port {3}"), 4,
			 PHRASE_WORD(judging_where(&f->fact)), PHRASE_DATE(f->fact.written),
			 PHRASE_WORD(what),
			 judging_plain(env, f->port == NUMBER_ABSENT ? USUAL_PORT : f->port));
}

static struct verdict off(const struct fact_remote_desktop *f)
{
	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("Remote desktop is off")),
		.evidence = judging_evidence(&f->fact, N_("remote desktop off")),
		.evidence_time = f->fact.written,
	};
}

static struct verdict weak(const struct fact_remote_desktop *f, const struct judge_env *env)
{
	return (struct verdict){
		.answer = ANSWER_DANGER,
		.weight = 3,
		.headline = PHRASE(N_("This PC can be operated from elsewhere, with a weak door")),
		.evidence = evidence(f, env, N_("on, does not ask who comes before it connects")),
		.evidence_time = f->fact.written,
		.advice = "remote-desktop-off",
	};
}

static struct verdict on(const struct fact_remote_desktop *f, const struct judge_env *env)
{
	return (struct verdict){
		.answer = ANSWER_CONCERN,
		.weight = 3,
		.headline = PHRASE(N_("This PC can be operated from elsewhere")),
		.evidence = evidence(f, env,
				     f->network_authentication == FLAG_YES
					 ? N_("on, asks who comes before it connects")
					 : N_("on, whether it asks who comes is not set")),
		.evidence_time = f->fact.written,
		.advice = "remote-desktop-who",
	};
}

/* Somebody got in from outside of any local network: whatever is set today. */
static struct verdict from_internet(const struct fact_remote_session *s)
{
	return (struct verdict){
		.answer = ANSWER_DANGER,
		.weight = 3,
		.headline = phrase_of(N_("Somebody on the Internet operated this PC on {0}"), 1,
				      PHRASE_DATE(s->last_internet)),
		.evidence =
		    phrase_of(N_("Windows' event log: {0} remote desktop connection(s), {1} "
				 "from the Internet"),
			      2, PHRASE_NUMBER(s->events), PHRASE_NUMBER(s->from_internet)),
		.evidence_time = s->last_internet,
		.advice = "remote-desktop-off",
	};
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_remote_desktop *f = FACTS_AT(facts, remote_desktop, REMOTE_DESKTOP, 0);

	const struct fact_remote_session *s = FACTS_AT(facts, remote_session, REMOTE_SESSION, 0);
	struct verdict unseen;

	if (s && s->from_internet > 0 && s->last_internet != TIME_ABSENT)
		return from_internet(s);
	if (!f || f->allowed == FLAG_ABSENT)
		return judging_unseen(N_("because the setting of remote desktop was not found"));
	if (f->allowed == FLAG_NO)
		return logs_seen(facts, FACT_KIND_REMOTE_SESSION, &unseen) ? off(f) : unseen;
	return f->network_authentication == FLAG_NO ? weak(f, env) : on(f, env);
}

static const enum fact_kind may[] = { FACT_KIND_REMOTE_SESSION, FACT_KIND_NONE };

const struct check check_remote_desktop = {
	.id = "remote-desktop",
	.row = "N2",
	.question = N_("Is this PC closed to operation from elsewhere?"),
	.targets = TARGET_WINDOWS,
	.interview = 6,
	.schemes = "JD10 6-4 4-4-1 4-5-1",
	.needs = { FACT_KIND_REMOTE_DESKTOP, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
