/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of block devices out of sysfs, with what tells one disk from another: model, serial,
 * size, the way it is attached. Must not open a device, must not look at what is on it (that is
 * blkid_client) and must not need root. The root of sysfs is an argument so that tests can make
 * their own. Facts: Documentation/ABI/{stable,testing}/sysfs-block of the kernel. */
#pragma once

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/model/client.h"

#define LIST_DISKS_MAX      64
#define LIST_PARTITIONS_MAX 128

/* Also what is left out otherwise. */
#define LIST_LOOP   1u /* loop devices with a file behind them */
#define LIST_MAPPED 2u /* dm and md: their parts are listed anyway */

struct list_source {
	const char *sysfs;     /* NULL: "/sys" */
	const char *dev;       /* NULL: "/dev" */
	const char *mountinfo; /* NULL: "/proc/self/mountinfo"; tells our own stick */
	const char *stick;     /* NULL: STICK_FILE of stick.h */
	const char *only;      /* the disk of this name alone; NULL: all */
	unsigned flags;        /* LIST_* */
};

/* Whole disks in the order of their names ("sda", "sdb", ..., "sdaa"), at most LIST_DISKS_MAX.
 * Left out: ram, zram, optical, floppy, boot areas of eMMC, hidden paths of NVMe, devices of no
 * size, and what LIST_* names. own_stick: the disk that this very system runs from. Volumes are
 * left empty; `guarded` says what sysfs shows. With holders (LVM, RAID, dm) `reason` says so.
 * Texts live in the arena. ERR_IO when sysfs is not there. */
NODISCARD int list_disks(const struct list_source *from, struct arena *a, struct disk **ret,
			 size_t *ret_n, struct err *err);

/* A partition as the kernel shows it; sizes in bytes. */
struct list_partition {
	char name[64]; /* "sda1" */
	unsigned number;
	uint64_t offset, size;
};
/* Partitions of one whole disk by its kernel name, by number. At most LIST_PARTITIONS_MAX. */
NODISCARD int list_partitions(const struct list_source *from, const char *disk, struct arena *a,
			      struct list_partition **ret, size_t *ret_n, struct err *err);
