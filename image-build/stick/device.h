/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which devices this tool may write to: whole disks that can be unplugged, that nobody uses and
 * that this very system does not run from; a plain file only when that was said. Looks at sysfs,
 * mounts and swaps; opens exclusively. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/err.h"

struct device {
	const char *path;
	char name[64];   /* "sdb"; of a file its last part */
	char model[130]; /* "SanDisk Ultra"; "" when unknown. From the device: escape */
	uint64_t size;   /* bytes, whole sectors */
	bool file;
};

struct device_source {
	const char *sysfs, *mountinfo, *swaps; /* NULL: those of this system */
};

/* ERR_DENIED says why it must not be written. file: plain files are allowed (and only they). */
NODISCARD int device_look(const struct device_source *from, const char *path, bool file,
			  struct device *ret, struct err *err);

/* What device_look() asks sysfs about a whole disk or partition by its number "8:16". */
NODISCARD int device_may(const struct device_source *from, const char *number, struct device *ret,
			 struct err *err);

/* Opens it; for writing so that nobody else has it (-EBUSY), and looks once more at what it is.
 * Returns the descriptor. */
NODISCARD int device_open(const struct device *d, bool write, struct err *err);

/* Everything is on the medium, and reads come from there again. */
NODISCARD int device_flush(const struct device *d, int fd, struct err *err);

/* Tells the medium to forget bytes. -EOPNOTSUPP when it can't. */
NODISCARD int device_forget(const struct device *d, int fd, uint64_t off, uint64_t n);

/* The kernel looks at the partition table again; harmless when it does not. */
void device_reread(const struct device *d, int fd);
