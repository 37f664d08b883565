/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes text from a disk harmless: nothing that moves a cursor, turns the direction of writing,
 * hides, or piles up over its neighbour reaches a terminal or a page. */
#include "core/base/utf.h"
#include "core/text/text.h"

#define COMBINING_MAX 4  /* marks on one character; more is no writing system but a trick */
#define ESCAPE_MAX    12 /* bytes of the longest escape */

struct range {
	uint32_t first, last;
};

/* Characters that take room or none but show nothing, or change how others are shown. */
static const struct range hidden[] = {
	{ 0x00ad, 0x00ad },   { 0x034f, 0x034f },   { 0x061c, 0x061c }, { 0x115f, 0x1160 },
	{ 0x1680, 0x1680 },   { 0x17b4, 0x17b5 },   { 0x180b, 0x180f }, { 0x2000, 0x200f },
	{ 0x2028, 0x202f },   { 0x205f, 0x206f },   { 0x2800, 0x2800 }, { 0x3164, 0x3164 },
	{ 0xd800, 0xdfff },   { 0xfdd0, 0xfdef },   { 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff },
	{ 0xffa0, 0xffa0 },   { 0xfff0, 0xfffb },   { 0xfffe, 0xffff }, { 0x1bca0, 0x1bca3 },
	{ 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff },
};

static bool is_hidden(uint32_t cp)
{
	for (size_t i = 0; i < LEN(hidden); i++)
		if (cp >= hidden[i].first && cp <= hidden[i].last)
			return true;
	return (cp & 0xfffe) == 0xfffe;
}

/* Ideographic variants: part of how some Japanese family names are written. */
static bool is_variant_of(uint32_t cp, uint32_t base)
{
	return cp >= 0xe0100 && cp <= 0xe01ef && base >= 0x3400 && text_width_cp(base) == 2;
}

struct piece {
	char text[ESCAPE_MAX];
	size_t n; /* bytes of text */
	size_t cells;
	size_t used; /* bytes of the source */
};

struct scan {
	uint32_t base;
	unsigned marks; /* on base so far; COMBINING_MAX before any base */
};

static void piece_escape(struct piece *p, const char *s, size_t used, uint32_t cp)
{
	int n;

	if (cp >= 0xdc00 && cp <= 0xdcff && used == 1)
		n = snprintf(p->text, sizeof(p->text), "\\x%02X", (unsigned)(uint8_t)*s);
	else if (cp < 0x80)
		n = snprintf(p->text, sizeof(p->text), "\\x%02X", (unsigned)cp);
	else
		n = snprintf(p->text, sizeof(p->text), "\\u{%04X}", (unsigned)cp);
	p->n = n > 0 ? (size_t)n : 0;
	p->cells = p->n;
}

/* Takes the next character of s, as it may be shown. */
static void piece_next(struct scan *scan, const char *s, size_t n, struct piece *p)
{
	uint32_t cp;
	size_t used = utf8_next(s, n, &cp);
	bool control = cp < 0x20 || (cp >= 0x7f && cp < 0xa0);
	int cells = text_width_cp(cp);
	bool variant = scan->marks < COMBINING_MAX && is_variant_of(cp, scan->base);

	p->used = used;
	if (control || (is_hidden(cp) && !variant) ||
	    (cells == 0 && scan->marks >= COMBINING_MAX)) {
		piece_escape(p, s, used, cp);
		*scan = (struct scan){ .marks = COMBINING_MAX };
		return;
	}
	memcpy(p->text, s, used);
	p->n = used;
	p->cells = (size_t)cells;
	if (cells == 0)
		scan->marks++;
	else
		*scan = (struct scan){ .base = cp };
}

void text_escape_n(struct str *out, const char *s, size_t n)
{
	struct scan scan = { .marks = COMBINING_MAX };
	struct piece p;

	for (; n > 0; s += p.used, n -= p.used) {
		piece_next(&scan, s, n, &p);
		str_addn(out, p.text, p.n);
	}
}

void text_escape(struct str *out, const char *s)
{
	text_escape_n(out, s ? s : "", s ? strlen(s) : 0);
}

static size_t escaped_width(const char *s, size_t n)
{
	struct scan scan = { .marks = COMBINING_MAX };
	struct piece p;
	size_t cells = 0;

	for (; n > 0; s += p.used, n -= p.used) {
		piece_next(&scan, s, n, &p);
		cells += p.cells;
	}
	return cells;
}

/* Writes the pieces that lie wholly in the first `head` and the last `tail` of `total` cells,
 * dots between them. Escapes and marks stay with what they belong to. */
static void add_ends(struct str *out, const char *s, size_t total, size_t head, size_t tail)
{
	struct scan scan = { .marks = COMBINING_MAX };
	size_t n = strlen(s), at = 0;
	bool in_head = true, in_tail = false;
	struct piece p;

	for (; n > 0; s += p.used, n -= p.used) {
		piece_next(&scan, s, n, &p);
		if (in_head && at + p.cells > head) {
			in_head = false;
			str_add(out, "...");
		}
		if (!in_head && !in_tail && p.cells > 0 && total - at <= tail)
			in_tail = true;
		if (in_head || in_tail)
			str_addn(out, p.text, p.n);
		at += p.cells;
	}
}

void text_escape_cut(struct str *out, const char *s, size_t cells)
{
	size_t total;

	if (!s)
		return;
	total = escaped_width(s, strlen(s));
	if (total <= cells) {
		text_escape(out, s);
		return;
	}
	if (cells < 5) {
		str_addn(out, "...", MIN(cells, (size_t)3));
		return;
	}
	/* The end tells more than the middle: it has the file's kind. */
	add_ends(out, s, total, (cells - 3) / 2, cells - 3 - (cells - 3) / 2);
}
