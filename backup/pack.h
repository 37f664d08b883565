/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files in, shards out: the caller hands over the bytes of one file after the other, in one thread;
 * some threads hash and compress pieces, one writes them in their order. A shard closes when the
 * next file would make it larger than shard_bytes (before compression), so that the same source
 * gives the same shards. A file is in one shard, unless it is larger than file_max. Must not read
 * a disk, must not decide what is backed up. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "backup/manifest.h"
#include "core/base/err.h"

struct name_set;
struct sealed_to;
struct walk;

#define PACK_PIECE_MAX   ((size_t)4 << 20)  /* bytes of one file handed over at once */
#define PACK_SHARD_FILES 50000u             /* in one shard */
#define PACK_IN_FLIGHT   ((size_t)32 << 20) /* bytes not written yet */

struct pack_progress {
	uint64_t files, bytes; /* written, bytes before compression */
	uint64_t written;      /* bytes on the medium */
	unsigned shard;        /* at hand, from 1 on */
};

struct pack_options {
	int dirfd;                 /* the folder of the backup, open */
	struct manifest *manifest; /* begun */
	uint64_t shard_bytes;
	uint64_t file_max; /* larger files are cut into parts of that size; 0: no such limit */
	int zone;
	unsigned threads;       /* that compress; 0: one per core, at most 8 */
	unsigned first_shard;   /* number of the first one, from 1 on */
	struct name_set *names; /* taken over: those of a backup that goes on; NULL: none */
	/* NULL: zip files. Else tar files in frames of zstd, each sealed for these; what is in them goes
	 * into sealed lists that begin with `inside`, and manifest holds no name. walk: what the caller has
	 * gone through; it adds an entry (walk_add()) after pack_begin() or pack_left_out(), before the next. */
	const struct sealed_to *sealed;
	const struct manifest_head *inside;
	const struct walk *walk;
	/* Called in the writing thread after each file; may be NULL. */
	void (*progress)(void *arg, const struct pack_progress *p);
	void *arg;
};

struct pack_file {
	const char *path; /* as on the disk */
	uint64_t size;
	int64_t modified;
	uint32_t attributes, streams;
	bool folder;
	const char *sign; /* of a virus, as the samples name it; NULL: none was seen */
};

struct pack;

struct pack *pack_new(const struct pack_options *o);

/* Bytes that several pieces lie in; release is called when the last of them is written. The caller
 * holds one hold, and drops it when it has handed over all pieces. */
struct pack_blob;
struct pack_blob *pack_blob_new(const uint8_t *p, size_t n,
				void (*release)(const uint8_t *, size_t));
void pack_blob_drop(struct pack_blob *b); /* NULL is fine */

/* Begins a file (or adds a folder, which is all there is of it). */
NODISCARD int pack_begin(struct pack *p, const struct pack_file *f, struct err *err);
/* Its next n bytes, at most PACK_PIECE_MAX, inside of blob (NULL: n zeros, for what could not be
 * read). bad: how many of them stand for what could not be read. All pieces together are size bytes. */
NODISCARD int pack_piece(struct pack *p, struct pack_blob *blob, const uint8_t *at, size_t n,
			 uint64_t bad, struct err *err);
/* What is not in the backup; reason: a word of left_out.def; sign: NULL, or as of a file. */
NODISCARD int pack_left_out(struct pack *p, const char *path, const char *reason, uint64_t size,
			    const char *sign, struct err *err);
/* Of a sealed backup that goes on: f is in it already, or (f->path NULL) was left out. What comes behind it begins a
 * part. */
NODISCARD int pack_skip(struct pack *p, const struct pack_file *f, struct err *err);
/* Waits for all, closes the last shard. The manifest is not finished by it. */
NODISCARD int pack_finish(struct pack *p, struct err *err);
/* Ends the threads; what is not committed goes. */
void pack_free(struct pack *p);
