/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P16: does the PC lock itself when nobody is there? Three things can do it: the machine's own idle
 * time, sleep that asks for a password, and each user's screen saver, which needs a picture, a
 * time and the question for the password, all three. The user who is least protected counts. */
#include <string.h>

#include "scanners/checks/judging.h"

#define GOOD_SECONDS  600
#define LATE_SECONDS  900
#define SAVER_DEFAULT 900 /* Windows' own time when none is set */
#define NEVER         INT64_MAX

extern const struct check check_screen_lock;

static int64_t machine_locks(const struct fact_screen_lock *f)
{
	int64_t after = NEVER;

	if (f->idle_seconds > 0)
		after = f->idle_seconds;
	/* Asking after sleep is Windows' own way: only a NO turns it off. */
	if (f->sleep_asks != FLAG_NO && f->sleep_seconds > 0)
		after = MIN(after, f->sleep_seconds);
	return after;
}

static int64_t user_locks(const struct fact_screen_lock *f)
{
	if (f->active != FLAG_YES || f->saver != FLAG_YES || f->secure != FLAG_YES)
		return NEVER;
	return f->idle_seconds > 0 ? f->idle_seconds : SAVER_DEFAULT;
}

/* Seconds until everybody's screen is locked; false when neither machine nor user was seen. */
static bool locks_after(const struct facts *facts, int64_t *ret, const struct fact **ret_from)
{
	int64_t machine = NEVER, worst = 0;
	const struct fact_screen_lock *f;
	bool users = false;

	for (size_t i = 0; (f = FACTS_AT(facts, screen_lock, SCREEN_LOCK, i)) != NULL; i++)
		if (f->scope && !strcmp(f->scope, "machine")) {
			machine = MIN(machine, machine_locks(f));
			*ret_from = &f->fact;
		}
	for (size_t i = 0; (f = FACTS_AT(facts, screen_lock, SCREEN_LOCK, i)) != NULL; i++)
		if (f->scope && !strcmp(f->scope, "user")) {
			int64_t after = MIN(machine, user_locks(f));

			users = true;
			if (after > worst) {
				worst = after;
				*ret_from = &f->fact;
			}
		}
	*ret = users ? worst : machine;
	return users || machine != NEVER;
}

static struct phrase evidence(const struct fact *from, int64_t after)
{
	if (after == NEVER)
		return judging_evidence(from, N_("nothing locks the screen by itself"));
	return phrase_of(N_("{0}: locked after {1} minutes at the latest"), 2,
			 PHRASE_WORD(judging_where(from)), PHRASE_NUMBER((after + 59) / 60));
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	const struct fact_computer *c = FACTS_AT(facts, computer, COMPUTER, 0);
	bool laptop = c && c->chassis && !strcmp(c->chassis, "laptop");
	struct verdict v = { .answer = ANSWER_OK, .evidence_time = TIME_ABSENT };
	const struct fact *from = NULL;
	int64_t after;

	if (!locks_after(facts, &after, &from))
		return judging_unseen(N_("because the settings of the screen were not found"));
	v.evidence = evidence(from, after);
	if (after <= GOOD_SECONDS) {
		v.headline = PHRASE(N_("The screen locks itself when nobody is there"));
		return v;
	}
	v.answer = ANSWER_CONCERN;
	v.weight = after <= LATE_SECONDS ? 1 : 2;
	v.headline = PHRASE(N_("The screen locks itself late"));
	v.advice = "lock-screen";
	if (after == NEVER) {
		v.answer = laptop ? ANSWER_DANGER : ANSWER_CONCERN;
		v.headline = PHRASE(N_("The screen stays open when nobody is there"));
	}
	return v;
}

const struct check check_screen_lock = {
	.id = "screen-lock",
	.row = "P16",
	.question = N_("Does the screen lock itself when nobody is there?"),
	.targets = TARGET_WINDOWS,
	.interview = 5,
	.schemes = "JD14 6-3 4-1-4 M5",
	.needs = { FACT_KIND_SCREEN_LOCK, FACT_KIND_COMPUTER, FACT_KIND_NONE },
	.judge = judge,
};
