/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S1 for macOS: is this release still looked after? By its version in the table; "15.6" is found as
 * "15", "10.15.7" as "10.15". Apple names no ends: of a release that is still mended the table has the
 * usual one, and when that is near or past nobody here knows more. */
#include <string.h>

#include "scanners/checks/saying.h"
#include "scanners/checks/support_end.h"

extern const struct check check_mac_support_end;

static const struct release_row *find(const struct judge_env *env, const char *version)
{
	for (size_t i = 0; i < env->n_releases; i++) {
		const struct release_row *r = &env->release[i];
		size_t n = strlen(r->version);

		if (!strcmp(r->id, "macos") && !strncmp(r->version, version, n) &&
		    (!version[n] || version[n] == '.'))
			return r;
	}
	return NULL;
}

static struct verdict by_habit(const struct judge_env *env, const struct release_row *r,
			       enum support support)
{
	struct say s = { ANSWER_OK,
			 0,
			 N_("This macOS is still being mended"),
			 NULL,
			 phrase_of(
			     N_("{0}: Apple names no end; usually it comes around {1}. Table of "
				"{2}"),
			     3, PHRASE_TEXT(r->label), PHRASE_DAY(r->end),
			     PHRASE_DAY(env->releases_date)),
			 TIME_ABSENT };

	if (support != SUPPORT_LONG) {
		s.answer = ANSWER_NOTICE;
		s.headline = N_("Apple may stop mending this macOS, or has done so");
		s.advice = "plan-new-macos";
	}
	return saying(&s);
}

static struct verdict by_day(const struct judge_env *env, const struct release_row *r,
			     enum support support)
{
	struct verdict v = {
		.answer = ANSWER_DANGER,
		.weight = 3,
		.headline = phrase_of(N_("The maker's support of this system ended on {0}"), 1,
				      PHRASE_DAY(r->end)),
		.evidence =
		    phrase_of(N_("{0}: support until {1}. Table of {2}"), 3, PHRASE_TEXT(r->label),
			      PHRASE_DAY(r->end), PHRASE_DAY(env->releases_date)),
		.evidence_time = TIME_ABSENT,
		.advice = "leave-old-macos",
	};

	if (support == SUPPORT_OVER)
		return v;
	v.answer = support == SUPPORT_LONG ? ANSWER_OK : ANSWER_CONCERN;
	v.weight = support == SUPPORT_LONG ? 0 : 3;
	v.advice = support == SUPPORT_LONG ? NULL : "plan-new-macos";
	v.headline = phrase_of(support == SUPPORT_LONG
				   ? N_("This system is looked after until {0}")
				   : N_("This system will be looked after only until {0}"),
			       1, PHRASE_DAY(r->end));
	return v;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_mac_version *v = FACTS_AT(facts, mac_version, MAC_VERSION, 0);
	const struct release_row *r;
	struct verdict unseen;
	enum support support;

	if (!v || !v->version || !*v->version)
		return judging_unseen(N_("because this system has no release number"));
	if (env->releases_date == TIME_ABSENT || !env->n_releases)
		return judging_unseen(N_("because our table of support ends could not be read"));
	if (judging_clock_wrong(env, env->releases_date))
		return judging_unseen(N_("because the clock of this machine seems to be wrong"));
	r = find(env, v->version);
	if (r) {
		support = support_of(env, r->end, r->extended_end);
		return r->extension && !strcmp(r->extension, "usual") ? by_habit(env, r, support)
								      : by_day(env, r, support);
	}
	unseen = judging_unseen(NULL);
	unseen.reason =
	    phrase_of(N_("because {0} {1} is not in our table of {2}"), 3, PHRASE_TEXT("macOS"),
		      PHRASE_TEXT(v->version), PHRASE_DAY(env->releases_date));
	return unseen;
}

const struct check check_mac_support_end = {
	.id = "mac-support-end",
	.row = "S1",
	.question = N_("Is this macOS still looked after by its maker?"),
	.targets = TARGET_MACOS,
	.interview = 3,
	.schemes = "JD1 5C 6-1 4-4-4 M10",
	.needs = { FACT_KIND_MAC_VERSION, FACT_KIND_NONE },
	.judge = judge,
};
