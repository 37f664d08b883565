/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order of actions: (no before don't know before partly) times weight; one action per question
 * before a second one about the same matter. A sign of a virus comes before all. */
#include "core/checklist/actions.h"

#include <string.h>

#include "core/base/util.h"

#define ADVICE_SIGN "sign-found"
#define RANK_SIGN   1000

struct candidate {
	struct sheet_action action;
	int weight;
	int rank;    /* higher comes first */
	size_t at;   /* keeps the order among equals */
	bool second; /* another one about the same question comes earlier */
};

static int level(enum answer_kind mark)
{
	switch (mark) {
	case ANSWER_DANGER: return 3;
	case ANSWER_COULD_NOT_LOOK: return 2;
	case ANSWER_CONCERN: return 1;
	case ANSWER_OK:
	case ANSWER_NOTICE:
	case ANSWER_NOT_APPLICABLE:
	case ANSWER_KINDS: break;
	}
	return 0;
}

/* "Not finished, it seems" would claim more than a "don't know" says. */
static struct phrase headline_of(const struct question *q, enum answer_kind mark)
{
	if (mark == ANSWER_COULD_NOT_LOOK && q->number != 12) /* whose words say it already */
		return phrase_of(N_("Not known yet: {0}"), 1, PHRASE_WORD(q->mend));
	return PHRASE(q->headline);
}

static void words_of_question(struct sheet_action *a, const struct question *q,
			      const struct prefill *records)
{
	a->headline = headline_of(q, a->mark);
	a->title = q->action;
	a->why = q->why;
	a->today = q->today;
	a->month = q->month;
	a->glossary = q->glossary;
	a->what = records->what;
	a->why_here = records->why;
	a->seen = records->seen;
}

static void words_of_advice(struct sheet_action *a, const struct advice *advice)
{
	a->advice = advice->id;
	a->what = PHRASE(advice->what);
	a->title = advice->today.text;
	a->why = advice->why;
	a->today = advice->today;
	a->month = advice->month;
	a->glossary = advice->glossary;
}

static void about_answer(const struct sheet *s, unsigned question, struct sheet_action *a)
{
	if (!question || question > QUESTIONS)
		return;
	a->question = question;
	a->reply = s->answer[question].answer.reply;
	a->contradiction = s->answer[question].answer.contradiction;
}

/* A finding of care is an action when we have words for it. */
static bool of_finding(const struct sheet *s, const struct finding *f, struct candidate *c)
{
	const struct advice *advice = advice_get(f->advice);
	const struct question *q = question_get(f->question);

	if ((f->answer != ANSWER_DANGER && f->answer != ANSWER_CONCERN) || f->weight <= 0)
		return false;
	if (!advice && !q)
		return false;
	*c = (struct candidate){ .weight = f->weight };
	about_answer(s, f->question, &c->action);
	if (advice)
		words_of_advice(&c->action, advice);
	else
		words_of_question(&c->action, q, &s->answer[f->question].records);
	c->action.mark = f->answer;
	c->action.finding = f;
	if (f->headline.id)
		c->action.headline = f->headline;
	c->action.seen = f->evidence;
	return true;
}

static bool of_answer(const struct sheet *s, unsigned question, struct candidate *c)
{
	const struct sheet_answer *sa = &s->answer[question];
	enum answer_kind mark = grade_reply_kind(sa->answer.reply);

	if (!level(mark))
		return false;
	*c = (struct candidate){ .weight = question_get(question)->weight };
	about_answer(s, question, &c->action);
	c->action.mark = mark;
	words_of_question(&c->action, question_get(question), &sa->records);
	return true;
}

static void of_signs(const struct sheet *s, struct candidate *c)
{
	const struct advice *advice = advice_get(ADVICE_SIGN);

	*c = (struct candidate){ .weight = 3 };
	if (advice)
		words_of_advice(&c->action, advice);
	else
		words_of_question(&c->action, question_get(4), &s->answer[4].records);
	c->action.mark = ANSWER_DANGER;
	c->action.headline = checkup_signs(s->checkup) == 1
				 ? PHRASE(N_("A sign of a virus showed up in one file."))
				 : phrase_of(N_("Signs of viruses showed up in {0} files."), 1,
					     PHRASE_NUMBER((int64_t)checkup_signs(s->checkup)));
}

static int by_rank(const void *pa, const void *pb)
{
	const struct candidate *a = pa, *b = pb;

	if (a->second != b->second)
		return a->second ? 1 : -1;
	if (a->rank != b->rank)
		return a->rank > b->rank ? -1 : 1;
	if (level(a->action.mark) != level(b->action.mark))
		return level(a->action.mark) > level(b->action.mark) ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

static bool same_advice(const struct candidate *a, const struct candidate *b)
{
	return a->action.advice && b->action.advice && !strcmp(a->action.advice, b->action.advice);
}

/* Same advice twice (two systems): the first in order stays. Returns the new number. */
static size_t drop_doubles(struct candidate *c, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		bool seen = false;

		for (size_t k = 0; k < kept; k++)
			seen = seen || same_advice(&c[k], &c[i]);
		if (!seen)
			c[kept++] = c[i];
	}
	return kept;
}

/* An answer and a finding about the same question are one action: the finding's words are more
 * telling, the worse mark and the greater weight count. True when a finding took the answer in. */
static bool merge_answer(struct candidate *c, size_t n, const struct candidate *answer)
{
	struct candidate *best = NULL;

	for (size_t i = 0; i < n; i++)
		if (c[i].action.finding && c[i].action.question == answer->action.question &&
		    (!best || level(c[i].action.mark) * c[i].weight >
				  level(best->action.mark) * best->weight))
			best = &c[i];
	if (!best)
		return false;
	if (level(answer->action.mark) > level(best->action.mark))
		best->action.mark = answer->action.mark;
	best->weight = MAX(best->weight, answer->weight);
	return true;
}

static void mark_seconds(struct candidate *c, size_t n)
{
	bool had[QUESTIONS + 1] = { false };

	for (size_t i = 0; i < n; i++) {
		unsigned q = c[i].action.question;

		c[i].second = q && had[q];
		had[q] = true;
	}
}

void actions_make(struct sheet *s)
{
	const struct checkup *checkup = s->checkup;
	struct candidate *c =
	    arena_array(s->arena, checkup->n_findings + QUESTIONS + 1, sizeof(*c));
	struct candidate answer;
	size_t n = 0;

	for (size_t i = 0; i < checkup->n_findings; i++)
		n += of_finding(s, &checkup->finding[i], &c[n]);
	for (unsigned q = 1; q <= QUESTIONS; q++)
		if (of_answer(s, q, &answer) && !merge_answer(c, n, &answer))
			c[n++] = answer;
	for (size_t i = 0; i < n; i++)
		c[i].rank = level(c[i].action.mark) * c[i].weight;
	if (checkup_signs(checkup)) {
		of_signs(s, &c[n]);
		c[n++].rank = RANK_SIGN;
	}
	for (size_t i = 0; i < n; i++)
		c[i].at = c[i].action.question * (checkup->n_findings + QUESTIONS + 2) + i;
	qsort(c, n, sizeof(*c), by_rank);
	n = drop_doubles(c, n);
	mark_seconds(c, n);
	qsort(c, n, sizeof(*c), by_rank);
	s->action = arena_array(s->arena, n + 1, sizeof(*s->action));
	s->n_actions = n;
	for (size_t i = 0; i < n; i++)
		s->action[i] = c[i].action;
}

/* "Updates are well kept" beside a Windows that gets none would be mockery. */
static bool spoilt(const struct sheet *s, unsigned question)
{
	const struct sheet_answer *support = &s->answer[3];

	return question == 1 &&
	       (support->answer.reply == REPLY_NO || support->records.suggested == REPLY_NO);
}

/* The weightiest question that is answered with yes; without answers, one whose findings are all
 * good. NULL when there is none: no praise that the facts do not carry. */
static const struct question *best_kept(const struct sheet *s)
{
	const struct question *best = NULL;

	for (unsigned n = 1; n <= QUESTIONS; n++) {
		const struct question *q = question_get(n);
		bool good = s->answer[n].answer.reply == REPLY_YES;

		if (s->grade.basis == GRADE_BASIS_RECORDS)
			good = s->answer[n].records.suggested == REPLY_YES;
		if (good && !spoilt(s, n) && (!best || q->weight > best->weight))
			best = q;
	}
	return best;
}

/* Nouns of the first actions, each once. Returns how many (0 to 2). */
static unsigned nouns(const struct sheet *s, const char *noun[2])
{
	unsigned n = 0;

	for (size_t i = 0; i < MIN(s->n_actions, (size_t)SHEET_ACTIONS) && n < 2; i++) {
		const struct question *q = question_get(s->action[i].question);

		if (q && (!n || strcmp(noun[0], q->mend) != 0))
			noun[n++] = q->mend;
	}
	return n;
}

static struct phrase mend(const struct sheet *s, bool praised, unsigned most)
{
	const char *noun[2];
	unsigned n = nouns(s, noun);

	if (checkup_signs(s->checkup))
		return PHRASE(N_("A sign showed up: have it looked into first."));
	n = MIN(n, most);
	if (n == 2)
		return phrase_of(N_("Mend {0} and {1}, and you can worry less."), 2,
				 PHRASE_WORD(noun[0]), PHRASE_WORD(noun[1]));
	if (n == 1)
		return phrase_of(praised ? N_("Mend {0}, and you can worry less.")
					 : N_("Begin with {0}, and you can worry less."),
				 1, PHRASE_WORD(noun[0]));
	if (s->n_actions)
		return PHRASE(N_("Begin with number 1, and you can worry less."));
	if (s->grade.n_caps)
		return s->grade.cap[0];
	return PHRASE(N_("Please keep it so."));
}

void actions_sentence(struct sheet *s)
{
	const struct question *good = best_kept(s);
	unsigned n = 0;

	if (s->grade.mark == GRADE_FIND_OUT) {
		s->sentence[0] = checkup_signs(s->checkup)
				     ? mend(s, false, 2)
				     : PHRASE(N_("Much is not known yet. Let us find it out "
						 "one by one."));
		return;
	}
	if (good && s->grade.mark != GRADE_ACT_SOON)
		s->sentence[n++] = PHRASE(good->good);
	s->sentence[n] = mend(s, n > 0, 2);
	s->mend_one = mend(s, n > 0, 1);
}
