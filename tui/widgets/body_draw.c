/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Laying the lines of a body out. They are drawn on a tall sheet first; the page then shows a
 * window of it, so that scrolling needs no second way of drawing. */
#include <limits.h>
#include <stdio.h>

#include "core/text/text.h"
#include "tui/widgets/body.h"

#define TALL 200u

struct layer {
	struct canvas *c;
	enum layout layout;
	unsigned row, width;
	unsigned blanks, keep_blanks;           /* drawn so far; later ones are left out */
	unsigned first_selected, last_selected; /* rows of the selected line */
	bool has_selected;
};

void bar_draw(struct canvas *c, unsigned row, unsigned from, unsigned to, unsigned percent)
{
	unsigned cells = to > from ? to - from : 0;
	unsigned full = (cells * MIN(percent, 100u) + 49) / 100;

	if (percent < 100 && full == cells && cells > 0)
		full--; /* the last cell is for the end */

	canvas_fill(c, row, from, from + full, ATTR_BAR, "█");
	canvas_fill(c, row, from + full, to, ATTR_REST, "░");
}

static void frame_edge(struct layer *y, const struct line *l, bool top)
{
	unsigned from = y->layout == LAYOUT_NORMAL ? l->from : 1;
	unsigned to = y->layout == LAYOUT_NORMAL ? l->to : y->width - 1;

	canvas_fill(y->c, y->row, from, to, ATTR_LINE, "─");
	canvas_text(y->c, y->row, from, to, ATTR_LINE, top ? "┌" : "└");
	canvas_text(y->c, y->row, to - 1, to, ATTR_LINE, top ? "┐" : "┘");
	if (l->n_segs > 0) {
		unsigned col = canvas_text(y->c, y->row, from + 1, to - 2, ATTR_PAGE, " ");

		col = canvas_text(y->c, y->row, col, to - 2, ATTR_PAGE, l->seg[0].text);
		canvas_text(y->c, y->row, col, to - 1, ATTR_PAGE, " ");
	}
	y->row++;
}

static void sides(struct layer *y, unsigned row)
{
	unsigned from = y->layout == LAYOUT_NORMAL ? 2 : 1;
	unsigned to = y->layout == LAYOUT_NORMAL ? 78 : y->width - 1;

	canvas_text(y->c, row, from, to, ATTR_LINE, "│");
	canvas_text(y->c, row, to - 1, to, ATTR_LINE, "│");
}

/* Flows text from (y->row, col) to the right edge, hanging at `hang`; ends on its last row and
 * returns the column after it. */
static unsigned flow(struct layer *y, unsigned col, unsigned hang, unsigned right,
		     const struct seg *s, bool pause)
{
	const char *text = s->text;

	while (*text && y->row < TALL - 1) {
		size_t skip, n = wrap_fit(text, right > col ? right - col : 1, pause, &skip);
		char part[1024];

		snprintf(part, sizeof(part), "%.*s", (int)MIN(n, sizeof(part) - 1), text);
		text += n + skip;
		if (!*text)
			return canvas_text(y->c, y->row, col, y->width, s->attr, part);
		canvas_text(y->c, y->row, col, y->width, s->attr, part);
		y->row++;
		col = hang;
	}
	return col;
}

/* A segment that must end before the next one begins. */
static void cell_text(struct layer *y, const struct seg *s, unsigned end)
{
	char part[1024];
	size_t room = end > s->col ? end - s->col : 0, n;

	if (text_width(s->text) <= room) {
		canvas_text(y->c, y->row, s->col, y->width, s->attr, s->text);
		return;
	}
	n = text_fit(s->text, room > 4 ? room - 4 : 0);
	snprintf(part, sizeof(part), "%.*s...", (int)MIN(n, sizeof(part) - 8), s->text);
	canvas_text(y->c, y->row, s->col, y->width, s->attr, part);
}

static void prefix(struct layer *y, const struct line *l, unsigned col)
{
	char text[8];

	if (l->item < 0 && !l->selected)
		return;
	if (l->item >= 0)
		snprintf(text, sizeof(text), "%c %d", l->selected ? '>' : ' ', l->item % 10);
	else
		snprintf(text, sizeof(text), "> -");
	canvas_text(y->c, y->row, col, y->width, ATTR_PAGE, text);
}

/* Every segment at its column; the last one may flow on. */
static void draw_fixed(struct layer *y, const struct line *l, unsigned right)
{
	prefix(y, l, y->layout == LAYOUT_VERY_LARGE ? 1 : 2);
	for (unsigned i = 0; i < l->n_segs; i++) {
		const struct seg *s = &l->seg[i];

		if (i + 1 < l->n_segs)
			cell_text(y, s, l->seg[i + 1].col);
		else if (s->col >= 40 && s->col + text_width(s->text) <= y->width)
			canvas_text(y->c, y->row, s->col, y->width, s->attr, s->text);
		else
			flow(y, s->col, s->col, right, s, l->pause);
	}
}

/* One under the other, on one row where they fit. */
static void draw_stacked(struct layer *y, const struct line *l, unsigned right)
{
	unsigned margin = l->framed ? 3 : 1, hang, col;
	bool first = true;

	prefix(y, l, 1);
	hang = l->item >= 0 || l->selected ? 6 : margin;
	if (hang == margin && l->n_segs > 0 && l->seg[0].col > 2 && !l->framed)
		hang = MIN(l->seg[0].col, 6u);
	col = hang;
	for (unsigned i = 0; i < l->n_segs; i++) {
		const struct seg *s = &l->seg[i];
		unsigned w = (unsigned)text_width(s->text);

		if (s->aside && y->layout == LAYOUT_VERY_LARGE)
			continue;
		if (!first && col + 2 + w > right) {
			y->row++;
			col = hang + (hang == margin ? 2 : 0);
			hang = col;
		} else if (!first) {
			col += 2;
		}
		col = flow(y, col, first ? hang : col, right, s, l->pause);
		first = false;
	}
}

static void draw_bar(struct layer *y, const struct line *l)
{
	unsigned from = l->from, to = l->to;

	if (y->layout != LAYOUT_NORMAL && !l->fixed) {
		from = 1;
		to = y->width - 1;
	}
	bar_draw(y->c, y->row, from, to, l->percent);
	if (y->layout == LAYOUT_NORMAL || l->fixed) {
		for (unsigned i = 0; i < l->n_segs; i++)
			canvas_text(y->c, y->row, l->seg[i].col, y->width, l->seg[i].attr,
				    l->seg[i].text);
	} else if (l->n_segs > 0) {
		y->row++;
		draw_stacked(y, l, y->width - 1);
	}
	y->row++;
}

static void draw_text(struct layer *y, const struct line *l)
{
	unsigned first = y->row;
	unsigned right = y->layout == LAYOUT_NORMAL ? y->width - (l->framed ? 4 : 2)
						    : y->width - (l->framed ? 3 : 1);

	if (l->fixed && y->layout != LAYOUT_NORMAL)
		right = y->width - 1;
	if (y->layout == LAYOUT_NORMAL || l->fixed)
		draw_fixed(y, l, right);
	else
		draw_stacked(y, l, right);
	if (l->framed)
		for (unsigned r = first; r <= y->row; r++)
			sides(y, r);
	if (l->selected) {
		unsigned margin = y->layout == LAYOUT_NORMAL ? 2 : 1;

		for (unsigned r = first; r <= y->row; r++)
			canvas_shade(y->c, r, margin, y->width - margin, ATTR_SELECT);
		y->first_selected = y->has_selected ? y->first_selected : first;
		y->last_selected = y->row;
		y->has_selected = true;
	}
	y->row++;
}

static void draw_line(struct layer *y, const struct line *l)
{
	switch (l->kind) {
	case LINE_TEXT: draw_text(y, l); break;
	case LINE_BLANK:
		if (y->blanks++ >= y->keep_blanks)
			break;
		if (l->framed)
			sides(y, y->row);
		y->row++;
		break;
	case LINE_RULE: canvas_fill(y->c, y->row++, 0, y->width, ATTR_LINE, "─"); break;
	case LINE_FRAME_TOP: frame_edge(y, l, true); break;
	case LINE_FRAME_BOTTOM: frame_edge(y, l, false); break;
	case LINE_BAR: draw_bar(y, l); break;
	}
}

static bool heading_elsewhere(const struct layer *y, const struct line *l)
{
	return l->heading && y->layout == LAYOUT_VERY_LARGE;
}

static unsigned draw_all(const struct body *b, struct layer *y)
{
	bool blank = true;

	y->row = y->blanks = 0;
	y->has_selected = false;
	canvas_clear(y->c);
	for (size_t i = 0; i < b->n && y->row < TALL - 8; i++) {
		const struct line *l = &b->line[i];

		if (heading_elsewhere(y, l))
			continue;
		if (y->layout != LAYOUT_NORMAL && l->kind == LINE_BLANK && blank)
			continue; /* one blank is enough */
		draw_line(y, l);
		blank = l->kind == LINE_BLANK;
	}
	return y->row;
}

unsigned body_draw(const struct body *b, struct canvas *c, enum layout layout, unsigned top,
		   unsigned rows, unsigned left, unsigned width, unsigned *scroll, const char *more)
{
	struct canvas tall;
	struct layer y = { .c = &tall, .layout = layout, .width = width, .keep_blanks = UINT_MAX };
	unsigned all, from = 0;

	canvas_init(&tall, TALL, width);
	all = draw_all(b, &y);
	if (all > rows) { /* blanks make room, the last ones first */
		y.keep_blanks = y.blanks > all - rows ? y.blanks - (all - rows) : 0;
		all = draw_all(b, &y);
	}
	if (all > rows) {
		unsigned last = all - rows;

		from = MIN(*scroll, last);
		if (y.has_selected && y.last_selected + 2 > from + rows)
			from = MIN(y.last_selected + 2 - rows, last);
		if (y.has_selected && y.first_selected < from)
			from = y.first_selected;
	}
	*scroll = from;
	canvas_copy(c, top, left, &tall, from, MIN(rows, all));
	if (all > from + rows && rows > 1) {
		unsigned w = (unsigned)text_width(more) + 2, at = left + width - w;

		canvas_fill(c, top + rows - 1, left, left + width, ATTR_PAGE, " ");
		canvas_text(c, top + rows - 1, at, left + width, ATTR_QUIET, more);
	}
	c->clipped += tall.clipped;
	canvas_done(&tall);
	return all;
}
