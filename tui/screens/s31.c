/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S31: the kiosk fell during a visit and was started again. The case can go on, or end here. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

#define TEXT_COL 17

static unsigned choices(struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S31", "Go on with the visit"),
				C_("S31", "from the page it stopped on"), false };
	c[1] = (struct choice){ 2, C_("S31", "Erase and end"),
				C_("S31", "all that was kept so far"), false };
	return 2;
}

static const char *so_far(const struct visit *v, struct page *p)
{
	char number[16];
	const char *of = screen_escape(p, visit_number(v, number, sizeof(number)), 10);
	const char *answers = screen_number(p, visit_answered(v));

	if (!v->number[0])
		return C_("S31", "It can go on from the page it stopped on.");
	if (v->found.anew)
		return screen_fill(p,
				   C_("S31", "Case {0}: {1} answers are kept. The check begins "
					     "again."),
				   2, of, answers);
	if (v->found.lives)
		return screen_fill(p,
				   C_("S31", "Case {0} can go on from {1} answers and {2}% of the "
					     "check."),
				   3, of, answers, screen_number(p, v->percent));
	if (v->work == WORK_PARTIAL || v->work == WORK_LOST)
		return screen_fill(p,
				   C_("S31", "Case {0}: {1} answers and the check up to {2}% are "
					     "kept."),
				   3, of, answers, screen_number(p, v->percent));
	if (v->work != WORK_NONE)
		return screen_fill(p,
				   C_("S31", "Case {0}: {1} answers and the whole check are "
					     "kept."),
				   2, of, answers);
	return screen_fill(p, C_("S31", "Case {0} can go on from {1} answers."), 2, of, answers);
}

static void part(struct page *p, const char *label, const char *text)
{
	line_seg(body_text(&p->body, 2, label), TEXT_COL, ATTR_PAGE, text);
}

void s31_draw(const struct visit *v, struct page *p)
{
	struct choice c[2];
	unsigned n = choices(c);

	screen_title(v, p, 0, C_("S31", "Going on"));
	if (p->layout != LAYOUT_VERY_LARGE)
		p->row2 = C_("S31", "The records of this visit are only in the memory of this PC");
	body_blank(&p->body);
	body_heading(&p->body, C_("S31", "A visit can go on"));
	body_blank(&p->body);
	part(p, C_("S17", "What happened"), C_("S31", "The program stopped and started again."));
	part(p, C_("S17", "Your PC"), C_("S17", "is unchanged. We only read."));
	part(p, C_("S17", "So far"), so_far(v, p));
	if (p->layout != LAYOUT_VERY_LARGE) /* the first choice says it, too */
		part(p, C_("S17", "What to do"), C_("S31", "Press 1 to go on."));
	body_blank(&p->body);
	screen_choices(p, c, n, v->cursor[SCREEN_S31], 40);
	screen_script(p, C_("S31", "\"Sorry for the wait. We go on where we were.\""));
	p->script_large = C_("L31", "\"We go on where we were\"");
	screen_keys(p, "n");
	page_key(p, "1-2", C_("key", "choose"));
	screen_keys(p, "12");
}

bool s31_key(struct visit *v, int key)
{
	struct choice c[2];
	unsigned n = choices(c);

	switch (screen_choose(v, c, n, key)) {
	case 1: v->want |= WANT_GO_ON; return true;
	case 2: v->want |= WANT_ERASE; return true;
	case CHOSE_NOTHING: return key == KEY_ESC_ || key == KEY_BACKSPACE_ || key == KEY_F9_;
	default: return true;
	}
}
