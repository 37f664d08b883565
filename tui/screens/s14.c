/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S14: what is printed, on which printer, and what has become of it. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

#define VALUE_COL   15
#define PRINTER_COL 25
#define NAME_CELLS  32
#define NOTE_COL    46

static unsigned waiting(struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S14", "Wait"), NULL, false };
	c[1] = (struct choice){ 2, C_("S14", "Take it back"),
				C_("S14", "a page already in the printer may come"), false };
	return 2;
}

static unsigned choices(const struct visit *v, struct choice *c)
{
	bool none = !printing_printer(v);
	bool usb = v->able.usb_save || v->able.folder;

	if (printing_busy(v))
		return waiting(c);
	c[0] = (struct choice){ 1, C_("S14", "Print"), NULL, none };
	c[1] = (struct choice){ 2, C_("S14", "Print it in large letters"),
				C_("S14", "A4, 2 sheets"), none };
	c[2] = (struct choice){ 3, C_("S14", "Print the counsellor's record too"),
				v->able.counsellor ? C_("S14", "A4, 3 sheets, by consent")
						   : C_("page", "not yet on this stick"),
				none || !v->able.counsellor };
	c[3] = (struct choice){ 4, C_("S14", "Test page"), C_("S14", "a ruler, nothing about you"),
				none };
	c[4] = (struct choice){ 5, C_("S14", "Use another printer"), NULL, false };
	c[5] = (struct choice){ 6,
				v->able.usb_save || !usb
				    ? C_("S14", "Save to your USB memory instead of paper")
				    : C_("S14", "Save the sheet instead of paper"),
				usb ? NULL : C_("page", "not yet on this stick"), !usb };
	c[6] = (struct choice){ 7, C_("S14", "Print the register of USB memories"),
				C_("S14", "names devices: keep it here"), none };
	return 7;
}

static void fact(struct page *p, const char *label, const char *value)
{
	line_seg(body_text(&p->body, 2, label), VALUE_COL, ATTR_PAGE, value);
}

static void printer(const struct visit *v, struct page *p)
{
	const struct printer_info *i = printing_printer(v);
	struct line *l = body_text(&p->body, 2, C_("S14", "Printer"));
	const char *name;

	if (!i) {
		line_seg(l, VALUE_COL, ATTR_PAGE,
			 v->printing.look == LOOK_RUNNING ? C_("S14", "looking for printers ...")
							  : C_("S14", "none was found"));
		return;
	}
	name = screen_escape(p, i->shown, NAME_CELLS);
	screen_mark(l, VALUE_COL, i->ready ? STATE_GOOD : STATE_CARE);
	line_seg(l, PRINTER_COL, ATTR_PAGE, name);
	if (i->ready)
		line_seg(l, PRINTER_COL + (unsigned)text_width(name) + 2, ATTR_PAGE,
			 C_("S14", "is ready"));
	else
		body_text(&p->body, PRINTER_COL, _(print_reason_words(i->reason)));
}

/* The reason stands behind the state, in our words. */
static void state(const struct visit *v, struct page *p)
{
	const struct print_status *s = &v->printing.status;
	struct line *l = body_text(&p->body, 2, C_("S14", "State"));
	const char *words = printing_words(v);

	if (v->printing.step == PRINTING_JOB && s->reason != PRINT_REASON_NONE)
		words = screen_fill(p, C_("S14", "{0}: {1}"), 2, words,
				    _(print_reason_words(s->reason)));
	line_seg(l, 11, ATTR_PAGE, words);
}

void s14_draw(const struct visit *v, struct page *p)
{
	struct choice c[7];
	unsigned n = choices(v, c);

	screen_title(v, p, 6, C_("S14", "Printing the sheet"));
	body_blank(&p->body);
	body_heading(&p->body, C_("S14", "Print the sheet"));
	body_blank(&p->body);
	printer(v, p);
	fact(p, C_("S14", "Paper"), C_("S14", "A4, 1 sheet, readable in black and white"));
	fact(p, C_("S14", "On it"),
	     C_("S14", "result, first three, areas, what was not seen, whom to call"));
	fact(p, C_("S14", "Not on it"),
	     C_("S14", "names, numbers, passwords, what is in documents"));
	body_blank(&p->body);
	screen_choices(p, c, n, MIN(v->cursor[SCREEN_S14], n - 1), NOTE_COL);
	body_blank(&p->body);
	state(v, p);
	screen_script(
	    p, C_("S14", "\"When the paper is out, let us read it together from the top.\""));
	screen_keys(p, "nb1209");
}

static void save_instead(struct visit *v)
{
	visit_swap(v, carrying_begin(v));
}

static bool waiting_key(struct visit *v, const struct choice *c, unsigned n, int key)
{
	switch (screen_choose(v, c, n, key)) {
	case 2: printing_take_back(v); return true;
	case CHOSE_NOTHING: return false;
	default: return true;
	}
}

bool s14_key(struct visit *v, int key)
{
	struct choice c[7];
	unsigned n = choices(v, c);

	v->cursor[SCREEN_S14] = MIN(v->cursor[SCREEN_S14], n - 1);
	if (printing_busy(v))
		return waiting_key(v, c, n, key);
	if (v->printing.look == LOOK_RUNNING &&
	    (key == KEY_ENTER_ || ((key >= 1 && key <= 4) || key == 7))) {
		visit_say(v, C_("S14", "A moment: printers are being looked for."));
		return true;
	}
	switch (screen_choose(v, c, n, key)) {
	case 1: printing_begin(v, PRINTING_SHEET); break;
	case 2: printing_begin(v, PRINTING_LARGE); break;
	case 4: printing_begin(v, PRINTING_TEST); break;
	case 5: visit_go(v, SCREEN_S24); return true;
	case 6: save_instead(v); return true;
	case 7: printing_begin(v, PRINTING_DEVICES); break;
	case CHOSE_NOTHING: return false;
	default: return true;
	}
	v->cursor[SCREEN_S14] = 0;
	return true;
}
