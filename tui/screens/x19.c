/* SPDX-License-Identifier: GPL-2.0-or-later */
/* X19: the erasure could not be proven. There is no way on to another client from here. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(struct choice *c)
{
	c[0] = (struct choice){ 1, C_("X19", "Erase once more"), NULL, false };
	c[1] = (struct choice){ 2, C_("S23", "Power off"), NULL, false };
	return 2;
}

void x19_draw(const struct visit *v, struct page *p)
{
	struct choice c[2];
	unsigned n = choices(c);
	bool written = v->erasing.proof[ERASE_WRITES] == PROOF_FAILED ||
		       v->erasing.proof[ERASE_IMAGE] == PROOF_FAILED;

	screen_title(v, p, 7, C_("S16", "Erase"));
	screen_three(p, C_("X19", "Erasing could not be proven"),
		     screen_fill(p, C_("X19", "Places in which something may be left: {0}"), 1,
				 screen_number(p, (int64_t)v->erasing.places_left)),
		     written ? C_("X19", "A write to its disk was counted. Please note it down.")
			     : C_("X19", "It is unchanged."),
		     C_("X19", "Do not use this stick again; hand it to the chamber."));
	screen_choices(p, c, n, v->cursor[SCREEN_X19], 43);
	screen_script(p, C_("X19", "\"I take this stick to the chamber myself.\""));
	screen_keys(p, "n12");
}

bool x19_key(struct visit *v, int key)
{
	struct choice c[2];
	unsigned n = choices(c);

	switch (screen_choose(v, c, n, key)) {
	case 1: v->want |= WANT_ERASE; return true;
	case 2: v->want |= WANT_END; return true;
	case CHOSE_NOTHING: return key == KEY_ESC_ || key == 0 || key == KEY_F9_ || key == KEY_F10_;
	default: return true;
	}
}
