/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Colours of screens.md section 8 for 256, 16 and no colours, and the keys of section 5. */
#include "tui/paint.h"

#include <curses.h>
#include <locale.h>
#include <sys/ioctl.h>
#include <wchar.h>

#include "core/base/utf.h"
#include "core/base/util.h"
#include "tui/screens/screen.h"

struct ink {
	short text, ground;
};

/* light and dark, by enum attr */
static const struct ink ink256[2][ATTRS] = {
	{
	    [ATTR_PAGE] = { 234, 255 },
	    [ATTR_QUIET] = { 238, 255 },
	    [ATTR_TITLE] = { 231, 23 },
	    [ATTR_SELECT] = { 231, 23 },
	    [ATTR_SCRIPT] = { 234, 254 },
	    [ATTR_LINE] = { 244, 255 },
	    [ATTR_BAR] = { 23, 255 },
	    [ATTR_REST] = { 250, 255 },
	    [ATTR_GOOD] = { 234, 151 },
	    [ATTR_CARE] = { 234, 222 },
	    [ATTR_SOON] = { 234, 216 },
	    [ATTR_UNSEEN] = { 234, 189 },
	    [ATTR_NOTE] = { 234, 252 },
	},
	{
	    [ATTR_PAGE] = { 253, 234 },
	    [ATTR_QUIET] = { 250, 234 },
	    [ATTR_TITLE] = { 16, 116 },
	    [ATTR_SELECT] = { 16, 116 },
	    [ATTR_SCRIPT] = { 253, 236 },
	    [ATTR_LINE] = { 243, 234 },
	    [ATTR_BAR] = { 73, 234 },
	    [ATTR_REST] = { 240, 234 },
	    [ATTR_GOOD] = { 234, 151 },
	    [ATTR_CARE] = { 234, 222 },
	    [ATTR_SOON] = { 234, 216 },
	    [ATTR_UNSEEN] = { 234, 189 },
	    [ATTR_NOTE] = { 234, 252 },
	},
};

static int colours; /* 256, 8 or 0 */
static bool started, has_dark, dark_now;

static bool reversed(enum attr a)
{
	return a == ATTR_TITLE || a == ATTR_SELECT;
}

static void set_pairs(bool dark)
{
	for (short a = 0; a < ATTRS; a++) {
		struct ink i = ink256[dark][a];

		if (colours != 256) {
			bool swap = dark != reversed((enum attr)a);

			i.text = swap ? COLOR_WHITE : COLOR_BLACK;
			i.ground = swap ? COLOR_BLACK : COLOR_WHITE;
		}
		init_pair((short)(a + 1), i.text, i.ground);
	}
	has_dark = true;
	dark_now = dark;
}

bool paint_start(void)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return false;
	setlocale(LC_CTYPE, "C.UTF-8");
	if (!newterm(NULL, stdout, stdin))
		return false;
	started = true;
	set_escdelay(25);
	raw(); /* Ctrl-C is no key here */
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	curs_set(0);
	if (has_colors() && start_color() == OK)
		colours = COLORS >= 256 && COLOR_PAIRS > ATTRS ? 256 : COLORS >= 8 ? 8 : 0;
	return true;
}

void paint_stop(void)
{
	if (!started)
		return;
	started = false;
	erase();
	refresh();
	endwin();
}

void paint_again(void)
{
	if (!started)
		return;
	endwin(); /* the next refresh() sets keypad, cursor and the other screen again */
	clearok(stdscr, TRUE);
}

void paint_size(unsigned *ret_rows, unsigned *ret_cols)
{
	struct winsize w = { 0 };

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_row > 0 && w.ws_col > 0 &&
	    (w.ws_row != LINES || w.ws_col != COLS))
		resizeterm(w.ws_row, w.ws_col);
	*ret_rows = (unsigned)MAX(LINES, 1);
	*ret_cols = (unsigned)MAX(COLS, 1);
}

static void wide(const struct cell *cell, wchar_t *ret, size_t size)
{
	size_t left = strlen(cell->s), n = 0;
	const char *s = cell->s;

	while (left > 0 && n + 1 < size) {
		uint32_t cp;
		size_t used = utf8_next(s, left, &cp);

		ret[n++] = (wchar_t)cp;
		s += used;
		left -= used;
	}
	ret[n] = L'\0';
}

static void paint_cell(unsigned row, unsigned col, const struct cell *cell)
{
	wchar_t text[CCHARW_MAX + 1];
	attr_t attr = A_NORMAL;
	short pair = 0;
	cchar_t out;

	wide(cell, text, CCHARW_MAX);
	if (colours)
		pair = (short)(cell->attr + 1);
	else if (reversed((enum attr)cell->attr) != dark_now)
		attr = A_REVERSE;
	if (setcchar(&out, text, attr, pair, NULL) == OK)
		mvadd_wch((int)row, (int)col, &out);
}

void paint_show(const struct canvas *c, bool dark)
{
	if (colours && (!has_dark || dark_now != dark)) {
		set_pairs(dark);
		clearok(stdscr, TRUE);
	}
	dark_now = dark;
	for (unsigned row = 0; row < c->rows; row++) {
		for (unsigned col = 0; col < c->cols; col++) {
			const struct cell *cell = canvas_at(c, row, col);

			if (cell->width > 0)
				paint_cell(row, col, cell);
		}
	}
	refresh();
}

static int function_key(wint_t k)
{
	static const struct {
		int code, key;
	} map[] = {
		{ KEY_UP, KEY_UP_ },         { KEY_DOWN, KEY_DOWN_ },
		{ KEY_LEFT, KEY_LEFT_ },     { KEY_RIGHT, KEY_RIGHT_ },
		{ KEY_ENTER, KEY_ENTER_ },   { KEY_BACKSPACE, KEY_BACKSPACE_ },
		{ KEY_F(1), KEY_F1_ },       { KEY_F(2), KEY_F2_ },
		{ KEY_F(3), KEY_F3_ },       { KEY_F(4), KEY_F4_ },
		{ KEY_F(5), KEY_F5_ },       { KEY_F(6), KEY_F6_ },
		{ KEY_F(8), KEY_F8_ },       { KEY_F(9), KEY_F9_ },
		{ KEY_F(10), KEY_F10_ },     { KEY_RESIZE, KEY_IGNORED_ },
		{ KEY_MOUSE, KEY_IGNORED_ }, { KEY_PRINT, KEY_IGNORED_ },
	};

	for (size_t i = 0; i < LEN(map); i++)
		if ((int)k == map[i].code)
			return map[i].key;
	return KEY_OTHER_;
}

/* Kanji, kana and control keys of a Japanese keyboard are no answer to anything. */
static int plain_key(wint_t k)
{
	if (k >= L'0' && k <= L'9')
		return (int)(k - L'0');
	if (k >= 0xff10 && k <= 0xff19) /* full-width digits of an input method */
		return (int)(k - 0xff10);
	if (k >= L'a' && k <= L'z')
		return KEY_LETTER_ + (int)(k - L'a');
	if (k >= L'A' && k <= L'Z')
		return KEY_LETTER_ + (int)(k - L'A');
	switch (k) {
	case L'\r':
	case L'\n': return KEY_ENTER_;
	case L'\t': return KEY_DOWN_;
	case 0x1b: return KEY_ESC_;
	case 0x08:
	case 0x7f: return KEY_BACKSPACE_;
	default: return k >= 0x80 ? KEY_IGNORED_ : KEY_OTHER_;
	}
}

static int typed_key(wint_t k)
{
	if (k >= L' ' && k != 0x7f)
		return KEY_TYPED_ + (int)MIN(k, (wint_t)0x10ffff);
	return k == L'\t' ? KEY_IGNORED_ : plain_key(k);
}

int paint_key(bool typed)
{
	wint_t k;
	int r = get_wch(&k);

	if (r == ERR)
		return -1;
	if (r == KEY_CODE_YES)
		return function_key(k);
	return typed ? typed_key(k) : plain_key(k);
}
