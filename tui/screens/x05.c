/* SPDX-License-Identifier: GPL-2.0-or-later */
/* X05: the part that looks at the disk stopped. What came before holds, the rest is unseen. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S30", "Go on with what we have"),
				C_("S28", "the rest is marked \"unseen\""), false };
	c[1] =
	    (struct choice){ 2, C_("X02", "Check again"), C_("X02", "from the beginning"), false };
	return 2;
}

void x05_draw(const struct visit *v, struct page *p)
{
	struct choice c[2];
	unsigned n = choices(c);

	screen_title(v, p, 4, C_("S07", "Check and talk"));
	screen_three(p, C_("X05", "A part of the check stopped"),
		     C_("X05", "The part that reads the disk stopped on its way."),
		     C_("X05", "It is unchanged. We only read."),
		     C_("X05", "It is marked \"unseen\"; the questions go on."));
	screen_choices(p, c, n, v->cursor[SCREEN_X05], 43);
	screen_script(p, C_("X05", "\"One part could not be looked at. The sheet says so.\""));
	screen_keys(p, "n129");
}

bool x05_key(struct visit *v, int key)
{
	struct choice c[2];
	unsigned n = choices(c);

	switch (screen_choose(v, c, n, key)) {
	case 1: visit_back(v); return true;
	case 2:
		v->trouble = TROUBLE_NONE;
		v->trouble_shown[TROUBLE_FELL] = false;
		v->want |= WANT_CHECK;
		visit_back(v);
		return true;
	case CHOSE_NOTHING: return false;
	default: return true;
	}
}
