/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sends a worker to look at what is on a disk. Must not look itself. */
#pragma once

#include "scanners/disks/blkid_client.h"
#include "scanners/engine/crew.h"

/* fd: disk or image, opened O_RDONLY; size in bytes; ms: how long to wait, 0: as long as a check
 * does. Texts of ret live in the arena. */
NODISCARD int blkid_ask(struct crew *crew, int fd, uint64_t size, int ms, struct arena *a,
			struct blkid_answer *ret, struct err *err);
