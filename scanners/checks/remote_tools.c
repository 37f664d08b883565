/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S11: is there a program by which this PC can be operated from elsewhere? An honest tool, and the
 * first thing that a swindler on the telephone has people start. So it is something to ask about,
 * also when only a trace of it is left; all the more where its own settings let somebody in while
 * nobody sits at the PC. */
#include <string.h>

#include "scanners/checks/program_kinds.h"

extern const struct check check_remote_tools;

#define WINDOWS_OWN "remote-assistance" /* no program of somebody's */

/* Why the settings of these programs are not, or not wholly, known; false: they are. */
static bool settings_unseen(const struct facts *facts, struct phrase *ret)
{
	switch (facts_state(facts, FACT_KIND_REMOTE_ACCESS)) {
	case FACT_STATE_COLLECTED: return false;
	case FACT_STATE_NOT_COLLECTED:
		*ret = PHRASE(N_("because the settings of programs for operating this PC from "
				 "elsewhere were not looked at"));
		return true;
	case FACT_STATE_PARTIAL:
	case FACT_STATE_FAILED: break;
	}
	*ret = facts->by_kind[FACT_KIND_REMOTE_ACCESS].reason;
	if (!ret->id)
		*ret = PHRASE(N_("because the settings of programs for operating this PC from "
				 "elsewhere could not be read"));
	return true;
}

/* "open" is worse than a password, a password than an account of the maker's. */
static int rank(const struct fact_remote_access *f)
{
	if (f->method && !strcmp(f->method, "open"))
		return 3;
	return f->method && !strcmp(f->method, "password") ? 2 : 1;
}

/* The widest way in, and in ret all programs that have one. */
static const struct fact_remote_access *
way_in(const struct facts *facts, const struct judge_env *env, struct program_kinds *ret)
{
	const struct fact_remote_access *widest = NULL;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_REMOTE_ACCESS); i++) {
		const struct fact_remote_access *f =
		    FACTS_AT(facts, remote_access, REMOTE_ACCESS, i);

		if (f->unattended != FLAG_YES || !f->product || !*f->product)
			continue;
		program_kinds_add(ret, program_kinds_label(env, f->product), N_("in its settings"),
				  f->fact.written);
		if (!widest || rank(f) > rank(widest))
			widest = f;
	}
	return widest;
}

static const char *how(const struct fact_remote_access *f)
{
	if (rank(f) == 3)
		return N_("no password is asked for");
	return rank(f) == 2 ? N_("a fixed password is set")
			    : N_("whoever has the account that it is joined to gets in");
}

/* By its own settings, or as a service that starts with Windows (2: automatic). */
static const char *starts(const struct facts *facts, const struct fact_remote_access *way)
{
	bool off = way->starts == FLAG_NO, on = way->starts == FLAG_YES;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_PROGRAM_TRACE); i++) {
		const struct fact_program_trace *f =
		    FACTS_AT(facts, program_trace, PROGRAM_TRACE, i);

		if (!f->product || strcmp(f->product, way->product) || !f->method ||
		    strcmp(f->method, "service") != 0)
			continue;
		on |= f->start == 2;
		off |= f->start == 3 || f->start == 4;
	}
	if (on)
		return N_("it starts together with the PC");
	return off ? N_("it does not start by itself")
		   : N_("whether it starts by itself is not known");
}

static struct verdict unattended(const struct facts *facts, const struct judge_env *env,
				 const struct fact_remote_access *way,
				 const struct program_kinds *ways, size_t tools)
{
	return (struct verdict){
		.answer = ANSWER_CONCERN,
		.weight = 3,
		.headline = phrase_of(N_("This PC can be operated from elsewhere while nobody sits "
					 "at it: {0}. For whom is that?"),
				      1, PHRASE_TEXT(program_kinds_names(env, ways))),
		.evidence = phrase_of(
		    N_("Settings of {0}: {1}; {2}; {3} program(s) of this kind in all"), 4,
		    PHRASE_TEXT(program_kinds_label(env, way->product)), PHRASE_WORD(how(way)),
		    PHRASE_WORD(starts(facts, way)), PHRASE_NUMBER((int64_t)tools)),
		.evidence_time = way->fact.written,
		.advice = "ask-unattended",
	};
}

/* Windows' own Remote Assistance never lets anybody in by itself; how it is set is told beside. */
static const char *assistance(const struct facts *facts)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_REMOTE_ACCESS); i++) {
		const struct fact_remote_access *f =
		    FACTS_AT(facts, remote_access, REMOTE_ACCESS, i);

		if (!f->product || strcmp(f->product, WINDOWS_OWN) || !f->method)
			continue;
		return strcmp(f->method, "shut")
			   ? N_("Windows' own Remote Assistance is allowed, and somebody at the PC "
				"has to agree")
			   : N_("Windows' own Remote Assistance is turned off");
	}
	return N_("nothing is set about Windows' own Remote Assistance");
}

static struct verdict none(const struct facts *facts, const struct judge_env *env)
{
	int64_t date = env->programs->names_date;
	const char *what =
	    judging_table_old(env, date)
		? N_("List of programs, services, folders, notes of what was started: none of our "
		     "table of {0}, which is more than 60 days old; {1}")
		: N_("List of programs, services, folders, notes of what was started: none of our "
		     "table of {0}; {1}");

	return (struct verdict){
		.answer = ANSWER_OK,
		.headline = PHRASE(N_("No program for operating this PC from elsewhere was found")),
		.evidence = phrase_of(what, 2, PHRASE_DAY(date), PHRASE_WORD(assistance(facts))),
		.evidence_time = TIME_ABSENT,
	};
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	struct program_kinds k = { .time = TIME_ABSENT }, ways = { .time = TIME_ABSENT };
	const struct fact_remote_access *way;
	struct phrase unseen = PHRASE_NONE;
	struct verdict v;

	if (!env->programs || env->programs->names_date == TIME_ABSENT)
		return judging_unseen(N_("because our table of programs could not be read"));
	program_kinds_listed(facts, env, "remote", &k);
	program_kinds_traces(facts, env, "remote", &k);
	program_kinds_noted(facts, env, "remote", &k);
	way = way_in(facts, env, &ways);
	for (size_t i = 0; i < ways.n; i++)
		program_kinds_add(&k, ways.label[i], ways.how[i], ways.time);
	if (!settings_unseen(facts, &unseen))
		(void)program_kinds_notes_cut(facts, &unseen);
	if (way)
		v = unattended(facts, env, way, &ways, k.n);
	else if (k.n)
		v = (struct verdict){
			.answer = ANSWER_CONCERN,
			.weight = 2,
			.headline =
			    phrase_of(N_("A program can operate this PC from elsewhere: {0}"), 1,
				      PHRASE_TEXT(program_kinds_names(env, &k))),
			.evidence = program_kinds_some(env, &k),
			.evidence_time = program_kinds_time(&k),
			.advice = "ask-remote-tool",
		};
	else if (unseen.id)
		v = (struct verdict){ .answer = ANSWER_COULD_NOT_LOOK,
				      .evidence_time = TIME_ABSENT };
	else
		v = none(facts, env);
	v.reason = unseen;
	return v;
}

static const enum fact_kind may[] = { FACT_KIND_REMOTE_ACCESS, FACT_KIND_NOTED_PROGRAM,
				      FACT_KIND_NONE };

const struct check check_remote_tools = {
	.id = "remote-tools",
	.row = "S11",
	.question = N_("Is there no unknown program for operating this PC from elsewhere?"),
	.targets = TARGET_WINDOWS,
	.interview = 6,
	.schemes = "JD10 6-4 4-4-1 4-5-1 A26",
	.needs = { FACT_KIND_SOFTWARE, FACT_KIND_PROGRAM_TRACE, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
