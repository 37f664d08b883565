/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands in the middle of a page: lines made of segments with a wanted column each. One
 * description, three layouts: at 80 columns every segment stands at its column; narrower, it
 * goes under the one before; at 48 what only stands beside a choice is left to the help page.
 * Pure: text in, cells out. */
#pragma once

#include "core/base/arena.h"
#include "tui/canvas/canvas.h"

enum layout {
	LAYOUT_NORMAL,     /* 80 x 25 and more */
	LAYOUT_LARGE,      /* about 64 x 21 */
	LAYOUT_VERY_LARGE, /* about 48 x 16 */
};

enum line_kind {
	LINE_TEXT,
	LINE_BLANK,
	LINE_RULE,
	LINE_FRAME_TOP, /* with a label or "" */
	LINE_FRAME_BOTTOM,
	LINE_BAR, /* a progress bar from column col, cells wide, then the segments */
};

#define SEGS       7
#define BODY_LINES 120

struct seg {
	unsigned col;
	enum attr attr;
	const char *text; /* borrowed; from the page's arena */
	bool aside;       /* not needed to decide: dropped in very large text */
};

struct line {
	enum line_kind kind;
	unsigned n_segs;
	struct seg seg[SEGS];
	int item;          /* a choice's digit, 0 to 9; -1: none */
	bool selected;     /* drawn behind '>' */
	bool heading;      /* in very large text it moves to the second row */
	bool framed;       /* between the sides of a frame */
	bool fixed;        /* columns hold in every layout */
	bool pause;        /* very large: break after a comma rather than run on */
	unsigned from, to; /* frame or bar: its columns [from, to) at 80 */
	unsigned percent;  /* bar */
};

struct body {
	struct line line[BODY_LINES];
	size_t n;
};

/* Each adds one line and returns it; past BODY_LINES the last one is used again. */
struct line *body_line(struct body *b);
struct line *body_text(struct body *b, unsigned col, const char *text);
struct line *body_heading(struct body *b, const char *text);
void body_blank(struct body *b);
void body_rule(struct body *b);
struct line *body_bar(struct body *b, unsigned from, unsigned to, unsigned percent);
void body_frame(struct body *b, const char *label); /* columns 2 to 77 */
void body_frame_end(struct body *b);
/* "  > 1  text      note": digit < 0 writes "-"; grey shows it as not to be chosen. */
struct line *body_item(struct body *b, int digit, bool selected, const char *text,
		       unsigned note_col, const char *note);
void line_seg(struct line *l, unsigned col, enum attr attr, const char *text);
void line_aside(struct line *l, unsigned col, enum attr attr, const char *text);

/* Draws the body into rows [top, top + rows) of c, columns [left, left + width). In a layout
 * other than NORMAL lines flow, blanks are dropped when they are in the way, and what does not
 * fit is scrolled so that the selected line shows, else by *scroll (which is kept in range).
 * more: the word for "there is more below". Returns the rows that the whole text takes. */
unsigned body_draw(const struct body *b, struct canvas *c, enum layout layout, unsigned top,
		   unsigned rows, unsigned left, unsigned width, unsigned *scroll,
		   const char *more);

/* The bar alone: cells [from, to) of a row. */
void bar_draw(struct canvas *c, unsigned row, unsigned from, unsigned to, unsigned percent);

/* Bytes of s that go on one line of `cells`: breaks at blanks, after kana and kanji, never
 * before a closing mark. *ret_skip: bytes to skip before the next line. */
size_t wrap_fit(const char *s, size_t cells, bool pause, size_t *ret_skip);
