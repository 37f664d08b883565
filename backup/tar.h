/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bytes of a pax tar around its contents: headers, padding, the end. Must not compress, must not write
 * anywhere: every piece is added to a string of bytes. Names go in as the disk had them.
 * Facts: POSIX.1-2017, pax, "pax Interchange Format" and "ustar Interchange Format"; hdrcharset as
 * libarchive and Python write it for names that are no UTF-8. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/str.h"

#define TAR_BLOCK 512u

struct tar_entry {
	const char *name; /* any bytes, no '/' at its ends */
	bool folder;
	uint64_t size;    /* 0 of a folder */
	int64_t modified; /* seconds UTC, or TIME_ABSENT: 1970 */
};

void tar_header(struct str *out, const struct tar_entry *e);
/* Zeros behind contents of that size. */
void tar_padding(struct str *out, uint64_t size);
void tar_end(struct str *out);

/* What tar_header() adds, at most. */
size_t tar_header_max(const char *name);
