/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/page.h"

#include <math.h>

#include "core/base/util.h"

#define PI 3.14159265358979323846

static void take_ink(struct page *p, enum ink ink)
{
	switch (ink) {
	case INK_TEXT: cairo_set_source_rgb(p->cr, 0.10, 0.10, 0.10); break;
	case INK_QUIET: cairo_set_source_rgb(p->cr, 0.32, 0.32, 0.32); break;
	case INK_ACCENT: cairo_set_source_rgb(p->cr, 0.08, 0.29, 0.38); break;
	case INK_PAPER: cairo_set_source_rgb(p->cr, 1.0, 1.0, 1.0); break;
	}
}

/* Sets size and width; leading is done by line spacing so that it does not depend on the font. */
static void set_up(struct page *p, double w, const struct fit *fit, double size, const char *text)
{
	PangoFontDescription *font = pango_font_description_new();

	pango_font_description_set_family_static(font, PAGE_FONT);
	pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	pango_layout_set_font_description(p->layout, font);
	pango_font_description_free(font);
	pango_layout_set_width(p->layout, w > 0 ? (int)(w * PANGO_SCALE) : -1);
	pango_layout_set_height(p->layout, -1);
	pango_layout_set_ellipsize(p->layout, PANGO_ELLIPSIZE_NONE);
	pango_layout_set_wrap(p->layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_alignment(p->layout, fit->align);
	pango_layout_set_text(p->layout, text, -1);
}

/* Leaves the layout as it will be drawn; returns the size chosen. */
static double choose(struct page *p, double w, const struct fit *fit, const char *text)
{
	double size = fit->size;

	set_up(p, w, fit, size, text);
	while (pango_layout_get_line_count(p->layout) > fit->max_lines && size > fit->min_size) {
		size = MAX(size - 0.5, fit->min_size);
		set_up(p, w, fit, size, text);
	}
	if (pango_layout_get_line_count(p->layout) > fit->max_lines) {
		pango_layout_set_height(p->layout, -fit->max_lines);
		pango_layout_set_ellipsize(p->layout, PANGO_ELLIPSIZE_END);
	}
	return size;
}

/* A text of one line keeps the baseline of its full size, so that a shrunk one stays level with
 * its neighbours. */
static double line_size(const struct fit *fit, double chosen)
{
	return fit->max_lines == 1 ? fit->size : chosen;
}

double page_text(struct page *p, double x, double y, double w, const struct fit *fit,
		 const char *text)
{
	double size = line_size(fit, choose(p, w, fit, text)), step = size * fit->leading;
	PangoLayoutIter *iter = pango_layout_get_iter(p->layout);
	int n = 0;

	take_ink(p, fit->ink);
	do {
		PangoRectangle box;

		pango_layout_iter_get_line_extents(iter, NULL, &box);
		/* The baseline sits so that the body (0.88 up, 0.12 down) is in the line's middle.
		 */
		cairo_move_to(p->cr, x + (double)box.x / PANGO_SCALE,
			      y + n * step + (step - size) / 2 + 0.88 * size);
		pango_cairo_show_layout_line(p->cr, pango_layout_iter_get_line_readonly(iter));
		n++;
	} while (n < fit->max_lines && pango_layout_iter_next_line(iter));
	pango_layout_iter_free(iter);
	return n * step;
}

double page_text_width(struct page *p, const struct fit *fit, const char *text)
{
	int w, h;

	set_up(p, -1, fit, fit->size, text);
	pango_layout_get_size(p->layout, &w, &h);
	return (double)w / PANGO_SCALE;
}

void page_line(struct page *p, double x1, double y1, double x2, double y2, double width,
	       enum ink ink)
{
	take_ink(p, ink);
	cairo_set_line_width(p->cr, width);
	cairo_move_to(p->cr, x1, y1);
	cairo_line_to(p->cr, x2, y2);
	cairo_stroke(p->cr);
}

static void rounded(cairo_t *cr, double x, double y, double w, double h, double r)
{
	cairo_new_sub_path(cr);
	cairo_arc(cr, x + w - r, y + r, r, -PI / 2, 0);
	cairo_arc(cr, x + w - r, y + h - r, r, 0, PI / 2);
	cairo_arc(cr, x + r, y + h - r, r, PI / 2, PI);
	cairo_arc(cr, x + r, y + r, r, PI, 3 * PI / 2);
	cairo_close_path(cr);
}

void page_frame(struct page *p, double x, double y, double w, double h, double radius, double width,
		enum ink ink)
{
	take_ink(p, ink);
	cairo_set_line_width(p->cr, width);
	rounded(p->cr, x, y, w, h, radius);
	cairo_stroke(p->cr);
}

void page_fill(struct page *p, double x, double y, double w, double h, double radius, double grey)
{
	cairo_set_source_rgb(p->cr, grey, grey, grey);
	rounded(p->cr, x, y, w, h, radius);
	cairo_fill(p->cr);
}

void page_fill_accent(struct page *p, double x, double y, double w, double h, double radius)
{
	take_ink(p, INK_ACCENT);
	rounded(p->cr, x, y, w, h, radius);
	cairo_fill(p->cr);
}

void page_tick_box(struct page *p, double x, double y, double size)
{
	take_ink(p, INK_TEXT);
	cairo_set_line_width(p->cr, 0.8);
	cairo_rectangle(p->cr, x, y, size, size);
	cairo_stroke(p->cr);
}

static void question_mark(cairo_t *cr, double cx, double cy, double r)
{
	double head = r * 0.52, top = cy - r * 0.42;

	cairo_new_path(cr);
	cairo_arc(cr, cx, top, head, PI, 2.25 * PI);
	cairo_curve_to(cr, cx + head * 0.2, top + head * 1.05, cx, top + head * 1.1, cx,
		       cy + r * 0.48);
	cairo_stroke(cr);
	cairo_arc(cr, cx, cy + r * 0.85, cairo_get_line_width(cr) * 0.62, 0, 2 * PI);
	cairo_fill(cr);
}

void page_mark(struct page *p, enum answer_kind mark, double cx, double cy, double size,
	       double width)
{
	cairo_t *cr = p->cr;
	double r = size / 2 - width / 2;

	take_ink(p, INK_TEXT);
	cairo_set_line_width(cr, width);
	cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
	cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
	cairo_new_path(cr);
	switch (mark) {
	case ANSWER_OK:
	case ANSWER_NOTICE: cairo_arc(cr, cx, cy, r, 0, 2 * PI); break;
	case ANSWER_CONCERN:
		cairo_move_to(cr, cx, cy - r);
		cairo_line_to(cr, cx + r * 1.02, cy + r * 0.78);
		cairo_line_to(cr, cx - r * 1.02, cy + r * 0.78);
		cairo_close_path(cr);
		break;
	case ANSWER_DANGER:
		cairo_move_to(cr, cx - r * 0.8, cy - r * 0.8);
		cairo_line_to(cr, cx + r * 0.8, cy + r * 0.8);
		cairo_move_to(cr, cx + r * 0.8, cy - r * 0.8);
		cairo_line_to(cr, cx - r * 0.8, cy + r * 0.8);
		break;
	case ANSWER_COULD_NOT_LOOK: question_mark(cr, cx, cy, r); break;
	case ANSWER_NOT_APPLICABLE:
	case ANSWER_KINDS:
		cairo_move_to(cr, cx - r * 0.75, cy);
		cairo_line_to(cr, cx + r * 0.75, cy);
		break;
	}
	cairo_stroke(cr);
	cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
	cairo_set_line_join(cr, CAIRO_LINE_JOIN_MITER);
}

enum answer_kind page_mark_of_grade(enum grade_mark mark)
{
	switch (mark) {
	case GRADE_WELL_KEPT: return ANSWER_OK;
	case GRADE_NEARLY: return ANSWER_CONCERN;
	case GRADE_ACT_SOON: return ANSWER_DANGER;
	case GRADE_FIND_OUT:
	case GRADE_MARKS: break;
	}
	return ANSWER_COULD_NOT_LOOK;
}
