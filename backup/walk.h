/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How far a source was gone through, and a proof of it without a name: a hash that runs over all entries in the
 * order in which the source gives them. Whoever goes on with a sealed backup that was cut holds it against
 * the source, since the names in that backup are sealed. Must not touch a disk. */
#pragma once

#include <nettle/sha2.h>
#include <stdbool.h>
#include <stdint.h>

#include "backup/manifest.h"
#include "core/base/err.h"

struct walk {
	struct sha256_ctx hash;
	uint64_t n; /* entries so far */
};

/* id: HASH_SIZE bytes by chance, of this backup. source: which disk it is; without it no name can be tried. */
void walk_begin(struct walk *w, const uint8_t *id, const char *source);
/* The next entry, whether it is in the backup or left out. size: UINT64_MAX when it is not known;
 * modified: as of struct pack_file. Of a folder both do not count: what is in it is told by itself. */
void walk_add(struct walk *w, const char *path, uint64_t size, int64_t modified, bool folder);
/* Of all entries so far. */
void walk_hash(const struct walk *w, uint8_t ret[HASH_SIZE]);

/* What the line of a sealed part says (its proof is not asked), into bound. bound: all zeros, or, when
 * the part before ended in the middle of a file, as it was after that one. */
void walk_bind(const struct manifest_shard *s, uint8_t bound[HASH_SIZE]);

/* The proof that stands in the list: of the entries up to s->piece->reached and of what the line says. Costs
 * 20 ms and 16 MiB on purpose, so that names cannot be tried by the million. hash: as of walk_hash(). */
NODISCARD int walk_proof(const uint8_t *id, const uint8_t hash[HASH_SIZE],
			 const uint8_t bound[HASH_SIZE], uint8_t ret[HASH_SIZE], struct err *err);
