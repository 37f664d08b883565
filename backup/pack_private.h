/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What pack*.c share: a ring of pieces, filled by the caller, worked at by the threads in any
 * order, written in the order of the ring. Private to them. */
#pragma once

#include <nettle/sha2.h>
#include <pthread.h>

#include "backup/deflate.h"
#include "backup/entry_name.h"
#include "backup/pack.h"
#include "backup/shard.h"
#include "backup/zip.h"

#define PACK_RING    512u
#define PACK_THREADS 8u

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

enum piece_state { PIECE_FREE, PIECE_FILLED, PIECE_TAKEN, PIECE_READY };

struct pack_piece {
	enum piece_state state;
	struct pack_entry *entry;
	struct pack_blob *blob;
	const uint8_t *at;
	size_t n;
	uint64_t bad;
	bool first, last;
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
	char *of_path, *of_sign;
	uint64_t left, given; /* bytes to come of the entry; given: of the whole file */
	bool any;             /* the entry has had a piece */
	/* The writer's. */
	struct shard shard;
	struct str buffer, directory; /* directory: of the shard at hand */
	uint64_t shard_files, shard_raw;
	unsigned number;
	struct pack_progress told;
};

/* pack_work.c: one thread that compresses. */
void *pack_work(void *arg);
/* pack_write.c: the thread that writes. */
void *pack_write(void *arg);
void pack_entry_free(struct pack_entry *e); /* NULL is fine */
