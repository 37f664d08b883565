/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S1 for Linux: is this release still looked after? ID and VERSION_ID of os-release are looked up
 * in the table; "9.4" is also found as "9". */
#include <string.h>

#include "scanners/checks/support_end.h"

extern const struct check check_linux_support_end;

/* True when a row's version is this version, or the part of it before a point. */
static bool version_matches(const char *row, const char *version, bool exact)
{
	size_t n = strlen(row);

	return !strncmp(row, version, n) && (version[n] == '\0' || (!exact && version[n] == '.'));
}

static const struct release_row *find(const struct judge_env *env,
				      const struct fact_linux_version *v)
{
	for (int exact = 1; exact >= 0; exact--)
		for (size_t i = 0; i < env->n_releases; i++)
			if (!strcmp(env->release[i].id, v->id) &&
			    version_matches(env->release[i].version, v->version_id, exact))
				return &env->release[i];
	return NULL;
}

static struct phrase evidence(const struct judge_env *env, const struct release_row *r)
{
	bool old = judging_table_old(env, env->releases_date);

	return phrase_of(
	    old ? N_("{0}: support until {1}. Table of {2}, which is more than 60 days "
		     "old")
		: N_("{0}: support until {1}. Table of {2}"),
	    3, PHRASE_TEXT(r->label), PHRASE_DAY(r->end), PHRASE_DAY(env->releases_date));
}

static struct phrase evidence_extended(const struct judge_env *env, const struct release_row *r)
{
	bool is_free = r->extension && !strcmp(r->extension, "free");

	return phrase_of(is_free
			     ? N_("{0}: support until {1}, by volunteers until {2}. Table of {3}")
			     : N_("{0}: support until {1}; whether the paid extension until {2} "
				  "was bought cannot be seen here. Table of {3}"),
			 4, PHRASE_TEXT(r->label), PHRASE_DAY(r->end), PHRASE_DAY(r->extended_end),
			 PHRASE_DAY(env->releases_date));
}

static struct verdict over(const struct judge_env *env, const struct release_row *r, bool extended)
{
	bool is_free = extended && r->extension && !strcmp(r->extension, "free");
	struct verdict v = {
		.answer = is_free ? ANSWER_CONCERN : ANSWER_DANGER,
		.weight = 3,
		.headline = phrase_of(N_("The maker's support of this system ended on {0}"), 1,
				      PHRASE_DAY(r->end)),
		.evidence = extended ? evidence_extended(env, r) : evidence(env, r),
		.evidence_time = TIME_ABSENT,
		.advice = is_free ? "plan-new-linux" : "leave-old-linux",
	};

	if (is_free)
		v.headline = phrase_of(N_("Looked after only by volunteers, until {0}"), 1,
				       PHRASE_DAY(r->extended_end));
	return v;
}

static struct verdict verdict_of_row(const struct judge_env *env, const struct release_row *r)
{
	struct verdict v = {
		.answer = ANSWER_OK,
		.headline =
		    phrase_of(N_("This system is looked after until {0}"), 1, PHRASE_DAY(r->end)),
		.evidence = evidence(env, r),
		.evidence_time = TIME_ABSENT,
	};

	switch (support_of(env, r->end, r->extended_end)) {
	case SUPPORT_LONG: break;
	case SUPPORT_SOON:
		v.answer = ANSWER_CONCERN;
		v.weight = 3;
		v.headline = phrase_of(N_("This system will be looked after only until {0}"), 1,
				       PHRASE_DAY(r->end));
		v.advice = "plan-new-linux";
		break;
	case SUPPORT_EXTENDED: return over(env, r, true);
	case SUPPORT_OVER: return over(env, r, false);
	}
	return v;
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	const struct fact_linux_version *v = FACTS_AT(facts, linux_version, LINUX_VERSION, 0);
	const struct release_row *row;
	struct verdict unseen;

	if (!v || !v->id || !*v->id || !v->version_id || !*v->version_id)
		return judging_unseen(N_("because this system has no release number"));
	if (env->releases_date == TIME_ABSENT || !env->n_releases)
		return judging_unseen(N_("because our table of support ends could not be read"));
	if (judging_clock_wrong(env, env->releases_date))
		return judging_unseen(N_("because the clock of this machine seems to be wrong"));
	row = find(env, v);
	if (row)
		return verdict_of_row(env, row);
	unseen = judging_unseen(NULL);
	unseen.reason =
	    phrase_of(N_("because {0} {1} is not in our table of {2}"), 3, PHRASE_TEXT(v->id),
		      PHRASE_TEXT(v->version_id), PHRASE_DAY(env->releases_date));
	return unseen;
}

const struct check check_linux_support_end = {
	.id = "linux-support-end",
	.row = "S1",
	.question = N_("Is this Linux still looked after by its makers?"),
	.targets = TARGET_LINUX,
	.interview = 3,
	.schemes = "JD1 5C 6-1 4-4-4 M10",
	.needs = { FACT_KIND_LINUX_VERSION, FACT_KIND_NONE },
	.judge = judge,
};
