/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The owner's NTFS disk as a folder: a worker without power knows the file system and serves it to the
 * kernel, the broker makes the mount, and here both are brought together. Must not know NTFS. */
#pragma once

#include <stdbool.h>

#include "scanners/engine/crew.h"

struct medium {
	struct crew *crew; /* its own: it lives longer than a run over the source */
	struct worker worker;
};
/* clang-format off */
#define MEDIUM_NONE { .worker = { .sock = -1 } }
/* clang-format on */

enum medium_use {
	MEDIUM_FOR_READING,
	MEDIUM_FOR_WRITING,   /* what is new is everybody's, as on FAT */
	MEDIUM_FOR_RESTORING, /* who may read what is new, the folder above says, as in Windows */
};

/* disk: the volume is at offset in it and reaches to its end at most; O_RDONLY for reading, else
 * O_RDWR. It is duplicated. Returns a descriptor of the top folder, for this user alone. *ret_unclean:
 * Windows has not finished with the volume. -EUCLEAN: that, or damaged, or no NTFS; -EOPNOTSUPP: this
 * kernel has nothing to serve files with. After an error nothing is open. */
NODISCARD int medium_open(const struct crew_options *o, int disk, uint64_t offset,
			  enum medium_use use, struct medium *ret, bool *ret_unclean,
			  struct err *err);
/* Everything of the folder must be closed. All is on the medium and the volume is closed; an error: it
 * may not be. Harmless when nothing is open. */
NODISCARD int medium_close(struct medium *m, struct err *err);
