/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What S01 tells about this stick and this PC, and the write counters of its disks. Reads /sys
 * and the head of our own sample files; never a client's disk. */
#pragma once

#include "tui/visit/visit.h"

/* signatures NULL: none on this stick. now: UTC seconds. */
void machine_look(struct machine *m, const char *signatures, int64_t now);

/* Writes to real disks since the machine started, as the kernel counts them. */
struct disk_writes {
	uint64_t times, bytes;
};
void machine_writes(struct disk_writes *ret);
