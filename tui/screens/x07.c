/* SPDX-License-Identifier: GPL-2.0-or-later */
/* X07: it is not printed, with the printer's own reason in our words. While the job is still
 * there, 1 goes on waiting for it; else 1 sends it again. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static bool alive(const struct visit *v)
{
	return v->printing.step == PRINTING_JOB;
}

static bool can_save(const struct visit *v)
{
	return (v->able.usb_save || v->able.folder) && v->printing.what != PRINTING_TEST;
}

static unsigned choices(const struct visit *v, struct choice *c)
{
	c[0] = alive(v) ? (struct choice){ 1, C_("X07", "Done, go on"),
					   C_("X07", "it may also go on by itself"), false }
			: (struct choice){ 1, C_("X07", "Print again"), NULL, false };
	c[1] = (struct choice){ 2, C_("S14", "Use another printer"), NULL, false };
	if (!can_save(v))
		return 2;
	c[2] = (struct choice){ 3,
				v->able.usb_save
				    ? C_("S14", "Save to your USB memory instead of paper")
				    : C_("S14", "Save the sheet instead of paper"),
				NULL, false };
	return 3;
}

static const char *answer(const struct visit *v, struct page *p)
{
	const struct print_status *s = &v->printing.status;

	if (s->reason == PRINT_REASON_NONE)
		return C_("X07", "The printer told no reason.");
	return screen_fill(p, C_("X07", "The printer's answer is \"{0}\"."), 1,
			   _(print_reason_words(s->reason)));
}

void x07_draw(const struct visit *v, struct page *p)
{
	const struct print_status *s = &v->printing.status;
	struct choice c[3];
	unsigned n = choices(v, c);

	screen_title(v, p, v->printing.what == PRINTING_TEST ? 0 : 6, C_("X07", "Not printed"));
	screen_three(
	    p, alive(v) ? C_("X07", "It is not printed yet") : C_("X07", "It could not be printed"),
	    answer(v, p), C_("three", "PC and result are unchanged."),
	    _(print_reason_help(s->reason)));
	screen_choices(p, c, n, MIN(v->cursor[SCREEN_X07], n - 1), 43);
	if (s->own[0] &&
	    s->reason == PRINT_REASON_OTHER) /* a keyword helps only who has no better word */
		body_text(&p->body, 2,
			  screen_fill(p, C_("X07", "In the printer's own words: {0}"), 1,
				      screen_escape(p, s->own, 40)));
	screen_script(p, C_("X07", "\"Printers do that. We look together, nothing is lost.\""));
	screen_keys(p, "nb12");
}

static void again(struct visit *v)
{
	enum printing_what what = v->printing.what;

	if (alive(v)) { /* told again when it is still so in a while */
		v->printing.told = false;
		v->printing.reason_since = v->ms;
	}
	visit_back(v);
	if (!alive(v))
		printing_begin(v, what);
}

static void other(struct visit *v)
{
	printing_take_back(v);
	printing_look(v);
	visit_swap(v, SCREEN_S24);
}

static void save(struct visit *v)
{
	printing_take_back(v);
	visit_return(v, SCREEN_S13);
	visit_go(v, carrying_begin(v));
}

bool x07_key(struct visit *v, int key)
{
	struct choice c[3];
	unsigned n = choices(v, c);

	v->cursor[SCREEN_X07] = MIN(v->cursor[SCREEN_X07], n - 1);
	switch (screen_choose(v, c, n, key)) {
	case 1: again(v); return true;
	case 2: other(v); return true;
	case 3: save(v); return true;
	case CHOSE_NOTHING: return false;
	default: return true;
	}
}
