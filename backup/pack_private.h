/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What pack*.c share: a ring of pieces, filled by the caller, worked at by the threads in any
 * order, written in the order of the ring. Private to them. */
#pragma once

#include <nettle/sha2.h>
#include <pthread.h>

#include "backup/deflate.h"
#include "backup/entry_name.h"
#include "backup/frame.h"
#include "backup/inside.h"
#include "backup/pack.h"
#include "backup/sealed.h"
#include "backup/shard.h"
#include "backup/tar.h"
#include "backup/walk.h"
#include "backup/zip.h"

#define PACK_RING    512u
#define PACK_THREADS 8u
/* From this size on a piece is hashed by the writer, beside the part that it goes into. */
#define PACK_BESIDE SHARD_BUFFER
/* padding, records and blocks of one entry */
#define PACK_HEADER_MAX (ENTRY_NAME_MAX + 8 * TAR_BLOCK)

/* A file, from its first piece to its last. Made by the caller, freed by the writer. */
struct pack_entry {
	char *name, *path; /* path: NULL when name says it */
	char *sign;        /* NULL: none */
	uint64_t size;
	int64_t modified;
	uint32_t attributes, streams;
	bool folder;
	unsigned part, parts;
	const char *left_out; /* not NULL: it is not in the backup, and this is why */
	/* How it is packed: decided at its first piece. */
	bool decided;
	enum zip_method method;
	/* The writer's. */
	struct zip_entry zip;
	struct sha256_ctx hash;
	uint32_t crc32;
	uint64_t packed, damaged;
};

/* A piece of a tar: some MiB of headers and contents, which become one frame. */
struct pack_span { /* contents of one file in it */
	struct pack_entry *entry;
	size_t at, n;
	uint64_t bad;
	bool first, last;
	uint8_t sha256[HASH_SIZE]; /* of a file that is whole in it */
};

struct pack_frame {
	uint8_t *bytes; /* gathered here; NULL: the piece's own, not copied */
	size_t n;
	struct pack_span *span;
	size_t n_spans, cap;
	bool packed; /* what is in it is packed already */
	bool closes; /* the last one of its shard, which holds these entries: */
	uint64_t from, reached;
	bool cut;                /* as of struct manifest_piece */
	uint8_t walk[HASH_SIZE]; /* walk_hash() */
};

enum piece_state { PIECE_FREE, PIECE_FILLED, PIECE_TAKEN, PIECE_READY };

struct pack_piece {
	enum piece_state state;
	struct pack_entry *entry;
	struct pack_blob *blob;
	const uint8_t *at;
	size_t n;
	uint64_t bad;
	bool first, last;
	struct pack_frame
	    *frame; /* not NULL: a piece of a tar; entry, bad, first, last are its spans' */
	/* What a thread made of it. */
	uint8_t *out; /* NULL: the bytes themselves */
	size_t out_n;
	enum zip_method method;
	uint32_t crc32;            /* of a file of one piece */
	uint8_t sha256[HASH_SIZE]; /* the same */
};

struct pack {
	struct pack_options o;
	/* Under the lock. */
	pthread_mutex_t lock;
	pthread_cond_t filled, ready, freed;
	struct pack_piece ring[PACK_RING];
	uint64_t head, next,
	    tail; /* head: to be filled; next: to be worked at; tail: to be written */
	size_t in_flight;
	bool closing, stop;
	int failed; /* what the writer met */
	struct err err;
	pthread_t thread[PACK_THREADS], writer;
	unsigned n_threads;
	bool writing;
	/* The caller's. */
	struct name_set names;
	struct str name;
	struct pack_entry *open; /* begun, pieces to come */
	struct pack_file of;     /* what was begun */
	uint64_t of_n;           /* entries of the source before it */
	char *of_path, *of_sign;
	uint64_t left, given;     /* bytes to come of the entry; given: of the whole file */
	bool any;                 /* the entry has had a piece */
	struct pack_frame *batch; /* being filled */
	struct str header;
	uint64_t tar, tar_raw, tar_items; /* of the shard at hand: bytes; as its limits count */
	uint64_t tar_from;                /* entries before it */
	bool tar_open;
	struct deflater *sampler; /* NULL until there is something to try */
	/* The writer's. */
	struct shard shard;
	struct str buffer, directory; /* directory: of the shard at hand */
	uint64_t shard_files, shard_raw;
	unsigned number;
	struct pack_progress told;
	struct sealed sealed;       /* instead of shard */
	struct manifest_end counts; /* of it */
	uint64_t why[MANIFEST_REASONS_MAX], signs;
	struct inside inside;     /* its list */
	uint8_t bound[HASH_SIZE]; /* walk_bind() */
	bool sealed_open;
};

/* pack.c: waits for room in the ring; the piece is the threads' when it returns 0. */
NODISCARD int pack_push(struct pack *p, const struct pack_piece *piece, struct err *err);
/* pack_kind.c. In a zip all pieces of a file are packed in one way. */
void pack_decide(struct pack *p, struct pack_entry *e, const uint8_t *at, size_t n);
/* True when what is in it hardly gets smaller. */
bool pack_is_packed(struct pack *p, struct pack_entry *e, const uint8_t *at, size_t n);

/* pack_work.c: one thread that compresses. */
void *pack_work(void *arg);
/* pack_write.c: the thread that writes. */
void *pack_write(void *arg);
NODISCARD int pack_list_file(struct manifest *m, const struct pack_entry *e,
			     const uint8_t sha256[HASH_SIZE], struct err *err);
NODISCARD int pack_list_left(struct manifest *m, const struct pack_entry *e, struct err *err);
void pack_entry_free(struct pack_entry *e); /* NULL is fine */

/* A piece's own memory, and the entries that end in it. */
void pack_piece_done(struct pack_piece *piece);

/* pack_batch.c: tar, the caller's side. An entry that is taken is freed by the writer. */
/* Its header; of a folder, and of what is left out, all of it. */
NODISCARD int pack_batch_entry(struct pack *p, struct pack_entry *e, const char *name,
			       struct err *err);
NODISCARD int pack_batch_bytes(struct pack *p, const struct pack_piece *piece, struct err *err);
/* cut: in the middle of a file. */
NODISCARD int pack_batch_end(struct pack *p, bool cut, struct err *err);
void pack_frame_free(struct pack_frame *f); /* NULL is fine; its entries are not */
/* pack_frame.c: tar, the threads' side. */
void pack_frame_work(struct framer *framer, struct pack_piece *piece);
NODISCARD int pack_frame_write(struct pack *p, const struct pack_piece *piece, struct err *err);
