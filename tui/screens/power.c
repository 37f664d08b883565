/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Power off: asked once; a visit in hand is erased and proven first. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(struct choice *c)
{
	c[0] = (struct choice){ 1, C_("power", "Go back"), NULL, false };
	c[1] = (struct choice){ 2, C_("S23", "Power off"), NULL, false };
	return 2;
}

void power_draw(const struct visit *v, struct page *p)
{
	struct choice c[2];
	unsigned n = choices(c);

	screen_title(v, p, 0, C_("S23", "Power off"));
	p->row2 = C_("power", "The stick is taken out when the PC is off");
	body_blank(&p->body);
	body_heading(&p->body, C_("power", "Power off?"));
	body_blank(&p->body);
	if (v->minutes >= 0)
		body_text(&p->body, 2,
			  C_("power", "Answers and records of this visit are erased first."));
	body_text(&p->body, 2, C_("S22", "Your PC is unchanged, whatever you choose."));
	body_blank(&p->body);
	screen_choices(p, c, n, v->cursor[SCREEN_POWER], 43);
	screen_script(p, C_("power", "\"Thank you for today.\""));
	screen_keys(p, "n");
	page_key(p, "1-2", C_("key", "choose"));
	screen_keys(p, "b12");
}

bool power_key(struct visit *v, int key)
{
	struct choice c[2];
	unsigned n = choices(c);

	switch (screen_choose(v, c, n, key)) {
	case 1: visit_back(v); return true;
	case 2:
		v->want |= v->minutes >= 0 && !v->erased ? WANT_ERASE | WANT_END : WANT_END;
		return true;
	case CHOSE_NOTHING: return key == KEY_F10_;
	default: return true;
	}
}
