/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a FAT32 file system, long names included, without trust: the stick's EFI partition when it
 * comes back. Must not write. Facts: Microsoft's "FAT32 file system specification" 1.03. */
#pragma once

#include "core/base/arena.h"
#include "image-build/exfat/source.h"

struct fat_volume {
	struct fs_source from;
	uint64_t fat, heap; /* bytes from the start */
	uint32_t cluster, count, root;
};

NODISCARD int fat_open(struct fat_volume *v, const struct fs_source *from, struct err *err);
NODISCARD int fat_walk(struct fat_volume *v, fs_each *each, void *arg, struct err *err);
NODISCARD int fat_content(struct fat_volume *v, const struct fs_file *f, fs_take *take, void *arg,
			  struct err *err);
