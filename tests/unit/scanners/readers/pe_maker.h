/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes programs that hold nothing but a version, for tests, fuzz seeds and the sample clients. */
#pragma once

#include <stdbool.h>

#include "tests/unit/scanners/readers/lnk_maker.h"

#define PE_HEAD        0x80u
#define PE_TABLE(wide) (PE_HEAD + 24u + ((wide) ? 240u : 224u))
#define PE_RSRC        0x400u  /* where the resources lie in the file */
#define PE_MEMORY      0x3000u /* ... and in memory */
#define PE_SIZE        0x800u

static inline void pe_u16(uint8_t *p, unsigned v)
{
	p[0] = (uint8_t)v;
	p[1] = (uint8_t)(v >> 8);
}

/* One entry that leads to `to`. */
static inline void pe_folder(uint8_t *p, uint32_t id, uint32_t to)
{
	pe_u16(p + 14, 1);
	lnk_u32(p + 16, id);
	lnk_u32(p + 20, to);
}

static inline void pe_head(uint8_t *b, bool wide)
{
	uint8_t *s = b + PE_TABLE(wide);

	memcpy(b, "MZ", 2);
	lnk_u32(b + 0x3c, PE_HEAD);
	memcpy(b + PE_HEAD, "PE", 2);
	pe_u16(b + PE_HEAD + 4, wide ? 0x8664 : 0x14c);
	pe_u16(b + PE_HEAD + 6, 2);
	pe_u16(b + PE_HEAD + 20, wide ? 240 : 224);
	pe_u16(b + PE_HEAD + 24, wide ? 0x20b : 0x10b);
	lnk_u32(b + PE_HEAD + 24 + (wide ? 108 : 92), 16);
	lnk_u32(b + PE_HEAD + 24 + (wide ? 128 : 112), PE_MEMORY);
	memcpy(s, ".text", 5);
	lnk_u32(s + 12, 0x1000);
	lnk_u32(s + 16, 0x200);
	lnk_u32(s + 20, 0x200);
	memcpy(s + 40, ".rsrc", 5);
	lnk_u32(s + 40 + 12, PE_MEMORY);
	lnk_u32(s + 40 + 16, PE_SIZE - PE_RSRC);
	lnk_u32(s + 40 + 20, PE_RSRC);
}

/* A block of the version's texts at p: its length follows. Returns where its contents begin. */
static inline size_t pe_block(uint8_t *p, size_t at, const char *key, size_t characters)
{
	pe_u16(p + at + 2, (unsigned)characters);
	pe_u16(p + at + 4, 1);
	for (size_t i = 0; key[i]; i++)
		p[at + 6 + 2 * i] = (uint8_t)key[i];
	return (at + 6 + 2 * strlen(key) + 2 + 3) / 4 * 4;
}

static inline size_t pe_text(uint8_t *p, size_t at, const char *key, const char *text)
{
	size_t value = pe_block(p, at, key, strlen(text) + 1);

	for (size_t i = 0; text[i]; i++)
		p[value + 2 * i] = (uint8_t)text[i];
	pe_u16(p + at, (unsigned)(value + 2 * strlen(text) + 2 - at));
	return (value + 2 * strlen(text) + 2 + 3) / 4 * 4;
}

/* Texts of Microsoft's program `name` behind the numbers; p: the version. */
static inline void pe_texts(uint8_t *p, const char *name)
{
	size_t strings = 92, table = pe_block(p, strings, "StringFileInfo", 0);
	size_t at = pe_block(p, table, "041104b0", 0);

	at = pe_text(p, at, "CompanyName", "Microsoft Corporation");
	at = pe_text(p, at, "OriginalFilename", name);
	pe_u16(p + table, (unsigned)(at - table));
	pe_u16(p + strings, (unsigned)(at - strings));
	pe_u16(p, (unsigned)at);
	lnk_u32(p - 0x100 + 0xc4, (uint32_t)at);
}

/* malloc'ed. name: of a program of Microsoft's, or NULL for one without texts. */
static inline uint8_t *pe_make_named(const unsigned version[4], bool wide, const char *name,
				     size_t *ret_n)
{
	static const char info[] = "VS_VERSION_INFO";
	uint8_t *b = calloc(1, PE_SIZE), *r;

	if (!b)
		abort();
	pe_head(b, wide);
	r = b + PE_RSRC;
	pe_folder(r, 16, 0x80000040u);
	pe_folder(r + 0x40, 1, 0x80000080u);
	pe_folder(r + 0x80, 1041, 0xc0);
	lnk_u32(r + 0xc0, PE_MEMORY + 0x100);
	lnk_u32(r + 0xc4, 92);
	pe_u16(r + 0x100, 92);
	pe_u16(r + 0x102, 52);
	for (size_t i = 0; i < sizeof(info); i++)
		r[0x106 + 2 * i] = (uint8_t)info[i];
	lnk_u32(r + 0x128, 0xfeef04bdu);
	lnk_u32(r + 0x12c, 0x10000);
	lnk_u32(r + 0x130, version[0] << 16 | version[1]);
	lnk_u32(r + 0x134, version[2] << 16 | version[3]);
	if (name)
		pe_texts(r + 0x100, name);
	*ret_n = PE_SIZE;
	return b;
}

/* Gives a made program the table of certificates of its maker: nothing but its place and size count. */
static inline void pe_mark(uint8_t *b, bool wide, uint32_t at, uint32_t size)
{
	lnk_u32(b + PE_HEAD + 24 + (wide ? 144 : 128), at);
	lnk_u32(b + PE_HEAD + 24 + (wide ? 148 : 132), size);
}

static inline uint8_t *pe_make(const unsigned version[4], bool wide, size_t *ret_n)
{
	return pe_make_named(version, wide, NULL, ret_n);
}
