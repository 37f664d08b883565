/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S10: the result, turned to the owner: one verdict, three actions, what was seen and what not. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static const char *shape(enum grade_mark m)
{
	switch (m) {
	case GRADE_WELL_KEPT: return C_("S10", " (paper: circle)");
	case GRADE_NEARLY: return C_("S10", " (paper: triangle)");
	case GRADE_ACT_SOON: return C_("S10", " (paper: cross)");
	case GRADE_FIND_OUT:
	case GRADE_MARKS: break;
	}
	return C_("S10", " (paper: question mark)");
}

static const char *blocks(struct page *p, const char *block, unsigned n)
{
	struct str s = STR_INIT(400);
	const char *text;

	for (unsigned i = 0; i < n; i++)
		str_add(&s, block);
	text = arena_strdup(p->arena, str_c(&s));
	str_done(&s);
	return text;
}

static const char *sentence(const struct visit *v, struct page *p)
{
	struct str s = STR_INIT(1000);
	const char *text;

	sheet_sentence(&v->sheet, &s);
	text = arena_strdup(p->arena, str_c(&s));
	str_done(&s);
	return text;
}

static void verdict(const struct visit *v, struct page *p)
{
	const struct grade *g = &v->sheet.grade;
	struct line *l;

	body_frame(&p->body, "");
	l = body_text(&p->body, 4,
		      page_printf(p, "%s%s", text_get(grade_mark_word(g->mark)), shape(g->mark)));
	if (g->score >= 0) {
		unsigned full = 24 * (unsigned)MIN(g->score, 100) / 100;

		line_seg(l, 41, ATTR_PAGE, page_printf(p, "%d / 100", g->score));
		line_seg(l, 52, ATTR_BAR, blocks(p, "█", full));
		line_seg(l, 52 + full, ATTR_REST, blocks(p, "░", 24 - full));
		if (p->layout != LAYOUT_NORMAL)
			l->n_segs = 2;
	}
	body_text(&p->body, 4, sentence(v, p));
	body_frame_end(&p->body);
}

static const char *step_time(struct page *p, const struct step *s)
{
	struct str t = STR_INIT(200);
	const char *text;

	sheet_step_time(s, &t);
	text = arena_strdup(p->arena, str_c(&t));
	str_done(&t);
	return text;
}

static const char *cost_line(struct page *p, const struct step *s)
{
	return page_printf(p, "%s %s  %s  %s", C_("S10", "today"), step_time(p, s),
			   s->cost ? text_get(s->cost) : "", s->who ? text_get(s->who) : "");
}

static void actions(const struct visit *v, struct page *p)
{
	size_t n = sheet_first_actions(&v->sheet);
	unsigned col = 56;

	for (size_t i = 0; i < n; i++) {
		unsigned w = (unsigned)text_width(cost_line(p, &v->sheet.action[i].today));

		col = MIN(col, w < 70 ? 78 - w : 8);
	}
	body_text(&p->body, 2, C_("S10", "First three"));
	for (size_t i = 0; i < SHEET_ACTIONS; i++) {
		const struct sheet_action *a = i < n ? &v->sheet.action[i] : NULL;
		struct line *l;

		if (!a) {
			body_blank(&p->body);
			body_blank(&p->body);
			continue;
		}
		l = body_text(&p->body, 3, page_printf(p, "%u", (unsigned)i + 1));
		line_seg(l, 6, ATTR_PAGE, text_get(a->title));
		line_aside(l, col, ATTR_PAGE, cost_line(p, &a->today));
		body_text(&p->body, 6, text_get(a->why));
	}
}

static void marks(const struct visit *v, struct page *p)
{
	static const enum answer_kind kind[] = { ANSWER_OK, ANSWER_CONCERN, ANSWER_DANGER,
						 ANSWER_COULD_NOT_LOOK, ANSWER_NOT_APPLICABLE };
	struct line *l = body_line(&p->body);

	for (unsigned i = 0; i < LEN(kind) && p->layout == LAYOUT_NORMAL; i++) {
		line_seg(l, 2 + 15 * i, mark_attr(kind[i]), mark_text(kind[i]));
		l->seg[l->n_segs - 1].text =
		    page_printf(p, "%s %u", mark_text(kind[i]), v->sheet.grade.count[kind[i]]);
	}
	for (unsigned i = 0; i < LEN(kind) && p->layout != LAYOUT_NORMAL; i++)
		line_seg(
		    l, 2, ATTR_PAGE,
		    page_printf(p, "%s %u", mark_text(kind[i]), v->sheet.grade.count[kind[i]]));
}

static const char *script(const struct visit *v, struct page *p)
{
	static const char *const words[] = { "",
					     NC_("number", "One"),
					     NC_("number", "Two"),
					     NC_("number", "Three"),
					     NC_("number", "Four"),
					     NC_("number", "Five"),
					     NC_("number", "Six"),
					     NC_("number", "Seven"),
					     NC_("number", "Eight"),
					     NC_("number", "Nine") };
	unsigned good = v->sheet.grade.count[ANSWER_OK];

	if (sheet_first_actions(&v->sheet) == 0)
		return C_("S10", "\"Let us keep it up as it is. I will come again.\"");
	if (good == 0)
		return C_("S10", "\"Let us do number 1 today, and no more.\"");
	if (good == 1)
		return C_("S10", "\"One thing is well done. Let us do number 1 today.\"");
	return screen_fill(
	    p, C_("S10", "\"{0} things are well done. Let us do number 1 today.\""), 1,
	    good < LEN(words) ? text_context("number", words[good]) : screen_number(p, good));
}

static void large(const struct visit *v, struct page *p)
{
	const struct grade *g = &v->sheet.grade;
	size_t n = sheet_first_actions(&v->sheet), i = MIN(v->list_page, n > 0 ? n - 1 : 0);
	const struct sheet_action *a = n > 0 ? &v->sheet.action[i] : NULL;
	struct line *l;

	p->large_row2 = C_("S10", "First three");
	p->large_row2_right =
	    screen_fill(p, C_("L10", "{0} of {1}"), 2, screen_number(p, (int64_t)i + 1),
			screen_number(p, (int64_t)n));
	l = body_text(&p->body, 1, text_get(grade_mark_word(g->mark)));
	if (g->score >= 0) {
		line_seg(l, 23, ATTR_PAGE, page_printf(p, "%d / 100", g->score));
		body_bar(&p->body, 1, 47, (unsigned)g->score)->fixed = true;
	}
	l->fixed = true;
	body_blank(&p->body);
	if (!a) {
		body_text(&p->body, 1, sentence(v, p));
		return;
	}
	l = body_text(&p->body, 1, page_printf(p, "%u", (unsigned)i + 1));
	line_seg(l, 4, ATTR_PAGE, text_get(a->title));
	l->fixed = l->pause = true;
	body_blank(&p->body);
	l = body_text(&p->body, 4, C_("S10", "today"));
	line_seg(l, 11, ATTR_PAGE, step_time(p, &a->today));
	line_seg(l, 18, ATTR_PAGE, a->today.cost ? text_get(a->today.cost) : "");
	line_seg(l, 24, ATTR_PAGE, a->today.who ? text_get(a->today.who) : "");
	l->fixed = true;
	body_blank(&p->body);
	l = body_text(&p->body, 1, screen_fill(p, C_("L10", "Why: {0}"), 1, text_get(a->why)));
	l->pause = true;
}

void s10_draw(const struct visit *v, struct page *p)
{
	screen_title(v, p, 5, C_("S10", "Result"));
	screen_script(p, script(v, p));
	if (p->layout == LAYOUT_VERY_LARGE) {
		large(v, p);
		p->script_large = C_("L10", "\"Let us do number 1 today\"");
		page_key(p, "Enter", C_("L10", "next"));
		screen_keys(p, "b10");
		return;
	}
	verdict(v, p);
	body_blank(&p->body);
	actions(v, p);
	body_blank(&p->body);
	marks(v, p);
	body_blank(&p->body);
	for (unsigned i = 0; i < MIN(v->sheet.n_virus, 2u); i++)
		body_text(&p->body, 2, screen_phrase(p, &v->sheet.virus[i], v->sheet.zone_offset));
	page_key(p, "Enter", C_("S10", "by area"));
	page_key_wide(p, "1-3", C_("S10", "details"));
	page_key(p, "Esc", v->lend.review ? C_("S41", "list") : C_("S10", "questions"));
	screen_keys(p, "120");
}

bool s10_key(struct visit *v, int key)
{
	size_t n = sheet_first_actions(&v->sheet);

	if (key >= 1 && key <= SHEET_ACTIONS) {
		if ((size_t)key <= n) {
			v->detail = (unsigned)key - 1;
			v->detail_area = -1;
			visit_go(v, SCREEN_S12);
		}
		return true;
	}
	switch (key) {
	case KEY_ENTER_:
		v->list_page = 0;
		visit_go(v, SCREEN_S11);
		return true;
	case KEY_LEFT_: v->list_page = v->list_page > 0 ? v->list_page - 1 : 0; return true;
	case KEY_RIGHT_:
		v->list_page = MIN(v->list_page + 1, n > 0 ? (unsigned)n - 1 : 0);
		return true;
	case KEY_ESC_:
		if (v->asking > 0 && v->asking >= v->n_ask)
			v->asking = v->n_ask - 1;
		visit_return(v, v->lend.review ? SCREEN_S41 : SCREEN_S07);
		return true;
	default: return false;
	}
}
