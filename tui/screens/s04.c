/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S04: which disk, and how long the check may take. Size, maker and number's end stand there so
 * that nobody picks the wrong one; nothing is written whatever is picked. */
#include <stdio.h>

#include "core/text/text.h"
#include "tui/screens/screen.h"

#define STATE_COL 30

static const unsigned length_minutes[LENGTHS] = { 10, 20, 40 };

static const char *place(const struct visit_disk *d)
{
	switch (d->place) {
	case PLACE_USB: return C_("S04", "USB");
	case PLACE_IMAGE: return C_("S04", "image file");
	case PLACE_INSIDE: break;
	}
	return C_("S04", "inside the PC");
}

static const char *state(const struct visit_disk *d)
{
	if (d->weak)
		return C_("S04", "[  weak  ]");
	switch (d->state) {
	case VOLUME_STATE_READABLE: return C_("S04", "[readable]");
	case VOLUME_STATE_LOCKED: return C_("S04", "[ locked ]");
	case VOLUME_STATE_EMPTY: return C_("S04", "[ empty  ]");
	case VOLUME_STATE_UNREADABLE:
	case VOLUME_STATE_UNSUPPORTED: break;
	}
	return C_("S04", "[unread. ]");
}

/* The last four of a serial number tell two equal disks apart. */
static const char *serial_end(struct page *p, const struct visit_disk *d)
{
	size_t n = d->serial ? strlen(d->serial) : 0;

	if (n == 0)
		return "";
	return screen_fill(p, C_("S04", "number ends {0}"), 1,
			   screen_escape(p, d->serial + (n > 4 ? n - 4 : 0), 16));
}

static void disk(const struct visit *v, struct page *p, unsigned i, bool selected)
{
	const struct visit_disk *d = &v->disk[i];
	unsigned about = STATE_COL + (unsigned)text_width(state(d)) + 2;
	unsigned size =
	    9 + (unsigned)MAX(text_width(C_("S04", "inside the PC")), text_width(place(d)));
	struct line *l = body_line(&p->body);

	l->item = (int)i + 1;
	l->selected = selected;
	line_seg(l, 7, ATTR_PAGE, place(d));
	line_seg(l, size, ATTR_PAGE, screen_bytes(p, d->size));
	line_seg(l, STATE_COL, ATTR_PAGE, state(d));
	line_seg(l, about, ATTR_PAGE, screen_phrase(p, &d->about, SHEET_ZONE_JAPAN));
	l = body_text(&p->body, 7, screen_escape(p, d->model, d->serial && *d->serial ? 13 : 34));
	line_seg(l, size, ATTR_PAGE, serial_end(p, d));
	if (d->free_bytes != UINT64_MAX)
		line_seg(l, about, ATTR_PAGE,
			 screen_fill(p, C_("S04", "{0} free"), 1, screen_bytes(p, d->free_bytes)));
	if (d->remark.id)
		body_text(&p->body, 7, screen_phrase(p, &d->remark, SHEET_ZONE_JAPAN));
	body_blank(&p->body);
}

static void length_line(const struct visit *v, struct page *p)
{
	const char *text[LENGTHS] = { C_("S04", "short 10 min"), C_("S04", "normal 20 min"),
				      C_("S04", "full 40 min") };
	const char *label = C_("S04", "Length of check"), *hint = C_("S04", "left/right");
	struct line *l = body_text(&p->body, 2, label);
	unsigned col = MAX(16u, 2 + (unsigned)text_width(label) + 3), gap = 5, all = col;

	for (unsigned i = 0; i < LENGTHS; i++)
		all += (unsigned)text_width(text[i]) + 5;
	if (all + 2 + text_width(hint) > 78)
		gap = 4;
	for (unsigned i = 0; i < LENGTHS; i++) {
		bool on = v->length == (enum length)i;
		const char *shown = on ? page_printf(p, "[%s]", text[i]) : text[i];

		line_seg(l, col, on ? ATTR_SELECT : ATTR_PAGE, shown);
		col += (unsigned)text_width(shown) + gap;
	}
	line_aside(l, col, ATTR_PAGE, hint);
}

static void waiting(struct page *p, bool first)
{
	if (first)
		body_blank(&p->body);
	body_text(&p->body, 2, C_("S04", "Looking for disks. This takes a few seconds."));
}

void s04_draw(const struct visit *v, struct page *p)
{
	screen_title(v, p, 3, C_("S04", "Which disk"));
	body_heading(&p->body,
		     C_("S04", "Which disk (the place that holds the data) shall we check?"));
	body_blank(&p->body);
	for (unsigned i = 0; i < v->n_disks; i++)
		disk(v, p, i, v->cursor[SCREEN_S04] == i + 1);
	if (v->stick_shown) {
		struct line *l = body_line(&p->body);

		line_seg(l, 4, ATTR_QUIET, "-");
		line_seg(l, 7, ATTR_QUIET,
			 v->machine.stick ? C_("S04", "this check-up stick")
					  : C_("S04", "this system's own disk"));
		line_seg(l, STATE_COL + (unsigned)text_width(C_("S04", "[readable]")) + 2,
			 ATTR_QUIET, C_("S04", "cannot be chosen"));
		body_blank(&p->body);
	}
	if (!v->disks_listed) {
		waiting(p, v->n_disks == 0);
		body_blank(&p->body);
	}
	length_line(v, p);
	body_blank(&p->body);
	body_text(&p->body, 2,
		  v->machine.sample ? C_("S04", "A sample file: it is opened for reading only.")
		  : v->machine.stick && !v->machine.unguarded
		      ? C_("S04", "Every disk has been set to read only since this stick "
				  "started.")
		      : C_("S04", "A disk is set to read only before anything opens it."));
	screen_script(p, C_("S04", "\"Choosing changes nothing. Let us look at size and name "
				   "together.\""));
	page_key(p, "Enter", C_("S04", "start the check"));
	page_key_wide(p, C_("key", "up/down"), C_("key", "choose"));
	page_key_wide(p, C_("key", "left/right"), C_("S04", "length"));
	screen_keys(p, "b10");
}

static void choose(struct visit *v, unsigned i)
{
	const struct visit_disk *d = &v->disk[i];

	v->chosen = (int)i;
	if (d->state == VOLUME_STATE_LOCKED) {
		visit_go(v, SCREEN_S05);
		return;
	}
	if (d->state != VOLUME_STATE_READABLE) {
		visit_go(v, SCREEN_S19);
		return;
	}
	v->time_limit = length_minutes[v->length];
	v->want |= WANT_CHECK;
	visit_go(v, SCREEN_S07);
}

/* The cursor is 0 while nothing is picked: `>` starts on the only disk with Windows, else on none. */
bool s04_key(struct visit *v, int key)
{
	unsigned *cursor = &v->cursor[SCREEN_S04];

	if (key >= 1 && key <= 9 && (unsigned)key <= v->n_disks) {
		*cursor = (unsigned)key;
		choose(v, (unsigned)key - 1);
		return true;
	}
	switch (key) {
	case KEY_UP_: *cursor = *cursor > 1 ? *cursor - 1 : *cursor; return true;
	case KEY_DOWN_: *cursor = MIN(*cursor + 1, v->n_disks); return true;
	case KEY_LEFT_: v->length = v->length > 0 ? v->length - 1 : v->length; return true;
	case KEY_RIGHT_: v->length = MIN(v->length + 1, LENGTHS - 1); return true;
	case KEY_ENTER_:
		if (*cursor > 0 && *cursor <= v->n_disks)
			choose(v, *cursor - 1);
		else
			visit_say(v, v->disks_listed
					 ? C_("S04", "Please choose a disk by its number.")
					 : C_("S04", "Looking for disks. This takes a few "
						     "seconds."));
		return true;
	default: return false;
	}
}
