/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Directory entries: what a file, a folder and the three special things of the root look like. */
#include "image-build/exfat/dirents.h"

#include "core/base/times.h"

#define UTC 0x80u /* "the offset from UTC is known, and 0" */

static void put(uint8_t *p, uint64_t v, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		p[i] = (uint8_t)(v >> 8 * i);
}

uint8_t *dirents_of_root(uint8_t *at, const char *label, const struct node *bitmap,
			 const struct node *upcase)
{
	uint16_t unit[EXFAT_NAME_UNITS];
	uint8_t units = 0;
	size_t n;
	const uint8_t *table = exfat_upcase_bytes(&n);

	at[0] = EXFAT_LABEL;
	if (exfat_name_units(label, unit, &units) == 0 && units <= EXFAT_LABEL_UNITS) {
		at[1] = units;
		for (unsigned i = 0; i < units; i++)
			put(at + 2 + 2 * i, unit[i], 2);
	}
	at += EXFAT_ENTRY;

	at[0] = EXFAT_BITMAP;
	put(at + 20, bitmap->first, 4);
	put(at + 24, bitmap->size, 8);
	at += EXFAT_ENTRY;

	at[0] = EXFAT_UPCASE;
	put(at + 4, exfat_table_sum(table, n), 4);
	put(at + 20, upcase->first, 4);
	put(at + 24, upcase->size, 8);
	return at + EXFAT_ENTRY;
}

uint8_t *dirents_of_child(uint8_t *at, const struct node *n, int64_t now)
{
	int64_t t = now == TIME_ABSENT ? n->mtime : now;
	uint32_t stamp = exfat_time(t);
	unsigned names = (n->n_units + 14u) / 15u;
	uint8_t *name = at + 2 * EXFAT_ENTRY;

	at[0] = EXFAT_FILE;
	at[1] = (uint8_t)(1 + names);
	put(at + 4, n->folder ? EXFAT_ATTR_FOLDER : EXFAT_ATTR_ARCHIVE, 2);
	put(at + 8, stamp, 4);
	put(at + 12, stamp, 4);
	put(at + 16, stamp, 4);
	/* Two-second steps; the odd second stands in units of 10 ms. */
	at[20] = at[21] = t > 0 && t % 2 ? 100 : 0;
	at[22] = at[23] = at[24] = UTC;

	at[32] = EXFAT_STREAM;
	at[33] = (uint8_t)(EXFAT_ALLOCATED | (n->clusters ? EXFAT_CONTIGUOUS : 0));
	at[35] = n->n_units;
	put(at + 36, exfat_name_hash(n->unit, n->n_units), 2);
	put(at + 40, n->size, 8);
	put(at + 52, n->first, 4);
	put(at + 56, n->size, 8);

	for (unsigned i = 0; i < n->n_units; i++) {
		uint8_t *e = name + i / 15 * EXFAT_ENTRY;

		e[0] = EXFAT_NAME;
		put(e + 2 + 2 * (size_t)(i % 15), n->unit[i], 2);
	}
	put(at + 2, exfat_set_sum(at, (2 + names) * EXFAT_ENTRY), 2);
	return at + (2 + names) * EXFAT_ENTRY;
}
