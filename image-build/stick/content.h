/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is on a data partition, as a folder on this PC: taken out by our own reader, changed there,
 * and put back by making the file system anew. No stick is ever mounted here: a stick that comes
 * back may hold a file system that was made to break a kernel. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/err.h"
#include "image-build/exfat/source.h"

struct content {
	char dir[64]; /* below $TMPDIR, else /var/tmp; 0700 */
	int fd;
	uint64_t bytes;  /* of files taken out so far */
	uint32_t serial; /* of the file system that was read; 0: none was */
	void (*left_out)(void *arg, const char *path); /* called for what does not belong there */
	void *arg;
};

NODISCARD int content_begin(struct content *c, struct err *err);
void content_done(struct content *c); /* removes the folder; harmless twice */

/* Takes out what belongs on a data partition; the rest is left out and told. only: NULL, or which
 * files are wanted. */
NODISCARD int content_load(struct content *c, int fd, uint64_t at, uint64_t size,
			   bool (*only)(const char *path), struct err *err);

/* Makes the data partition of fd anew, then reads all of it back. at: bytes from the start of fd.
 * flush: after writing, so that reading comes from the medium; may be NULL. */
struct content_flush {
	int (*flush)(void *arg, struct err *err);
	void *arg;
};
NODISCARD int content_store(const struct content *c, int fd, uint64_t at, uint64_t size,
			    uint32_t serial, const struct content_flush *flush, struct err *err);
/* The second half of it alone: ERR_IO -EUCLEAN when any byte is another one. */
NODISCARD int content_compare(const struct content *c, int fd, uint64_t at, uint64_t size,
			      uint32_t serial, struct err *err);

/* A file in it, of this content, its folder made when it is not there. */
NODISCARD int content_put(struct content *c, const char *path, const void *p, size_t n,
			  struct err *err);
/* ret is malloc'ed and terminated; -ENOENT when there is none. */
NODISCARD int content_get(const struct content *c, const char *path, size_t max, char **ret,
			  size_t *ret_n, struct err *err);
/* Copies a file of this PC into it. */
NODISCARD int content_copy(struct content *c, int dir, const char *name, const char *path,
			   struct err *err);
/* Removes a file or folder with all that is in it; nothing to remove is fine. */
void content_remove(struct content *c, const char *path);
