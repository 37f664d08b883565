/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S02: can the owner read this, and do the keys do what is printed on them? */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static const char *bracket(struct page *p, const char *text, bool on, size_t cells)
{
	size_t w = text_width(text);

	if (!on)
		return text;
	return page_printf(p, w + 2 < cells ? "[ %s ]" : "[%s]", text);
}

/* One setting: the value in force stands in brackets. */
static void setting(struct page *p, const char *label, const char *const *value, unsigned n,
		    unsigned now, const char *hint)
{
	struct line *l = body_text(&p->body, 2, label);
	unsigned col = 17;

	for (unsigned i = 0; i < n; i++) {
		const char *text = bracket(p, value[i], i == now, 8);

		line_seg(l, col, i == now ? ATTR_SELECT : ATTR_PAGE, text);
		col += (unsigned)text_width(text) + 3;
	}
	line_aside(l, 56, ATTR_PAGE, hint);
}

static void settings(const struct visit *v, struct page *p)
{
	const char *size[] = { C_("S02", "normal"), C_("S02", "large"), C_("S02", "very large") };
	const char *colour[] = { C_("S02", "light"), C_("S02", "dark") };
	const char *language[] = { "日本語", "English" };

	setting(p, C_("S02", "Text size"), size, 3, MIN(v->text_size, 2u),
		C_("S02", "F2 changes it"));
	setting(p, C_("S02", "Colours"), colour, 2, v->dark, C_("S02", "F3 changes them"));
	setting(p, C_("S02", "Language"), language, 2, text_language() == LANGUAGE_EN,
		C_("S02", "F4 changes it"));
}

static void keys(const struct visit *v, struct page *p)
{
	const char *name[] = { "J", "3", C_("S02", "down") };
	static const unsigned cols[] = { 7, 27, 49 };
	struct line *l = body_line(&p->body);
	bool asked = false;

	for (unsigned i = 0; i < 3; i++) {
		const char *state = v->key_seen[i] ? C_("mark", "[ good ]")
				    : !asked       ? C_("work", "[please]")
						   : C_("work", "[ open ]");

		asked = asked || !v->key_seen[i];
		line_seg(l, cols[i], ATTR_PAGE, page_printf(p, "%s %s", name[i], state));
	}
}

void s02_draw(const struct visit *v, struct page *p)
{
	struct line *l;

	screen_title(v, p, 1, C_("S02", "Is it easy to read, do the keys work?"));
	p->title = C_("S02", "Reading and keys");
	body_blank(&p->body);
	body_heading(&p->body, C_("S02", "Is it easy to read, do the keys work?"));
	body_blank(&p->body);
	settings(v, p);
	body_blank(&p->body);
	body_frame(&p->body, "");
	body_blank(&p->body);
	l = body_text(&p->body, 4, C_("S02", "Can you read this easily from your chair?"));
	line_seg(l, 52, ATTR_PAGE, "0 1 2 3 4 5 6 7 8 9");
	body_blank(&p->body);
	body_frame_end(&p->body);
	body_text(&p->body, 2, C_("S02", "Press the three keys below, from the left"));
	body_blank(&p->body);
	keys(v, p);
	body_blank(&p->body);
	body_text(&p->body, 2,
		  v->key_numlock
		      ? C_("S02", "1 came for \"J\": press NumLock once, then \"J\" again.")
		      : C_("S02", "If \"J\" gives 1, press NumLock once."));
	screen_script(p, C_("S02", "\"If it is hard to read, please say so; I can make it larger "
				   "at once.\""));
	screen_keys(p, "nb120p");
}

bool s02_key(struct visit *v, int key)
{
	if (key == KEY_OF_LETTER('j')) {
		v->key_seen[0] = true;
		v->key_numlock = false;
		return true;
	}
	switch (key) {
	case 1: v->key_numlock = true; return true;
	case 3: v->key_seen[1] = true; return true;
	case KEY_DOWN_: v->key_seen[2] = true; return true;
	case KEY_ENTER_:
		if (!v->number[0])
			v->want |= WANT_NUMBER;
		visit_go(v, SCREEN_S03);
		return true;
	default: return false;
	}
}
