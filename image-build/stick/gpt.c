/* SPDX-License-Identifier: GPL-2.0-or-later */
/* GUID partition table of exactly one shape. */
#include "image-build/stick/gpt.h"

#include <errno.h>
#include <string.h>

#define HEADER       GPT_SECTOR
#define HEADER_BYTES 92u
#define ENTRIES      (2 * GPT_SECTOR)
#define ENTRY        128u
#define N_ENTRIES    128u
#define ALIGN        2048u /* sectors: 1 MiB */

static uint64_t get(const uint8_t *p, unsigned bytes)
{
	uint64_t v = 0;

	while (bytes--)
		v = v << 8 | p[bytes];
	return v;
}

static void put(uint8_t *p, uint64_t v, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		p[i] = (uint8_t)(v >> 8 * i);
}

static uint32_t crc32(const uint8_t *p, size_t n)
{
	uint32_t crc = ~0u;

	while (n--) {
		crc ^= *p++;
		for (unsigned i = 0; i < 8; i++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
	}
	return ~crc;
}

static uint32_t header_crc(const uint8_t *header)
{
	uint8_t copy[HEADER_BYTES];

	memcpy(copy, header, sizeof(copy));
	memset(copy + 16, 0, 4);
	return crc32(copy, sizeof(copy));
}

static int broken(struct err *err, const char *what)
{
	return err_set(err, ERR_FORMAT, -EUCLEAN, "partition table: %s", what);
}

static void read_part(const uint8_t *e, struct gpt_part *ret)
{
	ret->start = get(e + 32, 8);
	ret->sectors = get(e + 40, 8) - ret->start + 1;
	for (unsigned i = 0; i < 36; i++) {
		unsigned u = (unsigned)get(e + 56 + 2 * i, 2);

		ret->name[i] = (char)(u > 0x20 && u < 0x7f ? u : u ? '?' : 0);
	}
	ret->name[36] = '\0';
}

int gpt_parse(const uint8_t head[GPT_HEAD_BYTES], struct gpt *ret, struct err *err)
{
	static const uint8_t none[16];
	const uint8_t *h = head + HEADER;
	uint64_t free_from = GPT_HEAD;

	*ret = (struct gpt){ 0 };
	if (memcmp(h, "EFI PART", 8) != 0 || get(h + 12, 4) != HEADER_BYTES || get(h + 24, 8) != 1)
		return broken(err, "not there");
	if (get(h + 16, 4) != header_crc(h) || get(h + 72, 8) != 2 || get(h + 80, 4) != N_ENTRIES ||
	    get(h + 84, 4) != ENTRY ||
	    get(h + 88, 4) != crc32(head + ENTRIES, (size_t)ENTRY * N_ENTRIES))
		return broken(err, "its checksum is another one");
	ret->total = get(h + 32, 8) + 1;
	if (ret->total < GPT_HEAD + GPT_TAIL || ret->total > INT64_MAX / GPT_SECTOR)
		return broken(err, "a size that sticks do not have");
	for (unsigned i = 0; i < N_ENTRIES; i++) {
		const uint8_t *e = head + ENTRIES + (size_t)i * ENTRY;
		bool used = memcmp(e, none, sizeof(none)) != 0;

		if (used != (i < GPT_PARTS))
			return broken(err, "not the four partitions of a stick");
		if (!used)
			continue;
		if (get(e + 32, 8) < free_from || get(e + 40, 8) < get(e + 32, 8) ||
		    get(e + 40, 8) > ret->total - GPT_TAIL - 1)
			return broken(err, "partitions that lie over each other");
		read_part(e, &ret->part[i]);
		free_from = get(e + 40, 8) + 1;
	}
	return 0;
}

void gpt_fit(uint8_t head[GPT_HEAD_BYTES], uint64_t total, uint64_t data_last)
{
	uint8_t *h = head + HEADER, *data = head + ENTRIES + (GPT_PARTS - 1) * ENTRY;

	/* The one entry of the old kind of table covers the whole disk. */
	put(head + 446 + 12, total - 1 > UINT32_MAX ? UINT32_MAX : total - 1, 4);
	put(h + 32, total - 1, 8);
	put(h + 48, total - GPT_TAIL - 1, 8);
	put(data + 40, data_last, 8);
	put(h + 88, crc32(head + ENTRIES, (size_t)ENTRY * N_ENTRIES), 4);
	put(h + 16, header_crc(h), 4);
}

uint64_t gpt_grown_last(uint64_t total)
{
	return (total - GPT_TAIL) / ALIGN * ALIGN - 1;
}

void gpt_tail(const uint8_t head[GPT_HEAD_BYTES], uint8_t ret[GPT_TAIL_BYTES])
{
	uint8_t *h = ret + GPT_TAIL_BYTES - GPT_SECTOR;
	uint64_t last = get(head + HEADER + 32, 8);

	memcpy(ret, head + ENTRIES, GPT_TAIL_BYTES - GPT_SECTOR);
	memcpy(h, head + HEADER, GPT_SECTOR);
	put(h + 24, last, 8);
	put(h + 32, 1, 8);
	put(h + 72, last - (GPT_TAIL - 1), 8);
	put(h + 16, header_crc(h), 4);
}
