/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S3 for Linux: does it fetch updates by itself? */
#include "scanners/checks/saying.h"

extern const struct check check_linux_auto_update;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK, 0,           N_("Updates come in by themselves"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	bool on = false, blocked = false;

	if (!facts_count(facts, FACT_KIND_LINUX_UPDATE_POLICY))
		return judging_unseen(
		    N_("because how this Linux fetches updates is not known here"));
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_LINUX_UPDATE_POLICY); i++) {
		const struct fact_linux_update_policy *f =
		    FACTS_AT(facts, linux_update_policy, LINUX_UPDATE_POLICY, i);

		on = on || (f->on == FLAG_YES && f->blocked != FLAG_YES);
		blocked = blocked || (f->on == FLAG_YES && f->blocked == FLAG_YES);
	}
	s.evidence = PHRASE(on ? N_("Settings of apt or dnf: updates are put in by themselves")
			    : blocked ? N_("Settings of apt or dnf: set, but its timer is shut off")
				      : N_("Settings of apt or dnf: nothing is put in by itself"));
	if (!on) {
		s.answer = ANSWER_CONCERN;
		s.weight = 2;
		s.headline = N_("Updates wait until somebody thinks of them");
		s.advice = "auto-update-linux";
	}
	return saying(&s);
}

const struct check check_linux_auto_update = {
	.id = "linux-auto-update",
	.row = "S3",
	.question = N_("Does this Linux update itself?"),
	.targets = TARGET_LINUX,
	.interview = 1,
	.schemes = "JD1 5C 6-1 4-4-4 M10",
	.needs = { FACT_KIND_LINUX_UPDATE_POLICY, FACT_KIND_NONE },
	.judge = judge,
};
