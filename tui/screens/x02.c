/* SPDX-License-Identifier: GPL-2.0-or-later */
/* X02: the disk went out of sight during the check. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(struct choice *c)
{
	c[0] =
	    (struct choice){ 1, C_("X02", "Check again"), C_("X02", "from the beginning"), false };
	c[1] = (struct choice){ 2, C_("S30", "Go on with what we have"),
				C_("S28", "the rest is marked \"unseen\""), false };
	return 2;
}

void x02_draw(const struct visit *v, struct page *p)
{
	struct choice c[2];
	unsigned n = choices(c);

	screen_title(v, p, 4, C_("S07", "Check and talk"));
	screen_three(p, C_("X02", "The disk went out of sight"),
		     C_("X02", "The disk that was checked is not there any more."),
		     C_("X02", "Nothing was written to the PC."),
		     C_("X02", "Check the cable and press 1."));
	screen_choices(p, c, n, v->cursor[SCREEN_X02], 43);
	screen_script(p, C_("X02", "\"The cable seems loose. No data has been lost.\""));
	screen_keys(p, "n129");
}

bool x02_key(struct visit *v, int key)
{
	struct choice c[2];
	unsigned n = choices(c);

	switch (screen_choose(v, c, n, key)) {
	case 1:
		v->trouble = TROUBLE_NONE;
		v->trouble_shown[TROUBLE_DISK_GONE] = false;
		v->want |= WANT_CHECK;
		visit_back(v);
		return true;
	case 2: visit_back(v); return true;
	case CHOSE_NOTHING: return false;
	default: return true;
	}
}
