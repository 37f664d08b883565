/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the bytes come from: a disk, an image file or a directory, opened for reading only. Must not
 * look at the contents. */
#pragma once

#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/model/client.h"

enum source_kind { SOURCE_IMAGE, SOURCE_DIRECTORY, SOURCE_DISK };

struct source {
	enum source_kind kind;
	int fd;           /* O_RDONLY; a directory descriptor for SOURCE_DIRECTORY */
	uint64_t size;    /* bytes; 0 for a directory */
	struct disk disk; /* as shown; volumes are left to others */
};

/* "disk", "image", "directory". */
const char *source_kind_name(enum source_kind kind);

/* An image file (or a block device named as one): a regular file or device, not empty. opened: its
 * descriptor when it is open already (duplicated), or -1. */
NODISCARD int source_open_image(const char *path, int opened, struct arena *a, struct source *ret,
				struct err *err);
NODISCARD int source_open_directory(const char *path, int opened, struct arena *a,
				    struct source *ret, struct err *err);
/* A disk of this machine: through the broker when there is one (which guards it first), else
 * opened here if this user may; disk.guarded tells whether the write guard is in force. */
NODISCARD int source_open_disk(const char *name, int broker, struct arena *a, struct source *ret,
			       struct err *err);
void source_close(struct source *s);
