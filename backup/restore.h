/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files back out of a backup: the list decides what is written and when it is right, never the zips;
 * those are taken apart by whoever calls (a worker without power). Both are hostile. Only what has
 * the size and the SHA-256 of the list gets its name; the rest is told. Must not parse a zip. */
#pragma once

#include <signal.h>
#include <stdbool.h>

#include "backup/manifest.h"
#include "backup/put_back.h"
#include "core/base/err.h"

/* Who takes parts apart; one is open at a time. */
struct restore_source {
	void *arg;
	/* fd: the part, for reading; stays the caller's. */
	int (*open)(void *arg, int fd, struct err *err);
	/* At most size bytes of the entry whose header is at offset. A value other than 0 of `bytes`
	 * ends it and is returned. *ret_whole: it came to its own end; else err says why not (-EFBIG:
	 * it has more).
	 * ret_data: where its contents begin; 0 when that is not known. */
	int (*get)(void *arg, const char *name, uint64_t offset, uint64_t size,
		   int (*bytes)(void *to, const void *p, size_t n, struct err *err), void *to,
		   bool *ret_whole, uint64_t *ret_data, struct err *err);
	/* The entries of its own directory, at most max. NULL: it has none. */
	int (*list)(void *arg, uint64_t max,
		    int (*entry)(void *to, uint64_t data, const char *name, size_t n), void *to,
		    struct err *err);
	void (*close)(void *arg);
};

enum restore_told {
	RESTORE_LOST,      /* a file of the list that was not brought back; words */
	RESTORE_LOST_PART, /* a part of which nothing could be read; words */
	RESTORE_NO_INDEX,  /* a part whose own directory could not be read; words */
	RESTORE_STRANGER,  /* an entry of a part that the list does not have */
	RESTORE_SECOND,    /* words: the name that it got */
	RESTORE_SIGN,      /* words: of which virus it had a sign when it was backed up */
	RESTORE_SIGN_LEFT, /* the same, and it was not brought back for that */
};

struct restore_options {
	int session;               /* the folder of the backup */
	const int *list;           /* of a sealed one: its list, opened; NULL: it is plain */
	int target;                /* the folder to write to; -1 for restore_prove() */
	const char *const *folder; /* with all that is below them; */
	size_t n_folders;
	const char *const *file; /* these; neither: all there is */
	size_t n_files;
	bool leave_signs;                    /* what had a sign of a virus is not brought back */
	const volatile sig_atomic_t *cancel; /* may be NULL */
	void *arg;
	/* what: a path or a name, hostile; words: for people. */
	void (*told)(void *arg, enum restore_told how, const char *what, const char *words);
};

struct restore_sum {
	enum manifest_state list;
	struct manifest_end all;        /* of the list */
	uint64_t files, folders, bytes; /* wanted */
	char profile[20], source[400];
	int64_t started;
	struct put_counts put;
	uint64_t there; /* files that were there already, the same */
	uint64_t lost;  /* files of the list that were not brought back */
	uint64_t
	    signs; /* brought back (or there) that had a sign of a virus when they were copied */
	uint64_t signs_left; /* files that were not brought back because of one */
	uint64_t strangers;  /* entries that the list does not have */
	uint64_t bad_parts;  /* of which nothing, or not their own directory, could be read */
};

/* What it will be, by the list alone. ERR_UNSUPPORTED: there is none of what was asked for, or it is
 * of another kind than o->list says. */
NODISCARD int restore_reckon(const struct restore_options *o, struct restore_sum *ret,
			     struct err *err);
/* sum: as restore_reckon() left it. No more is written than that said. -ECANCELED: stopped; what was
 * whole has its name. */
NODISCARD int restore_run(const struct restore_options *o, const struct restore_source *source,
			  struct restore_sum *sum, struct err *err);

/* Some entries, evenly chosen, are brought back and compared with the list; nothing is written. Of a
 * sealed backup without its list none is. */
struct restore_proof {
	uint64_t tried, same;
};
NODISCARD int restore_prove(const struct restore_options *o, const struct restore_source *source,
			    uint64_t n, struct restore_proof *ret, struct err *err);
