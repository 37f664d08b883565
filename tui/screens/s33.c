/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S33: did paper come out? A printer that says "printed" may still have swallowed the page. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S33", "Yes"), NULL, false };
	c[1] = (struct choice){ 2, C_("S33", "No"), C_("S33", "we look why"), false };
	return 2;
}

void s33_draw(const struct visit *v, struct page *p)
{
	struct choice c[2];
	unsigned n = choices(c);
	const struct printer_info *i = printing_printer(v);

	screen_title(v, p, v->printing.what == PRINTING_TEST ? 0 : 6, C_("S33", "Printed?"));
	body_blank(&p->body);
	body_heading(&p->body, C_("S33", "Did paper come out?"));
	body_blank(&p->body);
	if (v->printing.status.state == PRINT_STATE_PRINTED)
		body_text(&p->body, 2, C_("S33", "The printer says that it has printed."));
	else
		body_text(
		    &p->body, 2,
		    C_("S33", "All was sent. This printer does not tell whether paper came out."));
	body_text(&p->body, 2,
		  v->printing.what == PRINTING_TEST
		      ? C_("S33", "Look at the ruler, the frame, the bar and the small letters.")
		      : C_("S33", "Please look whether the sheet is whole and can be read."));
	if (i)
		line_seg(body_text(&p->body, 2, C_("S14", "Printer")), 15, ATTR_PAGE,
			 screen_escape(p, i->shown, 60));
	body_blank(&p->body);
	screen_choices(p, c, n, v->cursor[SCREEN_S33], 43);
	screen_script(p, C_("S33", "\"Is it there? Please take it in your hands.\""));
	screen_keys(p, "n");
	page_key(p, "1-2", C_("key", "choose"));
	screen_keys(p, "b12");
}

static void yes(struct visit *v)
{
	struct printing *g = &v->printing;

	g->step = PRINTING_NOT;
	g->status = (struct print_status){ 0 };
	if (g->what == PRINTING_TEST) {
		visit_back(v);
		return;
	}
	g->paper = PAPER_YES;
	v->want |= WANT_PRINT_TOLD;
	v->cursor[SCREEN_S13] = 0; /* `>` to the next useful line */
	visit_return(v, SCREEN_S13);
}

static void no(struct visit *v)
{
	struct printing *g = &v->printing;

	g->told = true;
	g->status = (struct print_status){ .state = PRINT_STATE_NOT_PRINTED };
	if (g->what != PRINTING_TEST) {
		g->paper = PAPER_NO;
		v->want |= WANT_PRINT_TOLD;
	}
	visit_swap(v, SCREEN_X07);
}

bool s33_key(struct visit *v, int key)
{
	struct choice c[2];
	unsigned n = choices(c);

	switch (screen_choose(v, c, n, key)) {
	case 1: yes(v); return true;
	case 2: no(v); return true;
	case CHOSE_NOTHING:
		if (key != KEY_ESC_)
			return false;
		visit_say(v, C_("S33", "First please say whether paper came out: 1 or 2."));
		return true;
	default: return true;
	}
}
