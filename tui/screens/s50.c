/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S50: the folders of the disk as a tree, with how much is in each, to tick and untick: nine lines, a digit
 * each. A folder follows the one that it is in until something else is said of it. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

#define TICK_COL  7
#define NAME_COL  16
#define SIZE_COL  64
#define LARGE_COL 46
#define SMALL_COL 37
#define DEPTH_MAX 10 /* deeper ones stand below each other */

static unsigned size_col(const struct page *p)
{
	return p->layout == LAYOUT_NORMAL  ? SIZE_COL
	       : p->layout == LAYOUT_LARGE ? LARGE_COL
					   : SMALL_COL;
}

/* A part of the disk has a label at best. */
static const char *name_of(struct page *p, const struct backing_node *n, size_t cells)
{
	const char *label = *n->name ? screen_escape(p, n->name, cells > 24 ? cells - 16 : 8) : "";

	if (n->parent >= 0)
		return *n->name ? screen_escape(p, n->name, cells)
				: C_("S50", "(a very long name)");
	return screen_fill(p, *label ? C_("S50", "Part {0} ({1})") : C_("S50", "Part {0}"), 2,
			   screen_number(p, n->part + 1), label);
}

static const char *size_of(struct page *p, const struct backing_node *n)
{
	if (n->parent < 0)
		return "";
	if (!n->counted)
		return C_("S50", "counting");
	return n->unread ? C_("S36", "not all counted") : screen_bytes(p, n->bytes);
}

static bool can_tick(const struct visit *v, const struct backing_node *n)
{
	return n->path && !n->settings && (n->parent >= 0 || backing_tree_whole(v, n));
}

/* What an open folder has to say that is no folder. */
static void beneath(const struct visit *v, struct page *p, const struct backing_node *n)
{
	const char *words = NULL;

	if (!n->open)
		return;
	if (!n->listed)
		words = C_("S50", "looking into it ...");
	else if (n->list_unread)
		words = n->n ? C_("S50", "Not all of its folders can be shown here.")
			     : C_("S50", "It could not be looked into.");
	else if (n->more)
		words =
		    screen_fill(p, C_("S50", "{0} more folders are not shown; they go with it."), 1,
				screen_number(p, (int64_t)MIN(n->more, (uint64_t)INT64_MAX)));
	else if (!n->n)
		words = C_("S50", "no folders in it");
	if (words)
		body_text(&p->body, NAME_COL + 2 * MIN(n->depth + 1, (unsigned)DEPTH_MAX), words);
	(void)v;
}

static void row(const struct visit *v, struct page *p, const struct backing_node *n, unsigned digit,
		bool on)
{
	enum backing_mark m = backing_tree_mark(v, n);
	bool tick = can_tick(v, n), small = p->layout == LAYOUT_VERY_LARGE;
	unsigned from = small ? TICK_COL + 9 : NAME_COL, step = small ? 1 : 2, col, cells;
	struct line *l = body_line(&p->body);

	l->item = (int)digit;
	l->selected = on;
	l->fixed = true;
	line_seg(l, TICK_COL, tick && m != BACKING_NO ? ATTR_PAGE : ATTR_NOTE,
		 tick            ? screen_backing_mark(m)
		 : n->parent < 0 ? "        "
				 : mark_text(ANSWER_NOT_APPLICABLE));
	col = from + step * MIN(n->depth, (unsigned)DEPTH_MAX);
	cells = size_col(p) - col - 3;
	line_seg(l, col, ATTR_PAGE,
		 page_printf(p, "%s %s",
			     n->settings || !n->path ? " "
			     : n->open               ? "-"
						     : "+",
			     name_of(p, n, cells)));
	line_seg(l, size_col(p), ATTR_PAGE, size_of(p, n));
	beneath(v, p, n);
}

static unsigned cursor(const struct visit *v, unsigned rows)
{
	return rows ? MIN(v->cursor[SCREEN_S50], rows - 1) : 0;
}

static void empty(const struct visit *v, struct page *p)
{
	const struct backing_tree *t = &v->backing.tree;

	body_text(&p->body, 2,
		  t->asking || !t->listed ? C_("S42", "Looking for it. This takes a few seconds.")
					  : C_("S50", "The folders of this disk could not be read. "
						      "The groups can still be chosen."));
}

void s50_draw(const struct visit *v, struct page *p)
{
	unsigned rows = backing_tree_rows(v), at = cursor(v, rows),
		 first = MIN(backing_tree_top(v), at);

	screen_title(v, p, 6, C_("S15", "Backup"));
	body_heading(&p->body,
		     rows > TREE_ROWS
			 ? screen_fill(p, C_("S50", "Which folders? Line {0} of {1}"), 2,
				       screen_number(p, (int64_t)at + 1), screen_number(p, rows))
			 : C_("S50", "Which folders?"));
	body_blank(&p->body);
	for (unsigned i = first; i < rows && i < first + TREE_ROWS; i++)
		row(v, p, backing_tree_row(v, i), i - first + 1, i == at);
	if (!rows)
		empty(v, p);
	body_blank(&p->body);
	screen_backing_sum(v, p);
	screen_script(p, C_("S50", "\"Which of these would you miss? We look at sizes, not into "
				   "them.\""));
	page_key(p, "Enter", C_("S50", "open, close"));
	page_key(p, "1-9", C_("S36", "yes/no"));
	page_key(p, "Esc", C_("S50", "groups"));
	screen_keys(p, "12");
}

static void tick(struct visit *v, unsigned line)
{
	const struct backing_node *n = backing_tree_row(v, line);

	if (!n)
		return;
	v->cursor[SCREEN_S50] = line;
	if (backing_tree_tick(v, line))
		return;
	visit_say(v, n->settings
			 ? C_("S50", "What programs keep for themselves is not copied here.")
		     : n->parent < 0 ? C_("S50", "Enter opens it; choose folders in it.")
				     : C_("S50", "Its name is too long to be chosen by itself."));
}

bool s50_key(struct visit *v, int key)
{
	unsigned rows = backing_tree_rows(v), at = cursor(v, rows), top;
	const struct backing_node *n = backing_tree_row(v, at);

	v->cursor[SCREEN_S50] = at;
	top = backing_tree_top(v);
	if (key >= 1 && key <= TREE_ROWS) {
		tick(v, top + (unsigned)key - 1);
		return true;
	}
	switch (key) {
	case KEY_UP_: v->cursor[SCREEN_S50] -= at > 0; break;
	case KEY_DOWN_: v->cursor[SCREEN_S50] += at + 1 < rows; break;
	case KEY_RIGHT_: backing_tree_open(v, at); break;
	case KEY_LEFT_: backing_tree_close(v, at); break;
	case KEY_ENTER_:
		if (n && n->open)
			backing_tree_close(v, at);
		else
			backing_tree_open(v, at);
		break;
	default: return false;
	}
	backing_tree_keep_top(v);
	return true;
}
