/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A fresh exFAT file system out of a folder: the same bytes for the same folder, label, serial and
 * time. Files lie in one piece each, in the order of their names. Must not look at what was there
 * before: clusters without content are not written. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/err.h"

#define EXFAT_FILL_NODES 65536u /* files and folders at most */
#define EXFAT_FILL_DEPTH 16u
#define EXFAT_SIZE_MIN   ((uint64_t)1 << 20)

/* Where the bytes go: off counts from the start of the file system. Also used to compare with what
 * is there (a second run of the same fill). Negative errno ends the fill. */
struct exfat_sink {
	int (*put)(void *arg, uint64_t off, const void *p, size_t n, struct err *err);
	void *arg;
	bool compares; /* it does: nothing comes twice for the same place */
};

struct exfat_fill {
	uint64_t size;      /* bytes of the file system, a multiple of 512 */
	uint64_t partition; /* where it starts on its disk, bytes; 0: it has no disk */
	uint32_t serial;
	int64_t now; /* time of all entries, seconds since 1970; TIME_ABSENT: each file's own */
	const char *label; /* up to 11 UTF-16 units */
};

/* folder: an open directory, all of whose files and folders go in. Anything else in it (links,
 * devices), names that differ only in case, and names that exFAT can't have are refused.
 * ERR_LIMIT when the content does not fit, with the bytes that are missing in the words. */
NODISCARD int exfat_fill(const struct exfat_fill *f, int folder, const struct exfat_sink *sink,
			 struct err *err);

/* A sink that writes to *(int *)arg, a descriptor of a file that begins with the file system. */
int exfat_put_fd(void *arg, uint64_t off, const void *p, size_t n, struct err *err);
