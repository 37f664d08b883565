/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S08: answer and records differ. Nothing is changed silently: the counsellor decides what is
 * written, and the sheet carries both. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S08", "Mark \"partly\", note the difference"), NULL, false };
	c[1] = (struct choice){ 2, C_("S08", "Choose again"), NULL, false };
	c[2] = (struct choice){ 3, C_("S08", "Mark \"partly\", and ask an expert about it"), NULL,
				false };
	return 3;
}

static void difference(const struct visit *v, struct page *p, const struct question *q)
{
	struct prefill r;

	visit_prefill(v, &r);
	body_frame(&p->body, C_("S08", "Answer and records differ"));
	for (unsigned i = 0; i < MIN(r.n_lines, 2u); i++)
		body_text(&p->body, 4, screen_phrase(p, &r.line[i], SHEET_ZONE_JAPAN));
	body_text(&p->body, 4,
		  q->area == AREA_BACKUP
		      ? C_("S08", "You may do it another way. We do not decide which is right.")
		      : C_("S08", "There may be a reason. We do not decide which is right."));
	body_text(&p->body, 4, C_("S08", "The sheet will carry both, answer and records."));
	body_frame_end(&p->body);
}

static void whole(const struct visit *v, struct page *p, const struct question *q)
{
	const char *now;
	struct line *l;

	l = body_text(
	    &p->body, 2,
	    page_printf(p, "%s   %s",
			screen_fill(p, C_("S07", "Question {0} of {1}"), 2,
				    screen_number(p, v->asking + 1), screen_number(p, v->n_ask)),
			text_get(area_name(q->area))));
	now = screen_fill(p, C_("S08", "your answer: {0}"), 1, text_get(reply_word(v->pending)));
	line_aside(l, 78 - MIN((unsigned)text_width(now), 70u), ATTR_PAGE, now);
	body_blank(&p->body);
	body_text(&p->body, 2, text_get(q->text));
	body_blank(&p->body);
	difference(v, p, q);
	body_blank(&p->body);
}

/* At 48 x 16 there is room for the difference and the choices, no more. */
static void large(const struct visit *v, struct page *p)
{
	struct prefill r;

	visit_prefill(v, &r);
	body_text(&p->body, 1, C_("S08", "Answer and records differ"));
	if (r.n_lines > 0)
		body_text(&p->body, 1, screen_phrase(p, &r.line[r.n_lines - 1], SHEET_ZONE_JAPAN));
	body_text(&p->body, 1, C_("L08", "We do not decide which is right."));
	body_blank(&p->body);
}

void s08_draw(const struct visit *v, struct page *p)
{
	const struct question *q = visit_question(v);
	struct choice c[3];
	unsigned n = choices(c);

	screen_title(v, p, 4, C_("S07", "Check and talk"));
	screen_work(v, p);
	if (!q)
		return;
	if (p->layout == LAYOUT_VERY_LARGE)
		large(v, p);
	else
		whole(v, p, q);
	screen_choices(p, c, n, v->cursor[SCREEN_S08], 0);
	screen_script(p, q->area == AREA_BACKUP
			     ? C_("S08", "\"The records differ a little; do you do it another "
					 "way?\"")
			     : C_("S08", "\"The records differ a little; can you think of a "
					 "reason?\""));
	screen_keys(p, "n");
	page_key(p, "1-3", C_("key", "choose"));
	page_key(p, "Esc", C_("S07", "back"));
	screen_keys(p, "129");
}

bool s08_key(struct visit *v, int key)
{
	const struct question *q = visit_question(v);
	struct choice c[3];
	unsigned n = choices(c);

	if (!q) {
		visit_back(v);
		return true;
	}
	switch (screen_choose(v, c, n, key)) {
	case 1: visit_settle(v, REPLY_PARTLY, true); return true;
	case 2: visit_back(v); return true;
	case 3:
		v->checkup.answer[q->number].ask_expert = true;
		visit_settle(v, REPLY_PARTLY, true);
		return true;
	case CHOSE_NOTHING: return false;
	default: return true;
	}
}
