/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P12 for Linux: may somebody work as administrator without saying a password? */
#include "scanners/checks/saying.h"

extern const struct check check_linux_sudo_rules;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK, 0,           N_("Work as administrator asks for a password"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	int64_t all = 0, some = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_LINUX_SUDO); i++) {
		const struct fact_linux_sudo *f = FACTS_AT(facts, linux_sudo, LINUX_SUDO, i);

		if (f->everything == FLAG_NO)
			some++;
		else
			all++;
	}
	s.evidence = phrase_of(N_("Rules for administrators (sudo): {0} without a password for any "
				  "command, {1} for some commands"),
			       2, PHRASE_NUMBER(all), PHRASE_NUMBER(some));
	if (all) {
		s.answer = ANSWER_CONCERN;
		s.weight = 2;
		s.headline = N_("Everything can be changed without a password");
		s.advice = "sudo-ask";
	} else if (some) {
		s.answer = ANSWER_NOTICE;
		s.headline = N_("Some changes can be made without a password");
		s.advice = "sudo-ask";
	}
	return saying(&s);
}

const struct check check_linux_sudo_rules = {
	.id = "linux-sudo-rules",
	.row = "P12",
	.question = N_("Does this Linux ask before big changes?"),
	.targets = TARGET_LINUX,
	.interview = 10,
	.schemes = "JD4 6-4 4-1-2 M6",
	.needs = { FACT_KIND_LINUX_SUDO, FACT_KIND_NONE },
	.judge = judge,
};
