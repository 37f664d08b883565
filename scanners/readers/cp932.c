/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See cp932.h. */
#include "scanners/readers/cp932.h"

#include <string.h>

#include "core/base/utf.h"
#include "core/base/util.h"
#include "scanners/readers/cp932_table.h"

#define NO_CHARACTER 0xfffdu
#define HALF_KANA    0xff61u /* of byte 0xa1 */

static bool is_lead(uint8_t c)
{
	return (c >= 0x81 && c <= 0x9f) || (c >= 0xe0 && c <= 0xfc);
}

static uint32_t pair(uint8_t lead, uint8_t trail)
{
	if (trail < 0x40 || trail == 0x7f || trail > 0xfc)
		return NO_CHARACTER;
	for (size_t i = 0; i < LEN(cp932_rows); i++)
		if (cp932_rows[i].lead == lead)
			return cp932_rows[i].trail[trail - (trail < 0x7f ? 0x40 : 0x41)];
	return NO_CHARACTER;
}

/* One character at p (n >= 1 bytes left); returns the bytes used. What is no pair takes only its
 * first byte, so that a line's structure is not swallowed. */
static size_t next(const uint8_t *p, size_t n, uint32_t *ret)
{
	if (is_lead(p[0]) && n > 1) {
		*ret = pair(p[0], p[1]);
		return *ret == NO_CHARACTER && p[1] < 0x40 ? 1 : 2;
	}
	if (p[0] >= 0xa1 && p[0] <= 0xdf)
		*ret = HALF_KANA + (p[0] - 0xa1u);
	else
		*ret = p[0] < 0x80 ? p[0] : NO_CHARACTER;
	return 1;
}

/* to: 3 bytes for each of n, and one. */
static void convert(const uint8_t *p, size_t n, char *to)
{
	size_t len = 0;

	for (size_t i = 0; i < n;) {
		uint32_t cp;

		i += next(p + i, n - i, &cp);
		if (!cp)
			break;
		len += utf8_put(to + len, cp);
	}
	to[len] = '\0';
}

const char *cp932_text(struct arena *a, const char *p, size_t n)
{
	char *text = arena_alloc(a, n * 3 + 1);

	convert((const uint8_t *)p, n, text);
	return text;
}

/* --- text files ---------------------------------------------------------------------------- */
/* Without a mark: western and Japanese text in UTF-16 has zeros in line ends and digits. */
static bool looks_utf16(struct bytes b)
{
	size_t zeros = 0, n = MIN(b.n, (size_t)512) / 2;

	for (size_t i = 0; i < n; i++)
		zeros += b.p[2 * i] && !b.p[2 * i + 1];
	return n >= 4 && zeros * 4 > n;
}

struct text_file text_file_of(struct bytes data)
{
	struct text_file f = { .data = data };

	if (bytes_equal(data, 0, "\xff\xfe", 2)) {
		f.utf16 = true;
		f.pos = 2;
	} else if (bytes_equal(data, 0, "\xef\xbb\xbf", 3)) {
		f.pos = 3;
	} else {
		f.utf16 = looks_utf16(data);
	}
	return f;
}

static bool line16(struct text_file *f, char *buf)
{
	size_t len = 0, units = 0;
	uint16_t unit = 0;

	for (; bytes_u16le(f->data, f->pos, &unit); f->pos += 2) {
		if (unit == '\n')
			break;
		/* Halves of a pair stay halves: names of devices have none. */
		if (unit && unit != '\r' && units++ < TEXT_LINE_MAX)
			len += utf8_put(buf + len,
					unit >= 0xd800 && unit < 0xe000 ? NO_CHARACTER : unit);
	}
	f->pos = unit == '\n' ? f->pos + 2 : f->data.n;
	buf[len] = '\0';
	return true;
}

bool text_file_line(struct text_file *f, char *buf)
{
	const uint8_t *p, *nl;
	size_t n, left;

	if (f->pos >= f->data.n)
		return false;
	if (f->utf16)
		return line16(f, buf);
	p = f->data.p + f->pos;
	left = f->data.n - f->pos;
	nl = memchr(p, '\n', left);
	n = nl ? (size_t)(nl - p) : left;
	f->pos += n + (nl != NULL);
	if (n && p[n - 1] == '\r')
		n--;
	n = MIN(n, TEXT_LINE_MAX);
	if (memchr(p, 0, n) || !utf8_valid((const char *)p, n)) {
		convert(p, n, buf);
	} else {
		memcpy(buf, p, n);
		buf[n] = '\0';
	}
	return true;
}
