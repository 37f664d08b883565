/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N1 for macOS: is its own firewall on? Apple delivers it turned off. */
#include "scanners/checks/saying.h"

extern const struct check check_mac_firewall;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_mac_firewall *f = FACTS_AT(facts, mac_firewall, MAC_FIREWALL, 0);
	struct say s = { ANSWER_OK,
			 0,
			 N_("A firewall is on"),
			 NULL,
			 PHRASE(N_("Settings of the firewall of macOS: on")),
			 TIME_ABSENT };

	if (!f || f->state < 0 || f->state > 2)
		return judging_unseen(N_("because the setting of the firewall was not understood"));
	if (f->state == 0) {
		s.answer = ANSWER_CONCERN;
		s.weight = 2;
		s.headline = N_("No firewall is on");
		s.evidence = PHRASE(N_("Settings of the firewall of macOS: off"));
		s.advice = "firewall-mac";
	}
	return saying(&s);
}

const struct check check_mac_firewall = {
	.id = "mac-firewall",
	.row = "N1",
	.question = N_("Is the firewall of this macOS on?"),
	.targets = TARGET_MACOS,
	.interview = 6,
	.schemes = "JD10 5C 6-4 4-5-1",
	.needs = { FACT_KIND_MAC_FIREWALL, FACT_KIND_NONE },
	.judge = judge,
};
