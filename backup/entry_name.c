/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Part by part, character by character. */
#include "backup/entry_name.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/base/arena.h"
#include "core/base/utf.h"

static bool forbidden(uint32_t cp)
{
	return cp < 0x20 || cp == 0x7f || (cp < 0x80 && strchr("<>:\"|?*\\", (int)cp));
}

/* A surrogate: three bytes of WTF-8 of their own, or a byte that utf8_next() could not read. */
static bool surrogate(uint32_t cp)
{
	return cp >= 0xd800 && cp < 0xe000;
}

static uint32_t next(const char *s, size_t n, size_t *ret_used)
{
	const uint8_t *p = (const uint8_t *)s;
	uint32_t cp;

	/* utf8_next() takes the bytes of a lone surrogate one by one. */
	if (n >= 3 && p[0] == 0xed && p[1] >= 0xa0 && p[1] < 0xc0 && p[2] >= 0x80 && p[2] < 0xc0) {
		*ret_used = 3;
		return 0xd000u | (uint32_t)(p[1] & 0x3f) << 6 | (uint32_t)(p[2] & 0x3f);
	}
	*ret_used = utf8_next(s, n, &cp);
	return cp;
}

/* "CON", "con.txt", "LPT1": a device, in every folder. n bytes at s. */
static bool reserved(const char *s, size_t n)
{
	static const char *const names[] = { "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$" };
	const char *dot = memchr(s, '.', n);
	size_t stem = dot ? (size_t)(dot - s) : n;

	while (stem && s[stem - 1] == ' ')
		stem--;
	for (size_t i = 0; i < LEN(names); i++)
		if (strlen(names[i]) == stem && !strncasecmp(s, names[i], stem))
			return true;
	if (stem < 4 || (strncasecmp(s, "COM", 3) && strncasecmp(s, "LPT", 3)))
		return false;
	/* COM1, and COM with a raised 1, 2 or 3 (U+00B9, U+00B2, U+00B3) */
	return (stem == 4 && s[3] >= '0' && s[3] <= '9') ||
	       (stem == 5 && s[3] == '\xc2' &&
		(s[4] == '\xb9' || s[4] == '\xb2' || s[4] == '\xb3'));
}

static uint64_t fnv(uint64_t h, const void *p, size_t n)
{
	const uint8_t *b = p;

	for (size_t i = 0; i < n; i++)
		h = (h ^ b[i]) * 0x100000001b3u;
	return h;
}

#define FNV_BEGIN 0xcbf29ce484222325u

static bool spell(const char *s, size_t n, struct str *out)
{
	bool changed = false;

	for (size_t i = 0, used; i < n; i += used) {
		uint32_t cp = next(s + i, n - i, &used);
		bool last = i + used == n;

		if (surrogate(cp) && used == 1)
			str_addf(out, "%%x%02X", (unsigned)(cp & 0xff));
		else if (surrogate(cp) || forbidden(cp) || (i == 0 && reserved(s, n)) ||
			 (last && (cp == '.' || cp == ' ')) ||
			 (cp == '%' && !last && strchr("ux~", s[i + 1])))
			str_addf(out, "%%u%04" PRIX32, cp);
		else {
			str_addn(out, s + i, used);
			continue;
		}
		changed = true;
	}
	return changed;
}

/* UTF-16 units of n bytes of valid UTF-8, and how many bytes make the first max of them. */
static size_t units(const char *s, size_t n, size_t max, size_t *ret_bytes)
{
	size_t count = 0;

	*ret_bytes = n;
	for (size_t i = 0, used; i < n; i += used) {
		uint32_t cp;
		size_t more;

		used = utf8_next(s + i, n - i, &cp);
		more = cp >= 0x10000 ? 2 : 1;
		if (count <= max && count + more > max)
			*ret_bytes = i;
		count += more;
	}
	return count;
}

static bool add_part(const char *s, size_t n, struct str *out)
{
	size_t begin = out->len, keep;
	bool changed = spell(s, n, out);

	if (units(str_c(out) + begin, out->len - begin, ENTRY_PART_UNITS - 20, &keep) >
	    ENTRY_PART_UNITS) {
		out->len = begin + keep;
		str_addf(out, "%%~%016" PRIx64, fnv(FNV_BEGIN, s, n));
		changed = true;
	}
	return changed;
}

bool entry_name(const char *path, struct str *out)
{
	bool changed = false;

	str_clear(out);
	for (;;) {
		size_t n = strcspn(path, "/");

		changed |= add_part(path, n, out);
		path += n;
		if (!*path)
			return changed;
		str_addc(out, '/');
		path++;
	}
}

bool entry_name_valid(const char *name)
{
	struct str plain = STR_INIT(2 * ENTRY_NAME_MAX), spelled = STR_INIT(8 * ENTRY_NAME_MAX);
	bool valid = strlen(name) < ENTRY_NAME_MAX + 64;
	const char *part = name;

	while (valid) {
		size_t n = strcspn(part, "/"), keep;

		/* Each '%' by itself is fine: it may be one of ours. */
		str_clear(&plain);
		str_clear(&spelled);
		for (size_t i = 0; i < n; i++)
			str_addc(&plain, part[i] == '%' ? '_' : part[i]);
		valid = n > 0 && !spell(str_c(&plain), n, &spelled) &&
			units(part, n, ENTRY_PART_UNITS + 20, &keep) <= ENTRY_PART_UNITS + 20;
		part += n;
		if (!*part)
			break;
		part++;
	}
	str_done(&plain);
	str_done(&spelled);
	return valid;
}

static bool hex(const char *s, size_t n, uint32_t *ret)
{
	*ret = 0;
	for (size_t i = 0; i < n; i++) {
		const char *digits = "0123456789ABCDEF", *at = s[i] ? strchr(digits, s[i]) : NULL;

		if (!at)
			return false;
		*ret = *ret << 4 | (uint32_t)(at - digits);
	}
	return true;
}

bool entry_name_undo(const char *name, struct str *out)
{
	uint32_t cp;

	str_clear(out);
	for (; *name; name++) {
		char utf8[4];

		if (*name != '%' || !name[1] || !strchr("ux~", name[1])) {
			str_addc(out, *name);
		} else if (name[1] == 'x' && hex(name + 2, 2, &cp)) {
			str_addc(out, (char)cp);
			name += 3;
		} else if (name[1] == 'u' && hex(name + 2, 4, &cp)) {
			str_addn(out, utf8, utf8_put(utf8, cp));
			name += 5;
		} else {
			return false;
		}
	}
	return true;
}

/* --- told apart without regard to case ------------------------------------------------------- */

/* What people's file systems fold: Latin, Greek, Cyrillic, full-width Latin. */
static uint32_t lower(uint32_t cp)
{
	if ((cp >= 'A' && cp <= 'Z') || (cp >= 0xc0 && cp <= 0xde && cp != 0xd7) ||
	    (cp >= 0x391 && cp <= 0x3a9) || (cp >= 0x410 && cp <= 0x42f) ||
	    (cp >= 0xff21 && cp <= 0xff3a))
		return cp + 0x20;
	if (cp >= 0x400 && cp <= 0x40f)
		return cp + 0x50;
	return (cp >= 0x100 && cp <= 0x137 && !(cp & 1)) ? cp + 1 : cp;
}

static uint64_t folded(const char *name, size_t n)
{
	uint64_t h = FNV_BEGIN;
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		i += utf8_next(name + i, n - i, &cp);
		cp = lower(cp);
		h = fnv(h, &cp, sizeof(cp));
	}
	return h ? h : 1; /* 0 is an empty place */
}

static bool put(struct name_set *set, const struct str *name)
{
	uint64_t h = folded(str_c(name), name->len);

	return key_set_add(&set->keys, &h, sizeof(h));
}

/* Where the ending of the last part begins (".txt"), or the end. */
static size_t ending(const char *name, size_t n)
{
	for (size_t i = n; i && name[i - 1] != '/'; i--)
		if (name[i - 1] == '.' && i > 1 && name[i - 2] != '/')
			return i - 1;
	return n;
}

bool name_set_add(struct name_set *set, struct str *name)
{
	char tail[ENTRY_NAME_MAX];
	size_t n, tail_n;

	if (put(set, name) || name_set_full(set))
		return false;
	n = ending(str_c(name), name->len);
	tail_n = MIN(name->len - n, sizeof(tail));
	memcpy(tail, name->p + n, tail_n);
	for (unsigned i = 2;; i++) {
		name->len = n;
		str_addf(name, "%%~%u", i);
		str_addn(name, tail, tail_n);
		if (put(set, name))
			return true;
	}
}

bool name_set_full(const struct name_set *set)
{
	return key_set_full(&set->keys);
}

void name_set_done(struct name_set *set)
{
	key_set_done(&set->keys);
}
