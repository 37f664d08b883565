/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P16 for Linux: does the screen lock itself when nobody is there? GNOME's settings of each user; a
 * value that nobody set is GNOME's own: after five minutes, with a lock. The user who is least
 * protected counts. */
#include <string.h>

#include "scanners/checks/saying.h"

#define GOOD_SECONDS 600
#define LATE_SECONDS 900
#define IDLE_GNOME   300
#define NEVER        INT64_MAX

extern const struct check check_linux_screen_lock;

static int64_t locks_after(const struct fact_screen_lock *f)
{
	if (f->active == FLAG_NO || f->secure == FLAG_NO)
		return NEVER;
	return f->idle_seconds > 0 ? f->idle_seconds : IDLE_GNOME;
}

/* People whose folders are elsewhere may well have a desktop. */
static struct verdict nobody(const struct facts *facts, bool console)
{
	if (!console && facts_count(facts, FACT_KIND_USER))
		return judging_unseen(N_("because no user's settings of a desktop were found"));
	return (struct verdict){
		.answer = ANSWER_NOT_APPLICABLE,
		.headline = PHRASE(N_("Nobody has used a desktop on this Linux")),
		.evidence_time = TIME_ABSENT,
	};
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	size_t all = facts_count(facts, FACT_KIND_SCREEN_LOCK), n = 0;
	struct say s = { ANSWER_OK, 0,           N_("The screen locks itself when nobody is there"),
			 NULL,      PHRASE_NONE, TIME_ABSENT };
	int64_t worst = 0, open = 0;

	for (size_t i = 0; i < all; i++) {
		const struct fact_screen_lock *f = FACTS_AT(facts, screen_lock, SCREEN_LOCK, i);
		int64_t after = locks_after(f);

		if (f->scope && !strcmp(f->scope, "console"))
			continue;
		n++;
		worst = MAX(worst, after);
		open += after == NEVER;
	}
	if (!n)
		return nobody(facts, all > 0);
	s.evidence =
	    phrase_of(N_("GNOME's settings of {0} user(s): locked after {1} minutes at the "
			 "latest"),
		      2, PHRASE_NUMBER((int64_t)n), PHRASE_NUMBER(worst / 60 + (worst % 60 > 0)));
	if (worst <= GOOD_SECONDS)
		return saying(&s);
	s.answer = ANSWER_CONCERN;
	s.advice = "lock-screen";
	s.weight = worst <= LATE_SECONDS ? 1 : 2;
	s.headline = N_("The screen locks itself late");
	if (worst == NEVER) {
		s.headline = N_("The screen stays open when nobody is there");
		s.evidence =
		    phrase_of(N_("GNOME's settings of {0} user(s): for {1} of them nothing locks "
				 "the screen by itself"),
			      2, PHRASE_NUMBER((int64_t)n), PHRASE_NUMBER(open));
	}
	return saying(&s);
}

const struct check check_linux_screen_lock = {
	.id = "linux-screen-lock",
	.row = "P16",
	.question = N_("Does the screen of this Linux lock itself when nobody is there?"),
	.targets = TARGET_LINUX,
	.interview = 5,
	.schemes = "JD14 6-3 4-1-4 M5",
	.needs = { FACT_KIND_SCREEN_LOCK, FACT_KIND_USER, FACT_KIND_NONE },
	.judge = judge,
};
