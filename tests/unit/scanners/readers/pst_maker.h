/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Data files of Outlook by recipe, as far as the reader goes: a header, two trees of pages and the
 * message store's few properties, mixed as the recipe says. No mail is in them. */
#pragma once

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/util.h"
#include "scanners/readers/pst_tables.h"

struct pst_recipe {
	bool ansi;
	uint8_t method;    /* bCryptMethod */
	int password;      /* -1: no such property; else its value */
	bool levels;       /* trees of two levels, properties of two levels, data of two blocks */
	uint16_t version;  /* 0: 14 or 23 */
	unsigned nodes_id; /* other than the page's own; 0: its own */
};

#define PST_MADE       16384u
#define PST_BLOCK_MADE 576u /* whatever pst_sums() finds as the size of one */

enum {
	PST_AT_NODES = 1024,
	PST_AT_NODES_2 = 1536,
	PST_AT_BLOCKS = 2048,
	PST_AT_BLOCKS_2 = 2560,
	PST_AT_DATA = 4096,
	PST_AT_DATA_2 = 5120,
	PST_AT_LIST = 6144
};

struct pst_making {
	const struct pst_recipe *r;
	uint8_t *p;
	unsigned word;
	unsigned size[3]; /* of the blocks */
};

static inline void pst_put(uint8_t *p, uint64_t v, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		p[i] = (uint8_t)(v >> (8 * i));
}

static inline uint32_t pst_sum(const uint8_t *p, size_t n)
{
	uint32_t s = 0;

	for (size_t i = 0; i < n; i++) {
		s ^= p[i];
		for (unsigned k = 0; k < 8; k++)
			s = s >> 1 ^ (s & 1 ? 0xedb88320u : 0);
	}
	return s;
}

/* Puts every sum of a made file right again, after something in it was changed. */
static inline void pst_sums(uint8_t *p, bool ansi)
{
	static const unsigned page[] = { PST_AT_NODES, PST_AT_NODES_2, PST_AT_BLOCKS,
					 PST_AT_BLOCKS_2 },
			      block[] = { PST_AT_DATA, PST_AT_DATA_2, PST_AT_LIST };
	const uint8_t *table =
	    p + (p[PST_AT_BLOCKS_2 + (ansi ? 500 : 496)] ? PST_AT_BLOCKS_2 : PST_AT_BLOCKS);
	unsigned trailer = ansi ? 12 : 16;

	for (unsigned i = 0; i < LEN(page); i++)
		pst_put(p + page[i] + (ansi ? 508 : 500), pst_sum(p + page[i], ansi ? 500 : 496),
			4);
	for (unsigned i = 0; i < LEN(block); i++) {
		const uint8_t *size = table + i * (ansi ? 12 : 24) + (ansi ? 8 : 16);
		unsigned n = MIN((unsigned)(size[0] | size[1] << 8), 512u);
		uint8_t *end = p + block[i] + (n + trailer + 63) / 64 * 64 - trailer;

		pst_put(end + (ansi ? 8 : 4), pst_sum(p + block[i], n), 4);
	}
	pst_put(p + (ansi ? 4 : 524), pst_sum(p + 8, ansi ? 471 : 516), 4);
}

/* word by word: a page's or header's numbers of the form's own size. */
static inline uint8_t *pst_words(struct pst_making *m, uint8_t *p, unsigned n, const uint64_t *v)
{
	for (unsigned i = 0; i < n; i++, p += m->word)
		pst_put(p, v[i], m->word);
	return p;
}

static inline void pst_page(struct pst_making *m, uint8_t *p, unsigned type, unsigned id,
			    unsigned n, unsigned size, unsigned level)
{
	unsigned entries = m->r->ansi ? 496 : 488, end = m->r->ansi ? 500 : 496;

	p[entries] = (uint8_t)n;
	p[entries + 1] = (uint8_t)(entries / size);
	p[entries + 2] = (uint8_t)size;
	p[entries + 3] = (uint8_t)level;
	p[end] = p[end + 1] = (uint8_t)type;
	pst_put(p + 504, id, m->word);
}

static inline void pst_mix(struct pst_making *m, uint8_t *p, size_t n, uint32_t id)
{
	uint16_t w = (uint16_t)(id ^ id >> 16);
	uint8_t r[256];

	for (unsigned i = 0; i < 256; i++)
		r[pst_mix_i[i]] = (uint8_t)i;
	for (size_t i = 0; i < n; i++, w++) {
		uint8_t low = (uint8_t)w, high = (uint8_t)(w >> 8);

		if (m->r->method == 1)
			p[i] = r[p[i]];
		if (m->r->method == 2)
			p[i] = (uint8_t)(pst_mix_i[(
					     uint8_t)(pst_mix_s[(uint8_t)(r[(uint8_t)(p[i] + low)] +
									  high)] -
						      high)] -
					 low);
	}
}

static inline void pst_block(struct pst_making *m, unsigned at, unsigned n, uint32_t id)
{
	unsigned trailer = m->r->ansi ? 12 : 16, whole = (n + trailer + 63) / 64 * 64;
	uint8_t *end = m->p + at + whole - trailer;

	m->size[at == PST_AT_DATA ? 0 : at == PST_AT_DATA_2 ? 1 : 2] = n;
	if (!(id & 2))
		pst_mix(m, m->p + at, n, id);
	pst_put(end, n, 2);
	pst_put(end + (m->r->ansi ? 4 : 8), id, m->word);
}

/* A heap of pieces, each with its bytes; returns its length. */
static inline unsigned pst_heap(uint8_t *p, unsigned head, unsigned n, const uint8_t *const *piece,
				const unsigned *size)
{
	unsigned at = head, map;
	uint16_t place[8];

	for (unsigned i = 0; i < n; i++) {
		place[i] = (uint16_t)at;
		memcpy(p + at, piece[i], size[i]);
		at += size[i];
	}
	place[n] = (uint16_t)at;
	map = (at + 1) / 2 * 2;
	pst_put(p, map, 2);
	pst_put(p + map, n, 2);
	for (unsigned i = 0; i <= n; i++)
		pst_put(p + map + 4 + 2 * i, place[i], 2);
	return map + 6 + 2 * n;
}

/* Properties: a name, perhaps the password, a mask of folders. */
static inline unsigned pst_properties(const struct pst_recipe *r, uint8_t *p)
{
	unsigned n = 0;

	pst_put(p + 8 * n, 0x3001, 2);
	pst_put(p + 8 * n++ + 2, 0x1f, 2);
	pst_put(p + 8 * n, 0x35df, 2);
	pst_put(p + 8 * n++ + 2, 3, 2);
	if (r->password >= 0) {
		pst_put(p + 8 * n, 0x67ff, 2);
		pst_put(p + 8 * n + 2, 3, 2);
		pst_put(p + 8 * n++ + 4, (uint32_t)r->password, 4);
	}
	pst_put(p + 8 * n, 0x6800, 2);
	pst_put(p + 8 * n++ + 2, 3, 2);
	return 8 * n;
}

static inline void pst_store(struct pst_making *m)
{
	uint8_t tree[8] = { 0xb5, 2, 6, m->r->levels, 0x40 }, table[64] = { 0 },
		index[6] = { 1, 0 };
	const uint8_t *pieces[] = { tree, m->r->levels ? index : table };
	unsigned n = pst_properties(m->r, table), size[] = { 8, m->r->levels ? 6 : n };
	uint8_t *p = m->p + PST_AT_DATA;

	pst_put(index + 2, 0x10020, 4); /* piece 1 of block 1 */
	memcpy(p + 2, "\xec\xbc", 2);
	pst_put(p + 4, 0x20, 4);
	pst_block(m, PST_AT_DATA, pst_heap(p, 12, 2, pieces, size), 0x104);
	if (!m->r->levels)
		return;
	pieces[0] = table;
	size[0] = n;
	n = pst_heap(m->p + PST_AT_DATA_2, 2, 1, pieces, size);
	pst_block(m, PST_AT_DATA_2, n, 0x108);
	m->p[PST_AT_LIST] = m->p[PST_AT_LIST + 1] = 1;
	pst_put(m->p + PST_AT_LIST + 2, 2, 2);
	pst_words(m, m->p + PST_AT_LIST + 8, 2, (const uint64_t[]){ 0x104, 0x108 });
	pst_block(m, PST_AT_LIST, 8 + 2 * m->word, 0x10e);
}

static inline void pst_trees(struct pst_making *m)
{
	unsigned nodes = m->r->levels ? PST_AT_NODES_2 : PST_AT_NODES,
		 blocks = m->r->levels ? PST_AT_BLOCKS_2 : PST_AT_BLOCKS, w = m->word;
	static const unsigned place[] = { PST_AT_DATA, PST_AT_DATA_2, PST_AT_LIST };
	static const uint64_t id[] = { 0x104, 0x108, 0x10e };
	uint8_t *p = m->p + nodes;

	pst_words(m, p, 4, (const uint64_t[]){ 0x21, m->r->levels ? 0x10e : 0x104, 0, 0 });
	pst_words(m, p + 4 * w, 4, (const uint64_t[]){ 0x122, 0x104, 0, 0 });
	pst_page(m, p, 0x81, 12, 2, 4 * w, 0);
	for (unsigned i = 0; i < 3; i++) {
		p = m->p + blocks + i * (m->r->ansi ? 12 : 24);
		pst_words(m, p, 2, (const uint64_t[]){ id[i] | 1, place[i] });
		pst_put(p + 2 * w, m->size[i], 2);
	}
	pst_page(m, m->p + blocks, 0x80, 13, 3, m->r->ansi ? 12 : 24, 0);
	if (!m->r->levels)
		return;
	pst_words(m, m->p + PST_AT_NODES, 6,
		  (const uint64_t[]){ 0x21, 12, PST_AT_NODES_2, 0x8000, 99, 0 });
	pst_page(m, m->p + PST_AT_NODES, 0x81, 22, 2, 3 * w, 1);
	pst_words(m, m->p + PST_AT_BLOCKS, 3, (const uint64_t[]){ 4, 13, PST_AT_BLOCKS_2 });
	pst_page(m, m->p + PST_AT_BLOCKS, 0x80, 23, 1, 3 * w, 1);
}

/* PST_MADE bytes, malloc'ed. */
static inline uint8_t *pst_make(const struct pst_recipe *r)
{
	struct pst_making m = { r, calloc(1, PST_MADE), r->ansi ? 4 : 8, { 0 } };
	unsigned method = r->ansi ? 461 : 513, nodes = r->levels ? 22 : 12;
	uint16_t version = r->version;

	if (!m.p)
		abort();
	if (!version)
		version = r->ansi ? 14 : 23;
	memcpy(m.p, "!BDN", 4);
	memcpy(m.p + 8, "SM", 2);
	pst_put(m.p + 10, version, 2);
	m.p[method - 1] = 0x80;
	m.p[method] = r->method;
	pst_words(&m, m.p + (r->ansi ? 184 : 216), 4,
		  (const uint64_t[]){ r->nodes_id ? r->nodes_id : nodes, PST_AT_NODES,
				      r->levels ? 23 : 13, PST_AT_BLOCKS });
	pst_store(&m);
	pst_trees(&m);
	pst_sums(m.p, r->ansi);
	return m.p;
}
