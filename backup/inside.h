/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names and hashes of what is in a sealed backup: a sealed list for each part, on the medium before the part
 * counts, so that whoever goes on with one that was cut need not open what is there. When all is there, the
 * list without names is sealed once more as a whole: with the key, no change of it goes unseen. */
#pragma once

#include "backup/manifest.h"
#include "backup/sealed.h"

/* The files of part `number`: what is in it, and its piece of the list. Each SHARD_NAME_MAX bytes. sealed: they
 * are, and not only packed, for measuring. */
void inside_names(unsigned number, bool sealed, char *ret_part, char *ret_piece);
/* True for a name that one of them has, or had before it was whole; 0 in *ret_number: the list as a whole. */
bool inside_is_ours(const char *name, unsigned *ret_number);

/* One piece, being written. */
struct inside {
	struct sealed file;
	struct manifest list;
};
/* clang-format off */
#define INSIDE_NONE { .file = SEALED_NONE, .list = { .fd = -1 } }
/* clang-format on */

/* head: of the backup, with its source and id. */
NODISCARD int inside_begin(struct inside *in, int dirfd, const char *name,
			   const struct manifest_head *head, const struct sealed_to *to,
			   struct err *err);
/* Its last lines; the medium has it when this returned 0. part: without counts. Fills name (which lives in in),
 * size and sha256 of ret. */
NODISCARD int inside_end(struct inside *in, const struct manifest_shard *part,
			 struct manifest_piece *ret, struct err *err);
void inside_abort(struct inside *in); /* harmless after the end */

/* m, the list without names, has all its parts: it is sealed as it stands, and has a line about that. */
NODISCARD int inside_seal_all(int dirfd, struct manifest *m, const struct sealed_to *to,
			      struct err *err);

/* Says for which keys a backup is, to whoever has them all; id: its own. */
void inside_keys_note(const struct sealed_to *to, const uint8_t *id, uint8_t ret[HASH_SIZE]);

/* --- and back: with the key; what comes out is as hostile as the medium ------------------------------------ */
/* All pieces as one list of the profile MANIFEST_LIST: a descriptor in memory, the caller's. It has its last line
 * when the backup is complete; it ends in a line that is none of ours when a piece is missing or does not
 * fit, and has what is in the others. -EACCES: not the right key; -ENOENT: it is not sealed. */
NODISCARD int inside_open(int dirfd, int key_fd, struct err *err);
/* True when the list without names, which has all of its lines, is the one that was sealed. */
bool inside_is_list(int dirfd, int key_fd);
