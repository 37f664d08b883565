/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts a page together: rows 1 to 3 title, steps and rule, the body, the counsellor's sentence,
 * the keys. screens.md section 3 and 4 are the drawing. */
#include "tui/widgets/page.h"

#include <stdarg.h>
#include <stdio.h>

#include "core/text/text.h"

#define STEPS 7

const char *page_printf(struct page *p, const char *fmt, ...)
{
	char text[2048];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return arena_strdup(p->arena, text);
}

static void add_key(struct page *p, const char *key, const char *does, bool not_large)
{
	if (p->n_keys < PAGE_KEYS)
		p->key[p->n_keys++] =
		    (struct page_key){ .key = key, .does = does, .not_large = not_large };
}

void page_key(struct page *p, const char *key, const char *does)
{
	add_key(p, key, does, false);
}

void page_key_wide(struct page *p, const char *key, const char *does)
{
	add_key(p, key, does, true);
}

enum layout page_layout(unsigned rows, unsigned cols, unsigned text_size, unsigned *ret_width,
			unsigned *ret_height)
{
	if (text_size >= 2 || cols < 60 || rows < 20) {
		*ret_width = MIN(cols, text_size >= 2 ? 48u : 59u);
		*ret_height = text_size >= 2 ? MIN(rows, 16u) : rows;
		return LAYOUT_VERY_LARGE;
	}
	if (text_size == 1 || cols < 80 || rows < 25) {
		*ret_width = MIN(cols, text_size == 1 ? 64u : 79u);
		*ret_height = text_size == 1 ? MIN(rows, 21u) : rows;
		return LAYOUT_LARGE;
	}
	*ret_width = 80;
	*ret_height = rows;
	return LAYOUT_NORMAL;
}

/* Text that ends one cell before the right edge. */
static void right_text(struct canvas *c, unsigned row, enum attr attr, const char *text)
{
	unsigned w = (unsigned)text_width(text);

	if (w + 1 <= c->cols)
		canvas_text(c, row, c->cols - 1 - w, c->cols, attr, text);
}

/* Is there room for what stands at the right of the title from its i-th part on? */
static bool fits(const struct canvas *c, const struct str *left, const struct page *p, unsigned i)
{
	size_t w = text_width(str_c(left)) + 4 + text_width(p->badge ? p->badge : "");

	for (; i < LEN(p->title_right); i++)
		w += p->title_right[i] ? text_width(p->title_right[i]) + 3 : 0;
	return w <= c->cols;
}

static void draw_title(const struct page *p, struct canvas *c)
{
	struct str left = STR_INIT(512), right = STR_INIT(512);
	bool small = p->layout == LAYOUT_VERY_LARGE;

	if (!small)
		str_addf(&left, " %s   ", C_("title", "Kenshin"));
	else
		str_add(&left, " ");
	str_add(&left, p->title);
	if (small && p->step > 0)
		str_addf(&left, "  %u / %d", p->step, STEPS);
	for (unsigned i = 0; i < LEN(p->title_right) && !small; i++)
		if (p->title_right[i] && fits(c, &left, p, i))
			str_addf(&right, "%s   ", p->title_right[i]);
	str_add(&right, p->badge ? p->badge : "");
	canvas_text(c, 0, 0, c->cols, ATTR_TITLE, str_c(&left));
	right_text(c, 0, ATTR_TITLE, str_c(&right));
	canvas_shade(c, 0, 0, c->cols, ATTR_TITLE);
	str_done(&left);
	str_done(&right);
}

static void draw_steps(const struct page *p, struct canvas *c)
{
	const char *step[STEPS] = {
		C_("step", "ready"),        C_("step", "consent"), C_("step", "disk"),
		C_("step", "check + talk"), C_("step", "result"),  C_("step", "paper"),
		C_("step", "erase"),
	};
	struct str s = STR_INIT(512), n = STR_INIT(32);

	if (p->step == 0) {
		canvas_text(c, 1, 1, c->cols, ATTR_PAGE, p->row2 ? p->row2 : "");
		return;
	}
	str_add(&s, " ");
	for (unsigned i = 0; i < STEPS; i++) {
		bool here = i + 1 == p->step;

		if (i > 0)
			str_add(&s, "─");
		str_addf(&s, "%s%s%s", here ? C_("step", "[") : " ", step[i],
			 here ? C_("step", "]") : " ");
	}
	str_addf(&n, "%u / %d", p->step, STEPS);
	if (text_width(str_c(&s)) + text_width(str_c(&n)) + 2 <= c->cols)
		canvas_text(c, 1, 0, c->cols, ATTR_QUIET, str_c(&s));
	else
		canvas_text(c, 1, 1, c->cols, ATTR_PAGE, step[p->step - 1]);
	right_text(c, 1, ATTR_QUIET, str_c(&n));
	str_done(&s);
	str_done(&n);
}

/* At 48 the second row carries the one thing to do, a bar, or what the screen names. */
static void draw_large_row2(const struct page *p, struct canvas *c)
{
	const char *text = p->large_row2;

	if (p->large_bar.kind == LINE_BAR) {
		const struct line *l = &p->large_bar;

		bar_draw(c, 1, l->from, l->to, l->percent);
		for (unsigned i = 0; i < l->n_segs; i++)
			canvas_text(c, 1, l->seg[i].col, c->cols, l->seg[i].attr, l->seg[i].text);
		return;
	}
	for (size_t i = 0; i < p->body.n && !text; i++)
		if (p->body.line[i].heading && p->body.line[i].n_segs > 0)
			text = p->body.line[i].seg[0].text;
	if (!text)
		text = p->row2;
	canvas_text(c, 1, 1, c->cols, ATTR_PAGE, text ? text : "");
	if (p->large_row2_right)
		right_text(c, 1, ATTR_PAGE, p->large_row2_right);
}

static unsigned keys_width(const struct page *p, unsigned gap, unsigned n)
{
	unsigned w = 1, shown = 0;

	for (unsigned i = 0; i < n; i++) {
		if (p->layout == LAYOUT_VERY_LARGE && p->key[i].not_large)
			continue;
		w += (unsigned)(text_width(p->key[i].key) + 1 + text_width(p->key[i].does));
		w += shown++ ? gap : 0;
	}
	return w;
}

/* Keys that do not fit are dropped from the end: all of them are on F1 and 0. */
static void draw_keys(const struct page *p, struct canvas *c, unsigned row)
{
	unsigned n = p->n_keys, gap = 3, col = 1;

	while (n > 1 && keys_width(p, 2, n) > c->cols)
		n--;
	if (p->layout == LAYOUT_VERY_LARGE || keys_width(p, 3, n) > c->cols)
		gap = 2;
	for (unsigned i = 0; i < n; i++) {
		if (p->layout == LAYOUT_VERY_LARGE && p->key[i].not_large)
			continue;
		col = canvas_text(c, row, col, c->cols, ATTR_QUIET, p->key[i].key);
		col = canvas_text(c, row, col, c->cols, ATTR_QUIET, " ");
		col = canvas_text(c, row, col, c->cols, ATTR_QUIET, p->key[i].does) + gap;
	}
	canvas_shade(c, row, 0, c->cols, ATTR_QUIET);
}

static void draw_rule(struct canvas *c, unsigned row, const char *label)
{
	canvas_fill(c, row, 0, c->cols, ATTR_LINE, "─");
	if (label) {
		unsigned col = canvas_text(c, row, 2, c->cols, ATTR_PAGE, " ");

		col = canvas_text(c, row, col, c->cols, ATTR_PAGE, label);
		canvas_text(c, row, col, c->cols, ATTR_PAGE, " ");
	}
}

#define SCRIPT_ROWS 4

struct script {
	const char *row[SCRIPT_ROWS];
	unsigned n;
};

static void add_script(struct page *p, struct script *s, const char *text, size_t cells)
{
	while (text && *text && s->n < SCRIPT_ROWS) {
		size_t skip, n = wrap_fit(text, cells, false, &skip);

		s->row[s->n++] = arena_strndup(p->arena, text, n);
		text += n + skip;
	}
}

static void script_rows(struct page *p, struct script *s)
{
	bool small = p->layout == LAYOUT_VERY_LARGE;
	size_t cells = p->width - (small ? 2 : 3);

	*s = (struct script){ 0 };
	if (small) {
		add_script(p, s,
			   p->message        ? p->message
			   : p->script_large ? p->script_large
					     : p->script[0],
			   cells);
		return;
	}
	add_script(p, s, p->script[0], cells);
	add_script(p, s, p->message ? p->message : p->script[1], cells);
}

/* Rule, script and keys; returns the row of the rule. */
static unsigned draw_bottom(struct page *p, struct canvas *c)
{
	bool small = p->layout == LAYOUT_VERY_LARGE;
	unsigned least = small ? 1 : 2, rows, at;
	struct script s;

	script_rows(p, &s);
	rows = MAX(s.n, least);
	at = c->rows - rows - (small ? 2 : 3);
	draw_rule(c, at, small ? NULL : p->script_label);
	for (unsigned i = 0; i < rows; i++) {
		canvas_text(c, at + 1 + i, small ? 1 : 2, c->cols, ATTR_SCRIPT,
			    i < s.n ? s.row[i] : "");
		canvas_shade(c, at + 1 + i, 0, c->cols, ATTR_SCRIPT);
	}
	if (!small)
		draw_rule(c, c->rows - 2, NULL);
	draw_keys(p, c, c->rows - 1);
	return at;
}

/* What the second row has no room for, or that a heading took, opens the body instead. */
static void row2_to_body(struct page *p)
{
	bool small = p->layout == LAYOUT_VERY_LARGE;
	struct body *b = &p->body;

	if (p->step != 0 || !p->row2 || !*p->row2 || b->n + 1 >= BODY_LINES)
		return;
	if (!small && text_width(p->row2) + 2 <= p->width)
		return;
	memmove(&b->line[1], &b->line[0], b->n * sizeof(b->line[0]));
	b->n++;
	b->line[0] = (struct line){ .kind = LINE_TEXT, .item = -1 };
	line_seg(&b->line[0], 2, ATTR_PAGE, p->row2);
	p->row2 = NULL;
}

/* A heading too long for one row stays in the body, where it can flow. */
static void heading_to_body(struct page *p)
{
	for (size_t i = 0; i < p->body.n && p->layout == LAYOUT_VERY_LARGE; i++) {
		struct line *l = &p->body.line[i];

		if (l->heading &&
		    (l->n_segs == 0 || p->large_row2 || p->large_bar.kind == LINE_BAR ||
		     text_width(l->seg[0].text) + 2 > p->width))
			l->heading = false;
	}
}

static void too_small(struct canvas *c)
{
	canvas_clear(c);
	canvas_text(c, 0, 0, c->cols, ATTR_PAGE, C_("page", "Please make this window larger."));
}

void page_draw(struct page *p, struct canvas *c, unsigned height)
{
	struct canvas sheet;
	unsigned bottom, all, at_row = height < c->rows ? (c->rows - height) / 2 : 0;

	canvas_clear(c);
	if (p->width < 40 || height < 10) {
		too_small(c);
		return;
	}
	row2_to_body(p);
	heading_to_body(p);
	canvas_init(&sheet, height, p->width);
	draw_title(p, &sheet);
	if (p->layout == LAYOUT_VERY_LARGE)
		draw_large_row2(p, &sheet);
	else
		draw_steps(p, &sheet);
	draw_rule(&sheet, 2, NULL);
	bottom = draw_bottom(p, &sheet);
	all = body_draw(&p->body, &sheet, p->layout, 3, bottom - 3, 0, p->width, &p->scroll,
			C_("page", "more below"));
	p->scrolls = all > bottom - 3;
	canvas_copy(c, at_row, (c->cols - p->width) / 2, &sheet, 0, height);
	c->clipped += sheet.clipped;
	canvas_done(&sheet);
}
