/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Printers found, one chosen, one job followed. */
#include "tui/visit/printing.h"

#include "core/text/text.h"
#include "tui/visit/visit.h"

#define REASON_MS 4000 /* what is in the way for so long is told: a warm-up is not */

void printing_look(struct visit *v)
{
	struct printing *g = &v->printing;

	if (g->look == LOOK_DONE && g->chosen < g->n)
		g->last = g->printer[g->chosen];
	g->look = LOOK_RUNNING;
	g->n = 0;
	g->unknown = (struct printer_info){ 0 };
	v->want |= WANT_PRINTERS;
}

void printing_found(struct visit *v, const struct printer_info *p)
{
	struct printing *g = &v->printing;

	if (!p->known)
		g->unknown = *p;
	else if (g->n < PRINTERS_SHOWN)
		g->printer[g->n++] = *p;
}

void printing_looked(struct visit *v, bool service)
{
	struct printing *g = &v->printing;

	g->look = LOOK_DONE;
	g->no_service = !service;
	g->chosen = 0;
	for (unsigned i = g->n; i-- > 0;) /* the same as before, else the first that is ready */
		if (g->printer[i].ready)
			g->chosen = i;
	for (unsigned i = 0; i < g->n; i++)
		if (!strcmp(g->printer[i].name, g->last.name))
			g->chosen = i;
}

const struct printer_info *printing_printer(const struct visit *v)
{
	const struct printing *g = &v->printing;

	return g->look == LOOK_DONE && g->chosen < g->n ? &g->printer[g->chosen] : NULL;
}

bool printing_busy(const struct visit *v)
{
	enum printing_step s = v->printing.step;

	return s == PRINTING_MAKING || s == PRINTING_JOB || s == PRINTING_BACK;
}

void printing_begin(struct visit *v, enum printing_what what)
{
	struct printing *g = &v->printing;

	if (!printing_printer(v) || printing_busy(v))
		return;
	g->what = what;
	g->step = what == PRINTING_TEST ? PRINTING_JOB : PRINTING_MAKING;
	g->status = (struct print_status){ .state = PRINT_STATE_SENDING };
	g->told = false;
	v->want |= WANT_PRINT;
}

void printing_take_back(struct visit *v)
{
	if (!printing_busy(v))
		return;
	v->printing.step = PRINTING_BACK;
	v->want |= WANT_PRINT_STOP;
}

void printing_status(struct visit *v, const struct print_status *s)
{
	struct printing *g = &v->printing;

	if (s->reason != g->status.reason) {
		g->reason_since = v->ms;
		g->told = false;
	}
	g->status = *s;
	if (print_state_final(s->state))
		g->step = s->state == PRINT_STATE_TAKEN_BACK ? PRINTING_NOT : PRINTING_OVER;
}

static bool printing_page(enum screen_id s)
{
	return s == SCREEN_S14 || s == SCREEN_S24 || s == SCREEN_X07 || s == SCREEN_X08;
}

/* X07 and X08 lie over the page that printing was begun from. */
static void open_over(struct visit *v, enum screen_id screen)
{
	if (v->screen == SCREEN_X07 || v->screen == SCREEN_X08)
		visit_swap(v, screen);
	else
		visit_go(v, screen);
}

static bool in_the_way(const struct visit *v)
{
	const struct printing *g = &v->printing;

	return g->step == PRINTING_JOB && g->status.reason != PRINT_REASON_NONE && !g->told &&
	       v->ms - g->reason_since >= REASON_MS;
}

void printing_tell(struct visit *v)
{
	struct printing *g = &v->printing;

	if (!printing_page(v->screen))
		return;
	if (g->step == PRINTING_OVER) {
		enum print_state s = g->status.state;

		if (s == PRINT_STATE_PRINTED || s == PRINT_STATE_HANDED_OVER) {
			open_over(v, SCREEN_S33);
		} else if (!g->told) {
			g->told = true;
			if (v->screen != SCREEN_X07)
				open_over(v, SCREEN_X07);
		}
	} else if (in_the_way(v)) {
		g->told = true;
		if (v->screen != SCREEN_X07)
			open_over(v, SCREEN_X07);
	} else if (v->screen == SCREEN_X07 && g->step == PRINTING_JOB &&
		   g->status.reason == PRINT_REASON_NONE) {
		visit_back(v); /* paper was added: it goes on */
	} else if (v->screen == SCREEN_S14 && g->look == LOOK_DONE && g->n == 0) {
		visit_go(v, SCREEN_X08);
	} else if (v->screen == SCREEN_X08 && g->look == LOOK_DONE && g->n > 0) {
		visit_back(v);
	}
}

void printing_forget(struct printing *p)
{
	p->what = PRINTING_SHEET;
	p->step = PRINTING_NOT;
	p->status = (struct print_status){ 0 };
	p->told = false;
	p->paper = PAPER_NOT_ASKED;
}

const char *printing_words(const struct visit *v)
{
	const struct printing *g = &v->printing;

	switch (g->step) {
	case PRINTING_MAKING: return C_("S14", "the sheet is being made");
	case PRINTING_BACK: return C_("S14", "being taken back");
	case PRINTING_JOB:
		return g->status.state == PRINT_STATE_WAITING ? C_("S14", "waiting for paper")
							      : C_("S14", "sending");
	case PRINTING_OVER:
		if (g->status.state == PRINT_STATE_NOT_PRINTED)
			return C_("S14", "not printed");
		return C_("S14", "the printer has finished");
	case PRINTING_NOT: break;
	}
	return g->status.state == PRINT_STATE_TAKEN_BACK ? C_("S14", "taken back")
							 : C_("S14", "not sent");
}
