/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P19: do files that are named as holding personal data ask for a password? Names and the outside of
 * files are looked at; what stands in them is not. */
#include "scanners/checks/saying.h"

extern const struct check check_personal_files;

struct tally {
	int64_t count, open, locked, untold, numbers, numbers_open, written;
};

static void count(const struct facts *facts, struct tally *t)
{
	*t = (struct tally){ .written = TIME_ABSENT };
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_PERSONAL_FILES); i++) {
		const struct fact_personal_files *f =
		    FACTS_AT(facts, personal_files, PERSONAL_FILES, i);

		t->count = judging_sum(t->count, f->count);
		t->open = judging_sum(t->open, f->open);
		t->locked = judging_sum(t->locked, f->locked);
		t->numbers = judging_sum(t->numbers, f->numbers);
		t->numbers_open = judging_sum(t->numbers_open, f->numbers_open);
		t->written = MAX(t->written, f->fact.written);
	}
	t->untold = MAX(t->count - judging_sum(t->open, t->locked), 0);
}

/* No word of "fine": such data may well lie in a file of another name. */
static struct verdict none_named(void)
{
	struct say s = { ANSWER_NOT_APPLICABLE,
			 0,
			 N_("No file is named as holding personal data"),
			 NULL,
			 PHRASE_NONE,
			 TIME_ABSENT };

	s.evidence = phrase_of(N_("Names of the files on the desktop, in the documents, downloads "
				  "and cloud folders, like {0}; what stands in them was not read"),
			       1, PHRASE_TEXT("「名簿」「給与」"));
	return saying(&s);
}

static void judge_open(const struct tally *t, struct say *s)
{
	s->answer = t->numbers_open ? ANSWER_DANGER : ANSWER_CONCERN;
	s->weight = t->numbers_open ? 3 : 2;
	s->advice = t->numbers_open ? "lock-my-numbers" : "lock-personal-files";
	s->headline = t->numbers_open
			  ? N_("A file named as holding My Numbers opens without a password")
			  : N_("Files named as holding personal data open without a password");
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK,
			 0,
			 N_("Files named as holding personal data ask for a password"),
			 NULL,
			 PHRASE_NONE,
			 TIME_ABSENT };
	struct verdict unseen;
	struct tally t;

	count(facts, &t);
	if (!t.count)
		return none_named();
	s.at = t.written;
	s.evidence =
	    phrase_of(N_("By their names: files with personal data that open without a password "
			 "{0}, that ask for one {1}, not to be told {2}; named as My Numbers {3}. "
			 "What stands in them was not read"),
		      4, PHRASE_NUMBER(t.open), PHRASE_NUMBER(t.locked), PHRASE_NUMBER(t.untold),
		      PHRASE_NUMBER(t.numbers));
	if (t.open || t.numbers_open) {
		judge_open(&t, &s);
	} else if (t.untold) {
		unseen = judging_unseen(N_("because not every file tells whether it asks for a "
					   "password"));
		unseen.evidence = s.evidence;
		return unseen;
	}
	return saying(&s);
}

const struct check check_personal_files = {
	.id = "personal-files",
	.row = "P19",
	.question = N_("Do files that are named as holding personal data ask for a password?"),
	.targets = TARGET_WINDOWS,
	.interview = 20,
	.schemes = "JD8 PI MN",
	.needs = { FACT_KIND_PERSONAL_FILES, FACT_KIND_NONE },
	.judge = judge,
};
