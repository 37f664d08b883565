/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N2: can this PC be operated from elsewhere through remote desktop, and does it ask who comes
 * before the connection stands (network level authentication)? */
#include "scanners/checks/judging.h"

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

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_remote_desktop *f = FACTS_AT(facts, remote_desktop, REMOTE_DESKTOP, 0);

	if (!f || f->allowed == FLAG_ABSENT)
		return judging_unseen(N_("because the setting of remote desktop was not found"));
	if (f->allowed == FLAG_NO)
		return off(f);
	return f->network_authentication == FLAG_NO ? weak(f, env) : on(f, env);
}

const struct check check_remote_desktop = {
	.id = "remote-desktop",
	.row = "N2",
	.question = N_("Is this PC closed to operation from elsewhere?"),
	.targets = TARGET_WINDOWS,
	.interview = 6,
	.schemes = "JD10 6-4 4-4-1 4-5-1",
	.needs = { FACT_KIND_REMOTE_DESKTOP, FACT_KIND_NONE },
	.judge = judge,
};
