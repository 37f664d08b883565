/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S11: is there a program by which this PC can be operated from elsewhere? An honest tool, and the
 * first thing that a swindler on the telephone has people start. So it is something to ask about,
 * also when only a trace of it is left. */
#include "scanners/checks/program_kinds.h"

extern const struct check check_remote_tools;

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	struct program_kinds k = { .time = TIME_ABSENT };

	if (!env->programs || env->programs->names_date == TIME_ABSENT)
		return judging_unseen(N_("because our table of programs could not be read"));
	program_kinds_listed(facts, env, "remote", &k);
	program_kinds_traces(facts, env, "remote", &k);
	if (!k.n)
		return (struct verdict){
			.answer = ANSWER_OK,
			.headline = PHRASE(N_("No program for operating this PC from elsewhere was "
					      "found")),
			.evidence = program_kinds_none(env),
			.evidence_time = TIME_ABSENT,
		};
	return (struct verdict){
		.answer = ANSWER_CONCERN,
		.weight = 2,
		.headline = phrase_of(N_("A program can operate this PC from elsewhere: {0}"), 1,
				      PHRASE_TEXT(program_kinds_names(env, &k))),
		.evidence = program_kinds_some(env, &k),
		.evidence_time = program_kinds_time(&k),
		.advice = "ask-remote-tool",
	};
}

const struct check check_remote_tools = {
	.id = "remote-tools",
	.row = "S11",
	.question = N_("Is there no unknown program for operating this PC from elsewhere?"),
	.targets = TARGET_WINDOWS,
	.interview = 6,
	.schemes = "JD10 6-4 4-4-1 4-5-1 A26",
	.needs = { FACT_KIND_SOFTWARE, FACT_KIND_PROGRAM_TRACE, FACT_KIND_NONE },
	.judge = judge,
};
