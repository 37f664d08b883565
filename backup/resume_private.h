/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What going on with a plain backup and with a sealed one share. Private to backup/resume*.c. */
#pragma once

#include "backup/session.h"

#define MANIFEST_NEW      MANIFEST_NAME ".new"
#define RESUME_SHARDS_MAX 100000u

/* False when the backup that was cut (was) was begun in another way than the one that goes on (now). Of two looks for
 * viruses now gets the worse one: what is in it already was looked at as it was then. */
bool resume_same_head(const struct manifest_head *was, struct manifest_head *now);
/* True when a file of the backup is there as a list says. */
NODISCARD int resume_is_whole(int dirfd, const char *name, uint64_t size,
			      const uint8_t sha256[HASH_SIZE], const struct session_watch *w,
			      uint64_t *read_so_far, bool *ret);
