/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P20: which connections to other machines are stored here, and can a password among them be read? */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_stored_sessions;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK,
			 0,
			 N_("No connections with passwords are stored"),
			 NULL,
			 PHRASE(N_("Settings of programs for connections, and files that the setup "
				   "leaves: none stored")),
			 TIME_ABSENT };
	int64_t count = 0, open = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_STORED_SESSION); i++) {
		const struct fact_stored_session *f =
		    FACTS_AT(facts, stored_session, STORED_SESSION, i);

		/* Windows' own list is locked with the user's password, and every PC has one. */
		if (f->program && !strcmp(f->program, "windows"))
			continue;
		count = judging_sum(count, f->count);
		open = judging_sum(open, f->open);
		s.at = MAX(s.at, f->fact.written);
	}
	if (!count)
		return saying(&s);
	s.evidence = phrase_of(N_("Settings of programs for connections, and files that the setup "
				  "leaves: {0} stored, {1} with a password that can be read"),
			       2, PHRASE_NUMBER(count), PHRASE_NUMBER(open));
	s.answer = open ? ANSWER_DANGER : ANSWER_NOTICE;
	s.headline = open ? N_("A stored connection holds a password that can be read")
			  : N_("Connections to other machines are stored; are they still needed?");
	s.weight = open ? 2 : 0;
	s.advice = open ? "clear-sessions" : "review-sessions";
	return saying(&s);
}

const struct check check_stored_sessions = {
	.id = "stored-sessions",
	.row = "P20",
	.question = N_("Are no passwords left in stored connections?"),
	.targets = TARGET_WINDOWS,
	.interview = 7,
	.schemes = "JD3 6-3",
	.needs = { FACT_KIND_STORED_SESSION, FACT_KIND_NONE },
	.judge = judge,
};
