/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files out of a part of a sealed backup, by libarchive: a pax tar in frames of zstd, as age hands it
 * over, from its beginning to its end. Hostile, though it opened with the key: whoever knows the
 * public one can seal. Names in it are not asked: the list says at which place of the tar a file
 * begins. Must not write, must not open anything.
 * Facts: backup/tar.h; RFC 8878. */
#pragma once

#include "scanners/readers/zip_shard.h"

struct tar_shard;

/* fd: a pipe or a file, read from where it stands; stays the caller's. */
struct tar_shard *tar_shard_new(int fd);
void tar_shard_free(struct tar_shard *t); /* NULL is fine */

/* The entry whose header is at offset of the tar; at most max bytes of it. Only onwards: what lies
 * before the one that was asked for last is ZIP_END_OTHER. The rest as zip_shard_get(). */
NODISCARD int tar_shard_get(struct tar_shard *t, uint64_t offset, uint64_t max,
			    const struct zip_taker *taker, enum zip_end *ret, struct err *err);
