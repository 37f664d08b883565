/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A partition table of the stick's shape in memory. */
#pragma once

#include <string.h>

#include "image-build/stick/gpt.h"

#define TABLE_TOTAL     40000u
#define TABLE_DATA_LAST 38911u
#define TABLE_HASH      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static inline void table_put(uint8_t *p, uint64_t v, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		p[i] = (uint8_t)(v >> 8 * i);
}

static inline void table_make(uint8_t head[GPT_HEAD_BYTES])
{
	static const char *const name[] = { "kenshin-bios", "kenshin-efi", "kenshin-root",
					    "kenshin-data" };
	uint8_t *h = head + 512;

	memset(head, 0, GPT_HEAD_BYTES);
	table_put(head + 510, 0xaa55, 2);
	head[446 + 4] = 0xee;
	memcpy(h, "EFI PART", 8);
	table_put(h + 8, 0x10000, 4);
	table_put(h + 12, 92, 4);
	table_put(h + 24, 1, 8);
	table_put(h + 40, 34, 8);
	table_put(h + 72, 2, 8);
	table_put(h + 80, 128, 4);
	table_put(h + 84, 128, 4);
	for (unsigned i = 0; i < 4; i++) {
		uint8_t *e = head + 1024 + 128 * i;

		memset(e, (int)i + 1, 32);
		table_put(e + 32, 2048 + 2048 * i, 8);
		table_put(e + 40, 4095 + 2048 * i, 8);
		for (unsigned k = 0; name[i][k]; k++)
			e[56 + 2 * k] = (uint8_t)name[i][k];
	}
	gpt_fit(head, TABLE_TOTAL, TABLE_DATA_LAST);
}
