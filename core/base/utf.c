/* SPDX-License-Identifier: GPL-2.0-or-later */
/* UTF-16LE to WTF-8 and stepping through UTF-8. */
#include "core/base/utf.h"

#include <string.h>

size_t utf8_put(char *out, uint32_t cp)
{
	unsigned char *p = (unsigned char *)out;

	if (cp < 0x80) {
		p[0] = (unsigned char)cp;
		return 1;
	}
	if (cp < 0x800) {
		p[0] = (unsigned char)(0xC0 | cp >> 6);
		p[1] = (unsigned char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		p[0] = (unsigned char)(0xE0 | cp >> 12);
		p[1] = (unsigned char)(0x80 | (cp >> 6 & 0x3F));
		p[2] = (unsigned char)(0x80 | (cp & 0x3F));
		return 3;
	}
	p[0] = (unsigned char)(0xF0 | cp >> 18);
	p[1] = (unsigned char)(0x80 | (cp >> 12 & 0x3F));
	p[2] = (unsigned char)(0x80 | (cp >> 6 & 0x3F));
	p[3] = (unsigned char)(0x80 | (cp & 0x3F));
	return 4;
}

char *utf16le_to_utf8(struct arena *a, const void *p, size_t n_units, bool stop_at_nul)
{
	const uint8_t *u = p;
	char *out = arena_alloc(a, n_units * 3 + 1);
	size_t len = 0;

	for (size_t i = 0; i < n_units; i++) {
		uint32_t c = (uint32_t)(u[2 * i] | u[2 * i + 1] << 8);

		if (c == 0 && stop_at_nul)
			break;
		if (c >= 0xD800 && c < 0xDC00 && i + 1 < n_units) {
			uint32_t d = (uint32_t)(u[2 * i + 2] | u[2 * i + 3] << 8);

			if (d >= 0xDC00 && d < 0xE000) {
				c = 0x10000 + ((c - 0xD800) << 10) + (d - 0xDC00);
				i++;
			}
		}
		len += utf8_put(out + len, c ? c : 0x2400);
	}
	out[len] = '\0';
	return out;
}

size_t utf8_next(const char *s, size_t n, uint32_t *ret_cp)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *u = (const unsigned char *)s;
	unsigned len = u[0] < 0x80   ? 1
		       : u[0] < 0xC2 ? 0
		       : u[0] < 0xE0 ? 2
		       : u[0] < 0xF0 ? 3
		       : u[0] < 0xF5 ? 4
				     : 0;
	uint32_t cp;

	*ret_cp = 0xDC00u + u[0];
	if (len == 0 || len > n)
		return 1;
	if (len == 1) {
		*ret_cp = u[0];
		return 1;
	}
	cp = u[0] & (0x7Fu >> len);
	for (unsigned i = 1; i < len; i++) {
		if ((u[i] & 0xC0) != 0x80)
			return 1;
		cp = cp << 6 | (u[i] & 0x3Fu);
	}
	if (cp < least[len] || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
		return 1;
	*ret_cp = cp;
	return len;
}

bool utf8_valid(const char *s, size_t n)
{
	uint32_t cp;

	while (n) {
		size_t used = utf8_next(s, n, &cp);

		if (cp >= 0xD800 && cp < 0xE000)
			return false;
		s += used;
		n -= used;
	}
	return true;
}

void utf8_cut(char *buf, size_t size, const char *text)
{
	size_t n = strlen(text);

	if (n >= size)
		for (n = size - 1; n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80;)
			n--;
	memcpy(buf, text, n);
	buf[n] = '\0';
}
