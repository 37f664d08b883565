/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A small FAT32 file system in memory, for the reader's test and its fuzz target: GRUB.CFG in a
 * folder, a file with a long name, one of two clusters. */
#pragma once

#include <stdint.h>
#include <string.h>

#define FAT_IMAGE_SECTORS 16u
#define FAT_IMAGE_SIZE    (FAT_IMAGE_SECTORS * 512u)
#define FAT_IMAGE_FAT     (1 * 512u)
#define FAT_IMAGE_HEAP    (2 * 512u) /* cluster 2: the root */

static inline void fat_put(uint8_t *p, uint32_t v, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		p[i] = (uint8_t)(v >> 8 * i);
}

static inline uint8_t *fat_entry(uint8_t *e, const char *name, uint8_t attributes, uint32_t first,
				 uint32_t size)
{
	memcpy(e, name, 11);
	e[11] = attributes;
	fat_put(e + 20, first >> 16, 2);
	fat_put(e + 22, 12u << 11 | 34u << 5 | 28u, 2);           /* 12:34:56 */
	fat_put(e + 24, (2026u - 1980) << 9 | 11u << 5 | 22u, 2); /* 2026-11-22 */
	fat_put(e + 26, first, 2);
	fat_put(e + 28, size, 4);
	return e + 32;
}

/* The pieces of a long ASCII name, last one first, before the short entry `alias`. */
static inline uint8_t *fat_long(uint8_t *e, const char *name, const char *alias)
{
	static const uint8_t place[13] = { 1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30 };
	unsigned n = (unsigned)strlen(name), pieces = (n + 12) / 13;
	uint8_t sum = 0;

	for (unsigned i = 0; i < 11; i++)
		sum = (uint8_t)((uint8_t)(sum << 7 | sum >> 1) + (uint8_t)alias[i]);
	for (unsigned p = pieces; p > 0; p--, e += 32) {
		e[0] = (uint8_t)(p | (p == pieces ? 0x40 : 0));
		e[11] = 0x0f;
		e[13] = sum;
		for (unsigned i = 0; i < 13; i++) {
			unsigned at = (p - 1) * 13 + i;

			fat_put(e + place[i], at < n ? (uint8_t)name[at] : at == n ? 0 : 0xffff, 2);
		}
	}
	return e;
}

static inline void fat_image(uint8_t p[FAT_IMAGE_SIZE])
{
	uint8_t *e = p + FAT_IMAGE_HEAP;

	memset(p, 0, FAT_IMAGE_SIZE);
	fat_put(p + 11, 512, 2);
	p[13] = 1; /* sectors of a cluster */
	fat_put(p + 14, 1, 2);
	p[16] = 1; /* tables */
	fat_put(p + 32, FAT_IMAGE_SECTORS, 4);
	fat_put(p + 36, 1, 4);
	fat_put(p + 44, 2, 4);
	fat_put(p + 510, 0xaa55, 2);
	for (unsigned c = 0; c < 8; c++)
		fat_put(p + FAT_IMAGE_FAT + 4 * c, 0x0fffffff, 4);
	fat_put(p + FAT_IMAGE_FAT + 4 * 5, 6, 4); /* 5 goes on in 6 */

	e = fat_entry(e, "KENSHIN-EFI", 0x08, 0, 0);
	e = fat_entry(e, "\xe5OLD    TXT", 0x20, 3, 99);
	e = fat_entry(e, "EFI        ", 0x10, 3, 0);
	e = fat_long(e, "a long name of a file.txt", "ALONGN~1TXT");
	e = fat_entry(e, "ALONGN~1TXT", 0x20, 5, 600);
	e = p + FAT_IMAGE_HEAP + 512; /* cluster 3: EFI/ */
	e = fat_entry(e, ".          ", 0x10, 3, 0);
	e = fat_entry(e, "..         ", 0x10, 0, 0);
	e = fat_entry(e, "GRUB    CFG", 0x20, 4, 5);
	e[-20] = 0x18; /* in small letters */
	memcpy(p + FAT_IMAGE_HEAP + 2 * 512, "hello", 5);
	memset(p + FAT_IMAGE_HEAP + 3 * 512, 'x', 512);
	memset(p + FAT_IMAGE_HEAP + 4 * 512, 'y', 512);
}
