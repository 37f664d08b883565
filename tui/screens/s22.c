/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S22: erase? Enter goes on with the visit: erasing needs its digit, or `>` moved there. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S22", "Go on with this visit"), NULL, false };
	c[1] = (struct choice){ 2, C_("S22", "Erase"), C_("S22", "about 10 seconds"), false };
	return 2;
}

void s22_draw(const struct visit *v, struct page *p)
{
	struct choice c[2];
	unsigned n = choices(c);

	screen_title(v, p, 7, C_("S22", "Erase?"));
	body_blank(&p->body);
	body_heading(&p->body, C_("S22", "Erase now? It cannot be undone"));
	body_blank(&p->body);
	if (v->sheet_made && v->saved != SAVED_YES)
		body_text(&p->body, 2, C_("S22", "The sheet has not been saved or printed yet."));
	if (!v->sheet_made && v->asking > 0)
		body_text(&p->body, 2, C_("S22", "The answers so far are erased too."));
	body_text(&p->body, 2, C_("S22", "Your PC is unchanged, whatever you choose."));
	body_blank(&p->body);
	screen_choices(p, c, n, v->cursor[SCREEN_S22], 43);
	screen_script(p, C_("S22", "\"Now I erase what we saw today. Is there anything you still "
				   "need?\""));
	screen_keys(p, "n");
	page_key(p, "1-2", C_("key", "choose"));
	screen_keys(p, "b12");
}

bool s22_key(struct visit *v, int key)
{
	struct choice c[2];
	unsigned n = choices(c);

	switch (screen_choose(v, c, n, key)) {
	case 1: visit_back(v); return true;
	case 2: v->want |= WANT_ERASE; return true;
	case CHOSE_NOTHING: return key == KEY_F9_;
	default: return true;
	}
}
