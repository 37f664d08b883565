/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See pst.h. The way to the password: header -> tree of nodes (NBT) -> node 0x21, the message store ->
 * tree of blocks (BBT) -> its block -> heap -> tree of properties -> 0x67ff. Every step checks the type,
 * number and sum that the place says of itself; what does not fit ends the search. */
#include "scanners/readers/pst.h"

#include <errno.h>
#include <string.h>

#include "core/base/bytes.h"
#include "core/base/util.h"
#include "scanners/readers/pst_tables.h"

#define HEADER        564u
#define PAGE          512u
#define PAGE_NODES    0x81u
#define PAGE_BLOCKS   0x80u
#define DEPTH_MAX     8u
#define MESSAGE_STORE 0x21u
#define PASSWORD      0x67ffu
#define INTEGER       3u
#define BLOCK_MAX     8180u /* bytes of data in one */

/* Where things lie in the two forms. */
struct layout {
	unsigned word; /* bytes of a number: 4 or 8 */
	unsigned roots, method;
	unsigned sum, summed; /* of the header: where its sum is, over how much from 8 on */
	unsigned page_sum, block_sum;
	unsigned entries; /* bytes of a page's table; four numbers of one byte follow */
	unsigned type, page_id;
	unsigned trailer, block_id; /* of a block */
};

static const struct layout layouts[] = {
	[PST_ANSI] = { 4, 184, 461, 4, 471, 508, 8, 496, 500, 504, 12, 4 },
	[PST_UNICODE] = { 8, 216, 513, 524, 516, 500, 4, 488, 496, 504, 16, 8 },
};

struct walk {
	const struct pst_source *s;
	const struct layout *l;
	enum pst_method method;
	unsigned reads;
	uint64_t blocks_id, blocks_at; /* root of the tree of blocks */
	uint8_t page[PAGE], block[PST_BLOCK];
	struct bytes data; /* of the block */
};

/* [MS-PST] 5.3: the usual one of 32 bits, but it begins with 0 and is not turned round at its end. */
static uint32_t sum(const uint8_t *p, size_t n)
{
	uint32_t s = 0;

	for (size_t i = 0; i < n; i++) {
		s ^= p[i];
		for (unsigned k = 0; k < 8; k++)
			s = s >> 1 ^ (s & 1 ? 0xedb88320u : 0);
	}
	return s;
}

static bool summed(struct bytes b, uint64_t at, size_t from, size_t n)
{
	uint32_t own;

	return bytes_u32le(b, at, &own) && own == sum(b.p + from, n);
}

static bool take(struct walk *w, uint64_t offset, size_t n, void *to)
{
	return w->reads++ < PST_READS && n <= w->s->size && offset <= w->s->size - n &&
	       w->s->read(w->s->arg, offset, n, to);
}

static bool word(const struct walk *w, struct bytes b, uint64_t at, uint64_t *ret)
{
	uint32_t small = 0;

	if (w->l->word == 8)
		return bytes_u64le(b, at, ret);
	if (!bytes_u32le(b, at, &small))
		return false;
	*ret = small;
	return true;
}

/* The lowest bit of a block's number means nothing. */
static uint64_t number(uint64_t id)
{
	return id & ~(uint64_t)1;
}

/* One page of a tree: its table. */
static bool page(struct walk *w, uint64_t id, uint64_t at, unsigned type, struct bytes *ret,
		 unsigned *ret_size, unsigned *ret_level)
{
	struct bytes b = bytes_of(w->page, PAGE);
	const uint8_t *tail = w->page + w->l->entries;
	uint64_t own;

	if (!take(w, at, PAGE, w->page) || w->page[w->l->type] != type ||
	    w->page[w->l->type + 1] != type || !word(w, b, w->l->page_id, &own) || own != id ||
	    !summed(b, w->l->page_sum, 0, w->l->type))
		return false;
	*ret_size = tail[2];
	*ret_level = tail[3];
	return bytes_sub(b, 0, (uint64_t)tail[0] * tail[2], ret) && ret->n <= w->l->entries;
}

/* Of a page's entries the last one whose key is not behind the one that is looked for. */
static bool choose(const struct walk *w, struct bytes table, unsigned size, uint64_t key,
		   struct bytes *ret)
{
	bool found = false;

	for (uint64_t at = 0; size >= w->l->word && at + size <= table.n; at += size) {
		uint64_t k;

		if (!word(w, table, at, &k) || number(k) > number(key))
			break;
		found = bytes_sub(table, at, size, ret);
	}
	return found;
}

/* Down a tree to the entry with this key; every level is one lower than the one above. */
static bool find(struct walk *w, uint64_t id, uint64_t at, unsigned type, uint64_t key,
		 struct bytes *ret)
{
	unsigned above = DEPTH_MAX, size, level;
	struct bytes table;

	for (;;) {
		uint64_t own;

		if (!page(w, id, at, type, &table, &size, &level) || level >= above ||
		    (above < DEPTH_MAX && level + 1 != above) ||
		    !choose(w, table, size, key, ret) || !word(w, *ret, 0, &own))
			return false;
		if (level == 0)
			return type == PAGE_NODES ? own == key : number(own) == number(key);
		if (!word(w, *ret, w->l->word, &id) || !word(w, *ret, 2ull * w->l->word, &at))
			return false;
		above = level;
	}
}

static void unmix_permute(uint8_t *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		p[i] = pst_mix_i[p[i]];
}

/* [MS-PST] 5.2. */
static void unmix_cyclic(uint8_t *p, size_t n, uint32_t key)
{
	uint16_t w = (uint16_t)(key ^ key >> 16);
	uint8_t r[256];

	for (unsigned i = 0; i < 256; i++)
		r[pst_mix_i[i]] = (uint8_t)i;
	for (size_t i = 0; i < n; i++, w++) {
		uint8_t low = (uint8_t)w, high = (uint8_t)(w >> 8);
		uint8_t b = r[(uint8_t)(p[i] + low)];

		b = pst_mix_s[(uint8_t)(b + high)];
		p[i] = (uint8_t)(pst_mix_i[(uint8_t)(b - high)] - low);
	}
}

/* Fills w->data with a block's bytes. Blocks of the file's own keeping (bit 2) are not mixed. */
static bool block(struct walk *w, uint64_t id)
{
	struct bytes entry, b;
	uint64_t at, own;
	uint16_t size, again;
	size_t whole;

	if (!find(w, w->blocks_id, w->blocks_at, PAGE_BLOCKS, id, &entry) ||
	    !word(w, entry, w->l->word, &at) || !bytes_u16le(entry, 2ull * w->l->word, &size) ||
	    !size || size > BLOCK_MAX)
		return false;
	whole = (size + w->l->trailer + 63u) / 64 * 64;
	if (whole > PST_BLOCK || !take(w, at, whole, w->block))
		return false;
	b = bytes_of(w->block, whole);
	if (!bytes_u16le(b, whole - w->l->trailer, &again) || again != size ||
	    !word(w, b, whole - w->l->trailer + w->l->block_id, &own) ||
	    number(own) != number(id) ||
	    !summed(b, whole - w->l->trailer + w->l->block_sum, 0, size))
		return false;
	if (!(id & 2) && w->method == PST_METHOD_PERMUTE)
		unmix_permute(w->block, size);
	if (!(id & 2) && w->method == PST_METHOD_CYCLIC)
		unmix_cyclic(w->block, size, (uint32_t)id);
	w->data = bytes_of(w->block, size);
	return true;
}

/* Block number i of a node's data: the data themselves, or one of a list of blocks. */
static bool part(struct walk *w, uint64_t data, unsigned i)
{
	uint64_t id = 0;
	uint8_t kind = 0, level = 0;
	uint16_t n = 0;

	if (!(data & 2))
		return i == 0 && block(w, data);
	return block(w, data) && bytes_u8(w->data, 0, &kind) && bytes_u8(w->data, 1, &level) &&
	       bytes_u16le(w->data, 2, &n) && kind == 1 && level == 1 && i < n &&
	       word(w, w->data, 8 + (uint64_t)i * w->l->word, &id) && !(id & 2) && block(w, id);
}

/* A piece of the heap that lies in a node's data. */
static bool piece(struct walk *w, uint64_t data, uint32_t hid, struct bytes *ret)
{
	unsigned index = hid >> 5 & 0x7ff;
	uint16_t map, n, from, to;

	return !(hid & 0x1f) && index && part(w, data, hid >> 16) &&
	       bytes_u16le(w->data, 0, &map) && bytes_u16le(w->data, map, &n) && index <= n &&
	       bytes_u16le(w->data, map + 4ull + 2ull * (index - 1), &from) &&
	       bytes_u16le(w->data, map + 4ull + 2ull * index, &to) && from <= to &&
	       bytes_sub(w->data, from, to - from, ret);
}

/* In a table of properties: the place of the last one that is not behind 0x67ff. */
static bool property(struct bytes table, unsigned size, uint16_t *ret_key, uint64_t *ret_at)
{
	bool found = false;
	uint16_t key;

	for (uint64_t at = 0; at + size <= table.n; at += size) {
		if (!bytes_u16le(table, at, &key) || key > PASSWORD)
			break;
		*ret_key = key;
		*ret_at = at;
		found = true;
	}
	return found;
}

static enum pst_password password_of(struct walk *w, uint64_t data)
{
	struct bytes b;
	uint8_t kind[4];
	uint32_t hid, value;
	uint16_t key = 0, type;
	uint64_t at = 0;

	/* The heap of a set of properties (0xec, 0xbc), in it a tree (0xb5) of 2 and 6 bytes. */
	if (!part(w, data, 0) || !bytes_equal(w->data, 2, "\xec\xbc", 2) ||
	    !bytes_u32le(w->data, 4, &hid) || !piece(w, data, hid, &b) || b.n < 8)
		return PST_PASSWORD_UNKNOWN;
	memcpy(kind, b.p, sizeof(kind));
	if (kind[0] != 0xb5 || kind[1] != 2 || kind[2] != 6 || kind[3] >= DEPTH_MAX ||
	    !bytes_u32le(b, 4, &hid))
		return PST_PASSWORD_UNKNOWN;
	for (unsigned level = kind[3]; level; level--)
		if (!piece(w, data, hid, &b) || !property(b, 6, &key, &at) ||
		    !bytes_u32le(b, at + 2, &hid))
			return PST_PASSWORD_UNKNOWN;
	if (!piece(w, data, hid, &b) || b.n % 8)
		return PST_PASSWORD_UNKNOWN;
	if (!property(b, 8, &key, &at) || key != PASSWORD)
		return b.n ? PST_PASSWORD_NO : PST_PASSWORD_UNKNOWN;
	if (!bytes_u16le(b, at + 2, &type) || type != INTEGER || !bytes_u32le(b, at + 4, &value))
		return PST_PASSWORD_UNKNOWN;
	return value ? PST_PASSWORD_YES : PST_PASSWORD_NO;
}

static enum pst_method method_of(uint8_t byte)
{
	switch (byte) {
	case 0: return PST_METHOD_NONE;
	case 1: return PST_METHOD_PERMUTE;
	case 2: return PST_METHOD_CYCLIC;
	case 0x10: return PST_METHOD_PROTECTED;
	default: return PST_METHOD_UNKNOWN;
	}
}

static enum pst_password look(struct walk *w, struct bytes header)
{
	uint64_t id, at, data;
	struct bytes entry;

	if (w->method == PST_METHOD_PROTECTED || w->method == PST_METHOD_UNKNOWN ||
	    !word(w, header, w->l->roots, &id) || !word(w, header, w->l->roots + w->l->word, &at) ||
	    !word(w, header, w->l->roots + 2ull * w->l->word, &w->blocks_id) ||
	    !word(w, header, w->l->roots + 3ull * w->l->word, &w->blocks_at) ||
	    !find(w, id, at, PAGE_NODES, MESSAGE_STORE, &entry) ||
	    !word(w, entry, w->l->word, &data))
		return PST_PASSWORD_UNKNOWN;
	return password_of(w, data);
}

int pst_read(const struct pst_source *s, struct pst *ret, struct err *err)
{
	uint8_t first[HEADER];
	struct bytes header = bytes_of(first, sizeof(first));
	struct walk w = { .s = s };
	uint16_t version;

	*ret = (struct pst){ .form = PST_OTHER, .method = PST_METHOD_UNKNOWN };
	if (s->size < HEADER)
		return err_set(err, ERR_FORMAT, -EBADMSG, "this is no file of Outlook");
	if (!take(&w, 0, HEADER, first))
		return err_set(err, ERR_IO, -EIO, "the beginning of a file could not be read");
	if (!bytes_equal(header, 0, "!BDN", 4) || !bytes_equal(header, 8, "SM", 2) ||
	    !bytes_u16le(header, 10, &version))
		return err_set(err, ERR_FORMAT, -EBADMSG, "this is no file of Outlook");
	if (version == 14 || version == 15)
		ret->form = PST_ANSI;
	else if (version >= 23 && version < 36)
		ret->form = PST_UNICODE;
	else
		return 0;
	w.l = &layouts[ret->form];
	if (first[w.l->method - 1] != 0x80 || !summed(header, w.l->sum, 8, w.l->summed))
		return err_set(err, ERR_FORMAT, -EBADMSG, "the file's beginning is damaged");
	ret->method = w.method = method_of(first[w.l->method]);
	ret->password = look(&w, header);
	return 0;
}
