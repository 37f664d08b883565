/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S11: the result by area, and what was not looked at, in the same size. Cannot be skipped on
 * the way to paper. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static const enum answer_kind kind[] = { ANSWER_OK, ANSWER_CONCERN, ANSWER_DANGER,
					 ANSWER_COULD_NOT_LOOK };
#define FIRST_COL 25
#define STEP_COL  10
#define LIST_ROWS 5

/* As the paper has them: what an owner asks about first. */
static const enum area order[AREAS] = { AREA_BASICS, AREA_RIGHTS, AREA_BACKUP, AREA_MAIL,
					AREA_DATA,   AREA_PEOPLE, AREA_READY };

static void head(struct page *p)
{
	struct line *l = body_heading(&p->body, C_("S11", "Result by area"));

	for (unsigned k = 0; k < LEN(kind) && p->layout == LAYOUT_NORMAL; k++)
		line_seg(l, FIRST_COL + STEP_COL * k, mark_attr(kind[k]), mark_text(kind[k]));
}

static void row(const struct visit *v, struct page *p, unsigned i)
{
	const struct sheet_area *a = &v->sheet.area[order[i]];
	struct line *l = body_line(&p->body);
	struct str s = STR_INIT(400);
	bool any = false;

	l->item = (int)i + 1;
	l->selected = v->cursor[SCREEN_S11] == i;
	line_seg(l, 6, ATTR_PAGE, text_get(area_name(order[i])));
	for (unsigned k = 0; k < LEN(kind); k++) {
		unsigned n = a->count[kind[k]];

		any = any || n > 0;
		if (p->layout == LAYOUT_NORMAL)
			line_seg(l, FIRST_COL + 4 + STEP_COL * k, ATTR_PAGE,
				 n > 0 ? screen_number(p, n) : "-");
		else if (n > 0)
			str_addf(&s, "%s %u  ", mark_text(kind[k]), n);
	}
	if (p->layout != LAYOUT_NORMAL && s.len > 0)
		line_seg(l, 8, ATTR_PAGE, arena_strdup(p->arena, str_c(&s)));
	if (!any)
		line_seg(l, 65, ATTR_PAGE, C_("S11", "not asked"));
	str_done(&s);
}

/* Texts are made twice, for measuring and for drawing: a key has no page to draw on. */
static const char *what_of(const struct visit *v, struct page *p, unsigned i)
{
	return screen_phrase(p, &v->sheet.not_looked[i].what, v->sheet.zone_offset);
}

static const char *why_of(const struct visit *v, struct page *p, unsigned i)
{
	const struct sheet_not_looked *n = &v->sheet.not_looked[i];
	const char *text = screen_phrase(p, &n->why, v->sheet.zone_offset);

	if (n->count == 0)
		return text;
	return screen_fill(p,
			   n->count == 1 ? C_("S11", "{0} file. {1}") : C_("S11", "{0} files. {1}"),
			   2, screen_number(p, (int64_t)n->count), text);
}

static unsigned column(const struct visit *v, struct page *p)
{
	unsigned col = 24;

	for (unsigned i = 0; i < v->sheet.n_not_looked; i++)
		col = MAX(col, MIN(40u, 5 + (unsigned)text_width(what_of(v, p, i))));
	return col;
}

static unsigned rows_of(const struct visit *v, struct page *p, unsigned i, unsigned col)
{
	const char *text = why_of(v, p, i);
	unsigned rows = 0;

	do {
		size_t skip, n = wrap_fit(text, 78 - col, false, &skip);

		text += n + skip;
		rows++;
	} while (*text && rows < LIST_ROWS);
	return rows;
}

/* Cuts the list into pages of LIST_ROWS rows. Returns how many there are; the entries of page
 * `which` (or the last one) are [*ret_from, *ret_to). */
static unsigned cut(const struct visit *v, struct page *p, unsigned which, unsigned *ret_from,
		    unsigned *ret_to)
{
	unsigned pages = 0, i = 0, col = column(v, p);

	*ret_from = *ret_to = 0;
	while (i < v->sheet.n_not_looked) {
		unsigned from = i, used = rows_of(v, p, i, col);

		for (i++; i < v->sheet.n_not_looked; i++) {
			used += rows_of(v, p, i, col);
			if (used > LIST_ROWS)
				break;
		}
		if (pages <= which) {
			*ret_from = from;
			*ret_to = i;
		}
		pages++;
	}
	return pages;
}

static unsigned pages_of(const struct visit *v)
{
	struct arena arena = { 0 };
	struct page p = { .arena = &arena };
	unsigned from, to, n = cut(v, &p, 0, &from, &to);

	arena_done(&arena);
	return n;
}

static void list(const struct visit *v, struct page *p)
{
	unsigned from = 0, to = v->sheet.n_not_looked, used = 0, col = column(v, p);

	if (p->layout == LAYOUT_NORMAL)
		cut(v, p, v->list_page, &from, &to);
	for (unsigned i = from; i < to; i++) {
		struct line *l = body_text(&p->body, 3, what_of(v, p, i));

		line_seg(l, col, ATTR_PAGE, why_of(v, p, i));
		used += rows_of(v, p, i, col);
	}
	for (; used < LIST_ROWS && p->layout == LAYOUT_NORMAL; used++)
		body_blank(&p->body);
}

void s11_draw(const struct visit *v, struct page *p)
{
	struct line *l;

	screen_title(v, p, 5, C_("S11", "By area"));
	head(p);
	for (unsigned i = 0; i < AREAS; i++)
		row(v, p, i);
	body_rule(&p->body);
	l = body_text(&p->body, 2,
		      C_("S11", "Not looked at this time (the sheet carries the same)"));
	if (p->layout == LAYOUT_NORMAL && pages_of(v) > 1) {
		unsigned n = pages_of(v);
		const char *text = screen_fill(p, C_("S11", "{0} of {1}, left/right"), 2,
					       screen_number(p, MIN(v->list_page, n - 1) + 1),
					       screen_number(p, n));

		line_seg(l, 78 - (unsigned)text_width(text), ATTR_PAGE, text);
	}
	list(v, p);
	body_blank(&p->body);
	body_text(&p->body, 2, C_("S11", "Of what we did not see we say neither good nor bad."));
	screen_script(p, C_("S11", "\"What we did not see is on the paper too.\""));
	page_key(p, "Enter", C_("S11", "what next"));
	page_key_wide(p, "1-7", C_("S10", "details"));
	screen_keys(p, "b120");
}

/* The first finding of the area; without one its page has nothing to tell. */
static void open_area(struct visit *v, unsigned i)
{
	if (v->sheet.area[order[i]].n_findings == 0) {
		visit_say(v, C_("S11", "Nothing was found on the disk in this area."));
		return;
	}
	v->detail_area = (int)order[i];
	v->detail = 0;
	visit_go(v, SCREEN_S12);
}

/* Below the last area `>` leaves the table, and the list below it scrolls. */
static bool walk(struct visit *v, int key)
{
	unsigned *cursor = &v->cursor[SCREEN_S11];

	if (key == KEY_DOWN_ && *cursor < AREAS)
		(*cursor)++;
	else if (key == KEY_UP_ && (*cursor < AREAS || v->scroll == 0))
		*cursor = *cursor > 0 ? *cursor - 1 : 0;
	else
		return false;
	return true;
}

bool s11_key(struct visit *v, int key)
{
	unsigned *cursor = &v->cursor[SCREEN_S11];

	if (key >= 1 && key <= AREAS) {
		*cursor = (unsigned)key - 1;
		open_area(v, *cursor);
		return true;
	}
	switch (key) {
	case KEY_UP_:
	case KEY_DOWN_: return walk(v, key);
	case KEY_LEFT_: v->list_page = v->list_page > 0 ? v->list_page - 1 : 0; return true;
	case KEY_RIGHT_: v->list_page += v->list_page + 1 < pages_of(v); return true;
	case KEY_ENTER_: visit_go(v, SCREEN_S13); return true;
	default: return false;
	}
}
