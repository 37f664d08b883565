/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S3: does Windows fetch its updates by itself? Values that nobody set mean Windows' own way, which
 * is automatic. */
#include "scanners/checks/judging.h"

extern const struct check check_windows_auto_update;

#define SERVICE_DISABLED 4
/* AUOptions of the update policy */
#define AU_NEVER                      1
#define AU_ASK_BEFORE_DOWNLOAD        2
#define AU_ASK_BEFORE_INSTALL         3
#define AU_ASK_BEFORE_INSTALL_RESTART 7

static struct verdict answer(enum answer_kind kind, const char *headline,
			     const struct fact_update_policy *p, const char *what,
			     const char *advice)
{
	return (struct verdict){
		.answer = kind,
		.weight = advice ? 3 : 0,
		.headline = PHRASE(headline),
		.evidence = judging_evidence(&p->fact, what),
		.evidence_time = p->fact.written,
		.advice = advice,
	};
}

/* What turns updates off; NULL when nothing does. */
static const char *turned_off(const struct fact_update_policy *p)
{
	if (p->no_auto_update == FLAG_YES)
		return N_("automatic updates are turned off");
	if (p->au_options == AU_NEVER)
		return N_("updates are set to \"never\"");
	if (p->wuauserv_start == SERVICE_DISABLED)
		return N_("the update service is turned off");
	if (p->usosvc_start == SERVICE_DISABLED)
		return N_("the service that plans updates is turned off");
	return NULL;
}

static struct verdict paused(const struct fact_update_policy *p)
{
	return (struct verdict){
		.answer = ANSWER_CONCERN,
		.weight = 3,
		.headline = phrase_of(N_("Windows updates are paused until {0}"), 1,
				      PHRASE_DATE(p->paused_until)),
		.evidence = phrase_of(N_("{0}, written {1}: updates wait until {2}"), 3,
				      PHRASE_WORD(judging_where(&p->fact)),
				      PHRASE_DATE(p->fact.written), PHRASE_DATE(p->paused_until)),
		.evidence_time = p->fact.written,
		.advice = "end-update-pause",
	};
}

static bool nothing_set(const struct fact_update_policy *p)
{
	return p->no_auto_update == FLAG_ABSENT && p->au_options == NUMBER_ABSENT;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_update_policy *p = FACTS_AT(facts, update_policy, UPDATE_POLICY, 0);
	const char *off;

	if (!p)
		return judging_unseen(N_("because the settings of Windows updates were not found"));
	off = turned_off(p);
	if (off)
		return answer(ANSWER_DANGER, N_("Windows does not update itself"), p, off,
			      "auto-update-on");
	if (p->paused_until != TIME_ABSENT && p->paused_until > env->now)
		return paused(p);
	if (p->au_options == AU_ASK_BEFORE_DOWNLOAD)
		return answer(ANSWER_CONCERN, N_("Windows waits for somebody to fetch its updates"),
			      p, N_("set to ask before fetching updates"), "auto-update-on");
	if (p->au_options == AU_ASK_BEFORE_INSTALL ||
	    p->au_options == AU_ASK_BEFORE_INSTALL_RESTART)
		return answer(ANSWER_NOTICE,
			      N_("Windows fetches updates; somebody must put them in"), p,
			      N_("set to ask before putting updates in"), "put-in-updates");
	return answer(ANSWER_OK, N_("Windows updates itself"), p,
		      nothing_set(p) ? N_("nothing set, so Windows' own way: automatic")
				     : N_("set to automatic"),
		      NULL);
}

const struct check check_windows_auto_update = {
	.id = "windows-auto-update",
	.row = "S3",
	.question = N_("Does Windows update itself?"),
	.targets = TARGET_WINDOWS,
	.interview = 1,
	.schemes = "JD1 5C 6-1 4-4-4 M10",
	.needs = { FACT_KIND_UPDATE_POLICY, FACT_KIND_NONE },
	.judge = judge,
};
