/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S07: the interview, one question at a time, while the check runs in the background. The frame
 * shows what the records suggest; a person confirms each. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

#define REPLIES 5

static const enum reply replies[REPLIES] = { REPLY_YES, REPLY_PARTLY, REPLY_NO, REPLY_UNKNOWN,
					     REPLY_NOT_USED };

static const char *word(enum reply r)
{
	return text_get(reply_word(r));
}

static void where(const struct visit *v, struct page *p, const struct question *q)
{
	struct line *l;
	const char *left = screen_fill(p, C_("S07", "Question {0} of {1}"), 2,
				       screen_number(p, v->asking + 1), screen_number(p, v->n_ask));
	enum reply last =
	    v->asking > 0 ? v->checkup.answer[v->ask[v->asking - 1]].reply : REPLY_NONE;

	if (p->layout == LAYOUT_VERY_LARGE) {
		body_text(&p->body, 1, left);
		return;
	}
	l = body_text(&p->body, 2, page_printf(p, "%s   %s", left, text_get(area_name(q->area))));
	if (last != REPLY_NONE) {
		const char *text =
		    screen_fill(p, C_("S07", "last answer: {0} (Esc to change)"), 1, word(last));

		if (text_width(text) + text_width(l->seg[0].text) + 6 <= p->width)
			line_aside(l, 78 - MIN((unsigned)text_width(text), 70u), ATTR_PAGE, text);
	}
}

static unsigned rows_of(const struct page *p, const char *text, bool pause)
{
	unsigned rows = 0;

	while (*text) {
		size_t skip, n = wrap_fit(text, p->width - 2, pause, &skip);

		text += n + skip;
		rows++;
	}
	return rows;
}

/* Narrow pages have room for the records without their frame: `left` rows of them. */
static void records_narrow(struct page *p, const struct prefill *r, unsigned left)
{
	for (unsigned i = 0; i < r->n_lines && left > 0; i++) {
		const char *text = screen_phrase(p, &r->line[i], SHEET_ZONE_JAPAN);
		unsigned rows = rows_of(p, text, false);

		if (rows > left)
			text = screen_escape(p, text, (size_t)(p->width - 2) * left - 2);
		body_text(&p->body, 1, text);
		left -= MIN(rows, left);
	}
}

static void records(struct page *p, const struct prefill *r)
{
	if (r->n_lines == 0) {
		for (unsigned i = 0; i < 4; i++)
			body_blank(&p->body);
		return;
	}
	body_frame(&p->body, C_("S07", "From the PC's records"));
	for (unsigned i = 0; i < PREFILL_LINES; i++) {
		if (i < r->n_lines)
			body_text(&p->body, 4, screen_phrase(p, &r->line[i], SHEET_ZONE_JAPAN));
		else
			body_blank(&p->body);
	}
	body_frame_end(&p->body);
}

/* The five answers on one row, the suggested one in a frame of its own. */
static void answers(struct page *p, enum reply suggested)
{
	struct line *top = body_line(&p->body), *mid = body_line(&p->body),
		    *low = body_line(&p->body);
	unsigned col = replies[0] == suggested ? 2 : 4;

	for (unsigned i = 0; i < REPLIES; i++) {
		const char *text = page_printf(p, "%u %s", i + 1, word(replies[i]));
		unsigned w = (unsigned)text_width(text);

		if (replies[i] == suggested) {
			unsigned inner = MAX(w, 6u) + 2;
			struct str edge = STR_INIT(400);

			col -= i > 0 ? 2 : 0;
			for (unsigned k = 0; k < inner; k++)
				str_add(&edge, "─");
			line_seg(top, col, ATTR_LINE, page_printf(p, "┌%s┐", str_c(&edge)));
			line_seg(mid, col, ATTR_SELECT,
				 page_printf(p, "│ %s%*s │", text, (int)(inner - 2 - w), ""));
			line_seg(low, col, ATTR_LINE, page_printf(p, "└%s┘", str_c(&edge)));
			str_done(&edge);
			col += inner + 2 + 3;
		} else {
			line_seg(mid, col, ATTR_PAGE, text);
			col += w + 5;
		}
	}
	top->fixed = mid->fixed = low->fixed = p->layout == LAYOUT_NORMAL;
}

/* Two columns, the suggested answer in a frame at the top. */
static void answers_large(struct page *p, enum reply suggested)
{
	const char *text[REPLIES];
	unsigned left = 0, first = 0, n = 0, other[REPLIES];
	struct line *l;

	for (unsigned i = 0; i < REPLIES; i++) {
		text[i] = page_printf(p, "%u %s", i + 1, word(replies[i]));
		if (replies[i] == suggested) {
			first = i;
			left = 1;
		} else {
			other[n++] = i;
		}
	}
	if (left) {
		const char *hint = C_("L07", "suggested");
		unsigned w = (unsigned)(text_width(text[first]) + text_width(hint)) + 3;
		struct str edge = STR_INIT(400);

		w = MAX(w, 15u);
		for (unsigned k = 0; k < w + 2; k++)
			str_add(&edge, "─");
		body_text(&p->body, 1, page_printf(p, "┌%s┐", str_c(&edge)))->fixed = true;
		l = body_text(&p->body, 1,
			      page_printf(p, "│ %s%*s%s │", text[first],
					  (int)(w - text_width(text[first]) - text_width(hint)), "",
					  hint));
		l->seg[0].attr = ATTR_SELECT;
		line_seg(l, MAX(23u, w + 6), ATTR_PAGE, text[other[0]]);
		l->fixed = true;
		body_text(&p->body, 1, page_printf(p, "└%s┘", str_c(&edge)))->fixed = true;
		str_done(&edge);
	}
	for (unsigned i = left; i < n; i += 2) {
		l = body_text(&p->body, 3, text[other[i]]);
		if (i + 1 < n)
			line_seg(l, 23, ATTR_PAGE, text[other[i + 1]]);
		l->fixed = true;
	}
}

/* The sentence to say: about the records when they say something, else about the question. */
static const char *script(const struct prefill *r, unsigned question)
{
	if (r->suggested == REPLY_NONE)
		return C_("S07", "\"How is it at your place?\"");
	if (r->suggested == REPLY_YES && question == 4)
		return C_("S07", "\"The records say it is on. Is that right?\"");
	if (r->suggested == REPLY_YES)
		return C_("S07", "\"The records say so. Is that right?\"");
	return C_("S07", "\"The records suggest this. Is that right?\"");
}

static void keys(struct page *p, bool framed)
{
	if (framed)
		page_key(p, "Enter", C_("S07", "framed answer"));
	page_key_wide(p, "1-5", C_("S07", "answer"));
	page_key(p, "Esc", C_("S07", "back"));
	page_key_wide(p, "F5", C_("key", "ask later"));
	page_key(p, "F1", C_("key", "help"));
	page_key_wide(p, "F9", C_("S07", "stop"));
	if (p->layout == LAYOUT_VERY_LARGE)
		page_key(p, "0", C_("L07", "other"));
}

void s07_draw(const struct visit *v, struct page *p)
{
	const struct question *q = visit_question(v);
	struct prefill r;
	struct line *l;

	screen_title(v, p, 4, C_("S07", "Check and talk"));
	screen_work(v, p);
	if (!q)
		return;
	visit_prefill(v, &r);
	where(v, p, q);
	if (p->layout != LAYOUT_VERY_LARGE)
		body_blank(&p->body);
	l = body_text(&p->body, 2, text_get(q->text));
	l->pause = p->layout == LAYOUT_VERY_LARGE;
	body_blank(&p->body);
	if (p->layout != LAYOUT_NORMAL) {
		unsigned room = p->layout == LAYOUT_LARGE ? 5 : 4;
		unsigned rows = rows_of(p, text_get(q->text), l->pause);

		records_narrow(p, &r, rows < room ? room - rows : 0);
		answers_large(p, r.suggested);
	} else {
		l = body_text(&p->body, 2, C_("S07", "Why we ask"));
		line_aside(l, 15, ATTR_PAGE, text_get(q->why));
		body_blank(&p->body);
		records(p, &r);
		answers(p, r.suggested);
		body_text(&p->body, 2,
			  r.suggested == REPLY_NONE
			      ? C_("S07", "Answer with 1-5")
			      : C_("S07", "The frame shows what the records suggest. If it is "
					  "right, press Enter"));
	}
	screen_script(p, script(&r, q->number));
	if (r.suggested != REPLY_NONE)
		p->script_large = C_("L07", "\"Is that right?\"");
	keys(p, r.suggested != REPLY_NONE);
}

bool s07_key(struct visit *v, int key)
{
	const struct question *q = visit_question(v);
	struct prefill r;

	if (!q) {
		visit_go(v, SCREEN_S30);
		return true;
	}
	if (key >= 1 && key <= REPLIES) {
		visit_reply(v, replies[key - 1]);
		return true;
	}
	visit_prefill(v, &r);
	switch (key) {
	case KEY_ENTER_:
		if (r.suggested == REPLY_NONE)
			visit_say(v, C_("S07", "Answer with 1-5"));
		else
			visit_reply(v, r.suggested);
		return true;
	case KEY_ESC_:
		if (v->asking == 0)
			return false;
		v->asking--;
		v->page_changed = true;
		return true;
	case KEY_F5_:
		v->checkup.answer[q->number].ask_expert = !v->checkup.answer[q->number].ask_expert;
		visit_say(v, v->checkup.answer[q->number].ask_expert
				 ? C_("S07", "Marked: ask an expert later")
				 : C_("S07", "The mark was taken away"));
		return true;
	default: return false;
	}
}
