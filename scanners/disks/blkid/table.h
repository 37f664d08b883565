/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is left of a table of parts that libblkid cannot use: it then says "nothing", which would
 * read as an empty disk. Must not guess parts. Facts: UEFI specification 2.10, chapter 5 (the
 * protective MBR, the header's signature); for the chain of logical parts the kernel's
 * block/partitions/msdos.c. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Reads exactly n bytes at off of the disk; false when it can't. */
struct table_source {
	bool (*read)(void *arg, void *buf, size_t n, uint64_t off);
	void *arg;
	uint64_t size; /* bytes */
};

/* True when the disk once had a table: an entry of type 0xEE or a plausible one of the old kind in
 * its first sector, or the signature of a GPT in one of its two places. */
bool table_traces(const struct table_source *from);

/* The chain of an extended part, which begins at base (bytes): true when a link of it is not one,
 * so that parts behind it are missing. sector: bytes. */
bool table_chain_broken(const struct table_source *from, uint64_t base, unsigned sector);
