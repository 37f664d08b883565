/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P16 for macOS: does the screen lock itself when nobody is there? The screen saver of each user with its
 * question for the password. From macOS 10.13 on that question is kept where nothing here looks: then nobody
 * knows, unless the saver never starts at all. */
#include "scanners/checks/saying.h"

extern const struct check check_mac_screen_lock;

#define GOOD_SECONDS 600
#define LATE_SECONDS 900

/* Of all users: who stays open, who locks late, of whom nobody knows. */
struct tally {
	int64_t n, open, unknown, worst;
};

static void count(const struct facts *facts, struct tally *t)
{
	for (size_t i = 0; i < facts_count(facts, FACT_KIND_SCREEN_LOCK); i++) {
		const struct fact_screen_lock *f = FACTS_AT(facts, screen_lock, SCREEN_LOCK, i);

		t->n++;
		if (f->active == FLAG_NO || f->secure == FLAG_NO)
			t->open++;
		else if (f->secure == FLAG_ABSENT || f->idle_seconds <= 0)
			t->unknown++;
		else
			t->worst = MAX(t->worst, f->idle_seconds);
	}
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = { ANSWER_OK, 0,           N_("The screen locks itself when nobody is there"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	struct tally t = { 0 };

	count(facts, &t);
	if (t.open) {
		s.answer = ANSWER_CONCERN;
		s.weight = 2;
		s.headline = N_("The screen stays open when nobody is there");
		s.advice = "lock-screen-mac";
		s.evidence =
		    phrase_of(N_("Settings of {0} user(s): for {1} of them nothing locks the "
				 "screen by itself"),
			      2, PHRASE_NUMBER(t.n), PHRASE_NUMBER(t.open));
		return saying(&s);
	}
	if (!t.n || t.unknown)
		return judging_unseen(
		    N_("because this macOS keeps elsewhere whether it asks for the password"));
	s.evidence =
	    phrase_of(N_("Settings of {0} user(s): locked after {1} minutes at the latest"), 2,
		      PHRASE_NUMBER(t.n), PHRASE_NUMBER(t.worst / 60 + (t.worst % 60 > 0)));
	if (t.worst <= GOOD_SECONDS)
		return saying(&s);
	s.answer = ANSWER_CONCERN;
	s.weight = t.worst <= LATE_SECONDS ? 1 : 2;
	s.headline = N_("The screen locks itself late");
	s.advice = "lock-screen-mac";
	return saying(&s);
}

const struct check check_mac_screen_lock = {
	.id = "mac-screen-lock",
	.row = "P16",
	.question = N_("Does the screen of this Mac lock itself when nobody is there?"),
	.targets = TARGET_MACOS,
	.interview = 5,
	.schemes = "JD14 6-3 4-1-4 M5",
	.needs = { FACT_KIND_SCREEN_LOCK, FACT_KIND_NONE },
	.judge = judge,
};
