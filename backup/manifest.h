/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of a backup, line by line (docs/backup-format.md): what is in it, where, with which SHA-256,
 * and what is not in it and why. Lines of files count only when the line of their shard follows;
 * without the last line, which holds the hash of all lines before it, the backup is incomplete. Must
 * not touch a shard. */
#pragma once

#include <nettle/sha2.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "backup/reserve.h"
#include "core/base/err.h"
#include "core/base/str.h"

#define MANIFEST_NAME        "manifest.jsonl"
#define MANIFEST_PLAIN       "plain"
#define MANIFEST_SEALED      "sealed"             /* without names; they are in the sealed list: */
#define MANIFEST_LIST        "sealed-list"        /* a piece of it for each part (inside.h) */
#define MANIFEST_INSIDE      "manifest.jsonl.age" /* the list without names once more, sealed */
#define MANIFEST_SCHEMA      1
#define MANIFEST_LINE_MAX    ((size_t)128 << 10)
#define MANIFEST_SIGN_MAX    256 /* bytes of its name, with the end */
#define MANIFEST_REASONS_MAX 16
#define HASH_SIZE            SHA256_DIGEST_SIZE

enum manifest_viruses {
	MANIFEST_NOT_LOOKED,
	MANIFEST_PARTLY_LOOKED, /* stopped before its end, or some files could not be looked at whole */
	MANIFEST_LOOKED,
};

struct manifest_head {
	const char *tool;
	int64_t started;
	const char *profile; /* MANIFEST_PLAIN and the like */
	const char *source; /* what is backed up, as the owner knows it; also tells sources apart */
	uint64_t shard_bytes, file_max;
	int zone;
	/* Whether the files were looked at for viruses before they were copied, by samples of which day
	 * (TIME_ABSENT: not known), and what was done with those that had a sign. */
	enum manifest_viruses viruses;
	bool signs_copied;
	int64_t samples;
	uint64_t not_looked; /* files of those folders that were not looked at, or not whole */
	/* Of a sealed one, HASH_SIZE bytes each; else NULL. id: by chance, the same in all of its lists;
	 * keys: tells for which keys it is (inside_keys_note()); not in a piece. */
	const uint8_t *id, *keys;
	/* Which folders were chosen by hand, HASH_SIZE bytes; NULL: the usual ones, all of them. Of a plain one
	 * alone: the entries of a sealed one tell by themselves. */
	const uint8_t *choice;
};

struct manifest_file {
	const char *name; /* in the shard: valid UTF-8 */
	const char *path; /* as on the disk when that differs, else NULL */
	uint64_t size;
	int64_t modified;
	uint32_t attributes, streams; /* streams: alternate ones, which are not in the backup */
	uint64_t damaged;             /* bytes that could not be read and are zeros */
	const char *sign;             /* of a virus, as the samples name it; NULL: none was seen */
	bool folder;
	uint8_t sha256[HASH_SIZE];
	uint64_t offset;      /* of its header in the shard */
	unsigned part, parts; /* of a file that is too large for one; 1 of 1 otherwise */
};

struct manifest_end {
	uint64_t files, folders, bytes, damaged, left_out, shards;
	bool sealed; /* names are in the sealed list only */
};

/* What the list without names says of the piece of the sealed list that belongs to a part, and which entries
 * of the source (walk.h) the part holds. */
struct manifest_piece {
	const char *name;
	uint64_t size;
	uint8_t sha256[HASH_SIZE];
	uint64_t from, reached; /* entries before its first one, and behind its last whole one */
	bool cut; /* it ends in the middle of a file that goes on in the next part: no proof */
	uint8_t proof[HASH_SIZE];
};

struct manifest_shard {
	const char *name;
	uint64_t size, files; /* files: folders too */
	uint8_t sha256[HASH_SIZE];
	/* Of a sealed one, whose files are not named; else NULL. why: how many were left out for each
	 * reason, in the order of left_out.def, MANIFEST_REASONS_MAX; signs: files with a sign in it. */
	const struct manifest_end *counts;
	const uint64_t *why;
	uint64_t signs;
	const struct manifest_piece *piece;
	bool list; /* it is MANIFEST_INSIDE; counts nothing */
};

struct manifest_left {
	const char *name, *path; /* as of a file */
	const char *reason;      /* a word of left_out.def */
	uint64_t size;           /* UINT64_MAX: unknown */
	const char *sign;        /* as of a file */
};

/* --- writing ---------------------------------------------------------------------------------- */
typedef int manifest_put(void *arg, const void *p, size_t n, struct err *err);

struct manifest {
	int fd, dirfd;
	manifest_put *put; /* not NULL: lines go there, and others see to the medium */
	void *put_arg;
	struct reserve room; /* without put */
	uint64_t written;    /* bytes handed to the kernel */
	struct str out;
	struct sha256_ctx hash;
	struct manifest_end so_far; /* of what was committed and, since, added */
};

/* A new one; -EEXIST when there is one. */
NODISCARD int manifest_create(struct manifest *m, int dirfd, const struct manifest_head *head,
			      struct err *err);
/* The same under another name, and then in the place of the old one: for a list that is made anew. */
NODISCARD int manifest_create_as(struct manifest *m, int dirfd, const char *name,
				 const struct manifest_head *head, struct err *err);
/* One whose lines go to put: the list that is sealed. */
NODISCARD int manifest_begin_into(struct manifest *m, manifest_put *put, void *arg,
				  const struct manifest_head *head, struct err *err);
/* Of such a one: all lines so far are given to put. */
NODISCARD int manifest_flush(struct manifest *m, struct err *err);
NODISCARD int manifest_take_place(struct manifest *m, const char *name, struct err *err);
NODISCARD int manifest_add_file(struct manifest *m, const struct manifest_file *f, struct err *err);
NODISCARD int manifest_add_left(struct manifest *m, const struct manifest_left *l, struct err *err);
/* The shard is on the medium: from here on its files count, once this returned 0. */
NODISCARD int manifest_add_shard(struct manifest *m, const struct manifest_shard *s,
				 struct err *err);
/* The last line. Only after it is the backup complete. */
NODISCARD int manifest_finish(struct manifest *m, struct err *err);
void manifest_close(struct manifest *m);

/* --- reading: hostile, whoever's medium it was ------------------------------------------------- */
struct manifest_reader {
	void *arg;
	/* Each may be NULL; a value other than 0 ends the reading with it. Texts live until the
	 * next call. */
	int (*head)(void *arg, const struct manifest_head *head);
	int (*file)(void *arg, const struct manifest_file *f);
	int (*left)(void *arg, const struct manifest_left *l);
	int (*shard)(void *arg, const struct manifest_shard *s, uint64_t end_of_line);
};

enum manifest_state {
	MANIFEST_COMPLETE,
	MANIFEST_INCOMPLETE, /* it ends before its last line, or in the middle of one */
	MANIFEST_CHANGED,    /* not what was written: a line that is none, a hash that is another */
};

/* fd: opened for reading. ret_end: counted here, of shards whose line is there, not believed.
 * MANIFEST_CHANGED is no error of the call. */
NODISCARD int manifest_read(int fd, const struct manifest_reader *r, enum manifest_state *ret,
			    struct manifest_end *ret_end, struct err *err);
