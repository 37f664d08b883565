/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Room on the medium before the bytes come. FAT writes how long a file is and where it lies one after the
 * other: pulled out in between, the file is longer than its list of places, and the page that holds its
 * last whole line cannot be read any more (a list of a backup lost three lines that had been synced;
 * removing such a file frees what belongs to others by then). A file whose places reach the medium before
 * its length does is never longer than they are. Must not change what is read of the file. */
#pragma once

#include <stdint.h>

#include "core/base/util.h"

struct reserve {
	uint64_t have; /* bytes; UINT64_MAX: this file system has no such thing */
};

/* Before fd is made to reach `end` bytes. Negative errno: -ENOSPC when there is no room for them. */
NODISCARD int reserve_upto(struct reserve *r, int fd, uint64_t end);
/* When the file is at its end: gives the rest back. */
NODISCARD int reserve_end(struct reserve *r, int fd, uint64_t end);
