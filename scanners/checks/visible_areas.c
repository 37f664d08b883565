/* SPDX-License-Identifier: GPL-2.0-or-later */
/* D9: does each user name see only what is its own? Windows' lists of who may do what, of each
 * person's folders, of those at the top of a drive and of the shared ones; and whether there is more
 * than one user name at all. */
#include <string.h>

#include "scanners/checks/accounts.h"
#include "scanners/checks/saying.h"

extern const struct check check_visible_areas;

struct tally {
	int64_t own, common;           /* folders: a person's; of all and shared */
	int64_t own_open, common_open; /* ... that every user name may open */
	int64_t handed;                /* a person's that somebody else may open, too */
	int64_t unread;
	const struct fact_folder_rights *any;
};

static bool is(const char *text, const char *what)
{
	return text && !strcmp(text, what);
}

static void count(const struct facts *facts, struct tally *t)
{
	*t = (struct tally){ 0 };
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_FOLDER_RIGHTS); i++) {
		const struct fact_folder_rights *f =
		    FACTS_AT(facts, folder_rights, FOLDER_RIGHTS, i);
		bool own =
		    is(f->sort, "profile") || is(f->sort, "desktop") || is(f->sort, "documents");
		bool open = f->users && !is(f->users, "none");

		t->own += own;
		t->common += !own;
		t->own_open += own && open;
		t->common_open += !own && open;
		t->handed += own && !open && f->named != NUMBER_ABSENT && f->named > 1;
		t->unread += !f->users;
		t->any = f;
	}
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK, 0,           N_("Each user name opens only its own folders"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	size_t names = accounts_enabled_count(facts);
	struct tally t;

	count(facts, &t);
	if (!t.any)
		return judging_unseen(N_("because no folder of a person was found"));
	s.evidence = phrase_of(N_("Windows' lists of who may do what: {0} user names; every one of "
				  "them may open {1} folders of one person, and {2} others"),
			       3, PHRASE_NUMBER((int64_t)names), PHRASE_NUMBER(t.own_open),
			       PHRASE_NUMBER(t.common_open));
	if (t.own_open) {
		s.answer = ANSWER_CONCERN;
		s.weight = 2;
		s.advice = "close-own-folders";
		s.headline = N_("One person's folders can be opened by every user name");
	} else if (names == 1) {
		s.answer = ANSWER_NOTICE;
		s.advice = "one-name-each";
		s.headline = N_("There is one user name for all: whoever signs in sees everything");
	} else if (t.common_open || t.handed) {
		s.answer = ANSWER_NOTICE;
		s.advice = "ask-open-folders";
		s.headline =
		    t.common_open
			? N_("Some folders open for every user name; is that meant?")
			: N_("One person's folders open for another one, too; is that meant?");
	} else if (t.unread) {
		return judging_unseen(N_("because it could not be read who may open a folder"));
	}
	return saying(&s);
}

const struct check check_visible_areas = {
	.id = "visible-areas",
	.row = "D9",
	.question = N_("Does each user name open only what it needs?"),
	.targets = TARGET_WINDOWS,
	.interview = 13,
	.schemes = "JD4 MN 6-4",
	.needs = { FACT_KIND_FOLDER_RIGHTS, FACT_KIND_ACCOUNT, FACT_KIND_NONE },
	.judge = judge,
};
