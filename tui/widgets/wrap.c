/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a line of Japanese or English may break. */
#include "core/base/utf.h"
#include "core/text/text.h"
#include "tui/widgets/body.h"

static bool one_of(uint32_t cp, const uint32_t *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == cp)
			return true;
	return false;
}

/* Marks that may not begin a line: 、。」』）】・：？！ー and small kana. */
static bool no_start(uint32_t cp)
{
	static const uint32_t list[] = { 0x3001, 0x3002, 0x300d, 0x300f, 0xff09, 0x3011,
					 0x30fb, 0xff1a, 0xff1f, 0xff01, 0x30fc, 0x3083,
					 0x3085, 0x3087, 0x3063, 0x30e3, 0x30e5, 0x30e7,
					 0x30c3, ')',    '.',    ',',    ':' };

	return one_of(cp, list, LEN(list));
}

/* Marks that may not end a line: 「『（【 */
static bool no_end(uint32_t cp)
{
	static const uint32_t list[] = { 0x300c, 0x300e, 0xff08, 0x3010, '(' };

	return one_of(cp, list, LEN(list));
}

static bool wide(uint32_t cp)
{
	return text_width_cp(cp) == 2;
}

static size_t after_comma(const char *s, size_t cells)
{
	static const char comma[] = "、";
	const char *at = strstr(s, comma);
	size_t n;

	if (!at)
		return 0;
	n = (size_t)(at - s) + sizeof(comma) - 1;
	return text_fit(s, cells) >= n && text_width(s + n) <= cells ? n : 0;
}

size_t wrap_fit(const char *s, size_t cells, bool pause, size_t *ret_skip)
{
	size_t all = strlen(s), max = text_fit(s, cells), best = 0, at = 0;
	uint32_t before = 0;

	*ret_skip = 0;
	if (pause && text_width(s) * 3 > cells * 2 && (best = after_comma(s, cells)) > 0)
		return best;
	if (max == all)
		return all;
	best = 0;
	while (at <= max) {
		uint32_t cp;
		size_t n = utf8_next(s + at, all - at, &cp);

		if (at > 0 && cp == ' ')
			best = at;
		else if (at > 0 && (wide(before) || wide(cp)) && !no_start(cp) && !no_end(before) &&
			 before != ' ')
			best = at;
		else if (at > 0 && before == ' ' && wide(cp))
			best = at;
		before = cp;
		at += n;
	}
	if (best == 0)
		best = max > 0 ? max : utf8_next(s, all, &before);
	while (s[best + *ret_skip] == ' ')
		(*ret_skip)++;
	return best;
}
