/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P1 for Linux: does every user name that may sign in have a password? */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_linux_blank_password;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK, 0,           N_("Everybody who can sign in has a password"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	int64_t all = 0, none = 0, unread = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_LINUX_ACCOUNT); i++) {
		const struct fact_linux_account *f =
		    FACTS_AT(facts, linux_account, LINUX_ACCOUNT, i);

		if (f->signs_in == FLAG_NO || !f->password)
			continue;
		all++;
		none += !strcmp(f->password, "none");
		unread += !strcmp(f->password, "unreadable");
	}
	if (!all)
		return judging_unseen(N_("because no user name was found"));
	if (unread && !none)
		return judging_unseen(N_("because the password of a user name is of a kind that is "
					 "not known here"));
	s.evidence = phrase_of(N_("List of user names of this Linux: {0} can sign in, {1} of them "
				  "without a password"),
			       2, PHRASE_NUMBER(all), PHRASE_NUMBER(none));
	if (none) {
		s.answer = ANSWER_DANGER;
		s.weight = 3;
		s.headline = N_("A user name opens without a password");
		s.advice = "set-password";
	}
	return saying(&s);
}

const struct check check_linux_blank_password = {
	.id = "linux-blank-password",
	.row = "P1",
	.question = N_("Does everybody who can sign in to this Linux have a password?"),
	.targets = TARGET_LINUX,
	.interview = 5,
	.schemes = "JD3 5C MN 6-3 4-1-3 4-1-5 M5",
	.needs = { FACT_KIND_LINUX_ACCOUNT, FACT_KIND_NONE },
	.judge = judge,
};
