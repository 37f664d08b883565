/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The interview: one question at a time, a contradiction shown before the answer is written. */
#include "tui/visit/visit.h"

const struct question *visit_question(const struct visit *v)
{
	return v->asking < v->n_ask ? question_get(v->ask[v->asking]) : NULL;
}

unsigned visit_answered(const struct visit *v)
{
	unsigned n = 0;

	for (unsigned q = 1; q <= QUESTIONS; q++)
		n += v->checkup.answer[q].reply != REPLY_NONE;
	return n;
}

void visit_prefill(const struct visit *v, struct prefill *ret)
{
	const struct question *q = visit_question(v);

	*ret = (struct prefill){ 0 };
	if (v->told)
		*ret = *v->told;
	else if (q)
		prefill(&v->checkup, q->number, ret);
}

static enum screen_id trouble_screen(enum trouble t)
{
	switch (t) {
	case TROUBLE_DISK_GONE: return SCREEN_X02;
	case TROUBLE_TIME_UP: return SCREEN_X17;
	case TROUBLE_FELL:
	case TROUBLE_NONE:
	case TROUBLES: break;
	}
	return SCREEN_X05;
}

static void tell(struct visit *v)
{
	if (v->checkup.malware.hits_total > 0 && !v->sign_shown) {
		v->sign_shown = true;
		visit_go(v, SCREEN_S09);
	} else if (v->trouble != TROUBLE_NONE && !v->trouble_shown[v->trouble]) {
		v->trouble_shown[v->trouble] = true;
		visit_go(v, trouble_screen(v->trouble));
	}
}

void visit_tell(struct visit *v)
{
	if (v->screen == SCREEN_S30)
		tell(v);
}

/* A sign waits until the question is answered; it is shown once in a visit. */
static void after_answer(struct visit *v)
{
	bool last;

	v->asking++;
	last = v->asking >= v->n_ask;
	if (v->screen == SCREEN_S08)
		visit_back(v);
	v->page_changed = true;
	v->scroll = 0;
	if (last)
		visit_go(v, SCREEN_S30);
	tell(v);
}

void visit_settle(struct visit *v, enum reply reply, bool contradiction)
{
	const struct question *q = visit_question(v);
	struct prefill records;
	struct answer *a;

	if (!q)
		return;
	visit_prefill(v, &records);
	a = &v->checkup.answer[q->number];
	a->question = q->number;
	a->reply = reply;
	a->suggested = records.suggested;
	a->contradiction = contradiction;
	after_answer(v);
}

void visit_reply(struct visit *v, enum reply reply)
{
	const struct question *q = visit_question(v);
	struct prefill records;
	struct answer trial;

	if (!q)
		return;
	visit_prefill(v, &records);
	trial = (struct answer){ .question = q->number };
	if (answer_reconcile(&trial, reply, records.suggested)) {
		v->pending = reply;
		visit_go(v, SCREEN_S08);
		return;
	}
	visit_settle(v, reply, false);
}
