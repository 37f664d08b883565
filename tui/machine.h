/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What S01 tells about this stick and this PC, and the write counters of its disks. Reads /sys
 * and the head of our own sample files; never a client's disk. */
#pragma once

#include "tui/visit/visit.h"

/* signatures NULL: none on this stick. now: UTC seconds. */
void machine_look(struct machine *m, const char *signatures, int64_t now);

/* The cord, the network and the write guard alone: what may change while S01 is shown. */
void machine_look_again(struct machine *m);

/* Writes to the machine's disks since it started, as the kernel counts them, disk by disk. */
#define MACHINE_DISKS 32
struct disk_writes {
	unsigned n;
	struct {
		char name[32];
		uint64_t sequence; /* the kernel's number of this very disk, 0: none */
		uint64_t times, bytes;
		bool guarded; /* set read-only at the block layer */
	} disk[MACHINE_DISKS];
};
void machine_writes(struct disk_writes *ret);
/* Leaves out a disk that its owner wished to be written to. */
void machine_leave_out(struct disk_writes *w, uint64_t sequence);
/* What was written between two looks to the disks that are guarded now. Returns how many those
 * are: with none there is nothing to prove. */
unsigned machine_written(const struct disk_writes *before, const struct disk_writes *now,
			 uint64_t *ret_times, uint64_t *ret_bytes);
