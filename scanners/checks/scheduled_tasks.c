/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H4: what runs by the clock? As for programs that start by themselves; a task that is hidden from
 * people is no honest one. */
#include <string.h>

#include "scanners/checks/saying.h"

extern const struct check check_scheduled_tasks;

struct tally {
	int64_t all, hidden, odd, ask;
	int64_t nameless, odd_nameless; /* of odd and ask, those without a maker's mark */
	int64_t unseen, usual;          /* not looked at for one; hidden, but in a usual place */
	int64_t at;
};

static void count_mark(const struct fact_scheduled_task *f, const char *area, struct tally *t)
{
	bool odd = !strcmp(area, "temporary") || !strcmp(area, "public");

	if (f->file == FLAG_NO)
		return;
	if (!odd && strcmp(area, "user") && strcmp(area, "other")) {
		t->usual++;
		return;
	}
	t->unseen += f->marked == FLAG_ABSENT;
	t->nameless += f->marked == FLAG_NO;
	t->odd_nameless += odd && f->marked == FLAG_NO;
}

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
	count_mark(f, area, t);
	t->at = MAX(t->at, f->fact.written);
}

static const char *odd_headline(const struct tally *t)
{
	if (t->odd_nameless)
		return N_("A program that names no maker runs by the clock from an unusual place");
	return t->unseen ? N_("A program runs by the clock from an unusual place")
			 : N_("A program runs by the clock from an unusual place; it carries a "
			      "maker's mark, which was not verified");
}

static void judge_places(const struct tally *t, struct say *s)
{
	if (t->odd || t->nameless) {
		s->answer = ANSWER_CONCERN;
		s->weight = 2;
		s->advice = "look-at-startup";
		s->headline = t->odd ? odd_headline(t)
				     : N_("A program that names no maker runs by the clock from a "
					  "user's own folder");
	} else if (t->ask) {
		s->answer = ANSWER_NOTICE;
		s->advice = "ask-own-startup";
		s->headline = t->unseen || t->usual
				  ? N_("Programs run by the clock from a user's own folder")
				  : N_("Programs run by the clock from a user's own folder; they "
				       "carry a maker's mark, which was not verified");
	}
}

static struct verdict judge(const struct facts *facts, const struct judge_env *env UNUSED)
{
	struct say s = {
		ANSWER_OK, 0,           N_("What runs by the clock lies in the usual places"),
		NULL,      PHRASE_NONE, TIME_ABSENT
	};
	struct tally t = { .at = TIME_ABSENT };
	struct verdict v;

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
	} else {
		judge_places(&t, &s);
	}
	v = saying(&s);
	if (t.unseen)
		v.reason = PHRASE(N_("because not every one of them could be looked at for a "
				     "maker's mark"));
	return v;
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
