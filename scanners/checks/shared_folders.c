/* SPDX-License-Identifier: GPL-2.0-or-later */
/* N4: which folders of this PC can others on the network open, and may anybody change what is in
 * them? The share's own list counts; what the folder's list takes away again is not looked at. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_shared_folders;

struct tally {
	int64_t folders, full, write, wide, unknown;
	const struct fact_share *any;
};

static bool is(const char *text, const char *what)
{
	return text && !strcmp(text, what);
}

static void count(const struct facts *facts, struct tally *t)
{
	*t = (struct tally){ 0 };
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_SHARE); i++) {
		const struct fact_share *f = FACTS_AT(facts, share, SHARE, i);

		if (is(f->area, "printer"))
			continue;
		t->folders++;
		t->full += is(f->everyone, "full");
		t->write += is(f->everyone, "write");
		t->unknown += !f->everyone;
		t->wide += is(f->area, "drive") || is(f->area, "users");
		t->any = f;
	}
}

static struct phrase evidence(const struct tally *t)
{
	return phrase_of(N_("{0}: {1} shared; anybody may change things in {2}; {3} are a whole "
			    "drive or the folder of all users"),
			 4, PHRASE_WORD(judging_where(&t->any->fact)), PHRASE_NUMBER(t->folders),
			 PHRASE_NUMBER(t->full + t->write), PHRASE_NUMBER(t->wide));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK,
			 0,
			 N_("No folder of this PC is shared"),
			 NULL,
			 PHRASE(N_("Windows settings: the list of shared folders is empty")),
			 TIME_ABSENT };
	struct tally t;

	count(facts, &t);
	if (!t.folders)
		return saying(&s);
	s.evidence = evidence(&t);
	s.at = t.any->fact.written;
	s.answer = ANSWER_NOTICE;
	s.advice = "ask-shared-folders";
	s.headline = N_("Folders of this PC are open to others; who uses them?");
	if (t.full || t.write || t.wide) {
		s.answer = t.full ? ANSWER_DANGER : ANSWER_CONCERN;
		s.weight = t.full ? 3 : 2;
		s.advice = "close-shares";
		s.headline =
		    t.full || t.write
			? N_("Anybody on the network can change what lies in a shared folder")
			: N_("A whole drive, or everybody's folders, are shared");
	} else if (t.unknown) {
		return judging_unseen(N_("because it is not written who may open a shared folder"));
	}
	return saying(&s);
}

const struct check check_shared_folders = {
	.id = "shared-folders",
	.row = "N4",
	.question = N_("Can only the right people open the shared folders of this PC?"),
	.targets = TARGET_WINDOWS,
	.interview = 13,
	.schemes = "JD4 5C PI 6-4",
	.needs = { FACT_KIND_SHARE, FACT_KIND_NONE },
	.judge = judge,
};
