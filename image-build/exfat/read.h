/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads an exFAT file system without a kernel that knows it, and without trust: every number is
 * checked, chains end, folders that contain themselves end. Must not write. */
#pragma once

#include "core/base/arena.h"
#include "image-build/exfat/source.h"

struct exfat_volume {
	struct fs_source from;
	uint64_t fat, heap; /* bytes from the start */
	uint32_t cluster;   /* bytes */
	uint32_t count;     /* clusters */
	uint32_t root;
	uint32_t serial;
	char label[34]; /* UTF-8; "" when there is none; known after a walk */
};

/* ERR_FORMAT: no exFAT, or one whose numbers do not fit together. */
NODISCARD int exfat_open(struct exfat_volume *v, const struct fs_source *from, struct err *err);
/* ERR_FORMAT also when the files claim more than the file system has room for. */
NODISCARD int exfat_walk(struct exfat_volume *v, fs_each *each, void *arg, struct err *err);
/* The whole content of a file that a walk told, while that walk runs. */
NODISCARD int exfat_content(struct exfat_volume *v, const struct fs_file *f, fs_take *take,
			    void *arg, struct err *err);
