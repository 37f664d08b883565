/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files out of one part of a backup, taken apart by a worker without power. What the worker says is as
 * hostile as the part was: never more bytes than were asked for, words that end. A worker that dies or
 * hangs costs the file at hand; the next one gets a new worker, a few times. Must not parse a part,
 * must not write. */
#pragma once

#include <stdbool.h>

#include "scanners/engine/crew.h"
#include "scanners/engine/shard_wire.h"

struct shard_reader {
	struct crew *crew;
	int fd;    /* the part */
	bool tar;  /* comes once, from its beginning on */
	bool lost; /* what was left of it */
	struct worker worker;
	unsigned deaths;
	uint8_t *message;
};

struct shard_wanted {
	const char *name; /* as its header in the part spells it */
	uint64_t offset;  /* of that header */
	uint64_t size;    /* bytes that are wanted of it, at most */
};

/* fd: the part, opened O_RDONLY; it is duplicated. */
NODISCARD int shard_reader_open(struct crew *crew, int fd, struct shard_reader *ret,
				struct err *err);
/* The same for a part of a sealed backup; fd: the pipe of what age makes of it. Files are asked for in
 * the order of the part. A worker that comes to grief takes the rest along: `lost` says so. */
NODISCARD int shard_reader_open_tar(struct crew *crew, int fd, struct shard_reader *ret,
				    struct err *err);
void shard_reader_close(struct shard_reader *r);

/* Gives its bytes to `bytes`, at most size; what that returns other than 0 ends it. *ret_whole: it
 * came to its own end with that; otherwise err says in words why not (-EFBIG: it has more). ret_data: where its contents
 * begin in the part, 0 when that is not known. Negative: what `bytes` returned; -ECHILD,
 * -ETIMEDOUT: the worker came to grief over it. */
NODISCARD int shard_reader_get(struct shard_reader *r, const struct shard_wanted *w,
			       int (*bytes)(void *arg, const void *p, size_t n, struct err *err),
			       void *arg, bool *ret_whole, uint64_t *ret_data, struct err *err);

/* The entries of the part's own directory: where the contents of each begin, and its name, not
 * terminated and as hostile as can be. At most max. */
NODISCARD int shard_reader_list(struct shard_reader *r, uint64_t max,
				int (*entry)(void *arg, uint64_t data, const char *name, size_t n),
				void *arg, struct err *err);
