/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The state of a visit: where we are in it, and how it is wiped. */
#include "tui/visit/visit.h"

#include <stdio.h>

#include "core/text/text.h"

#define NOTICE_MS 3000

static void begin_case(struct visit *v)
{
	checkup_init(&v->checkup);
	v->screen = visit_home(v);
	v->n_back = 0;
	v->chosen = -1;
	v->minutes = -1;
	v->minutes_left = -1;
	v->detail_area = -1;
	v->backing.minutes_left = -1;
	v->number_open = true;
	v->n_ask = question_list(true, v->ask);
	for (unsigned q = 1; q <= QUESTIONS; q++)
		v->checkup.answer[q].question = q;
	v->page_changed = true;
}

void visit_init(struct visit *v)
{
	*v = (struct visit){ 0 };
	v->machine.samples = TIME_ABSENT;
	lend_forget(&v->lend);
	begin_case(v);
}

/* A plain memset before free is dropped by the compiler. */
static void overwrite(void *p, size_t n)
{
	explicit_bzero(p, n);
}

void visit_wipe(struct visit *v)
{
	struct visit keep = *v;

	overwrite(&keep.checkup, sizeof(keep.checkup));
	checkup_done(&v->checkup);
	usb_look_done(&v->usb);
	backing_done(&v->backing);
	arena_done(&v->sheet_arena);
	overwrite(v, sizeof(*v));
	v->machine = keep.machine;
	v->able = keep.able;
	v->text_size = keep.text_size;
	v->dark = keep.dark;
	v->practice = keep.practice;
	v->today = keep.today;
	v->contacts = keep.contacts;
	v->known = keep.known;
	lend_forget(&keep.lend);
	v->lend = keep.lend;
	printing_forget(&keep.printing);
	v->printing = keep.printing;
	v->ms = keep.ms;
	overwrite(&keep, sizeof(keep));
	begin_case(v);
}

void visit_done(struct visit *v)
{
	checkup_done(&v->checkup);
	usb_look_done(&v->usb);
	backing_done(&v->backing);
	arena_done(&v->sheet_arena);
	overwrite(v, sizeof(*v));
}

static void arrive(struct visit *v, enum screen_id screen)
{
	v->screen = screen;
	v->scroll = 0;
	v->notice.text = NULL;
	v->page_changed = true;
}

void visit_go(struct visit *v, enum screen_id screen)
{
	if (screen == v->screen)
		return;
	if (v->n_back == BACK_MAX) {
		memmove(v->back, v->back + 1, sizeof(v->back[0]) * (BACK_MAX - 1));
		v->n_back--;
	}
	v->back[v->n_back++] = v->screen;
	v->cursor[screen] = 0;
	arrive(v, screen);
}

void visit_swap(struct visit *v, enum screen_id screen)
{
	if (screen != v->screen)
		v->cursor[screen] = 0;
	arrive(v, screen);
}

void visit_back(struct visit *v)
{
	if (v->n_back > 0)
		arrive(v, v->back[--v->n_back]);
}

void visit_return(struct visit *v, enum screen_id screen)
{
	for (unsigned i = v->n_back; i-- > 0;) {
		if (v->back[i] != screen)
			continue;
		v->n_back = i;
		arrive(v, screen);
		return;
	}
	visit_swap(v, screen);
}

void visit_say(struct visit *v, const char *text)
{
	v->notice = (struct notice){ .text = text, .until = v->ms + NOTICE_MS };
}

bool visit_number_whole(const struct visit *v)
{
	return strlen(v->number) == 6;
}

const char *visit_number(const struct visit *v, char *buf, size_t size)
{
	size_t n = strlen(v->number);

	if (n <= 4)
		snprintf(buf, size, "%s", v->number);
	else
		snprintf(buf, size, "%.4s-%s", v->number, v->number + 4);
	return buf;
}

enum device_whose visit_whose(const struct visit *v, const struct device *d, size_t i)
{
	if (i < DEVICES_MARKED && v->whose[i] != DEVICE_WHOSE_NOT_SAID)
		return v->whose[i];
	return d->whose;
}
