/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the role that serves a backup's medium share. Runs behind all walls. */
#pragma once

#include <linux/fuse.h>

#include "scanners/readers/ntfs_medium.h"

#define MEDIUM_PIECE ((size_t)1 << 20) /* bytes of one write or read */

struct medium_list {
	uint64_t folder; /* 0: none */
	uint8_t *bytes;  /* of struct fuse_dirent, one behind the other */
	size_t n, cap;
	uint64_t entries;
};

struct medium_server {
	int fuse;
	struct ntfs_medium *volume;
	bool agreed; /* on a version, with the kernel */
	struct medium_list list;
	uint8_t *in, *out; /* MEDIUM_IN, MEDIUM_PIECE bytes */
};
#define MEDIUM_IN (MEDIUM_PIECE + 4096)

/* Takes one request and answers it. False when the kernel is through with this mount. */
bool medium_request(struct medium_server *s);
