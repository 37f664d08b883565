/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N1 for Linux: does a firewall start with the system and keep something out? */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_linux_firewall;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_CONCERN,   2,           N_("No firewall is on"),
			 "firewall-linux", PHRASE_NONE, TIME_ABSENT };
	size_t n = facts_count(facts, FACT_KIND_LINUX_FIREWALL);

	s.evidence =
	    phrase_of(N_("Settings of this Linux: {0} firewall(s) installed, none of them on"), 1,
		      PHRASE_NUMBER((int64_t)n));
	for (size_t i = 0; i < n; i++) {
		const struct fact_linux_firewall *f =
		    FACTS_AT(facts, linux_firewall, LINUX_FIREWALL, i);

		if (f->enabled != FLAG_YES || !f->method || !*f->method)
			continue;
		s.answer = ANSWER_OK;
		s.weight = 0;
		s.headline = N_("A firewall is on");
		s.advice = NULL;
		s.evidence = phrase_of(N_("Settings of this Linux: {0} starts with the system"), 1,
				       PHRASE_TEXT(f->method));
	}
	return saying(&s);
}

const struct check check_linux_firewall = {
	.id = "linux-firewall",
	.row = "N1",
	.question = N_("Is a firewall of this Linux on?"),
	.targets = TARGET_LINUX,
	.interview = 6,
	.schemes = "JD10 5C 6-4 4-5-1",
	.needs = { FACT_KIND_LINUX_FIREWALL, FACT_KIND_NONE },
	.judge = judge,
};
