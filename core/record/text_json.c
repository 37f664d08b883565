/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON as text. Outside of ASCII only strings have characters, so that what could steer a
 * terminal can be replaced by its escape without taking the text apart. */
#include "core/base/str.h"
#include "core/base/utf.h"
#include "core/record/record.h"

#define JSON_TEXT_MAX ((size_t)512 << 20)

static bool steers(uint32_t cp)
{
	return (cp >= 0x7f && cp < 0xa0) || cp == 0x061c || (cp >= 0x200b && cp <= 0x200f) ||
	       (cp >= 0x2028 && cp <= 0x202e) || (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff;
}

static char *harden(const char *s, size_t n, size_t *ret_n)
{
	struct str out = STR_INIT(JSON_TEXT_MAX);
	const char *from = s;

	while (n > 0) {
		uint32_t cp;
		size_t used = utf8_next(s, n, &cp);

		if (steers(cp)) {
			str_addn(&out, from, (size_t)(s - from));
			str_addf(&out, "\\u%04X", (unsigned)cp);
			from = s + used;
		}
		s += used;
		n -= used;
	}
	str_addn(&out, from, (size_t)(s - from));
	if (!out.p || out.full)
		abort();
	*ret_n = out.len;
	return out.p;
}

char *record_text(const json_t *j, bool indented, size_t *ret_n)
{
	char *plain = json_dumps(j, indented ? JSON_INDENT(1) : JSON_COMPACT);
	char *text;
	size_t n;

	if (!plain)
		abort();
	text = harden(plain, strlen(plain), &n);
	free(plain);
	if (ret_n)
		*ret_n = n;
	return text;
}
