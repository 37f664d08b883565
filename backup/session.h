/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The folder of one backup on the owner's medium: its name, its list, its README, its shards. Must not
 * read a client's disk. docs/backup-format.md has the layout. */
#pragma once

#include <signal.h>
#include <stdbool.h>

#include "backup/entry_name.h"
#include "backup/manifest.h"
#include "backup/sealed.h"
#include "core/base/arena.h"

#define SESSION_PREFIX      "PC-backup-"
#define SESSION_NAME_MAX    64
#define SESSION_README      "README.txt"
#define SESSIONS_MAX        1000u
#define SESSION_REASONS_MAX 16

/* Makes the folder for a backup that begins at `now` (zone: seconds east of UTC). ret_name:
 * SESSION_NAME_MAX bytes. Returns the folder opened, or negative errno. */
NODISCARD int session_create(int dirfd, int64_t now, int zone, char *ret_name, struct err *err);
/* Opens one by its name; "." for the folder dirfd itself. */
NODISCARD int session_open(int dirfd, const char *name, struct err *err);

/* The folders in dirfd that are backups by their name, oldest first; at most SESSIONS_MAX. */
NODISCARD int session_list(int dirfd, struct arena *a, const char ***ret, size_t *ret_n,
			   struct err *err);

/* How to open the files, for whoever finds them: Japanese first. Before the last line of the list. */
NODISCARD int session_readme(int dirfd, bool sealed, struct err *err);

/* --- going on with one that was cut --------------------------------------------------------- */
struct session_done; /* what need not be read again */
struct session_watch;

struct session_resume {
	struct session_done *done;
	struct name_set names; /* in the shards that stay; for pack_new() */
	unsigned next_shard;
	uint64_t kept, thrown; /* shards whose hash was right; those of which it was not */
};

/* Looks at every shard that the list names, makes the list anew with those that are whole, removes
 * the others and what has no line. m: to be gone on with. -EALREADY: the backup is complete.
 * -EBADMSG: the list is none of ours, or was changed. head: as of the run that goes on; its
 * source, choice, profile and sizes must be those of the one that was cut (-EINVAL). w: progress and cancel of it;
 * may be NULL. Of a sealed one: resume_sealed.h. */
NODISCARD int session_resume(int dirfd, const struct manifest_head *head,
			     const struct session_watch *w, struct manifest *m,
			     struct session_resume *ret, struct err *err);
/* True when a path of the disk is in it already, or was left out. folder: of the name alone. */
bool session_has(const struct session_done *d, const char *path);
void session_done_free(struct session_done *d); /* NULL is fine */

/* --- proving it ------------------------------------------------------------------------------- */
struct session_verdict {
	enum manifest_state list;
	struct manifest_end counted;
	uint64_t shards_bad; /* not there, of another size, or changed */
	uint64_t files_bad;  /* in those */
	bool complete;       /* the list is whole and every shard is */
	/* Of a sealed one, with its key: */
	bool opened, list_differs; /* the sealed list is not whole, or speaks of others */
	uint64_t unopened;         /* parts that age does not open to their end */
	char head_source[200];
	int64_t started;
	/* Of lines that count. by_reason: as left_out.def has them. */
	uint64_t by_reason[SESSION_REASONS_MAX], marked; /* marked: copied with a sign of a virus */
	enum manifest_viruses viruses;
	bool signs_copied;
	int64_t samples;
	uint64_t not_looked;
};

struct session_watch {
	void *arg;
	/* After each shard. why: NULL when it is as it was written. May be NULL. */
	void (*shard)(void *arg, const char *name, const char *why);
	/* Bytes read so far. May be NULL. */
	void (*progress)(void *arg, uint64_t bytes);
	/* After a shard that is as it was written: how many files it holds. May be NULL. */
	void (*same)(void *arg, uint64_t files);
	const volatile sig_atomic_t *cancel; /* set to end with -ECANCELED; may be NULL */
};

/* Reads all of it back, from the medium where the kernel lets us, and compares. A difference is no
 * error of the call. */
NODISCARD int session_verify(int dirfd, const struct session_watch *w, struct session_verdict *ret,
			     struct err *err);

/* After that, of a sealed one: opens all of it with the key in the memory file key_fd, and v knows. -EACCES:
 * it is not the key. */
NODISCARD int session_verify_key(int dirfd, int key_fd, const struct session_watch *w,
				 struct session_verdict *v, struct err *err);

/* SHA-256 of one file, read past the cache as far as that can be had. -EBADMSG when its size is another
 * or it is no plain file. */
NODISCARD int session_hash(int dirfd, const char *name, uint64_t size, uint8_t ret[HASH_SIZE],
			   const struct session_watch *w, uint64_t *read_so_far, struct err *err);
