/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small disk images in memory for tests and fuzz seeds: tables of partitions and the first bytes
 * of what may lie in them, just enough to be recognised. */
#pragma once

#include <stdint.h>
#include <string.h>

#define SEC 512u

static inline void put16(uint8_t *p, uint32_t v)
{
	p[0] = (uint8_t)v;
	p[1] = (uint8_t)(v >> 8);
}

static inline void put32(uint8_t *p, uint32_t v)
{
	put16(p, v);
	put16(p + 2, v >> 16);
}

static inline void put64(uint8_t *p, uint64_t v)
{
	put32(p, (uint32_t)v);
	put32(p + 4, (uint32_t)(v >> 32));
}

static inline uint32_t crc32_of(const uint8_t *p, size_t n)
{
	uint32_t c = ~0u;
	for (size_t i = 0; i < n; i++) {
		c ^= p[i];
		for (int k = 0; k < 8; k++)
			c = c >> 1 ^ (c & 1 ? 0xEDB88320u : 0);
	}
	return ~c;
}

struct image_part {
	uint64_t first, count; /* sectors */
	uint8_t guid[16];      /* type, as on disk */
	uint8_t mbr;
	const char *name;
};

static const uint8_t guid_data[16] = { 0xa2, 0xa0, 0xd0, 0xeb, 0xe5, 0xb9, 0x33, 0x44,
				       0x87, 0xc0, 0x68, 0xb6, 0xb7, 0x26, 0x99, 0xc7 };
static const uint8_t guid_spaces[16] = { 0x8f, 0xaf, 0x5c, 0xe7, 0x80, 0xf6, 0xee, 0x4c,
					 0xaf, 0xa3, 0xb0, 0x01, 0xe5, 0x6e, 0xfc, 0x2d };

static inline void image_mbr(uint8_t *img, const struct image_part *part, size_t n)
{
	for (size_t i = 0; i < n && i < 4; i++) {
		uint8_t *e = img + 446 + 16 * i;
		e[4] = part[i].mbr;
		put32(e + 8, (uint32_t)part[i].first);
		put32(e + 12, (uint32_t)part[i].count);
	}
	img[510] = 0x55;
	img[511] = 0xaa;
}

/* UEFI specification 2.10, 5.3: header in sector 1, 128 entries of 128 bytes; copy at the end. */
static inline void image_gpt(uint8_t *img, size_t size, uint32_t sector,
			     const struct image_part *part, size_t n)
{
	const uint64_t last = size / sector - 1, entries = 128 * 128 / sector;
	const struct image_part whole = { .first = 1, .count = last, .mbr = 0xee };
	uint8_t *e = img + 2 * sector;
	image_mbr(img, &whole, 1);
	for (size_t i = 0; i < n; i++) {
		memcpy(e + 128 * i, part[i].guid, 16);
		memset(e + 128 * i + 16, (int)i + 1, 16);
		put64(e + 128 * i + 32, part[i].first);
		put64(e + 128 * i + 40, part[i].first + part[i].count - 1);
		for (size_t k = 0; part[i].name && part[i].name[k]; k++)
			e[128 * i + 56 + 2 * k] = (uint8_t)part[i].name[k];
	}
	memcpy(img + (last - entries) * sector, e, 128 * 128);
	for (int copy = 0; copy < 2; copy++) {
		uint8_t *h = img + (copy ? last : 1) * sector;
		memcpy(h, "EFI PART\0\0\1\0\x5c\0\0\0", 16);
		put64(h + 24, copy ? last : 1);
		put64(h + 32, copy ? 1 : last);
		put64(h + 40, 2 + entries);
		put64(h + 48, last - entries - 1);
		memset(h + 56, 0x77, 16);
		put64(h + 72, copy ? last - entries : 2);
		put32(h + 80, 128);
		put32(h + 84, 128);
		put32(h + 88, crc32_of(e, 128 * 128));
		put32(h + 16, 0);
		put32(h + 16, crc32_of(h, 92));
	}
}

/* BitLocker as of Windows 7 and later. protection: of its one key, 0 is a clear key. */
static inline void image_bitlocker(uint8_t *p, uint16_t state, uint16_t protection)
{
	static const uint8_t guid[16] = { 0x3b, 0xd6, 0x67, 0x49, 0x29, 0x2e, 0xd8, 0x4a,
					  0x83, 0x99, 0xf6, 0xa3, 0x39, 0xe3, 0xd0, 0x01 };
	memcpy(p, "\xeb\x58\x90-FVE-FS-", 11);
	put16(p + 11, 512);
	memcpy(p + 160, guid, 16);
	put64(p + 176, 65536); /* first copy is damaged: the second counts */
	put64(p + 184, 131072);
	put64(p + 192, 196608);
	uint8_t *b = p + 131072;
	memcpy(b, "-FVE-FS-", 8);
	put16(b + 10, 2);
	put16(b + 12, state);
	put16(b + 14, state);
	put32(b + 64, 48 + 64);
	uint8_t *e = b + 112;
	put16(e, 64);
	put16(e + 2, 2);
	put16(e + 4, 8);
	for (uint8_t i = 0; i < 16; i++)
		e[8 + i] = (uint8_t)(0xA0 + i);
	put16(e + 8 + 26, protection);
	p[510] = 0x55;
	p[511] = 0xaa;
}

static inline void image_luks(uint8_t *p, uint16_t version)
{
	memcpy(p, "LUKS\xba\xbe\0", 7);
	p[7] = (uint8_t)version;
	memcpy(p + 168, "0c1c2d3e-1111-2222-3333-444455556666", 36);
}

static inline void image_swap(uint8_t *p, uint32_t bytes)
{
	memcpy(p + 4086, "SWAPSPACE2", 10);
	put32(p + 1024, 1);
	put32(p + 1028, bytes / 4096 - 1);
}

static inline void image_refs(uint8_t *p)
{
	memcpy(p, "\0\0\0ReFS\0", 8);
}

/* ext4 without checksums. */
static inline void image_ext4(uint8_t *p)
{
	uint8_t *s = p + 1024;
	put32(s, 64);
	put32(s + 4, 256);
	put32(s + 24, 2);
	put32(s + 32, 32768);
	put32(s + 40, 64);
	put16(s + 56, 0xef53);
	put32(s + 76, 1);
	put32(s + 92, 4);    /* journal */
	put32(s + 96, 0x40); /* extents */
	memset(s + 104, 0x42, 16);
	memcpy(s + 120, "backup", 6);
}
