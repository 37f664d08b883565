/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S28: stop the check here? What was finished stays; the rest is listed as not looked at. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S28", "Go on with the check"), NULL, false };
	c[1] = (struct choice){ 2, C_("S28", "Use what we have so far"),
				C_("S28", "the rest is marked \"unseen\""), false };
	return 2;
}

void s28_draw(const struct visit *v, struct page *p)
{
	struct choice c[2];
	unsigned n = choices(c);

	screen_title(v, p, 4, C_("S28", "Stop here?"));
	screen_work(v, p);
	body_blank(&p->body);
	body_heading(&p->body, C_("S28", "Stop the check here?"));
	body_blank(&p->body);
	body_text(&p->body, 2,
		  C_("S28", "All that was looked at so far is kept. The PC is "
			    "unchanged."));
	body_blank(&p->body);
	screen_choices(p, c, n, v->cursor[SCREEN_S28], 43);
	screen_script(p, C_("S28", "\"We can stop here. The sheet says what was not seen.\""));
	screen_keys(p, "n");
	page_key(p, "1-2", C_("key", "choose"));
	screen_keys(p, "b12");
}

bool s28_key(struct visit *v, int key)
{
	struct choice c[2];
	unsigned n = choices(c);

	switch (screen_choose(v, c, n, key)) {
	case 1: visit_back(v); return true;
	case 2:
		v->want |= WANT_STOP;
		visit_back(v);
		return true;
	case CHOSE_NOTHING: return key == KEY_F8_;
	default: return true;
	}
}
