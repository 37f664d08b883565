/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The write guard: sets a whole disk read-only at the block layer (BLKROSET) before anything
 * else opens it, and remembers what it set, so that only that is undone. Needs root
 * (CAP_SYS_ADMIN). It stops file systems and programs, not commands sent past the block layer
 * (SG_IO): therefore no worker may ask an ioctl. Must not open anything for writing. */
#pragma once

#include <stdint.h>
#include <sys/types.h>

#include "core/base/err.h"

#define GUARD_DEVICES_MAX 1024

struct guard_entry {
	dev_t device;
	char path[96];
};

/* What this guard has set, in order. Zero-initialise. */
struct guard {
	struct guard_entry entry[GUARD_DEVICES_MAX];
	size_t n;
};

/* Sets the device read-only and reads it back. A device that was read-only before is left as it
 * is and not remembered. Call it for the disk first, then for each partition (partitions inherit
 * the disk's state, but a table that is read again may lose it). ERR_DENIED without root. */
NODISCARD int guard_set(struct guard *g, const char *path, struct err *err);

/* BLKROGET: 1 guarded, 0 not, negative errno. */
NODISCARD int guard_get(const char *path, struct err *err);

/* Makes writable again what guard_set() set on this path (a device that is gone is forgotten). */
NODISCARD int guard_undo(struct guard *g, const char *path, struct err *err);
/* All of it, last first; goes on after an error and returns the first. */
NODISCARD int guard_undo_all(struct guard *g, struct err *err);

/* The disk and its partitions as sysfs lists them. sysfs, dev as in list.h. */
NODISCARD int guard_set_disk(struct guard *g, const char *sysfs, const char *dev, const char *disk,
			     struct err *err);
