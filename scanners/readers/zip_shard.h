/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files out of a zip part of a backup, by libarchive: the one at a known place, or the names of all.
 * The part is hostile, whoever's medium it lies on. Only what our own backups have is taken: stored
 * or deflated, not locked. Whether the bytes are the right ones, others know; here they never become
 * more than was asked for. Must not write, must not open anything.
 * Facts: APPNOTE 4.3.7 (local header), 4.4.4 (flags), 4.4.5 (methods). */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"

struct zip_shard {
	int fd; /* opened for reading */
	uint64_t size;
};

struct zip_wanted {
	const char *name; /* as its header spells it */
	size_t name_n;
	uint64_t offset; /* of its header */
	uint64_t max;    /* bytes of it that are taken */
};

enum zip_end {
	ZIP_END_WHOLE,  /* it came to its own end */
	ZIP_END_LARGER, /* there is more of it than max: those have come */
	ZIP_END_OTHER,  /* there is no such entry, or one that no backup of ours has */
	ZIP_END_BROKEN, /* its contents break off or cannot be unpacked */
	ZIP_ENDS,
};

struct zip_taker {
	void *arg;
	/* The next n bytes, in order. A value other than 0 ends it. */
	int (*bytes)(void *arg, const void *p, size_t n);
};

/* Returns 0 and *ret, with err in words unless it is ZIP_END_WHOLE; or what the taker returned.
 * ret_data: where its contents begin, 0 when that is not known. */
NODISCARD int zip_shard_get(const struct zip_shard *z, const struct zip_wanted *w,
			    const struct zip_taker *taker, enum zip_end *ret, uint64_t *ret_data,
			    struct err *err);

/* The entries of the directory at the part's end, in the order of their places: where the contents of
 * each begin, and its name, in which letters and their marks may be put together. At most max. */
NODISCARD int zip_shard_list(const struct zip_shard *z, uint64_t max,
			     int (*entry)(void *arg, uint64_t data, const char *name), void *arg,
			     struct err *err);
