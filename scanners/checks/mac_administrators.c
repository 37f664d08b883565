/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P13 for macOS: how many people may change everything here? Of their passwords only is told that something
 * is kept. A name with nothing to compare a password with may have none or belong to a directory:
 * that is asked, never fine. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_mac_administrators;

#define FEW 2

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK, 0,           N_("One or two people may change everything here"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	int64_t n = 0, admins = 0, without = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_MAC_ACCOUNT); i++) {
		const struct fact_mac_account *f = FACTS_AT(facts, mac_account, MAC_ACCOUNT, i);

		if (f->administrator == FLAG_ABSENT)
			return judging_unseen(
			    N_("because the list of administrators was not found"));
		n++;
		admins += f->administrator == FLAG_YES;
		without += f->password && !strcmp(f->password, "none");
	}
	if (!n)
		return judging_unseen(N_("because the user names of this Mac could not be read"));
	s.evidence =
	    phrase_of(N_("User names of this Mac: {0}, administrators {1}, without a password of "
			 "their own here {2}"),
		      3, PHRASE_NUMBER(n), PHRASE_NUMBER(admins), PHRASE_NUMBER(without));
	if (admins <= FEW && without) {
		s.answer = ANSWER_NOTICE;
		s.advice = "ask-directory-name";
		s.headline = N_("A user name of this Mac has nothing here to compare a password "
				"with; does it belong to a directory of the firm?");
	}
	if (admins <= FEW)
		return saying(&s);
	s.answer = ANSWER_CONCERN;
	s.weight = 1;
	s.headline = N_("Many people may change everything here");
	s.advice = "fewer-administrators";
	return saying(&s);
}

const struct check check_mac_administrators = {
	.id = "mac-administrators",
	.row = "P13",
	.question = N_("Are there only one or two administrators on this Mac?"),
	.targets = TARGET_MACOS,
	.interview = 10,
	.schemes = "JD4 6-4 4-1-2 M6",
	.needs = { FACT_KIND_MAC_ACCOUNT, FACT_KIND_NONE },
	.judge = judge,
};
