/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S23: other: what belongs to the stick and not to a visit. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(const struct visit *v, struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S23", "Printer"),
				v->able.print ? NULL : C_("page", "not yet on this stick"),
				!v->able.print };
	c[1] = (struct choice){ 2, C_("S23", "Whom to call"), NULL, false };
	c[2] = (struct choice){ 3, C_("S23", "Date of the virus samples"), NULL, false };
	c[3] = (struct choice){ 4, C_("S23", "About this stick"), NULL, false };
	c[4] = (struct choice){ 5, C_("S23", "Power off"), NULL, false };
	c[5] = (struct choice){ 0, C_("S23", "List of keys"), NULL, false };
	return 6;
}

void s23_draw(const struct visit *v, struct page *p)
{
	struct choice c[6];
	unsigned n = choices(v, c);

	screen_title(v, p, 0, C_("S23", "Other"));
	p->row2 = C_("S23", "Settings and notes of this stick");
	body_blank(&p->body);
	body_heading(&p->body, C_("S23", "What would you like to see?"));
	body_blank(&p->body);
	screen_choices(p, c, n, v->cursor[SCREEN_S23], 43);
	screen_script(p, C_("S23", "\"Take your time.\""));
	screen_keys(p, "ncb12");
}

bool s23_key(struct visit *v, int key)
{
	static const enum screen_id to[] = { SCREEN_OTHER, SCREEN_S24, SCREEN_S25,
					     SCREEN_S26,   SCREEN_S27, SCREEN_POWER };
	struct choice c[6];
	unsigned n = choices(v, c);
	int chosen = screen_choose(v, c, n, key);

	if (chosen == CHOSE_NOTHING)
		return false;
	if (chosen == 1 && v->printing.look == LOOK_NOT)
		printing_look(v);
	if (chosen >= 0)
		visit_go(v, to[chosen]);
	return true;
}
