/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Points, caps, words. The rules and why they are so: docs/sheet.md. */
#include "core/checklist/grade.h"

#include "core/base/util.h"

#define POINTS_YES    4
#define POINTS_PARTLY 2
#define SCORE_WELL    85
#define SCORE_NEARLY  50
#define ANSWERS_MIN   8 /* fewer answers than this carry no points */
#define UNSEEN_PART   4 /* more than a quarter unseen is no circle */
#define DAYS_FRESH    7
#define DAYS_AGEING   30
#define DAYS_OLD      90

enum answer_kind grade_reply_kind(enum reply reply)
{
	switch (reply) {
	case REPLY_YES: return ANSWER_OK;
	case REPLY_PARTLY: return ANSWER_CONCERN;
	case REPLY_NO: return ANSWER_DANGER;
	case REPLY_UNKNOWN: return ANSWER_COULD_NOT_LOOK;
	case REPLY_NOT_USED:
	case REPLY_NONE: break;
	}
	return ANSWER_NOT_APPLICABLE;
}

int64_t grade_samples_days(const struct malware *m, int64_t now)
{
	if (m->database_time == TIME_ABSENT || !m->database_time)
		return -1;
	return MAX(time_days_between(m->database_time, now), 0);
}

enum samples_age grade_samples_age(const struct malware *m, int64_t now)
{
	int64_t days = grade_samples_days(m, now);

	if (days < 0 || days > DAYS_OLD)
		return SAMPLES_USELESS;
	if (days > DAYS_AGEING)
		return SAMPLES_OLD;
	return days > DAYS_FRESH ? SAMPLES_AGEING : SAMPLES_FRESH;
}

static void cap(struct grade *g, struct phrase why)
{
	for (unsigned i = 0; i < g->n_caps; i++)
		if (phrase_equal(&g->cap[i], &why))
			return;
	if (g->n_caps < GRADE_CAPS)
		g->cap[g->n_caps++] = why;
}

static void cap_by_answers(const struct checkup *c, struct grade *g)
{
	static const unsigned char keeps_down[] = { 1, 3, 4, 11, 12 };

	for (size_t i = 0; i < LEN(keeps_down); i++)
		if (c->answer[keeps_down[i]].reply == REPLY_NO)
			cap(g, PHRASE(question_get(keeps_down[i])->headline));
}

static void cap_by_samples(const struct malware *m, int64_t now, struct grade *g)
{
	int64_t days = grade_samples_days(m, now);

	if (m->state != MALWARE_COMPLETE && m->state != MALWARE_PARTIAL)
		return;
	switch (grade_samples_age(m, now)) {
	case SAMPLES_FRESH:
	case SAMPLES_AGEING: return;
	case SAMPLES_OLD:
	case SAMPLES_USELESS: break;
	}
	cap(g, days < 0
		   ? PHRASE(N_("The date of the virus samples is not known."))
		   : phrase_of(N_("The virus samples are {0} days old."), 1, PHRASE_NUMBER(days)));
}

static bool unfinished(const struct malware *m)
{
	return m->state == MALWARE_PARTIAL || m->state == MALWARE_FAILED;
}

/* What was seen, and what could not be finished: neither may look like a circle. */
static void cap_by_records(const struct checkup *c, struct grade *g)
{
	if (checkup_signs(c))
		cap(g, PHRASE(N_("A sign of a virus showed up and has not been looked into.")));
	for (size_t i = 0; i < c->n_findings; i++)
		if (c->finding[i].answer == ANSWER_DANGER)
			cap(g, c->finding[i].headline);
	if (unfinished(&c->malware) || unfinished(&c->usb))
		cap(g, PHRASE(N_("The virus check did not come to its end.")));
	cap_by_samples(&c->malware, c->now, g);
	cap_by_samples(&c->usb, c->now, g);
	if (c->partial || (!c->finished && c->n_systems))
		cap(g, PHRASE(N_("The check was stopped before its end.")));
}

static int score(unsigned points, unsigned n)
{
	return n ? (int)(points * 100 / (POINTS_YES * n)) : -1;
}

static void by_answers(const struct checkup *c, unsigned answered, struct grade *g)
{
	unsigned points = 0, n = 0;

	for (unsigned q = 1; q <= QUESTIONS; q++) {
		enum reply reply = c->answer[q].reply;

		if (reply == REPLY_NONE)
			continue;
		g->count[grade_reply_kind(reply)]++;
		if (reply == REPLY_NOT_USED)
			continue;
		n++;
		points += reply == REPLY_YES      ? POINTS_YES
			  : reply == REPLY_PARTLY ? POINTS_PARTLY
						  : 0;
	}
	if (answered >= ANSWERS_MIN && g->count[ANSWER_COULD_NOT_LOOK] <= GRADE_UNKNOWN_MAX)
		g->score = score(points, n);
}

enum answer_kind grade_records_kind(const struct checkup *c, unsigned question)
{
	enum answer_kind worst = ANSWER_NOT_APPLICABLE;

	for (size_t i = 0; i < c->n_findings; i++)
		if (c->finding[i].question == question &&
		    answer_kind_rank(c->finding[i].answer) > answer_kind_rank(worst))
			worst = c->finding[i].answer;
	return worst;
}

/* Without answers the worst finding about a question stands in its place; findings about no
 * question stand for themselves. What we could not see is nobody's fault and stays out of the
 * sum, but too much of it leaves no ground to stand on. */
static void by_findings(const struct checkup *c, struct grade *g)
{
	unsigned points, n, unseen;

	for (unsigned q = 1; q <= QUESTIONS; q++)
		g->count[grade_records_kind(c, q)]++;
	for (size_t i = 0; i < c->n_findings; i++)
		if (!c->finding[i].question || c->finding[i].question > QUESTIONS)
			g->count[c->finding[i].answer]++;
	g->count[ANSWER_NOT_APPLICABLE] = 0;
	unseen = g->count[ANSWER_COULD_NOT_LOOK];
	n = g->count[ANSWER_OK] + g->count[ANSWER_NOTICE] + g->count[ANSWER_CONCERN] +
	    g->count[ANSWER_DANGER];
	points = POINTS_YES * (g->count[ANSWER_OK] + g->count[ANSWER_NOTICE]) +
		 POINTS_PARTLY * g->count[ANSWER_CONCERN];
	if (unseen <= GRADE_UNKNOWN_MAX && unseen < n)
		g->score = score(points, n);
	if (unseen * UNSEEN_PART > n + unseen)
		cap(g, PHRASE(N_("A part of the records could not be read.")));
}

void grade_make(const struct checkup *c, struct grade *ret)
{
	unsigned answered = 0;

	*ret = (struct grade){ .score = -1, .basis = GRADE_BASIS_NOTHING };
	for (unsigned q = 1; q <= QUESTIONS; q++)
		answered += c->answer[q].reply != REPLY_NONE;
	if (answered) {
		ret->basis = GRADE_BASIS_INTERVIEW;
		by_answers(c, answered, ret);
	} else if (c->n_findings && !checkup_is_locked(c)) {
		ret->basis = checkup_is_usb_alone(c) ? GRADE_BASIS_USB : GRADE_BASIS_RECORDS;
		by_findings(c, ret);
	}
	cap_by_records(c, ret);
	cap_by_answers(c, ret);
	if (ret->score < 0)
		ret->mark = GRADE_FIND_OUT;
	else if (ret->score < SCORE_NEARLY)
		ret->mark = GRADE_ACT_SOON;
	else if (ret->score < SCORE_WELL || ret->n_caps)
		ret->mark = GRADE_NEARLY;
	else
		ret->mark = GRADE_WELL_KEPT;
	ret->capped = ret->score >= SCORE_WELL && ret->n_caps;
}

const char *grade_mark_word(enum grade_mark mark)
{
	static const char *const word[GRADE_MARKS] = {
		[GRADE_WELL_KEPT] = N_("Well kept"),
		[GRADE_NEARLY] = N_("Nearly there"),
		[GRADE_ACT_SOON] = N_("Act soon"),
		[GRADE_FIND_OUT] = N_("Find out first"),
	};

	return (unsigned)mark < GRADE_MARKS ? word[mark] : "";
}

const char *grade_mark_name(enum grade_mark mark)
{
	static const char *const name[GRADE_MARKS] = {
		[GRADE_WELL_KEPT] = "well-kept",
		[GRADE_NEARLY] = "nearly-there",
		[GRADE_ACT_SOON] = "act-soon",
		[GRADE_FIND_OUT] = "find-out-first",
	};

	return (unsigned)mark < GRADE_MARKS ? name[mark] : "";
}

const char *grade_basis_name(enum grade_basis basis)
{
	switch (basis) {
	case GRADE_BASIS_INTERVIEW: return "interview";
	case GRADE_BASIS_RECORDS: return "records";
	case GRADE_BASIS_USB: return "usb-memory";
	case GRADE_BASIS_NOTHING: break;
	}
	return "nothing";
}
