/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H7: what happens when somebody opens a document with a program in it (a macro)? Not set is
 * Office's own way: it asks. */
#include "scanners/checks/saying.h"

extern const struct check check_office_macros;

#define RUNS_ALL 1
#define SIGNED   3

struct tally {
	int64_t all, runs, open, unblocked, strict;
	const struct fact_office_macros *worst;
};

static void count(const struct facts *facts, struct tally *t)
{
	*t = (struct tally){ 0 };
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_OFFICE_MACROS); i++) {
		const struct fact_office_macros *f =
		    FACTS_AT(facts, office_macros, OFFICE_MACROS, i);
		bool runs = f->warnings == RUNS_ALL, open = f->open_places > 0;

		t->all++;
		t->runs += runs;
		t->open += open;
		t->unblocked += f->block_internet == FLAG_NO;
		t->strict += f->warnings >= SIGNED || f->block_internet == FLAG_YES;
		if (!t->worst || runs)
			t->worst = f;
	}
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK, 0,           N_("Programs inside documents are kept back"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	struct tally t;

	count(facts, &t);
	if (!t.all)
		return (struct verdict){ .answer = ANSWER_NOT_APPLICABLE,
					 .evidence_time = TIME_ABSENT };
	s.at = t.worst->fact.written;
	s.evidence =
	    phrase_of(N_("Office settings, programs and users: {0}; all macros run in {1}, "
			 "those from the net are let through in {2}, open places are trusted "
			 "in {3}"),
		      4, PHRASE_NUMBER(t.all), PHRASE_NUMBER(t.runs), PHRASE_NUMBER(t.unblocked),
		      PHRASE_NUMBER(t.open));
	if (t.runs || t.unblocked || t.open) {
		s.answer = t.runs ? ANSWER_DANGER : ANSWER_CONCERN;
		s.weight = t.runs ? 3 : 2;
		s.advice = "macros-ask";
		s.headline = t.runs ? N_("Programs inside documents run without a question")
				    : N_("Programs inside documents are let through too easily");
	} else if (t.strict < t.all) {
		s.answer = ANSWER_NOTICE;
		s.advice = "macros-say-no";
		s.headline =
		    N_("Office asks before a program inside a document runs; who says no?");
	}
	return saying(&s);
}

const struct check check_office_macros = {
	.id = "office-macros",
	.row = "H7",
	.question = N_("Are programs inside documents kept back?"),
	.targets = TARGET_WINDOWS,
	.interview = 16,
	.schemes = "JD6 4-4-5",
	.needs = { FACT_KIND_OFFICE_MACROS, FACT_KIND_NONE },
	.judge = judge,
};
