/* SPDX-License-Identifier: GPL-2.0-or-later */
/* X17: the promised minutes are over. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S30", "Go on with what we have"),
				C_("S28", "the rest is marked \"unseen\""), false };
	c[1] = (struct choice){ 2, C_("X17", "Ten more minutes"), NULL, false };
	return 2;
}

void x17_draw(const struct visit *v, struct page *p)
{
	struct choice c[2];
	unsigned n = choices(c);

	screen_title(v, p, 4, C_("S07", "Check and talk"));
	screen_three(p, C_("X17", "The time we set is over"),
		     screen_fill(p, C_("X17", "The {0} minutes are over."), 1,
				 screen_number(p, v->time_limit)),
		     C_("X05", "It is unchanged. We only read."),
		     C_("X17", "What was not seen goes on the sheet."));
	screen_choices(p, c, n, v->cursor[SCREEN_X17], 43);
	screen_script(p, C_("X17", "\"Shall we stop here, or take ten more minutes?\""));
	screen_keys(p, "n129");
}

bool x17_key(struct visit *v, int key)
{
	struct choice c[2];
	unsigned n = choices(c);

	switch (screen_choose(v, c, n, key)) {
	case 1:
		v->want |= WANT_STOP;
		visit_back(v);
		return true;
	case 2:
		v->time_limit += 10;
		v->trouble = TROUBLE_NONE;
		v->trouble_shown[TROUBLE_TIME_UP] = false;
		visit_back(v);
		return true;
	case CHOSE_NOTHING: return false;
	default: return true;
	}
}
