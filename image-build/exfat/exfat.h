/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What writer and reader share of Microsoft's "exFAT file system specification" (revision 1.00,
 * published 2019): numbers, names, checksums. Must not do I/O. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/util.h"

#define EXFAT_SECTOR       512u /* the only sector size that sticks have */
#define EXFAT_ENTRY        32u  /* bytes of a directory entry */
#define EXFAT_NAME_UNITS   255u /* UTF-16 code units of a file name */
#define EXFAT_NAME_BYTES   (EXFAT_NAME_UNITS * 3 + 1)
#define EXFAT_LABEL_UNITS  11u
#define EXFAT_CLUSTERS_MAX 0xfffffff5u /* minus the two that are no clusters */

enum exfat_entry_type {
	EXFAT_END = 0x00,
	EXFAT_BITMAP = 0x81,
	EXFAT_UPCASE = 0x82,
	EXFAT_LABEL = 0x83,
	EXFAT_FILE = 0x85,
	EXFAT_GUID = 0xa0,
	EXFAT_STREAM = 0xc0,
	EXFAT_NAME = 0xc1,
};

#define EXFAT_CONTIGUOUS 0x02u /* in a stream's flags: the table of clusters is not asked */
#define EXFAT_ALLOCATED  0x01u

#define EXFAT_ATTR_FOLDER  0x10u
#define EXFAT_ATTR_ARCHIVE 0x20u

/* The up-case table as it stands on the disk: little-endian words. Returns its bytes. */
const uint8_t *exfat_upcase_bytes(size_t *ret_n);
uint16_t exfat_upcase(uint16_t unit);

/* UTF-8 to UTF-16 code units. -EINVAL for bytes that are no UTF-8, an empty name, "." and "..",
 * and characters that exFAT has no names with; -ENAMETOOLONG. */
NODISCARD int exfat_name_units(const char *name, uint16_t ret[EXFAT_NAME_UNITS], uint8_t *ret_n);
/* The other way; what is no character becomes U+FFFD. False for a name that no writer may write
 * (control characters, a slash, "..": ret is then still a printable text). */
bool exfat_name_utf8(const uint16_t *unit, size_t n, char ret[EXFAT_NAME_BYTES]);
uint16_t exfat_name_hash(const uint16_t *unit, size_t n);

/* Checksums of 7.2.2 (up-case table), 6.3.3 (entry set; the two bytes of the checksum itself are
 * left out) and 3.4 (boot region; flags and percentage are left out). */
uint32_t exfat_table_sum(const uint8_t *p, size_t n);
uint16_t exfat_set_sum(const uint8_t *p, size_t n);
uint32_t exfat_boot_sum(const uint8_t *p, size_t n);

/* Seconds since 1970 as exFAT has times (1980 to 2107, clamped) and back. */
uint32_t exfat_time(int64_t t);
int64_t exfat_time_back(uint32_t stamp);
