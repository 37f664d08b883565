/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S03: the case number from the slip, then the eight lines of the paper consent. A refused line
 * is switched off and stands on the sheet under "not looked at". */
#include <stdio.h>

#include "core/text/text.h"
#include "tui/screens/screen.h"

static const char *line_text(unsigned i)
{
	const char *const text[CONSENT_LINES] = {
		C_("S03", "see settings, software list, file names and counts"),
		C_("S03", "read contents (viruses, counts of personal data, common passwords)"),
		C_("S03", "look at document names"),
		C_("S03", "take the result on paper"),
		C_("S03", "keep the record by number for 3 years"),
		C_("S03", "use in nameless counts"),
		C_("S03", "report counts only to ministry or headquarters"),
		C_("S03", "hand on to a specialist"),
	};

	return text[i];
}

static const char *tick_text(enum tick t)
{
	switch (t) {
	case TICK_YES: return C_("S03", "[ yes  ]");
	case TICK_NO: return C_("S03", "[  no  ]");
	case TICK_OPEN: break;
	}
	return C_("work", "[ open ]");
}

static const char *field(const struct visit *v, struct page *p)
{
	char shown[16];
	size_t n = strlen(v->number);

	for (size_t i = 0; i < 6; i++)
		shown[i + (i >= 4)] = i < n ? v->number[i] : '_';
	shown[4] = '-';
	shown[7] = '\0';
	return page_printf(p, "[ %s ]", shown);
}

void s03_draw(const struct visit *v, struct page *p)
{
	struct line *l;

	screen_title(v, p, 2, C_("S03", "Number and consent"));
	body_blank(&p->body);
	if (p->layout == LAYOUT_VERY_LARGE)
		p->large_row2 = C_("L03", "Give the same marks as on the paper");
	else
		body_heading(&p->body,
			     C_("S03", "Give the same marks as on the paper; read it together"));
	body_blank(&p->body);
	l = body_text(&p->body, 2, C_("S03", "Number"));
	line_seg(l, 13, v->number_open ? ATTR_SELECT : ATTR_PAGE, field(v, p));
	line_seg(l, 28, ATTR_PAGE,
		 v->number_drawn ? C_("S03", "Drawn at random. If there is a slip, type its number")
				 : C_("S03", "Copy it from the slip. Never a firm's or a "
					     "person's name"));
	body_blank(&p->body);
	for (unsigned i = 0; i < CONSENT_LINES; i++) {
		l = body_line(&p->body);
		l->item = (int)i + 1;
		l->selected = !v->number_open && v->cursor[SCREEN_S03] == i;
		line_seg(l, 7, v->consent[i] == TICK_OPEN ? ATTR_NOTE : ATTR_PAGE,
			 tick_text(v->consent[i]));
		line_seg(l, 17, ATTR_PAGE, line_text(i));
	}
	l = body_item(&p->body, 9, !v->number_open && v->cursor[SCREEN_S03] == CONSENT_LINES,
		      C_("S03", "The paper has all eight ticks (sets all of them to yes)"), 0,
		      NULL);
	body_blank(&p->body);
	body_text(&p->body, 2,
		  C_("S03", "Lines marked \"no\" are not checked, and the sheet says "
			    "so."));
	body_text(&p->body, 2, C_("S03", "You may stop on the way, and have it erased later."));
	screen_script(p, C_("S03", "\"Refuse any line you do not like; we check only what we "
				   "may.\""));
	screen_keys(p, "n");
	page_key(p, v->number_open ? "0-9" : "1-9",
		 v->number_open ? C_("S03", "number") : C_("key", "choose"));
	screen_keys(p, "b129");
}

static bool number_key(struct visit *v, int key)
{
	size_t n = strlen(v->number);

	if (key >= 0 && key <= 9) {
		if (v->number_drawn)
			n = 0;
		v->number_drawn = false;
		if (n < 6)
			snprintf(v->number + n, 2, "%d", key);
		return true;
	}
	if (key == KEY_BACKSPACE_ && n > 0) {
		v->number_drawn = false;
		v->number[n - 1] = '\0';
		return true;
	}
	if (key == KEY_ENTER_ || key == KEY_DOWN_) {
		if (visit_number_whole(v))
			v->number_open = false;
		else
			visit_say(v, C_("S03", "The number has six digits. Please copy it from the "
					       "slip."));
		return true;
	}
	return key == KEY_UP_;
}

static void flip(struct visit *v, unsigned i)
{
	v->consent[i] = v->consent[i] == TICK_YES ? TICK_NO : TICK_YES;
	v->cursor[SCREEN_S03] = i;
}

static void all_yes(struct visit *v)
{
	for (unsigned i = 0; i < CONSENT_LINES; i++)
		v->consent[i] = TICK_YES;
	v->cursor[SCREEN_S03] = CONSENT_LINES;
}

/* X20: the page leads to the open line rather than on. */
static void leave(struct visit *v)
{
	static char words[400];
	struct page p = { 0 };
	struct arena a = { 0 };

	for (unsigned i = 0; i < CONSENT_LINES; i++) {
		if (v->consent[i] != TICK_OPEN)
			continue;
		v->cursor[SCREEN_S03] = i;
		p.arena = &a;
		snprintf(words, sizeof(words), "%s",
			 screen_fill(&p,
				     C_("S03", "A line is still open. Set line {0} to yes or "
					       "no."),
				     1, screen_number(&p, i + 1)));
		arena_done(&a);
		visit_say(v, words);
		return;
	}
	v->want |= WANT_LIST_DISKS;
	visit_go(v, SCREEN_S04);
}

bool s03_key(struct visit *v, int key)
{
	unsigned *cursor = &v->cursor[SCREEN_S03];

	if (v->number_open)
		return number_key(v, key);
	if (key >= 1 && key <= CONSENT_LINES) {
		flip(v, (unsigned)key - 1);
		/* on to the next open line, so that eight digits are enough */
		for (unsigned i = (unsigned)key; i < CONSENT_LINES; i++) {
			if (v->consent[i] == TICK_OPEN) {
				*cursor = i;
				break;
			}
		}
		return true;
	}
	switch (key) {
	case 9: all_yes(v); return true;
	case KEY_DOWN_: *cursor = MIN(*cursor + 1, (unsigned)CONSENT_LINES); return true;
	case KEY_UP_:
		if (*cursor == 0)
			v->number_open = true;
		else
			(*cursor)--;
		return true;
	case KEY_LEFT_:
	case KEY_RIGHT_:
		if (*cursor < CONSENT_LINES)
			flip(v, *cursor);
		return true;
	case KEY_ENTER_: leave(v); return true;
	default: return false;
	}
}
