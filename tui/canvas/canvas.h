/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A grid of cells: what a screen looks like before any terminal sees it. Pure, dumpable as
 * text, so that a screen can be compared with its drawing. Must not know curses. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/str.h"

/* What a cell is, not how it looks: tui/paint.c knows the colours. */
enum attr {
	ATTR_PAGE,
	ATTR_QUIET, /* key bar, what cannot be chosen */
	ATTR_TITLE,
	ATTR_SELECT, /* the line behind '>', the framed answer */
	ATTR_SCRIPT,
	ATTR_LINE,
	ATTR_BAR,
	ATTR_REST,
	ATTR_GOOD, /* marks */
	ATTR_CARE,
	ATTR_SOON,
	ATTR_UNSEEN,
	ATTR_NOTE,
	ATTRS,
};

#define CANVAS_SIDE_MAX 1000u
#define CELL_BYTES      20

struct cell {
	char s[CELL_BYTES]; /* one character with its combining ones, terminated */
	uint8_t width;      /* 1 or 2; 0: right half of the cell before */
	uint8_t attr;
};

struct canvas {
	unsigned rows, cols;
	struct cell *cell;
	unsigned clipped; /* texts that did not fit: 0 on a page that is well laid out */
};

/* rows and cols are cut to CANVAS_SIDE_MAX; every cell is a blank of ATTR_PAGE. */
void canvas_init(struct canvas *c, unsigned rows, unsigned cols);
void canvas_done(struct canvas *c);
void canvas_clear(struct canvas *c);

/* NULL outside the grid. */
struct cell *canvas_at(const struct canvas *c, unsigned row, unsigned col);

/* Draws text from (row, col) and returns the column after it. Cuts at the edge `end` (or the
 * grid's); a wide character that does not fit whole is left out. Control characters become '?':
 * texts from a disk are escaped before, this is the last fence. */
unsigned canvas_text(struct canvas *c, unsigned row, unsigned col, unsigned end, enum attr attr,
		     const char *text);

/* Fills cells [col, end) with one narrow character. */
void canvas_fill(struct canvas *c, unsigned row, unsigned col, unsigned end, enum attr attr,
		 const char *ch);

/* Gives every ATTR_PAGE cell of [col, end) the attribute. */
void canvas_shade(struct canvas *c, unsigned row, unsigned col, unsigned end, enum attr attr);

/* Copies rows [from, from + n) of src to row `to` of dst, col 0 to col `at`. */
void canvas_copy(struct canvas *dst, unsigned to, unsigned at, const struct canvas *src,
		 unsigned from, unsigned n);

/* One row as text, without its trailing blanks when trim. */
void canvas_row_text(const struct canvas *c, unsigned row, bool trim, struct str *out);
/* All rows, each with a newline. */
void canvas_dump(const struct canvas *c, struct str *out);
