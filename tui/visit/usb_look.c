/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See usb_look.h. */
#include <stdio.h>

#include "tui/visit/visit.h"

static struct checkup *fresh(void)
{
	struct checkup *c = xcalloc(1, sizeof(*c));

	checkup_init(c);
	return c;
}

static void drop(struct checkup **c)
{
	if (!*c)
		return;
	checkup_done(*c);
	free(*c);
	*c = NULL;
}

void usb_look_open(struct visit *v)
{
	if (v->usb.step == USB_RUNNING || v->usb.step == USB_STOPPING)
		return;
	v->usb.step = USB_CHOOSE;
	v->want |= WANT_MEMORIES;
}

bool usb_look_start(struct visit *v, unsigned i)
{
	struct usb_look *l = &v->usb;

	if (l->n >= USB_LOOKED_MAX || i >= v->carrying.n)
		return false;
	drop(&l->hand);
	l->hand = fresh();
	l->of = v->carrying.memory[i];
	l->step = USB_RUNNING;
	l->percent = 0;
	l->area = NULL;
	v->want |= WANT_USB;
	return true;
}

int usb_look_record(struct visit *v, const char *line, size_t n, struct err *err)
{
	struct usb_look *l = &v->usb;
	struct progress p = { 0 };
	int r;

	if (!l->hand)
		return 0;
	r = record_apply(l->hand, line, n, &p, err);
	if (r == 1) {
		l->percent = MAX(l->percent, visit_percent(&p));
		snprintf(l->area_text, sizeof(l->area_text), "%s", p.area ? p.area : "");
		l->area = *l->area_text ? l->area_text : NULL;
	}
	return MIN(r, 0);
}

/* What a fallen check did not look at stands on the sheet, and is no end of a virus check. */
static void note_lost(struct checkup *c)
{
	struct phrase what = PHRASE(N_("The rest of the USB memory"));
	struct phrase why = PHRASE(N_("Could not look, because the part that reads it stopped"));

	checkup_add_gap(c, "facts", &what, &why, 0);
	if (c->malware.state == MALWARE_NOT_RUN || c->malware.state == MALWARE_COMPLETE) {
		c->malware.state = MALWARE_FAILED;
		c->malware.reason = why;
	}
}

void usb_look_ended(struct visit *v, bool whole, bool cut)
{
	struct usb_look *l = &v->usb;
	bool asked = l->step == USB_STOPPING;

	if (!l->hand)
		return;
	whole = whole && l->hand->finished && !l->hand->partial;
	cut = (cut || asked) && l->hand->finished;
	l->end = whole ? USB_END_WHOLE : cut ? USB_END_PARTIAL : USB_END_LOST;
	if (l->end == USB_END_LOST)
		note_lost(l->hand);
	l->looked[l->n++] = l->hand;
	l->hand = NULL;
	l->step = USB_OVER;
	l->percent = whole ? 100 : MIN(l->percent, 99u);
	v->cursor[SCREEN_S29] = 0;
	if (!v->sheet_made)
		return;
	visit_make_sheet(v);
	v->saved = SAVED_NOT; /* what was printed or saved before is another sheet */
	v->printing.paper = PAPER_NOT_ASKED;
}

void usb_look_found(struct visit *v, struct checkup *c)
{
	struct usb_look *l = &v->usb;

	if (l->n < USB_LOOKED_MAX)
		l->looked[l->n++] = c;
	else
		drop(&c);
}

void usb_look_take(struct visit *v)
{
	struct phrase what = PHRASE(N_("The USB memory"));
	struct phrase why = PHRASE(N_("because there was no room left for its result"));
	struct usb_look *l = &v->usb;
	struct err err = { 0 };

	for (; l->taken < l->n; l->taken++)
		if (record_take_usb(&v->checkup, l->looked[l->taken], &err) < 0)
			checkup_add_gap(&v->checkup, "facts", &what, &why, 0);
}

void usb_look_untaken(struct visit *v)
{
	v->usb.taken = 0;
}

const struct checkup *usb_look_last(const struct visit *v)
{
	return v->usb.n > 0 ? v->usb.looked[v->usb.n - 1] : NULL;
}

void usb_look_done(struct usb_look *l)
{
	drop(&l->hand);
	for (unsigned i = 0; i < l->n; i++)
		drop(&l->looked[i]);
	l->n = l->taken = 0;
}
