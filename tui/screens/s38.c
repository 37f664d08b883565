/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S38: the password of the owner's locked disk, typed by the owner. Any letter may stand in it: no key but
 * Enter, Esc, the arrows and F1 to F10 means anything else here. It is kept only as long as the backup needs
 * it, and written nowhere. */
#include <stdio.h>

#include "core/text/text.h"
#include "tui/screens/screen.h"

#define FIELD_CELLS 32
#define VALUE_COL   17

/* The end of what was typed, as stars or as it is. */
static const char *field(const struct visit *v, struct page *p)
{
	const char *key = v->backing.key;
	size_t n = strlen(key), from = n > FIELD_CELLS ? n - FIELD_CELLS : 0;
	char shown[FIELD_CELLS + 1];

	for (size_t k = 0; k < FIELD_CELLS; k++)
		shown[k] = from + k >= n ? '_' : v->backing.key_shown ? key[from + k] : '*';
	shown[FIELD_CELLS] = '\0';
	return page_printf(p, "[ %s ]", shown);
}

static const char *left(const struct visit *v, struct page *p)
{
	unsigned n = BACKING_TRIES - v->backing.tries;

	return n == 1 ? C_("S38", "It does not open with that. One more try.")
		      : screen_fill(p, C_("S38", "It does not open with that. {0} more tries."), 1,
				    screen_number(p, n));
}

void s38_draw(const struct visit *v, struct page *p)
{
	struct line *l;

	screen_title(v, p, 6, C_("S15", "Backup"));
	body_blank(&p->body);
	body_heading(&p->body, C_("S38", "This disk is locked. Type its password"));
	body_blank(&p->body);
	l = body_text(&p->body, 2, C_("S15", "To"));
	line_seg(l, VALUE_COL, ATTR_PAGE, screen_medium(p, &v->backing.to));
	body_blank(&p->body);
	l = body_text(&p->body, 2, C_("S38", "Password"));
	line_seg(l, VALUE_COL, ATTR_SELECT, field(v, p));
	l->fixed = p->layout != LAYOUT_VERY_LARGE;
	body_blank(&p->body);
	body_text(&p->body, 2,
		  v->backing.tries ? left(v, p)
				   : C_("S38", "Its recovery key of 48 digits opens it, too."));
	body_text(
	    &p->body, 2,
	    C_("S38", "Left or right shows what you typed: signs may lie on other keys here."));
	body_text(&p->body, 2,
		  C_("S38", "It is forgotten when the backup is done, and written nowhere."));
	screen_script(p, C_("S38", "\"Please type the password of your disk yourself.\""));
	screen_keys(p, "n");
	page_key_wide(p, C_("key", "left/right"), C_("S40", "show"));
	screen_keys(p, "b1");
}

static bool typed(struct backing *b, int key)
{
	size_t n = strlen(b->key);

	if (key < KEY_TYPED_ + ' ' || key > KEY_TYPED_ + '~')
		return false;
	if (n < BACKING_KEY_MAX) {
		b->key[n] = (char)(key - KEY_TYPED_);
		b->key[n + 1] = '\0';
	}
	return true;
}

bool s38_key(struct visit *v, int key)
{
	struct backing *b = &v->backing;
	size_t n = strlen(b->key);

	if (key >= KEY_TYPED_) {
		if (!typed(b, key))
			visit_say(v, C_("S38", "This letter can't be typed here. The recovery key "
					       "opens it, too."));
		return true;
	}
	switch (key) {
	case KEY_BACKSPACE_:
		if (n > 0)
			b->key[n - 1] = '\0';
		return true;
	case KEY_LEFT_:
	case KEY_RIGHT_: b->key_shown = !b->key_shown; return true;
	case KEY_UP_:
	case KEY_DOWN_: return true;
	case KEY_ENTER_:
		if (n)
			backing_start(v, b->resume);
		else
			visit_say(v, C_("S38", "Nothing is typed yet."));
		return true;
	case KEY_ESC_:
		visit_swap(v, SCREEN_S36);
		backing_where(v);
		return true;
	default: return false;
	}
}
