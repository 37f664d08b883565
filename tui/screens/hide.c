/* SPDX-License-Identifier: GPL-2.0-or-later */
/* F6: the page is hidden from passers-by. The check goes on. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

void hide_draw(const struct visit *v, struct page *p)
{
	(void)v;
	p->title = C_("hide", "In a check-up");
	p->row2 = "";
	body_blank(&p->body);
	body_blank(&p->body);
	body_heading(&p->body, C_("hide", "A check-up is going on. Please do not touch."));
	body_blank(&p->body);
	body_text(&p->body, 2, C_("hide", "Enter shows the page again."));
	p->script_label = NULL;
	page_key(p, "Enter", C_("hide", "show"));
}

bool hide_key(struct visit *v, int key)
{
	if (key == KEY_ENTER_ || key == KEY_ESC_ || key == KEY_BACKSPACE_)
		visit_back(v);
	return true;
}
