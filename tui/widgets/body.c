/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Building the lines of a page's body. */
#include "tui/widgets/body.h"

#include "core/text/text.h"

struct line *body_line(struct body *b)
{
	struct line *l = &b->line[MIN(b->n, (size_t)BODY_LINES - 1)];

	*l = (struct line){ .kind = LINE_TEXT, .item = -1 };
	if (b->n < BODY_LINES)
		b->n++;
	return l;
}

static void add_seg(struct line *l, unsigned col, enum attr attr, const char *text, bool aside)
{
	if (!text || !*text || l->n_segs >= SEGS)
		return;
	l->seg[l->n_segs++] =
	    (struct seg){ .col = col, .attr = attr, .text = text, .aside = aside };
}

void line_seg(struct line *l, unsigned col, enum attr attr, const char *text)
{
	add_seg(l, col, attr, text, false);
}

void line_aside(struct line *l, unsigned col, enum attr attr, const char *text)
{
	add_seg(l, col, attr, text, true);
}

struct line *body_text(struct body *b, unsigned col, const char *text)
{
	struct line *l = body_line(b);

	line_seg(l, col, ATTR_PAGE, text);
	return l;
}

struct line *body_heading(struct body *b, const char *text)
{
	struct line *l = body_text(b, 2, text);

	l->heading = true;
	return l;
}

void body_blank(struct body *b)
{
	body_line(b)->kind = LINE_BLANK;
}

void body_rule(struct body *b)
{
	body_line(b)->kind = LINE_RULE;
}

struct line *body_bar(struct body *b, unsigned from, unsigned to, unsigned percent)
{
	struct line *l = body_line(b);

	l->kind = LINE_BAR;
	l->from = from;
	l->to = to;
	l->percent = percent;
	return l;
}

void body_frame(struct body *b, const char *label)
{
	struct line *l = body_line(b);

	l->kind = LINE_FRAME_TOP;
	l->from = 2;
	l->to = 78;
	line_seg(l, 4, ATTR_PAGE, label);
}

void body_frame_end(struct body *b)
{
	struct line *l = body_line(b);
	size_t i = b->n;

	l->kind = LINE_FRAME_BOTTOM;
	l->from = 2;
	l->to = 78;
	while (i-- > 0 && b->line[i].kind != LINE_FRAME_TOP)
		b->line[i].framed = true;
	l->framed = false;
}

struct line *body_item(struct body *b, int digit, bool selected, const char *text,
		       unsigned note_col, const char *note)
{
	struct line *l = body_text(b, 7, text);

	l->item = digit;
	l->selected = selected;
	line_aside(l, note_col, ATTR_PAGE, note);
	return l;
}
