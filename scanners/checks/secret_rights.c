/* SPDX-License-Identifier: GPL-2.0-or-later */
/* D5: who may open what is named as secret? Names and Windows' lists of who may do what are looked
 * at; what stands in the files is not. */
#include "scanners/checks/accounts.h"
#include "scanners/checks/saying.h"

extern const struct check check_secret_rights;

struct tally {
	int64_t count, everyone, changeable, readable, unread;
};

static void count(const struct facts *facts, struct tally *t)
{
	*t = (struct tally){ 0 };
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_SECRET_RIGHTS); i++) {
		const struct fact_secret_rights *f =
		    FACTS_AT(facts, secret_rights, SECRET_RIGHTS, i);

		t->count = judging_sum(t->count, f->count);
		t->everyone = judging_sum(t->everyone, f->everyone);
		t->changeable = judging_sum(t->changeable, f->changeable);
		t->readable = judging_sum(t->readable, f->readable);
		t->unread = judging_sum(t->unread, f->unread);
	}
}

/* "Whoever signs in" is one person where there is one user name. Not known: several. */
static bool one_name(const struct facts *facts)
{
	return facts_state(facts, FACT_KIND_ACCOUNT) == FACT_STATE_COLLECTED &&
	       accounts_enabled_count(facts) == 1;
}

static struct verdict none_named(void)
{
	struct say s = { ANSWER_NOT_APPLICABLE,
			 0,
			 N_("No folder or file is named as secret"),
			 NULL,
			 PHRASE(N_("Names on this PC's drives, like {0}; what stands in the files "
				   "was not looked at")),
			 TIME_ABSENT };

	s.evidence = phrase_of(s.evidence.id, 1, PHRASE_TEXT("「社外秘」「給与」"));
	return saying(&s);
}

static void judge_open(const struct facts *facts, const struct tally *t, struct say *s)
{
	bool one = one_name(facts);

	s->answer = t->everyone ? ANSWER_DANGER : one ? ANSWER_NOTICE : ANSWER_CONCERN;
	s->weight = t->everyone ? 3 : one ? 0 : t->changeable ? 2 : 1;
	s->advice = one && !t->everyone ? "one-name-each" : "close-secret-folders";
	s->headline =
	    t->everyone ? N_("Anybody may open what is named as secret")
	    : one       ? N_("What is named as secret opens for every user name; now there is one")
	    : t->changeable ? N_("Every user name of this PC may change what is named as secret")
			    : N_("Every user name of this PC may read what is named as secret");
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK, 0,           N_("What is named as secret opens only for some"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	struct tally t;

	count(facts, &t);
	if (!t.count)
		return none_named();
	s.evidence =
	    phrase_of(N_("Windows' lists of who may do what: of {0} folders and files named "
			 "as secret anybody may open {1}, every user name may change {2} "
			 "and read {3} more"),
		      4, PHRASE_NUMBER(t.count), PHRASE_NUMBER(t.everyone),
		      PHRASE_NUMBER(t.changeable), PHRASE_NUMBER(t.readable));
	if (t.everyone || t.changeable || t.readable)
		judge_open(facts, &t, &s);
	else if (t.unread)
		return judging_unseen(N_("because it could not be read who may open a folder"));
	return saying(&s);
}

static const enum fact_kind may[] = { FACT_KIND_ACCOUNT, FACT_KIND_NONE };

const struct check check_secret_rights = {
	.id = "secret-rights",
	.row = "D5",
	.question = N_("Does what is named as secret open only for the right people?"),
	.targets = TARGET_WINDOWS,
	.interview = 13,
	.schemes = "TS PI JD4",
	.needs = { FACT_KIND_SECRET_RIGHTS, FACT_KIND_NONE },
	.may = may,
	.judge = judge,
};
