/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cell grid. Invariant: a cell of width 2 is followed by one of width 0; whoever overwrites
 * one half blanks the other, so that no kanji is ever cut in two. */
#include "tui/canvas/canvas.h"

#include "core/base/arena.h"
#include "core/base/utf.h"
#include "core/text/text.h"

static const struct cell blank = { .s = " ", .width = 1, .attr = ATTR_PAGE };

void canvas_init(struct canvas *c, unsigned rows, unsigned cols)
{
	c->rows = MIN(rows, CANVAS_SIDE_MAX);
	c->cols = MIN(cols, CANVAS_SIDE_MAX);
	c->cell = xcalloc((size_t)c->rows * c->cols + 1, sizeof(*c->cell));
	canvas_clear(c);
}

void canvas_done(struct canvas *c)
{
	free(c->cell);
	*c = (struct canvas){ 0 };
}

void canvas_clear(struct canvas *c)
{
	for (size_t i = 0; i < (size_t)c->rows * c->cols; i++)
		c->cell[i] = blank;
	c->clipped = 0;
}

struct cell *canvas_at(const struct canvas *c, unsigned row, unsigned col)
{
	return row < c->rows && col < c->cols ? &c->cell[(size_t)row * c->cols + col] : NULL;
}

/* Makes the cell free for a new character; its other half becomes a blank. */
static void release(struct canvas *c, unsigned row, unsigned col)
{
	struct cell *cell = canvas_at(c, row, col);
	struct cell *other = NULL;

	if (!cell)
		return;
	if (cell->width == 2)
		other = canvas_at(c, row, col + 1);
	else if (cell->width == 0 && col > 0)
		other = canvas_at(c, row, col - 1);
	if (other) {
		uint8_t attr = other->attr;

		*other = blank;
		other->attr = attr;
	}
	*cell = blank;
}

static void put(struct canvas *c, unsigned row, unsigned col, enum attr attr, const char *s,
		size_t n, unsigned width)
{
	struct cell *cell = canvas_at(c, row, col);
	struct cell *right = width == 2 ? canvas_at(c, row, col + 1) : NULL;

	if (!cell || (width == 2 && !right))
		return;
	release(c, row, col);
	if (width == 2)
		release(c, row, col + 1);
	memcpy(cell->s, s, n);
	cell->s[n] = 0;
	cell->width = (uint8_t)width;
	cell->attr = (uint8_t)attr;
	if (right)
		*right = (struct cell){ .s = "", .width = 0, .attr = (uint8_t)attr };
}

/* Appends a combining character to the cell on the left; too many are dropped. */
static void combine(struct canvas *c, unsigned row, unsigned col, const char *s, size_t n)
{
	struct cell *cell = col > 0 ? canvas_at(c, row, col - 1) : NULL;
	size_t have;

	if (cell && cell->width == 0 && col > 1)
		cell = canvas_at(c, row, col - 2);
	if (!cell || cell->width == 0)
		return;
	have = strlen(cell->s);
	if (have + n >= CELL_BYTES)
		return;
	memcpy(cell->s + have, s, n);
	cell->s[have + n] = 0;
}

unsigned canvas_text(struct canvas *c, unsigned row, unsigned col, unsigned end, enum attr attr,
		     const char *text)
{
	size_t left = strlen(text);

	end = MIN(end, c->cols);
	if (row >= c->rows)
		return col;
	while (left > 0 && col <= end) {
		uint32_t cp;
		size_t n = utf8_next(text, left, &cp);
		bool bad = cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || (cp >= 0xd800 && cp < 0xe000);
		int width = bad ? 1 : text_width_cp(cp);

		if (width <= 0) {
			combine(c, row, col, text, n);
		} else {
			if (col + (unsigned)width > end) {
				c->clipped++;
				break;
			}
			put(c, row, col, attr, bad ? "?" : text, bad ? 1 : n, (unsigned)width);
			col += (unsigned)width;
		}
		text += n;
		left -= n;
	}
	return col;
}

void canvas_fill(struct canvas *c, unsigned row, unsigned col, unsigned end, enum attr attr,
		 const char *ch)
{
	end = MIN(end, c->cols);
	for (; row < c->rows && col < end; col++)
		put(c, row, col, attr, ch, MIN(strlen(ch), (size_t)CELL_BYTES - 1), 1);
}

void canvas_shade(struct canvas *c, unsigned row, unsigned col, unsigned end, enum attr attr)
{
	for (; col < MIN(end, c->cols); col++) {
		struct cell *cell = canvas_at(c, row, col);

		if (cell && cell->attr == ATTR_PAGE)
			cell->attr = (uint8_t)attr;
	}
}

void canvas_copy(struct canvas *dst, unsigned to, unsigned at, const struct canvas *src,
		 unsigned from, unsigned n)
{
	for (unsigned r = 0; r < n; r++) {
		for (unsigned col = 0; col < src->cols; col++) {
			const struct cell *s = canvas_at(src, from + r, col);
			struct cell *d = canvas_at(dst, to + r, at + col);

			if (!s || !d)
				break;
			if (s->width == 0)
				continue;
			if (s->width == 2 && !canvas_at(dst, to + r, at + col + 1))
				break;
			put(dst, to + r, at + col, (enum attr)s->attr, s->s, strlen(s->s),
			    s->width);
		}
	}
}

void canvas_row_text(const struct canvas *c, unsigned row, bool trim, struct str *out)
{
	unsigned end = c->cols;

	while (trim && end > 0) {
		const struct cell *cell = canvas_at(c, row, end - 1);

		if (!cell || strcmp(cell->s, " ") != 0)
			break;
		end--;
	}
	for (unsigned col = 0; col < end; col++) {
		const struct cell *cell = canvas_at(c, row, col);

		if (cell && cell->width > 0)
			str_add(out, cell->s);
	}
}

void canvas_dump(const struct canvas *c, struct str *out)
{
	for (unsigned row = 0; row < c->rows; row++) {
		canvas_row_text(c, row, false, out);
		str_addc(out, '\n');
	}
}
