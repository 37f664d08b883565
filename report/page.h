/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Drawing on one A4 page: fitted texts, boxes, and the marks as shapes. Private to report.
 * All measures are points (1/72 inch); millimetres by MM(). */
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>
#include <stdbool.h>

#include "core/checklist/grade.h"
#include "core/model/finding.h"

#define MM(x)       ((x)*72.0 / 25.4)
#define PAGE_WIDTH  MM(210.0)
#define PAGE_HEIGHT MM(297.0)
#define PAGE_FONT   "IPAexGothic"

enum ink { INK_TEXT, INK_QUIET, INK_ACCENT, INK_PAPER };

struct page {
	cairo_t *cr;
	PangoLayout *layout;
};

/* How a text may be made to fit. */
struct fit {
	double size, min_size; /* points; shrunk in halves */
	double leading;        /* line height as a multiple of the size */
	int max_lines;         /* beyond that it ends in "..." */
	enum ink ink;
	PangoAlignment align;
};

/* Draws text (UTF-8, no markup) with its top at y into a column of width w. Returns its height.
 * At min_size and max_lines what is left is cut off with an ellipsis. */
double page_text(struct page *p, double x, double y, double w, const struct fit *fit,
		 const char *text);
/* Width of a text on one line at the size of fit. */
double page_text_width(struct page *p, const struct fit *fit, const char *text);

void page_line(struct page *p, double x1, double y1, double x2, double y2, double width,
	       enum ink ink);
void page_frame(struct page *p, double x, double y, double w, double h, double radius, double width,
		enum ink ink);
void page_fill(struct page *p, double x, double y, double w, double h, double radius,
	       double grey); /* 1: white */
void page_fill_accent(struct page *p, double x, double y, double w, double h, double radius);
void page_tick_box(struct page *p, double x, double y, double size);

/* Shapes around a centre, inside a square of this size. */
void page_mark(struct page *p, enum answer_kind mark, double cx, double cy, double size,
	       double width);
enum answer_kind page_mark_of_grade(enum grade_mark mark);
