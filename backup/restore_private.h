/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What restore*.c share. Private to them. */
#pragma once

#include "backup/restore.h"
#include "core/base/arena.h"

/* A line of the list, kept until the line of its part comes. */
struct restore_entry {
	const char *path, *name, *sign;
	uint64_t size, offset, data;
	int64_t modified;
	unsigned part, parts;
	bool folder, wanted, seen;
	uint8_t sha256[HASH_SIZE];
};

/* A file that lies in several entries. */
struct restore_join {
	char *path; /* NULL: none is open */
	unsigned next, parts;
	bool lost;
};

struct restoring {
	const struct restore_options *o;
	const struct restore_source *source;
	struct restore_sum *sum;
	struct put_back *put; /* NULL: nothing is written */
	struct arena a;       /* of the part at hand */
	struct restore_entry *entry;
	size_t n, cap;
	struct restore_join join;
	uint64_t bytes; /* promised so far */
	int over;       /* what ended it, of the target or the list */
	/* restore_prove: every step-th of all, from the first on */
	uint64_t index, count, chosen;
	struct restore_proof *proof;
	/* of the entry at hand */
	struct sha256_ctx hash;
	uint64_t got;
};

bool restore_wants(const struct restore_options *o, const struct manifest_file *f);
bool restore_all(const struct restore_options *o);
NODISCARD int restore_read_list(const struct restore_options *o,
				const struct manifest_reader *reader, enum manifest_state *ret,
				struct manifest_end *ret_end, struct err *err);

/* Keeps a line; -E2BIG: no backup has so many for one part. */
NODISCARD int restore_keep(struct restoring *r, const struct manifest_file *f, struct err *err);
/* All that is kept, out of the part of that name. */
NODISCARD int restore_part(struct restoring *r, const char *part, struct err *err);
/* One of them; 0 to go on. */
NODISCARD int restore_bring(struct restoring *r, struct restore_entry *e, struct err *err);
/* A piece of a file, of which nothing can be had: the file is counted as lost, once. */
void restore_lose_piece(struct restoring *r, const struct restore_entry *e);
const char *restore_words(const struct err *why);
const char *restore_without_slash(struct arena *a, const char *path);
/* The list is at its end. */
void restore_join_end(struct restoring *r);
void restore_done(struct restoring *r);
