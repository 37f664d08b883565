/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes jump lists for tests and fuzz seeds: a compound file as [MS-CFB] describes it, with small
 * sectors only, and lists of shortcuts one after the other. */
#pragma once

#include <stdbool.h>

#include "tests/unit/scanners/readers/lnk_maker.h"

#define JUMP_MAKER_MAX ((size_t)65536)
#define JUMP_SECTOR    512u
#define JUMP_SMALL     64u
#define JUMP_END       0xfffffffeu
#define JUMP_FREE      0xffffffffu

struct jump_recipe {
	const struct lnk_recipe *entry;
	const uint64_t *opened; /* FILETIME of each */
	size_t n;               /* up to 12 */
	uint32_t version;       /* of DestList: 1 Windows 7, 4 Windows 10; 0: no DestList */
	unsigned extra_days;    /* days without a shortcut */
};

struct jump_made {
	uint8_t *b;
	size_t dir, fat, small_fat, small; /* where each begins */
	size_t used;                       /* small sectors */
};

static inline void jump_u64(uint8_t *p, uint64_t v)
{
	lnk_u32(p, (uint32_t)v);
	lnk_u32(p + 4, (uint32_t)(v >> 32));
}

/* Directory entry i; right: the next of its sisters, or JUMP_FREE. */
static inline uint8_t *jump_dir(struct jump_made *m, size_t i, const char *name, uint8_t type,
				uint32_t right)
{
	uint8_t *d = m->b + m->dir + i * 128;

	for (size_t k = 0; name[k]; k++)
		d[2 * k] = (uint8_t)name[k];
	d[64] = (uint8_t)(2 * strlen(name) + 2);
	d[66] = type;
	d[67] = 1;
	lnk_u32(d + 68, JUMP_FREE);
	lnk_u32(d + 72, right);
	lnk_u32(d + 76, JUMP_FREE);
	return d;
}

static inline void jump_stream(struct jump_made *m, size_t i, const char *name, uint32_t right,
			       const uint8_t *data, size_t n)
{
	uint8_t *d = jump_dir(m, i, name, 2, right);
	size_t sectors = (n + JUMP_SMALL - 1) / JUMP_SMALL;

	lnk_u32(d + 116, (uint32_t)m->used);
	lnk_u32(d + 120, (uint32_t)n);
	memcpy(m->b + m->small + m->used * JUMP_SMALL, data, n);
	for (size_t k = 0; k < sectors; k++)
		lnk_u32(m->b + m->small_fat + 4 * (m->used + k),
			k + 1 < sectors ? (uint32_t)(m->used + k + 1) : JUMP_END);
	m->used += sectors;
}

static inline size_t jump_days(const struct jump_recipe *r, uint8_t *b)
{
	size_t at = 32, path = r->version == 1 ? 114 : 130;
	unsigned n = (unsigned)r->n + r->extra_days;

	lnk_u32(b, r->version);
	lnk_u32(b + 4, n);
	for (unsigned i = 0; i < n; i++) {
		lnk_u32(b + at + 88, i + 1);
		jump_u64(b + at + 100, i < r->n ? r->opened[i] : 0);
		lnk_u32(b + at + 108, 0xffffffffu);
		b[at + path - 2] = 3;
		memcpy(b + at + path, "E\0:\0x\0", 6);
		at += path + 6 + (r->version == 1 ? 0 : 4);
	}
	return at;
}

static inline void jump_chain(uint8_t *fat, size_t from, size_t n)
{
	for (size_t i = 0; i < n; i++)
		lnk_u32(fat + 4 * (from + i), i + 1 < n ? (uint32_t)(from + i + 1) : JUMP_END);
}

static inline void jump_head(uint8_t *b, size_t dir, size_t small_fat)
{
	static const uint8_t magic[] = { 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1 };

	memcpy(b, magic, sizeof(magic));
	lnk_u32(b + 24, 0x0003003eu);
	lnk_u32(b + 28, 0x0009fffeu);
	b[32] = 6;
	lnk_u32(b + 44, 1); /* sectors of the table */
	lnk_u32(b + 48, (uint32_t)dir);
	lnk_u32(b + 56, 4096);
	lnk_u32(b + 60, (uint32_t)small_fat);
	lnk_u32(b + 64, 2);
	lnk_u32(b + 68, JUMP_END);
	memset(b + 76, 0xff, 436);
	lnk_u32(b + 76, 0);
}

/* Sector 0 the table, 1 to 4 the directory, 5 and 6 the table of small sectors, then these. malloc'ed. */
static inline uint8_t *jump_make(const struct jump_recipe *r, size_t *ret_n)
{
	struct jump_made m = { calloc(1, JUMP_MAKER_MAX), 2 * JUMP_SECTOR, JUMP_SECTOR,
			       6 * JUMP_SECTOR,           8 * JUMP_SECTOR, 0 };
	uint8_t *days = calloc(1, 8192), *root;
	size_t sectors;

	if (!m.b || !days)
		abort();
	memset(m.b + m.fat, 0xff, JUMP_SECTOR);
	memset(m.b + m.small_fat, 0xff, 2 * JUMP_SECTOR);
	jump_head(m.b, 1, 5);
	for (size_t i = 0; i < 16; i++)
		lnk_u32(m.b + m.dir + i * 128 + 68, JUMP_FREE);
	for (size_t i = 0; i < r->n; i++) {
		size_t n;
		uint8_t *lnk = lnk_make(&r->entry[i], &n);
		char name[2] = { "123456789abc"[i], '\0' };

		jump_stream(&m, i + 1, name,
			    i + 1 < r->n || r->version ? (uint32_t)i + 2 : JUMP_FREE, lnk, n);
		free(lnk);
	}
	if (r->version)
		jump_stream(&m, r->n + 1, "DestList", JUMP_FREE, days, jump_days(r, days));
	free(days);
	root = jump_dir(&m, 0, "Root Entry", 5, JUMP_FREE);
	lnk_u32(root + 76, r->n || r->version ? 1 : JUMP_FREE);
	lnk_u32(root + 116, m.used ? 7 : JUMP_END);
	lnk_u32(root + 120, (uint32_t)(m.used * JUMP_SMALL));
	sectors = (m.used * JUMP_SMALL + JUMP_SECTOR - 1) / JUMP_SECTOR;
	lnk_u32(m.b + m.fat, 0xfffffffdu);
	jump_chain(m.b + m.fat, 1, 4);
	jump_chain(m.b + m.fat, 5, 2);
	jump_chain(m.b + m.fat, 7, sectors);
	*ret_n = (8 + sectors) * JUMP_SECTOR;
	return m.b;
}

/* A program's own list: header, then each shortcut behind its class. malloc'ed. */
static inline uint8_t *jump_make_custom(const struct jump_recipe *r, size_t *ret_n)
{
	static const uint8_t id[] = { 0x01, 0x14, 2, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46 };
	uint8_t *b = calloc(1, JUMP_MAKER_MAX);
	size_t at = 20;

	if (!b)
		abort();
	lnk_u32(b, 2);
	lnk_u32(b + 4, 1);
	lnk_u32(b + 16, (uint32_t)r->n);
	for (size_t i = 0; i < r->n; i++) {
		size_t n;
		uint8_t *lnk = lnk_make(&r->entry[i], &n);

		memcpy(b + at, id, sizeof(id));
		memcpy(b + at + 16, lnk, n);
		at += 16 + n;
		free(lnk);
	}
	lnk_u32(b + at, 0xbabffbabu);
	*ret_n = at + 4;
	return b;
}
