/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S12: programs that share files with strangers, or get round a licence. They opened firms' folders
 * to the whole net before, and bring viruses along. */
#include "scanners/checks/program_kinds.h"

extern const struct check check_file_sharing;

static struct verdict judge(const struct facts *facts, const struct judge_env *env)
{
	struct program_kinds k = { .time = TIME_ABSENT };
	struct phrase cut = PHRASE_NONE;

	if (!env->programs || env->programs->names_date == TIME_ABSENT)
		return judging_unseen(N_("because our table of programs could not be read"));
	program_kinds_listed(facts, env, "sharing", &k);
	program_kinds_traces(facts, env, "sharing", &k);
	program_kinds_noted(facts, env, "sharing", &k);
	if (!k.n && program_kinds_notes_cut(facts, &cut))
		return (struct verdict){ .answer = ANSWER_COULD_NOT_LOOK,
					 .reason = cut,
					 .evidence_time = TIME_ABSENT };
	if (!k.n)
		return (struct verdict){
			.answer = ANSWER_OK,
			.headline =
			    PHRASE(N_("No program for sharing files with strangers was found")),
			.evidence = program_kinds_none(env),
			.evidence_time = TIME_ABSENT,
		};
	return (struct verdict){
		.answer = ANSWER_DANGER,
		.weight = 3,
		.headline = phrase_of(N_("A program shares files with strangers: {0}"), 1,
				      PHRASE_TEXT(program_kinds_names(env, &k))),
		.evidence = program_kinds_some(env, &k),
		.evidence_time = program_kinds_time(&k),
		.advice = "remove-sharing",
	};
}

static const enum fact_kind may[] = { FACT_KIND_NOTED_PROGRAM, FACT_KIND_NONE };

const struct check check_file_sharing = {
	.id = "file-sharing",
	.row = "S12",
	.question = N_("Is there no program that shares files with strangers?"),
	.targets = TARGET_WINDOWS,
	.interview = 6,
	.schemes = "JD10 6-know 4-4-1 A14",
	.needs = { FACT_KIND_SOFTWARE, FACT_KIND_PROGRAM_TRACE, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
