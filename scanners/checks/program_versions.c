/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S8: is any other program older than the version that mends a known hole? The list of programs
 * against our tables; a hole that is used for break-ins weighs more. */
#include <string.h>

#include "scanners/checks/program_holes.h"

extern const struct check check_program_versions;

static bool has_hole(const struct program_fix *fix, const char *product, const char *version)
{
	return !strcmp(fix->product, product) && programs_compare(version, fix->below) < 0 &&
	       (!*fix->from || programs_compare(version, fix->from) >= 0);
}

/* The hole that weighs most; NULL: none that we know. */
static const struct program_fix *worst_hole(const struct judge_env *env, const char *product,
					    const char *version)
{
	const struct program_fix *worst = NULL;

	for (size_t i = 0; i < env->programs->n_fixes; i++) {
		const struct program_fix *fix = &env->programs->fix[i];

		if (has_hole(fix, product, version) &&
		    (!worst || (worst->misused == TIME_ABSENT && fix->misused != TIME_ABSENT)))
			worst = fix;
	}
	return worst;
}

static bool in_fixes(const struct judge_env *env, const char *product)
{
	for (size_t i = 0; i < env->programs->n_fixes; i++)
		if (!strcmp(env->programs->fix[i].product, product))
			return true;
	return false;
}

static struct phrase evidence(const struct judge_env *env, const char *shown,
			      const struct program_fix *fix)
{
	static const char *const words[2][2] = {
		{ N_("List of programs: {0}; {1} mends {2}. Table of {3}"),
		  N_("List of programs: {0}; {1} mends {2}. Table of {3}, which is more than 60 "
		     "days old") },
		{ N_("List of programs: {0}; {1} mends {2}, a version not yet compared with the "
		     "maker. Table of {3}"),
		  N_("List of programs: {0}; {1} mends {2}, a version not yet compared with the "
		     "maker. Table of {3}, which is more than 60 days old") },
	};
	int64_t date = env->programs->fixes_date;

	return phrase_of(words[fix->unverified][judging_table_old(env, date)], 4,
			 PHRASE_TEXT(shown), PHRASE_TEXT(fix->below), PHRASE_TEXT(fix->hole),
			 PHRASE_DAY(date));
}

static void judge_hole(struct programs_sum *s, const struct program_name *name,
		       const struct fact_software *f)
{
	const struct program_fix *fix = worst_hole(s->env, name->product, f->version);
	bool misused = fix && fix->misused != TIME_ABSENT;
	struct verdict v = {
		.answer = misused ? ANSWER_DANGER : ANSWER_CONCERN,
		.weight = misused ? 3 : 2,
		.headline =
		    phrase_of(misused ? N_("{0} has a hole that is used for break-ins")
				      : N_("{0} is older than the version that mends a hole"),
			      1, PHRASE_TEXT(name->label)),
		.evidence_time = f->fact.written,
		.advice = misused ? "update-program-now" : "update-program",
	};

	if (!fix) {
		programs_fine(s);
		return;
	}
	v.evidence = evidence(s->env, programs_shown(s->env, name->label, f->version), fix);
	programs_care(s, name->label, &v,
		      misused ? N_("{0} and {1} more should be updated; a hole is used for "
				   "break-ins")
			      : N_("{0} and {1} more should be updated"));
}

/* False when no table says anything about this program: knowing its name is not enough. */
static bool judge_program(struct programs_sum *s, const struct program_name *name,
			  const struct fact_software *f)
{
	const char *shown = programs_shown(s->env, name->label, f->version);
	const struct program_end *row = programs_is(name, "tool")
					    ? programs_end(s->env, name->product,
							   *name->branch ? name->branch
							   : f->version  ? f->version
									 : "")
					    : NULL;
	bool fixes = in_fixes(s->env, name->product);

	if (fixes && programs_has_version(f->version))
		judge_hole(s, name, f);
	else if (fixes && !s->unknown)
		s->unknown = shown;
	if (row)
		programs_support(s, name->label, f->version, row, 2, "update-program");
	return fixes || row;
}

/* What a file of JVN says that the shop downloaded itself. */
static void judge_jvn(struct programs_sum *s, const struct fact_software *f)
{
	const struct program_hole *h = program_holes_find(s->env, f);
	int64_t date = s->env->programs->holes_date;
	struct verdict v = { .answer = ANSWER_CONCERN,
			     .weight = 2,
			     .evidence_time = f->fact.written,
			     .advice = "update-program" };

	if (!h)
		return;
	v.headline =
	    phrase_of(N_("JVN knows a hole in this version of {0}"), 1, PHRASE_TEXT(f->name));
	v.evidence = phrase_of(
	    judging_table_old(s->env, date)
		? N_("List of programs: {0}; {1}. Table made from JVN, newest entry of {2}, which "
		     "is more than 60 days old")
		: N_("List of programs: {0}; {1}. Table made from JVN, newest entry of {2}"),
	    3, PHRASE_TEXT(programs_shown(s->env, f->name, f->version)), PHRASE_TEXT(h->hole),
	    PHRASE_DAY(date));
	programs_care(s, f->name, &v, N_("{0} and {1} more should be updated"));
}

static struct verdict fine(const struct judge_env *env, unsigned known, size_t all)
{
	int64_t date = env->programs->fixes_date;

	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("No program with a known hole was found")),
		.evidence = phrase_of(
		    judging_table_old(env, date)
			? N_("List of programs: {0} of {1} are in our table of {2}, which is more "
			     "than 60 days old; about the others nothing is said")
			: N_("List of programs: {0} of {1} are in our table of {2}; about the "
			     "others nothing is said"),
		    3, PHRASE_NUMBER(known), PHRASE_NUMBER((int64_t)all), PHRASE_DAY(date)),
		.evidence_time = TIME_ABSENT,
	};
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	struct programs_sum s = { .env = env, .mild = true };
	size_t n = facts_count(facts, FACT_KIND_SOFTWARE);
	struct verdict ok;
	unsigned known = 0;

	if (!env->programs || env->programs->ends_date == TIME_ABSENT ||
	    env->programs->names_date == TIME_ABSENT || env->programs->fixes_date == TIME_ABSENT)
		return judging_unseen(N_("because our table of versions could not be read"));
	if (judging_clock_wrong(env, env->programs->ends_date))
		return judging_unseen(N_("because the clock of this machine seems to be wrong"));
	if (!n)
		return judging_unseen(N_("because the list of programs is empty"));
	for (size_t i = 0; i < n; i++) {
		const struct fact_software *f = FACTS_AT(facts, software, SOFTWARE, i);
		const struct program_name *name = programs_name(env, f);

		judge_jvn(&s, f);
		if (!name || programs_is(name, "office") || programs_is(name, "browser"))
			continue;
		known += judge_program(&s, name, f);
	}
	ok = fine(env, known, n);
	return programs_verdict(&s, env->programs->fixes_date, &ok);
}

const struct check check_program_versions = {
	.id = "program-versions",
	.row = "S8",
	.question = N_("Are the other programs free of known holes?"),
	.targets = TARGET_WINDOWS,
	.interview = 2,
	.schemes = "JD1 5C 6-1 4-4-4 M10 M12",
	.needs = { FACT_KIND_SOFTWARE, FACT_KIND_NONE },
	.judge = judge,
};
