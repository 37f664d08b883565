/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H4: what runs by the clock? As for programs that start by themselves; a task that is hidden from
 * people is no honest one. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_scheduled_tasks;

struct tally {
	int64_t all, hidden, odd, ask;
	int64_t at;
};

static void count_one(const struct fact_scheduled_task *f, struct tally *t)
{
	const char *area = f->area ? f->area : "";

	t->all++;
	if (f->file == FLAG_NO)
		t->hidden++;
	else if (f->enabled == FLAG_NO)
		return;
	else if (!strcmp(area, "temporary") || !strcmp(area, "public"))
		t->odd++;
	else if (f->hidden == FLAG_YES || !strcmp(area, "user") || !strcmp(area, "other"))
		t->ask++;
	else
		return;
	t->at = MAX(t->at, f->fact.written);
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = {
		ANSWER_OK, 0,           N_("What runs by the clock lies in the usual places"),
		NULL,      PHRASE_NONE, TIME_ABSENT
	};
	struct tally t = { .at = TIME_ABSENT };

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_SCHEDULED_TASK); i++)
		count_one(FACTS_AT(facts, scheduled_task, SCHEDULED_TASK, i), &t);
	s.at = t.at;
	s.evidence =
	    phrase_of(N_("Scheduled tasks that are not Windows' own: {0}; {1} hidden, {2} in "
			 "temporary or public folders, {3} in users' own or other folders"),
		      4, PHRASE_NUMBER(t.all), PHRASE_NUMBER(t.hidden), PHRASE_NUMBER(t.odd),
		      PHRASE_NUMBER(t.ask));
	if (t.hidden) {
		s.answer = ANSWER_DANGER;
		s.weight = 3;
		s.advice = "look-at-hidden-task";
		s.headline = N_("Something that runs by the clock is hidden");
	} else if (t.odd) {
		s.answer = ANSWER_CONCERN;
		s.weight = 2;
		s.advice = "look-at-startup";
		s.headline = N_("A program runs by the clock from an unusual place");
	} else if (t.ask) {
		s.answer = ANSWER_NOTICE;
		s.advice = "ask-own-startup";
		s.headline = N_("Programs run by the clock from a user's own folder");
	}
	return saying(&s);
}

const struct check check_scheduled_tasks = {
	.id = "scheduled-tasks",
	.row = "H4",
	.question = N_("Do only known programs run by the clock?"),
	.targets = TARGET_WINDOWS,
	.interview = 6,
	.schemes = "JD2 4-4-1",
	.needs = { FACT_KIND_SCHEDULED_TASK, FACT_KIND_NONE },
	.judge = judge,
};
