/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Case folding of names. */
#include "scanners/readers/fold.h"

#include "core/base/utf.h"

uint32_t fold_code(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'a' && cp <= 'z' ? cp - 32 : cp;
	if ((cp >= 0xe0 && cp <= 0xfe && cp != 0xf7) ||
	    (cp >= 0x3b1 && cp <= 0x3cb && cp != 0x3c2) || (cp >= 0x430 && cp <= 0x44f) ||
	    (cp >= 0xff41 && cp <= 0xff5a))
		return cp - 32;
	if (cp >= 0x450 && cp <= 0x45f)
		return cp - 80;
	if ((cp >= 0x100 && cp <= 0x137 && cp != 0x131) || (cp >= 0x14a && cp <= 0x177))
		return cp & ~1u;
	if ((cp >= 0x139 && cp <= 0x148) || (cp >= 0x179 && cp <= 0x17e))
		return cp - !(cp & 1);
	return cp == 0xff ? 0x178 : cp;
}

bool fold_equal(const char *a, size_t n, const char *b, size_t m)
{
	uint32_t x, y;

	while (n && m) {
		size_t i = utf8_next(a, n, &x), k = utf8_next(b, m, &y);

		if (fold_code(x) != fold_code(y))
			return false;
		a += i, n -= i;
		b += k, m -= k;
	}
	return n == m;
}
