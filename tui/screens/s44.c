/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S44: the register of USB devices. One after the other: whose is it? What was said stands as ticks
 * on the printed register; it changes nothing on the sheet. */
#include "core/checklist/devices.h"
#include "core/text/text.h"
#include "tui/screens/screen.h"

#define NAME_COL 15
#define MARK_COL 5

static void list_of(const struct visit *v, struct arena *a, struct device_list *ret)
{
	devices_make(&v->checkup, v->known, a, ret);
}

static unsigned cursor(const struct visit *v, size_t n)
{
	return n ? MIN(v->cursor[SCREEN_S44], (unsigned)n - 1) : 0;
}

static const char *word(const struct visit *v, const struct device *d, size_t i)
{
	if (!d->own_serial || !d->serial || i >= DEVICES_MARKED)
		return C_("S44", "[paper]");
	switch (visit_whose(v, d, i)) {
	case DEVICE_WHOSE_COMPANY: return C_("S44", "[firm's]");
	case DEVICE_WHOSE_PRIVATE: return C_("S44", "[private]");
	case DEVICE_WHOSE_UNKNOWN: return C_("S44", "[unclear]");
	case DEVICE_WHOSE_NOT_SAID: break;
	}
	return C_("S44", "[not yet]");
}

/* The day that says most, with what it is. */
static const char *day(const struct visit *v, struct page *p, const struct device *d)
{
	static const enum device_date_what best[] = { DEVICE_DATE_ARRIVAL, DEVICE_DATE_REMOVAL,
						      DEVICE_DATE_EVENT,   DEVICE_DATE_OPENED,
						      DEVICE_DATE_KERNEL,  DEVICE_DATE_FIRST_SET_UP,
						      DEVICE_DATE_LOG,     DEVICE_DATE_SET_UP,
						      DEVICE_DATE_RECORD };

	for (size_t i = 0; i < LEN(best); i++) {
		struct phrase q;

		if (d->at[best[i]] == TIME_ABSENT)
			continue;
		q = phrase_of(N_("{0}: {1}"), 2, PHRASE_WORD(device_date_word(best[i])),
			      PHRASE_DATE(d->at[best[i]]));
		return screen_phrase(p, &q, v->sheet.zone_offset);
	}
	return C_("S44", "no date was kept");
}

static void row(const struct visit *v, struct page *p, const struct device *d, size_t i, bool on)
{
	const char *name = *d->name ? screen_escape(p, d->name, 40) : C_("S44", "no name was kept");
	struct line *l = body_text(&p->body, 2, on ? ">" : " ");

	line_seg(l, MARK_COL, ATTR_PAGE, word(v, d, i));
	line_seg(l, NAME_COL, ATTR_PAGE, text_get(device_way_word(d->way)));
	l = body_text(&p->body, NAME_COL, name);
	l->fixed = true;
	body_text(&p->body, NAME_COL, day(v, p, d));
}

void s44_draw(const struct visit *v, struct page *p)
{
	struct device_list list;
	unsigned shown = p->layout == LAYOUT_NORMAL ? 5 : 3, at, first;

	list_of(v, p->arena, &list);
	at = cursor(v, list.n);
	first = at / shown * shown;
	screen_title(v, p, 6, C_("S44", "USB register"));
	body_heading(&p->body, list.n ? screen_fill(p, C_("S44", "Whose is it? {0} of {1}"), 2,
						    screen_number(p, (int64_t)at + 1),
						    screen_number(p, (int64_t)list.n))
				      : C_("S44", "There is no device to go through"));
	for (size_t i = first; i < list.n && i < first + shown; i++)
		row(v, p, &list.device[i], i, i == at);
	if (!list.n)
		body_text(&p->body, 2, C_("S44", "The printed register says so, too."));
	screen_script(p, C_("S44", "\"Do you know this one? Where is it now?\""));
	page_key(p, "1", C_("S44", "firm's"));
	page_key(p, "2", C_("S44", "private"));
	page_key(p, "3", C_("S44", "unclear"));
	page_key(p, "Enter", C_("S44", "print"));
	screen_keys(p, "b12");
}

/* Says whose the chosen one is, and goes to the next. */
static void mark(struct visit *v, const struct device_list *list, enum device_whose whose)
{
	unsigned at = cursor(v, list->n);
	const struct device *d = list->n ? &list->device[at] : NULL;

	if (!d)
		return;
	if (!d->own_serial || !d->serial || at >= DEVICES_MARKED) {
		visit_say(v, C_("S44", "It cannot be told apart: tick it on paper."));
		return;
	}
	v->whose[at] = v->whose[at] == whose ? DEVICE_WHOSE_NOT_SAID : whose;
	if (v->whose[at] && at + 1 < list->n)
		v->cursor[SCREEN_S44] = at + 1;
}

static void print(struct visit *v)
{
	if (!v->able.print) {
		visit_say(v, C_("S44", "This stick cannot print here."));
		return;
	}
	if (!printing_busy(v))
		printing_look(v);
	visit_go(v, SCREEN_S14);
	v->cursor[SCREEN_S14] = 6; /* the line of the register */
}

bool s44_key(struct visit *v, int key)
{
	struct arena a = { 0 };
	struct device_list list;
	bool meant = true;

	list_of(v, &a, &list);
	v->cursor[SCREEN_S44] = cursor(v, list.n);
	switch (key) {
	case KEY_UP_: v->cursor[SCREEN_S44] -= v->cursor[SCREEN_S44] > 0; break;
	case KEY_DOWN_: v->cursor[SCREEN_S44]++; break;
	case 1: mark(v, &list, DEVICE_WHOSE_COMPANY); break;
	case 2: mark(v, &list, DEVICE_WHOSE_PRIVATE); break;
	case 3: mark(v, &list, DEVICE_WHOSE_UNKNOWN); break;
	case KEY_ENTER_: print(v); break;
	default: meant = false;
	}
	v->cursor[SCREEN_S44] = cursor(v, list.n);
	arena_done(&a);
	return meant;
}
