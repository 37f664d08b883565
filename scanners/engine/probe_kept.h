/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The great hives of a system, kept between its probes: a SOFTWARE of 100 MB would otherwise be
 * read from the disk again for each of a dozen probes. They are sealed memory, so that handing
 * the same descriptor to several workers tells none of them anything of another. */
#pragma once

#include <stdbool.h>

#include "scanners/engine/probe_files.h"

#define PROBE_KEPT_MAX   2 /* SOFTWARE and SYSTEM */
#define PROBE_KEPT_BYTES ((uint64_t)256 << 20)

struct probe_kept {
	struct probe_part part[PROBE_KEPT_MAX]; /* wire.path, size and time; fds of our own */
	size_t n;
	uint64_t bytes;
};

/* Fills p with duplicates when the file of its path is kept; k may be NULL. */
bool probe_kept_find(const struct probe_kept *k, struct probe_part *p);
/* Keeps duplicates of what was fetched whole, while there is room; k may be NULL. */
void probe_kept_add(struct probe_kept *k, const struct probe_part *p);
void probe_kept_done(struct probe_kept *k);
