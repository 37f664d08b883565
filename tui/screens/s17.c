/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S17: the stick was pulled out. The visit goes on by itself when it is back. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

#define TEXT_COL 17
#define NOTE_COL 40

static bool in_case(const struct visit *v)
{
	return v->minutes >= 0 && !v->erased;
}

static unsigned choices(const struct visit *v, struct choice *c)
{
	unsigned n = 0;

	c[n++] = (struct choice){ 1, C_("S17", "it is back in"), C_("S17", "look again"), false };
	if (in_case(v))
		c[n++] = (struct choice){ 2, C_("S17", "go on with what we have"),
					  C_("S28", "the rest is marked \"unseen\""), false };
	c[n++] =
	    (struct choice){ 3, C_("S17", "stop and power off"),
			     in_case(v) ? C_("S17", "the answers so far are lost") : NULL, false };
	return n;
}

/* The page that it covers tells the step. */
static unsigned step(const struct visit *v, struct page *p)
{
	struct page *under = arena_alloc(p->arena, sizeof(*under));
	enum screen_id id = v->n_back > 0 ? v->back[v->n_back - 1] : SCREEN_S01;

	*under = (struct page){ .arena = p->arena, .layout = LAYOUT_NORMAL, .width = 80 };
	if (id != SCREEN_S17)
		screen_get(id)->draw(v, under);
	return under->step;
}

static const char *so_far(const struct visit *v, struct page *p)
{
	const char *answers = screen_number(p, visit_answered(v));
	const char *percent = screen_number(p, v->percent);

	if (v->work == WORK_NONE)
		return screen_fill(p,
				   visit_answered(v) == 1
				       ? C_("S17", "{0} answer is still here.")
				       : C_("S17", "{0} answers are still here."),
				   1, answers);
	if (v->work == WORK_LOST)
		return screen_fill(p,
				   C_("S17", "{0} answers are still here. The check stopped at "
					     "{1}%."),
				   2, answers, percent);
	if (v->work == WORK_DONE)
		return screen_fill(p, C_("S17", "{0} answers and the whole check are still here."),
				   1, answers);
	return screen_fill(p, C_("S17", "{0} answers and the check up to {1}% are still here."), 2,
			   answers, percent);
}

static void part(struct page *p, const char *label, const char *text)
{
	line_seg(body_text(&p->body, 2, label), TEXT_COL, ATTR_PAGE, text);
}

void s17_draw(const struct visit *v, struct page *p)
{
	struct choice c[3];
	unsigned n = choices(v, c);

	screen_title(v, p, step(v, p), C_("S17", "The stick came out"));
	if (p->step == 0)
		p->row2 = C_("S17", "The PC is unchanged");
	body_blank(&p->body);
	body_heading(&p->body, C_("S17", "This check-up stick has come out"));
	body_blank(&p->body);
	if (p->layout != LAYOUT_VERY_LARGE) /* the heading says it, too */
		part(p, C_("S17", "What happened"),
		     C_("S17", "The PC has just lost its contact with the stick."));
	part(p, C_("S17", "Your PC"), C_("S17", "is unchanged. We only read."));
	if (in_case(v))
		part(p, C_("S17", "So far"), so_far(v, p));
	part(p, C_("S17", "What to do"),
	     C_("S17", "Put the same stick back in. We go on by ourselves."));
	body_blank(&p->body);
	screen_choices(p, c, n, v->cursor[SCREEN_S17], NOTE_COL);
	body_blank(&p->body);
	body_text(&p->body, 2, C_("S17", "Waiting for the stick. There is no hurry."));
	body_blank(&p->body);
	body_text(&p->body, 2, C_("S17", "If it comes out again: use another socket."));
	screen_script(p, C_("S17", "\"Put it back and we continue. No data has been lost.\""));
	p->script_large = C_("L17", "\"Put it back and we continue\"");
	page_key(p, "Enter", C_("S17 key", "look again"));
	page_key(p, "1-3", C_("key", "choose"));
	screen_keys(p, "12");
}

bool s17_key(struct visit *v, int key)
{
	struct choice c[3];
	unsigned n = choices(v, c);

	switch (screen_choose(v, c, n, key)) {
	case 1: v->want |= WANT_STICK; return true;
	case 2:
		v->stick_left_open = true;
		if (v->work == WORK_RUNNING)
			v->want |= WANT_STOP;
		visit_back(v);
		return true;
	case 3: v->want |= in_case(v) ? WANT_ERASE | WANT_END : WANT_END; return true;
	case CHOSE_NOTHING: return key == KEY_ESC_ || key == KEY_BACKSPACE_;
	default: return true;
	}
}
