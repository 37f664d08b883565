/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S19: no disk can be looked at. The visit goes on with the questions. Never advises a change of
 * firmware settings: that can make Windows ask for its recovery key. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(const struct visit *v, struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S19", "Questions only"), C_("S19", "a sheet can be made"),
				false };
	c[1] =
	    (struct choice){ 2, C_("S19", "Search again"), C_("S19", "about 30 seconds"), false };
	c[2] = (struct choice){ 3, C_("S19", "Print the model and stop"),
				v->able.print ? C_("S19", "to show to a shop")
					      : C_("page", "not yet on this stick"),
				!v->able.print };
	return 3;
}

static unsigned inside(const struct visit *v)
{
	unsigned n = 0;

	for (unsigned i = 0; i < v->n_disks; i++)
		n += v->disk[i].place != PLACE_USB;
	return n;
}

/* Why none can be looked at: what was found out, else what it may be. */
static void reasons(const struct visit *v, struct page *p)
{
	struct line *l;
	unsigned told = 0;

	for (unsigned i = 0; i < v->n_disks && told < 2; i++) {
		const struct visit_disk *d = &v->disk[i];

		if (!d->about.id)
			continue;
		if (told++ == 0)
			body_text(&p->body, 2, C_("S19", "Why it could not be read"));
		body_text(&p->body, 4,
			  screen_fill(p, C_("S19", "{0}: {1}"), 2, screen_bytes(p, d->size),
				      screen_phrase(p, &d->about, SHEET_ZONE_JAPAN)));
	}
	if (told)
		return;
	l = body_text(&p->body, 2, C_("S19", "It may be"));
	line_seg(l, 16, ATTR_PAGE,
		 C_("S19", "connected in a way that this stick does not know (newer PCs)"));
	body_text(&p->body, 16, C_("S19", "taken out, or not working"));
}

void s19_draw(const struct visit *v, struct page *p)
{
	struct choice c[3];
	unsigned n = choices(v, c);
	struct line *l;

	screen_title(v, p, 3, C_("S19", "No disk to read"));
	body_blank(&p->body);
	body_heading(&p->body, C_("S19", "No disk could be looked at"));
	body_blank(&p->body);
	body_text(&p->body, 2,
		  C_("S19", "This does not mean that the PC is broken. Nothing was changed."));
	body_blank(&p->body);
	l = body_text(&p->body, 2, C_("S19", "We saw"));
	line_seg(l, 16, ATTR_PAGE, C_("S19", "disks inside the PC"));
	line_seg(l, 40, ATTR_PAGE,
		 screen_fill(p, C_("S19", "{0}"), 1, screen_number(p, inside(v))));
	reasons(v, p);
	body_blank(&p->body);
	body_text(&p->body, 2,
		  C_("S19", "Do not change start-up settings: the PC may then ask for a key."));
	body_blank(&p->body);
	screen_choices(p, c, n, v->cursor[SCREEN_S19], 40);
	body_blank(&p->body);
	body_text(&p->body, 2,
		  C_("S19", "The sheet will say \"the disk could not be looked at\"."));
	screen_script(p, C_("S19", "\"Even without looking inside, the questions show what "
				   "matters.\""));
	screen_keys(p, "nb1209");
}

bool s19_key(struct visit *v, int key)
{
	struct choice c[3];
	unsigned n = choices(v, c);
	struct phrase what = PHRASE(N_("The disk of this PC"));
	struct phrase why = PHRASE(N_("No disk could be looked at"));

	switch (screen_choose(v, c, n, key)) {
	case 1:
		checkup_add_gap(&v->checkup, "volume", &what, &why, 0);
		v->chosen = -1;
		visit_swap(v, SCREEN_S07);
		return true;
	case 2:
		v->want |= WANT_LIST_DISKS;
		v->disks_listed = false;
		visit_return(v, SCREEN_S04);
		return true;
	case CHOSE_NOTHING: return false;
	default: return true;
	}
}
