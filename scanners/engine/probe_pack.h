/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of a directory whose names fit a pattern, as one sealed piece of memory, so that a
 * hundred small files cost one descriptor. Private to probe_*.c. Must not look into a file. */
#pragma once

#include "scanners/engine/probe_files.h"

#define PROBE_PACK_FILES 2000u
#define PROBE_PACK_BYTES ((size_t)64 << 20) /* all together */

/* Fills p->fd[0] and p->wire. p->wire.path: "folder/name*.log", one '*' in the last part; case does
 * not matter. each: at most so many bytes of a file, 0 for 1 MiB. -ENOENT when there is no such
 * folder or no such file in it. */
NODISCARD int probe_pack_fetch(struct reader *r, struct probe_part *p, uint64_t each,
			       struct err *err);
