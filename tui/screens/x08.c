/* SPDX-License-Identifier: GPL-2.0-or-later */
/* X08: no printer, or none that this stick can drive. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(const struct visit *v, struct choice *c)
{
	unsigned n = 0;

	c[n++] = (struct choice){ 1, C_("X08", "Look again"),
				  v->printing.look == LOOK_RUNNING
				      ? C_("S14", "looking for printers ...")
				      : NULL,
				  v->printing.look == LOOK_RUNNING };
	if (v->able.usb_save || v->able.folder)
		c[n++] = (struct choice){ 3,
					  v->able.usb_save ? C_("X08", "Save to your USB memory")
							   : C_("X08", "Save the sheet"),
					  C_("X08", "print it on another machine"), false };
	return n;
}

static const char *happened(const struct visit *v, struct page *p)
{
	if (v->printing.unknown.shown[0])
		return screen_fill(p, C_("S24", "Found, but this stick cannot drive it: {0}"), 1,
				   screen_escape(p, v->printing.unknown.shown, 30));
	if (v->printing.no_service)
		return C_("X08", "The part that prints does not answer.");
	return C_("X08", "None is there, or this stick does not know it.");
}

void x08_draw(const struct visit *v, struct page *p)
{
	struct choice c[2];
	unsigned n = choices(v, c);

	screen_title(v, p, 6, C_("S14", "Printing the sheet"));
	screen_three(p, C_("X08", "No printer was found"), happened(v, p),
		     C_("three", "PC and result are unchanged."),
		     C_("X08", "Check its power and cable, then press 1."));
	screen_choices(p, c, n, MIN(v->cursor[SCREEN_X08], n - 1), 43);
	screen_script(p, C_("X08", "\"We can also take it along and print it elsewhere.\""));
	screen_keys(p, "nb12");
}

bool x08_key(struct visit *v, int key)
{
	struct choice c[2];
	unsigned n = choices(v, c);

	v->cursor[SCREEN_X08] = MIN(v->cursor[SCREEN_X08], n - 1);
	if (key == KEY_ESC_) { /* S14 would only lead here again */
		visit_return(v, SCREEN_S13);
		return true;
	}
	switch (screen_choose(v, c, n, key)) {
	case 1: printing_look(v); return true;
	case 3:
		visit_return(v, SCREEN_S13);
		visit_go(v, carrying_begin(v));
		return true;
	case CHOSE_NOTHING: return false;
	default: return true;
	}
}
