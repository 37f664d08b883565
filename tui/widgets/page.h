/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A page: title, steps, body, script, keys, and how they are put on a grid of any size. Pure. */
#pragma once

#include "tui/widgets/body.h"

#define PAGE_KEYS 12

/* One entry of the key bar. */
struct page_key {
	const char *key, *does; /* "F1", "ヘルプ" */
	bool not_large;         /* left out in very large text */
};

struct page {
	struct arena *arena; /* for texts of this drawing */
	enum layout layout;  /* set before a screen fills the page */
	unsigned width;      /* 80, 60 to 79, 48 to 59 */

	const char *title;
	const char *title_right[3]; /* case number, minutes; absent: NULL */
	const char *badge;          /* "[読むだけ]" */
	unsigned step;              /* 1 to 7; 0: row2 stands in its place */
	const char *row2;
	struct body body;
	const char *large_row2, *large_row2_right; /* second row at 48; else the body's heading */
	struct line large_bar;                     /* or a bar there (kind LINE_BAR) */
	const char *script_label, *script[2], *script_large;
	const char *message; /* for a while in the script's second row */
	struct page_key key[PAGE_KEYS];
	unsigned n_keys;
	unsigned scroll; /* in and out */
	bool scrolls;    /* out: there is more than fits */
};

/* Formatted text in the page's arena. */
const char *page_printf(struct page *p, const char *fmt, ...) PRINTF(2, 3);
void page_key(struct page *p, const char *key, const char *does);
/* As page_key(), but not in very large text. */
void page_key_wide(struct page *p, const char *key, const char *does);

/* Which layout a terminal of this size gets at a text size (0 to 2), and the page's width. */
enum layout page_layout(unsigned rows, unsigned cols, unsigned text_size, unsigned *ret_width,
			unsigned *ret_height);

/* Draws the page in the middle of the canvas, every cell painted. */
void page_draw(struct page *p, struct canvas *c, unsigned height);
