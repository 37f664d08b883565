/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See security.h. */
#include "scanners/readers/security.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define HEADER           20u
#define DACL_PRESENT     0x0004u
#define SELF_RELATIVE    0x8000u
#define ACE_ALLOW        0u
#define ACE_DENY         1u
#define ACE_INHERIT_ONLY 0x08u
#define ACE_INHERITED    0x10u
#define SID_PARTS_MAX    15u

#define GENERIC_ALL     0x10000000u
#define GENERIC_EXECUTE 0x20000000u
#define GENERIC_WRITE   0x40000000u
#define GENERIC_READ    0x80000000u
#define FILE_ALL        0x001f01ffu
#define FILE_WRITE      0x00120116u
#define FILE_READ       0x00120089u
#define FILE_EXECUTE    0x001200a0u
/* Any of these changes or removes something: data, append, delete child, delete, who may. */
#define CHANGES    0x000d0046u
#define READS_DATA 0x00000001u

static uint32_t spell_out(uint32_t mask)
{
	uint32_t out = mask & 0x01ffffffu;

	out |= mask & GENERIC_ALL ? FILE_ALL : 0;
	out |= mask & GENERIC_WRITE ? FILE_WRITE : 0;
	out |= mask & GENERIC_READ ? FILE_READ : 0;
	out |= mask & GENERIC_EXECUTE ? FILE_EXECUTE : 0;
	return out;
}

static bool sid_text(struct bytes b, uint64_t at, uint64_t end, char *ret)
{
	uint8_t revision, parts;
	uint64_t authority = 0;
	int n;

	if (!bytes_u8(b, at, &revision) || !bytes_u8(b, at + 1, &parts) || revision != 1 ||
	    parts > SID_PARTS_MAX || at + 8 + 4u * parts > end || !bytes_has(b, at, 8 + 4u * parts))
		return false;
	for (unsigned i = 0; i < 6; i++)
		authority = authority << 8 | b.p[at + 2 + i];
	n = snprintf(ret, SECURITY_SID_TEXT, "S-1-%llu", (unsigned long long)authority);
	for (unsigned i = 0; i < parts; i++) {
		uint32_t part = 0;

		if (!bytes_u32le(b, at + 8 + 4u * i, &part))
			return false;
		n += snprintf(ret + n, SECURITY_SID_TEXT - (size_t)n, "-%u", part);
	}
	return true;
}

/* One entry at `at`. *ret_size: its length. */
static bool take_ace(struct bytes b, uint64_t at, uint64_t end, struct security *s,
		     uint16_t *ret_size)
{
	struct security_ace *ace = &s->ace[s->n];
	uint8_t type, flags;
	uint32_t mask;

	if (!bytes_u8(b, at, &type) || !bytes_u8(b, at + 1, &flags) ||
	    !bytes_u16le(b, at + 2, ret_size) || *ret_size < 16 || *ret_size > end - at)
		return false;
	if (flags & ACE_INHERIT_ONLY)
		return true;
	if ((type != ACE_ALLOW && type != ACE_DENY) || !bytes_u32le(b, at + 4, &mask) ||
	    !sid_text(b, at + 8, at + *ret_size, ace->sid))
		return false;
	ace->allow = type == ACE_ALLOW;
	ace->inherited = flags & ACE_INHERITED;
	ace->mask = spell_out(mask);
	s->n++;
	return true;
}

static int broken(struct err *err)
{
	return err_set(err, ERR_FORMAT, -EBADMSG, "the list of who may do what is damaged");
}

static int take_list(struct bytes b, uint64_t at, struct security *s, struct err *err)
{
	uint16_t size, count, ace_size;
	uint64_t end;

	if (!bytes_u16le(b, at + 2, &size) || !bytes_u16le(b, at + 4, &count) || size < 8 ||
	    !bytes_has(b, at, size))
		return broken(err);
	if (count > SECURITY_ACES_MAX)
		return err_set(err, ERR_LIMIT, -EFBIG, "the list of who may do what is too long");
	end = at + size;
	at += 8;
	for (unsigned i = 0; i < count; i++, at += ace_size)
		if (at >= end || !take_ace(b, at, end, s, &ace_size))
			return broken(err);
	return 0;
}

int security_parse(struct bytes b, struct security *ret, struct err *err)
{
	uint16_t control;
	uint32_t dacl;

	ret->everything_open = false;
	ret->n = 0;
	if (!bytes_has(b, 0, HEADER) || b.p[0] != 1 || !bytes_u16le(b, 2, &control) ||
	    !bytes_u32le(b, 16, &dacl) || !(control & SELF_RELATIVE))
		return broken(err);
	if (!(control & DACL_PRESENT) || dacl == 0) {
		ret->everything_open = true;
		return 0;
	}
	if (dacl < HEADER)
		return broken(err);
	return take_list(b, dacl, ret, err);
}

static bool named(const char *sid, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(sid, list[i]))
			return true;
	return false;
}

enum security_access security_access(const struct security *s, const char *const *sid, size_t n)
{
	uint32_t granted = 0, denied = 0;

	if (s->everything_open)
		return SECURITY_FULL;
	for (size_t i = 0; i < s->n; i++) {
		if (!named(s->ace[i].sid, sid, n))
			continue;
		if (s->ace[i].allow)
			granted |= s->ace[i].mask & ~denied;
		else
			denied |= s->ace[i].mask & ~granted;
	}
	if ((granted & FILE_ALL) == FILE_ALL)
		return SECURITY_FULL;
	if (granted & CHANGES)
		return SECURITY_WRITE;
	return granted & READS_DATA ? SECURITY_READ : SECURITY_NONE;
}
