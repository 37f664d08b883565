/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One file of a backup on the owner's medium: written under a temporary name, hashed on the way,
 * named only when the medium has it. The order of the last steps is what a pulled FAT32 memory
 * taught: fdatasync, rename, fsync of the same open file once more, fsync of the folder. Must not
 * know what is in the file. */
#pragma once

#include <nettle/sha2.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "backup/hash_jobs.h"
#include "backup/reserve.h"
#include "core/base/err.h"

#define SHARD_NAME_MAX 64
#define SHARD_BUFFER   ((size_t)1 << 20)

struct shard {
	int dirfd, fd; /* fd -1: none open */
	char name[SHARD_NAME_MAX], temporary[SHARD_NAME_MAX + 8];
	uint64_t size;   /* bytes given so far */
	uint64_t pushed; /* of them, on their way to the medium */
	struct reserve room;
	uint64_t put; /* handed to the kernel */
	struct sha256_ctx hash;
	struct hash_job beside; /* n 0: none */
	uint8_t *buffer;
	size_t held;
};

/* Begins NAME.part in the folder; what is left there of an earlier try goes. -EEXIST when NAME
 * itself is there. */
NODISCARD int shard_begin(struct shard *s, int dirfd, const char *name, struct err *err);
NODISCARD int shard_write(struct shard *s, const void *p, size_t n, struct err *err);
/* n bytes at p, hashed into ctx beside what is written from now on, for less than each by itself
 * (backup/hash_jobs.h). They stay the caller's and have to stay until the end is asked for, which
 * hashes what is left of them. */
void shard_beside(struct shard *s, struct sha256_ctx *ctx, const uint8_t *p, size_t n);
void shard_beside_end(struct shard *s);
/* Names it. Returns 0 when the medium has said that it has all of it; sha256: of the whole file.
 * After an error the file may be there under either name: it is in no manifest. */
NODISCARD int shard_commit(struct shard *s, uint8_t sha256[SHA256_DIGEST_SIZE], struct err *err);
/* Throws away what has no name yet; harmless after commit. */
void shard_abort(struct shard *s);
