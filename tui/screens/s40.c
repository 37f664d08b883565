/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S40: both pass phrases. Only small letters and digits, which lie in the same place on a
 * Japanese and an American keyboard. Wrong tries slow down and erase nothing. */
#include <stdio.h>

#include "core/text/text.h"
#include "tui/screens/lending.h"

#define FIELD_CELLS 32
#define FIELD_COL   24

/* The end of what was typed, as dots or as it is. */
static const char *field(const struct visit *v, struct page *p, unsigned i)
{
	const char *pass = v->lend.pass[i];
	size_t n = strlen(pass), from = n > FIELD_CELLS ? n - FIELD_CELLS : 0;
	char shown[FIELD_CELLS + 1];

	for (size_t k = 0; k < FIELD_CELLS; k++)
		shown[k] = from + k >= n ? '_' : v->lend.pass_shown ? pass[from + k] : '*';
	shown[FIELD_CELLS] = '\0';
	return page_printf(p, "[ %s ]", shown);
}

static void state(const struct visit *v, struct page *p)
{
	unsigned wait = lend_seconds(v);

	if (v->lend.unlocking == UNLOCK_RUNNING)
		body_text(&p->body, 2, C_("S40", "Opening. This takes a few seconds."));
	else if (v->lend.unlocking == UNLOCK_WRONG)
		body_text(&p->body, 2,
			  C_("S40", "They do not fit. Nothing is erased by that. Please look "
				    "again."));
	else if (v->lend.unlocking == UNLOCK_LOST)
		body_text(&p->body, 2,
			  C_("S40", "The results could not be opened. Is the stick plugged in?"));
	else
		body_text(&p->body, 2, C_("S40", "The chamber knows one, the member the other."));
	if (wait > 0)
		body_text(&p->body, 2,
			  screen_fill(p, C_("S40", "Please wait {0} seconds before the next try."),
				      1, screen_number(p, wait)));
}

void s40_draw(const struct visit *v, struct page *p)
{
	const char *label[PASS_PARTS] = { C_("S40", "the chamber's"), C_("S40", "the member's") };

	screen_title(v, p, 0, C_("S40", "Pass phrases"));
	p->row2 = C_("S40", "Results open with both pass phrases");
	body_blank(&p->body);
	body_heading(&p->body, C_("S40", "Type both pass phrases"));
	body_blank(&p->body);
	for (unsigned i = 0; i < PASS_PARTS; i++) {
		struct line *l = body_text(&p->body, 2, i == v->lend.typing ? ">" : " ");

		line_seg(l, 4, ATTR_PAGE, label[i]);
		line_seg(l, FIELD_COL, i == v->lend.typing ? ATTR_SELECT : ATTR_PAGE,
			 field(v, p, i));
		l->fixed = p->layout != LAYOUT_VERY_LARGE;
		body_blank(&p->body);
	}
	state(v, p);
	body_blank(&p->body);
	body_text(&p->body, 2,
		  C_("S40", "Small letters and digits only. Left or right shows what "
			    "you typed."));
	body_text(&p->body, 2, C_("S40", "If one is forgotten, the chamber can open the results."));
	p->script_label = C_("S18", "If this is your first time");
	screen_script(p, C_("S40", "Take your time. Nothing gets lost by a wrong one."));
	screen_keys(p, "n");
	page_key(p, C_("key", "up/down"), C_("S40", "other field"));
	page_key_wide(p, C_("key", "left/right"), C_("S40", "show"));
	screen_keys(p, "b1");
}

static bool typed(struct lend *l, int key)
{
	char *pass = l->pass[l->typing];
	size_t n = strlen(pass);
	char c = '\0';

	if (key >= 0 && key <= 9)
		c = (char)('0' + key);
	else if (key >= KEY_LETTER_ && key < KEY_OTHER_)
		c = (char)('a' + key - KEY_LETTER_);
	if (c && n < PASS_MAX) {
		pass[n] = c;
		pass[n + 1] = '\0';
	}
	if (key == KEY_BACKSPACE_ && n > 0)
		pass[n - 1] = '\0';
	return c || key == KEY_BACKSPACE_;
}

static void enter(struct visit *v)
{
	struct lend *l = &v->lend;

	if (l->typing + 1 < PASS_PARTS) {
		l->typing++;
		return;
	}
	for (unsigned i = 0; i < PASS_PARTS; i++) {
		if (strlen(l->pass[i]) >= PASS_MIN)
			continue;
		l->typing = i;
		visit_say(v, C_("S40", "A pass phrase has at least six characters."));
		return;
	}
	if (lend_seconds(v) > 0) {
		visit_say(v, C_("S40", "Please wait a little."));
		return;
	}
	l->unlocking = UNLOCK_RUNNING;
	v->want |= WANT_RESULTS;
}

bool s40_key(struct visit *v, int key)
{
	struct lend *l = &v->lend;

	if (l->unlocking == UNLOCK_RUNNING)
		return key != KEY_F1_ && key != KEY_F2_ && key != KEY_F3_ && key != KEY_F4_;
	if (typed(l, key)) {
		l->unlocking = UNLOCK_NOT;
		return true;
	}
	switch (key) {
	case KEY_UP_: l->typing = l->typing > 0 ? l->typing - 1 : 0; return true;
	case KEY_DOWN_: l->typing = MIN(l->typing + 1, (unsigned)PASS_PARTS - 1); return true;
	case KEY_LEFT_:
	case KEY_RIGHT_: l->pass_shown = !l->pass_shown; return true;
	case KEY_ENTER_: enter(v); return true;
	case KEY_ESC_:
		lend_forget(l);
		visit_back(v);
		return true;
	default: return false;
	}
}
