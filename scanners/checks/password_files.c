/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P18: are there files named like lists of passwords? Only names are looked at: a text file cannot
 * have a password, a table may have one. */
#include "scanners/checks/saying.h"

extern const struct check check_password_files;

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK,
			 0,
			 N_("No file is named like a list of passwords"),
			 NULL,
			 PHRASE(N_("Names of the files on the desktop, in the documents, downloads "
				   "and cloud folders")),
			 TIME_ABSENT };
	int64_t count = 0, open = 0;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_PASSWORD_FILES); i++) {
		const struct fact_password_files *f =
		    FACTS_AT(facts, password_files, PASSWORD_FILES, i);

		count = judging_sum(count, f->count);
		open = judging_sum(open, f->open);
		s.at = MAX(s.at, f->fact.written);
	}
	if (!count)
		return saying(&s);
	s.answer = open ? ANSWER_DANGER : ANSWER_CONCERN;
	s.weight = 2;
	s.advice = "password-list-away";
	s.headline = open ? N_("A list of passwords seems to lie open on this PC")
			  : N_("A file is named like a list of passwords; is it locked?");
	s.evidence =
	    phrase_of(N_("Names of files: {0} like a list of passwords, {1} of a kind that "
			 "cannot be locked"),
		      2, PHRASE_NUMBER(count), PHRASE_NUMBER(open));
	return saying(&s);
}

const struct check check_password_files = {
	.id = "password-files",
	.row = "P18",
	.question = N_("Does no list of passwords lie about on this PC?"),
	.targets = TARGET_WINDOWS,
	.interview = 7,
	.schemes = "JD3 6-3",
	.needs = { FACT_KIND_PASSWORD_FILES, FACT_KIND_NONE },
	.judge = judge,
};
