/* SPDX-License-Identifier: GPL-2.0-or-later */
/* $Secure:$SDS, where NTFS keeps every list of who may do what once, under a number. Blocks of
 * 256 KiB, each followed by its copy. Read from front to back and not by its index ($SII): a damaged
 * tree then hides nothing. Pure: bytes in, places out; a worker needs nothing for it.
 * Facts: the entry's layout in libntfs-3g's layout.h. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/bytes.h"

#define SDS_BLOCK       0x40000u /* also the distance from a block to its copy */
#define SDS_HEADER      20u
#define SDS_ENTRIES_MAX 200000u
#define SDS_LIST_MAX    ((size_t)65536) /* bytes of one list */

struct sds_entry {
	uint32_t id, length; /* length: with the header */
	uint64_t offset;     /* in the stream; the copy lies SDS_BLOCK behind it */
};

struct sds {
	struct sds_entry *entry;
	size_t n, cap;
	bool cut; /* more entries than the ceiling */
};

/* Notes the entries of a block, or of its copy. base: where the block (not the copy) begins. */
void sds_add(struct sds *s, struct bytes block, uint64_t base);
/* Once, behind the last block. */
void sds_sort(struct sds *s);
/* NULL when there is none of that number. */
const struct sds_entry *sds_find(const struct sds *s, uint32_t id);
/* The list of an entry as it was read again: false when it is not that entry or its check sum is
 * wrong. */
bool sds_list(const struct sds_entry *e, struct bytes raw, struct bytes *ret);
void sds_done(struct sds *s);
