/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of screens, what every page has in common, and the keys that work everywhere. */
#include "tui/screens/screen.h"

#include <stdio.h>

#include "core/text/text.h"

static const struct screen table[SCREENS] = {
#define SCREEN(NAME, lower) [SCREEN_##NAME] = { #NAME, lower##_draw, lower##_key },
#include "tui/screens/screens.def"
#undef SCREEN
};

const struct screen *screen_get(enum screen_id id)
{
	return id < SCREENS ? &table[id] : &table[SCREEN_S01];
}

void screen_draw(const struct visit *v, struct page *p)
{
	p->badge =
	    backing_busy(v) ? C_("badge", "[writing to your disk]") : C_("badge", "[read only]");
	p->script_label = C_("page", "Counsellor may say");
	if (v->notice.text && v->ms < v->notice.until)
		p->message = v->notice.text;
	p->scroll = v->scroll;
	screen_get(v->screen)->draw(v, p);
}

/* A backup that runs, or that ended while another page was open, is told on every page. */
static const char *backup_title(const struct visit *v, struct page *p)
{
	const struct backing *b = &v->backing;

	if (backing_busy(v))
		return screen_fill(p, C_("title", "backup {0}"), 1,
				   page_printf(p, "%u%%", b->permille / 10));
	if (b->step != BACKING_OVER || b->seen)
		return NULL;
	return b->told.state == BACKUP_STATE_PROVEN ? C_("title", "backup done")
						    : C_("title", "backup incomplete");
}

void screen_title(const struct visit *v, struct page *p, unsigned step, const char *title)
{
	char number[16];

	p->step = step;
	p->title = v->practice ? page_printf(p, "%s  %s", title, C_("title", "(practice)")) : title;
	if (v->number[0] && visit_number_whole(v))
		p->title_right[0] = page_printf(p, "%s %s", C_("title", "No."),
						visit_number(v, number, sizeof(number)));
	if (v->screen != SCREEN_S15)
		p->title_right[2] = backup_title(v, p);
	if (v->lend.sticker >= 0 && v->lend.lent)
		p->title_right[0] =
		    screen_fill(p, C_("title", "sticker: {0}"), 1,
				text_get(sticker_name((enum sticker)v->lend.sticker)));
	if (v->minutes >= 0)
		p->title_right[1] =
		    screen_fill(p, C_("title", "{0} min"), 1, screen_number(p, v->minutes));
}

void screen_script(struct page *p, const char *line)
{
	p->script[0] = line;
}

static void one_key(struct page *p, char which)
{
	switch (which) {
	case '1': page_key(p, "F1", C_("key", "help")); break;
	case '2': page_key_wide(p, "F2", C_("key", "text size")); break;
	case '4': page_key_wide(p, "F4", C_("key", "日本語")); break;
	case '5': page_key_wide(p, "F5", C_("key", "ask later")); break;
	case '9': page_key_wide(p, "F9", C_("key", "stop and erase")); break;
	case 'p': page_key_wide(p, "F10", C_("key", "power")); break;
	case 'b': page_key(p, "Esc", C_("key", "back")); break;
	case 'n': page_key(p, "Enter", C_("key", "next")); break;
	case 'c': page_key(p, C_("key", "up/down"), C_("key", "choose")); break;
	case '0': page_key(p, "0", C_("key", "other")); break;
	default: break;
	}
}

void screen_keys(struct page *p, const char *which)
{
	for (; *which; which++)
		one_key(p, *which);
}

void screen_choices(struct page *p, const struct choice *c, unsigned n, unsigned cursor,
		    unsigned note_col)
{
	for (unsigned i = 0; i < n; i++) {
		struct line *l =
		    body_item(&p->body, c[i].digit, i == cursor, c[i].text, note_col, c[i].note);

		for (unsigned s = 0; c[i].off && s < l->n_segs; s++) {
			l->seg[s].attr = ATTR_QUIET;
			l->seg[s].aside = false; /* why not is part of the choice */
		}
	}
}

static int take(struct visit *v, const struct choice *c)
{
	if (!c->off)
		return c->digit;
	visit_say(v, C_("page", "This stick cannot do that yet."));
	return CHOSE_MOVED;
}

int screen_choose(struct visit *v, const struct choice *c, unsigned n, int key)
{
	unsigned *cursor = &v->cursor[v->screen];

	if (key == KEY_UP_ || key == KEY_DOWN_) {
		if (n > 0)
			*cursor = key == KEY_DOWN_ ? MIN(*cursor + 1, n - 1)
						   : (*cursor > 0 ? *cursor - 1 : 0);
		return CHOSE_MOVED;
	}
	if (key == KEY_ENTER_ && *cursor < n)
		return take(v, &c[*cursor]);
	for (unsigned i = 0; i < n && key >= 0 && key <= 9; i++) {
		if (c[i].digit != key)
			continue;
		*cursor = i;
		return take(v, &c[i]);
	}
	return CHOSE_NOTHING;
}

/* Letters stand in for F keys on keyboards that hide them. */
static int substitute(int key)
{
	static const struct {
		char letter;
		int key;
	} map[] = { { 'h', KEY_F1_ }, { 'z', KEY_F2_ }, { 'v', KEY_F3_ },
		    { 'e', KEY_F4_ }, { 'k', KEY_F5_ }, { 'c', KEY_F6_ },
		    { 's', KEY_F8_ }, { 'q', KEY_F9_ }, { 'p', KEY_F10_ } };

	for (size_t i = 0; i < LEN(map); i++)
		if (key == KEY_OF_LETTER(map[i].letter))
			return map[i].key;
	return key == KEY_BACKSPACE_ ? KEY_ESC_ : key;
}

static bool look_key(struct visit *v, int key)
{
	switch (key) {
	case KEY_F2_: v->text_size = (v->text_size + 1) % 3; return true;
	case KEY_F3_: v->dark = !v->dark; return true;
	case KEY_F4_:
		text_set_language(text_language() == LANGUAGE_JA ? LANGUAGE_EN : LANGUAGE_JA);
		return true;
	default: return false;
	}
}

static bool in_case(const struct visit *v)
{
	return v->screen != visit_home(v) && !v->erased;
}

static bool go_key(struct visit *v, int key)
{
	switch (key) {
	case KEY_ESC_: visit_back(v); return true;
	case 0: visit_go(v, SCREEN_OTHER); return true;
	case KEY_F1_: visit_go(v, SCREEN_HELP); return true;
	case KEY_F6_: visit_go(v, SCREEN_HIDE); return true;
	case KEY_F8_:
		if (v->work != WORK_RUNNING)
			return false;
		visit_go(v, SCREEN_S28);
		return true;
	case KEY_F9_:
		if (!in_case(v))
			return false;
		visit_go(v, SCREEN_S22);
		return true;
	case KEY_F10_: visit_go(v, SCREEN_POWER); return true;
	default: return false;
	}
}

static bool scroll_key(struct visit *v, int key)
{
	if (key != KEY_UP_ && key != KEY_DOWN_)
		return false;
	v->scroll = key == KEY_DOWN_ ? v->scroll + 1 : v->scroll > 0 ? v->scroll - 1 : 0;
	return true;
}

bool screen_types(const struct visit *v)
{
	return v->screen == SCREEN_S38;
}

void screen_key(struct visit *v, int key)
{
	v->notice.text = NULL;
	if (key >= KEY_TYPED_) {
		(void)screen_get(v->screen)->key(v, key);
		return;
	}
	if (key >= KEY_IGNORED_)
		return;
	if (screen_get(v->screen)->key(v, key))
		return;
	key = substitute(key);
	if (key < KEY_LETTER_ && screen_get(v->screen)->key(v, key))
		return;
	if (look_key(v, key) || go_key(v, key) || scroll_key(v, key))
		return;
	visit_say(v, C_("page", "This key is not used here."));
}
