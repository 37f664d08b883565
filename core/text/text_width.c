/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells that a text takes in a terminal. A table of our own instead of wcwidth(): the same answer
 * on every machine and in every locale, and box drawing is one cell wherever we are. */
#include "core/base/utf.h"
#include "core/text/text.h"
#include "core/text/text_width_table.h"

static bool in_ranges(const struct width_range *r, size_t n, uint32_t cp)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (cp < r[mid].first)
			high = mid;
		else if (cp > r[mid].last)
			low = mid + 1;
		else
			return true;
	}
	return false;
}

int text_width_cp(uint32_t cp)
{
	if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
		return 0;
	if (cp < 0xa0)
		return 1;
	if (in_ranges(width_none, LEN(width_none), cp))
		return 0;
	return in_ranges(width_wide, LEN(width_wide), cp) ? 2 : 1;
}

size_t text_width(const char *s)
{
	size_t n = strlen(s), cells = 0;

	while (n > 0) {
		uint32_t cp;
		size_t used = utf8_next(s, n, &cp);

		cells += (size_t)text_width_cp(cp);
		s += used;
		n -= used;
	}
	return cells;
}

size_t text_fit(const char *s, size_t cells)
{
	size_t n = strlen(s), at = 0, taken = 0;

	while (at < n) {
		uint32_t cp;
		size_t used = utf8_next(s + at, n - at, &cp);
		size_t width = (size_t)text_width_cp(cp);

		if (taken + width > cells)
			break;
		taken += width;
		at += used;
	}
	return at;
}
