/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P18: are there files named like lists of passwords? A text file cannot have a
 * password; of a table or a document its outside tells whether it asks for one. */
#include "scanners/checks/saying.h"

extern const struct check check_password_files;

/* Nothing of that name: what is left are notes on the screen, where passwords like to stand. */
static struct verdict notes(const struct facts *facts, struct say *s)
{
	const struct fact_list *l = &facts->by_kind[FACT_KIND_STICKY_NOTES];
	int64_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n = judging_sum(n, MAX(FACTS_AT(facts, sticky_notes, STICKY_NOTES, i)->notes, 1));
	if (n) {
		s->answer = ANSWER_NOTICE;
		s->advice = "look-at-notes";
		s->headline = N_("There are notes on the screen; is a password on one of them?");
		s->evidence = phrase_of(N_("Sticky Notes: {0} or more; what they say was not read"),
					1, PHRASE_NUMBER(n));
	} else if (l->state != FACT_STATE_COLLECTED) {
		return judging_unseen(N_("because notes on the screen could not be looked for"));
	}
	return saying(s);
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK,
			 0,
			 N_("No file is named like a list of passwords"),
			 NULL,
			 PHRASE(N_("Names of the files on the desktop, in the documents, downloads "
				   "and cloud folders")),
			 TIME_ABSENT };
	int64_t count = 0, open = 0, locked = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_PASSWORD_FILES); i++) {
		const struct fact_password_files *f =
		    FACTS_AT(facts, password_files, PASSWORD_FILES, i);

		count = judging_sum(count, f->count);
		open = judging_sum(open, f->open);
		locked = judging_sum(locked, f->locked);
		s.at = MAX(s.at, f->fact.written);
	}
	if (!count)
		return notes(facts, &s);
	s.answer = open > 0 ? ANSWER_DANGER : locked >= count ? ANSWER_NOTICE : ANSWER_CONCERN;
	s.weight = s.answer == ANSWER_NOTICE ? 0 : 2;
	s.advice = s.weight ? "password-list-away" : "password-list-lock";
	s.headline = open > 0 ? N_("A list of passwords seems to lie open on this PC")
		     : s.weight
			 ? N_("A file is named like a list of passwords; is it locked?")
			 : N_("A file is named like a list of passwords, and asks for a password");
	s.evidence =
	    phrase_of(N_("Names of files: {0} like a list of passwords; {1} open without a "
			 "password, {2} ask for one"),
		      3, PHRASE_NUMBER(count), PHRASE_NUMBER(open), PHRASE_NUMBER(locked));
	return saying(&s);
}

static const enum fact_kind may[] = { FACT_KIND_STICKY_NOTES, FACT_KIND_NONE };

const struct check check_password_files = {
	.id = "password-files",
	.row = "P18",
	.question = N_("Does no list of passwords lie about on this PC?"),
	.targets = TARGET_WINDOWS,
	.interview = 7,
	.schemes = "JD3 6-3",
	.needs = { FACT_KIND_PASSWORD_FILES, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
