/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S24: the printers. One is chosen for the stick, whoever comes next; a test page shows whether it
 * prints at all. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

#define NAME_CELLS 36
#define LOOK_DIGIT 7
#define TEST_DIGIT 8
#define ROWS       (PRINTERS_SHOWN + 2)

/* p NULL: only which there are. */
static unsigned choices(const struct visit *v, struct page *p, struct choice *c)
{
	const struct printing *g = &v->printing;
	unsigned n = 0;

	if (printing_busy(v)) {
		c[n++] = (struct choice){ 1, C_("S14", "Wait"), NULL, false };
		c[n++] = (struct choice){ 2, C_("S14", "Take it back"), NULL, false };
		return n;
	}
	for (unsigned i = 0; i < g->n && g->look == LOOK_DONE; i++) {
		const struct printer_info *r = &g->printer[i];

		c[n++] =
		    (struct choice){ (int)i + 1, p ? screen_escape(p, r->shown, NAME_CELLS) : "",
				     i == g->chosen ? C_("S24", "chosen")
				     : r->ready     ? C_("S14", "is ready")
						    : _(print_reason_words(r->reason)),
				     false };
	}
	c[n++] =
	    (struct choice){ LOOK_DIGIT, C_("S24", "Look again"), NULL, g->look == LOOK_RUNNING };
	c[n++] = (struct choice){ TEST_DIGIT, C_("S14", "Test page"),
				  C_("S14", "a ruler, nothing about you"), !printing_printer(v) };
	return n;
}

static void found(const struct visit *v, struct page *p)
{
	const struct printing *g = &v->printing;
	const struct printer_info *i = printing_printer(v);

	if (g->look == LOOK_RUNNING)
		body_text(&p->body, 2, C_("S14", "looking for printers ..."));
	else if (g->n == 0)
		body_text(&p->body, 2,
			  C_("S24", "None was found. Switch it on, plug its cable in, then 7."));
	if (g->look == LOOK_DONE && g->unknown.shown[0])
		body_text(&p->body, 2,
			  screen_fill(p, C_("S24", "Found, but this stick cannot drive it: {0}"), 1,
				      screen_escape(p, g->unknown.shown, 30)));
	if (i && !i->ready)
		body_text(&p->body, 2,
			  screen_fill(p, C_("S24", "The printer's answer: {0}"), 1,
				      _(print_reason_words(i->reason))));
}

void s24_draw(const struct visit *v, struct page *p)
{
	struct choice c[ROWS];
	unsigned n = choices(v, p, c);

	screen_title(v, p, 0, C_("S24", "Printers"));
	p->row2 = C_("S23", "Settings and notes of this stick");
	body_blank(&p->body);
	body_heading(&p->body, C_("S24", "Which printer shall be used?"));
	body_blank(&p->body);
	found(v, p);
	if (p->body.n > 3)
		body_blank(&p->body);
	screen_choices(p, c, n, MIN(v->cursor[SCREEN_S24], n - 1), 46);
	body_blank(&p->body);
	line_seg(body_text(&p->body, 2, C_("S14", "State")), 11, ATTR_PAGE, printing_words(v));
	screen_script(p, C_("S24", "\"A test page shows whether the letters can be read.\""));
	screen_keys(p, "ncb12");
}

/* Chosen: back to the page that asked for another one. */
static void choose(struct visit *v, unsigned i)
{
	v->printing.chosen = i;
	if (v->n_back > 0 && v->back[v->n_back - 1] == SCREEN_S14)
		visit_back(v);
	else
		visit_say(v, C_("S24", "This one is used from now on."));
}

bool s24_key(struct visit *v, int key)
{
	struct choice c[ROWS];
	unsigned n = choices(v, NULL, c);
	int digit;

	v->cursor[SCREEN_S24] = MIN(v->cursor[SCREEN_S24], n - 1);
	digit = screen_choose(v, c, n, key);
	if (digit == CHOSE_NOTHING)
		return false;
	if (printing_busy(v)) {
		if (digit == 2)
			printing_take_back(v);
	} else if (digit == LOOK_DIGIT) {
		printing_look(v);
	} else if (digit == TEST_DIGIT) {
		printing_begin(v, PRINTING_TEST);
	} else if (digit >= 1) {
		choose(v, (unsigned)digit - 1);
	}
	return true;
}
