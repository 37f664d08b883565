/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The stick's partition table: read with its checksums, fitted to the size of a stick, its second
 * copy made from the first. Facts: UEFI specification 2.10, chapter 5. Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/err.h"

#define GPT_SECTOR     512u
#define GPT_HEAD       34u /* sectors: boot sector, header, 128 entries */
#define GPT_TAIL       33u /* sectors: the same entries, header; the last ones of the disk */
#define GPT_HEAD_BYTES (GPT_HEAD * GPT_SECTOR)
#define GPT_TAIL_BYTES (GPT_TAIL * GPT_SECTOR)
#define GPT_PARTS      4u /* boot code, EFI, root, data: in this order, data last */

struct gpt_part {
	uint64_t start, sectors;
	char name[37]; /* ASCII; other characters are '?' */
};

struct gpt {
	uint64_t total; /* sectors of the disk as the header says */
	struct gpt_part part[GPT_PARTS];
};

/* The first 34 sectors of a stick. ERR_FORMAT unless it is a table as ours are: checksums right,
 * exactly our four partitions in order and inside the disk. */
NODISCARD int gpt_parse(const uint8_t head[GPT_HEAD_BYTES], struct gpt *ret, struct err *err);

/* Makes the table one for a disk of `total` sectors whose data partition ends at data_last. */
void gpt_fit(uint8_t head[GPT_HEAD_BYTES], uint64_t total, uint64_t data_last);

/* Where the data partition of a stick of this size ends when it is made as large as it can be. */
uint64_t gpt_grown_last(uint64_t total);

/* The last 33 sectors that belong to the first 34. */
void gpt_tail(const uint8_t head[GPT_HEAD_BYTES], uint8_t ret[GPT_TAIL_BYTES]);
