/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See table.h. */
#include "scanners/disks/blkid/table.h"

#include "core/base/bytes.h"
#include "core/base/util.h"

#define SECTOR    512
#define ENTRIES   4u
#define ENTRY(i)  (446u + 16u * (i))
#define TYPE_GPT  0xee
#define CHAIN_MAX 128

static const unsigned header_at[] = { 512, 4096 }; /* from either end, by size of sector */

struct entry {
	uint8_t active, type;
	uint32_t first, count;
};

static bool signed_sector(struct bytes s)
{
	return bytes_equal(s, 510, "\x55\xaa", 2);
}

static struct entry entry_of(struct bytes s, unsigned i)
{
	struct entry e = { 0 };

	/* Within a sector none of these can fail. */
	(void)!(bytes_u8(s, ENTRY(i), &e.active) && bytes_u8(s, ENTRY(i) + 4, &e.type) &&
		bytes_u32le(s, ENTRY(i) + 8, &e.first) && bytes_u32le(s, ENTRY(i) + 12, &e.count));
	return e;
}

static bool old_traces(struct bytes s, uint64_t size)
{
	if (!signed_sector(s))
		return false;
	for (unsigned i = 0; i < ENTRIES; i++) {
		const struct entry e = entry_of(s, i);

		if (e.type == TYPE_GPT)
			return true;
		if ((e.active == 0 || e.active == 0x80) && e.type && e.first && e.count &&
		    e.first < size / SECTOR)
			return true;
	}
	return false;
}

static bool gpt_signature(const struct table_source *from, uint64_t off)
{
	char head[8];

	return from->read(from->arg, head, sizeof(head), off) &&
	       bytes_equal(bytes_of(head, sizeof(head)), 0, "EFI PART", 8);
}

bool table_traces(const struct table_source *from)
{
	uint8_t first[SECTOR];

	if (from->read(from->arg, first, sizeof(first), 0) &&
	    old_traces(bytes_of(first, sizeof(first)), from->size))
		return true;
	for (size_t i = 0; i < LEN(header_at); i++)
		if (gpt_signature(from, header_at[i]) ||
		    (from->size >= header_at[i] && gpt_signature(from, from->size - header_at[i])))
			return true;
	return false;
}

static bool extended(uint8_t type)
{
	return type == 0x05 || type == 0x0f || type == 0x85;
}

bool table_chain_broken(const struct table_source *from, uint64_t base, unsigned sector)
{
	uint64_t at = base;

	for (unsigned hop = 0; hop < CHAIN_MAX; hop++) {
		uint8_t link[SECTOR];
		struct bytes s = bytes_of(link, sizeof(link));
		uint64_t next = 0;

		if (!from->read(from->arg, link, sizeof(link), at) || !signed_sector(s))
			return true;
		for (unsigned i = 0; !next && i < ENTRIES; i++) {
			const struct entry e = entry_of(s, i);

			if (extended(e.type) && e.count)
				next = base + (uint64_t)e.first * sector;
		}
		if (!next)
			return false;
		at = next;
	}
	return true; /* it goes round in a circle */
}
