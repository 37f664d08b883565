/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U12: can CDs and DVDs be written on this PC? For information: few do it, and few forbid it. */
#include "scanners/checks/judging.h"

#include <string.h>

extern const struct check check_disc_writing;

static bool refused(const struct fact_optical_policy *o)
{
	return o->deny_all == FLAG_YES || o->deny_write == FLAG_YES;
}

static struct verdict with(enum answer_kind kind, const char *headline,
			   const struct fact_optical_policy *o, const char *what)
{
	return (struct verdict){
		.answer = kind,
		.headline = PHRASE(headline),
		.evidence = judging_evidence(&o->fact, what),
		.evidence_time = o->fact.written,
		.advice = kind == ANSWER_OK ? NULL : "disc-rule",
	};
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_optical_policy *machine = NULL, *any = NULL;
	size_t users = 0, shut = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_OPTICAL_POLICY); i++) {
		const struct fact_optical_policy *o =
		    FACTS_AT(facts, optical_policy, OPTICAL_POLICY, i);

		if (o->scope && !strcmp(o->scope, "machine")) {
			machine = o;
			continue;
		}
		any = o;
		users++;
		shut += refused(o);
	}
	if (machine && refused(machine))
		return with(ANSWER_OK, N_("Discs cannot be written on this PC"), machine,
			    N_("writing of CDs and DVDs is refused"));
	if (users && shut == users)
		return with(ANSWER_OK, N_("Discs cannot be written on this PC"), any,
			    N_("refused for every user of this PC"));
	if (machine && machine->no_burning == FLAG_YES)
		return with(ANSWER_NOTICE, N_("Discs can be written with other programs"), machine,
			    N_("only Windows' own way of writing them is turned off"));
	if (!machine)
		return judging_unseen(N_("because the rules about discs were not found"));
	return with(ANSWER_NOTICE, N_("Discs can be written on this PC, where there is a drive"),
		    machine, N_("nothing set, so Windows' own way: discs may be written"));
}

const struct check check_disc_writing = {
	.id = "disc-writing",
	.row = "U12",
	.question = N_("Is the writing of CDs and DVDs settled?"),
	.targets = TARGET_WINDOWS,
	.interview = 14,
	.schemes = "JD13 M2",
	.needs = { FACT_KIND_OPTICAL_POLICY, FACT_KIND_NONE },
	.judge = judge,
};
