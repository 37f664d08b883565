/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the readers of a backup's parts share: contents of the entry that libarchive stands at, and its
 * errors in our words. */
#pragma once

#include "scanners/readers/zip_shard.h"

struct archive;

/* Returns the code that it sets. */
int part_data_say(struct archive *a, struct err *err);
/* At most max bytes; the rest as zip_shard_get(). */
NODISCARD int part_data_give(struct archive *a, uint64_t max, const struct zip_taker *taker,
			     enum zip_end *ret, struct err *err);
