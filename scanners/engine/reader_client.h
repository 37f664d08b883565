/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asks a reader worker (ROLE_READER) for what scanners/readers/volume.h offers. Every answer is
 * hostile: sizes, paths and descriptors are checked before use. One question at a time. */
#pragma once

#include "core/base/arena.h"
#include "scanners/engine/crew.h"
#include "scanners/readers/volume.h"

struct reader {
	struct crew *crew;
	struct worker worker;
	struct volume_about about;
	unsigned seconds; /* deadline of one answer; 0: 30 */
	int64_t deadline; /* of all answers, milliseconds of crew_clock(); 0: none */
	/* A worker that died is replaced at the next question, at most READER_REVIVALS times. */
	char arg[64];
	int fd; /* our copy of what it reads from */
	unsigned deaths;
	const char *const *leave; /* borrowed: what walks by folder go past */
	size_t n_leave;
	bool leave_told; /* this worker knows them */
	struct {
		bool on;
		uint32_t flags; /* READER_BY_FOLDER, READER_FLAT */
		char path[VOLUME_PATH_MAX];
		uint64_t file_max, position, items;
		unsigned careful; /* files to ask for one by one: one of them killed the worker */
	} walk;
};

#define READER_REVIVALS 100

/* Starts the worker and opens the volume. type: "ntfs" or "directory"; fd: disk, image or
 * directory. */
NODISCARD int reader_open(struct crew *crew, const char *type, int fd, uint64_t offset,
			  uint64_t size, struct reader *ret, struct err *err);
/* The same, but from the deadline on (milliseconds of crew_clock(), 0: none) every question is
 * answered with ERR_LIMIT. */
NODISCARD int reader_open_until(struct crew *crew, const char *type, int fd, uint64_t offset,
				uint64_t size, int64_t deadline, struct reader *ret,
				struct err *err);
void reader_close(struct reader *r);

NODISCARD int reader_lookup(struct reader *r, const char *path, char *ret_found, size_t found_size,
			    struct volume_stat *ret,
			    struct err *err); /* ret_found: path as spelled on disk; may be NULL */

/* Entries of a directory, at most max. */
struct reader_entry {
	const char *name; /* arena */
	struct volume_stat st;
};
NODISCARD int reader_list(struct reader *r, const char *path, size_t max, struct arena *a,
			  struct reader_entry **ret, size_t *ret_n, struct err *err);

/* Contents as a sealed memfd. max: at most so many bytes from the start when head, else a larger
 * file is ERR_LIMIT. -EIO with *ret_fd = -1 when a place could not be read. */
NODISCARD int reader_fetch(struct reader *r, const char *path, uint64_t max, bool head, int *ret_fd,
			   struct volume_stat *ret, struct err *err);

/* n bytes from offset on (fewer at the end of the file) as a sealed memfd. Places that could not be
 * read are zeros; ret_bad: how many bytes of them. */
NODISCARD int reader_fetch_piece(struct reader *r, const char *path, uint64_t offset, uint64_t n,
				 int *ret_fd, uint64_t *ret_bad, struct err *err);

/* Windows' own list of who may do what with a file or folder, as a sealed memfd of at most
 * VOLUME_RIGHTS_MAX bytes. ERR_UNSUPPORTED for a directory that does not show it. */
NODISCARD int reader_rights(struct reader *r, const char *path, int *ret_fd, struct err *err);

/* How many files below each folder of path have their data on this disk (enum volume_cloud). Which
 * files these are, the worker keeps to itself. Folders without any of what is counted are left out,
 * as is AppData, which no cloud store takes in. */
struct reader_cloud {
	const char *name;          /* of the folder, arena; "": files of path itself */
	uint64_t here, here_bytes; /* of a cloud folder, with their data on this disk */
	uint64_t away, away_bytes; /* only the name is on this disk; bytes as they would be */
	uint64_t folders_away;     /* folders that do not have all of their entries on this disk */
	uint64_t unknown;          /* files of which it cannot be told */
	bool unread, cut;          /* some of it could not be read, was too much */
};
#define READER_CLOUD_MAX     64u      /* folders with anything to tell; the last one is cut, then */
#define READER_CLOUD_ENTRIES 1000000u /* looked at */
#define READER_CLOUD_SECONDS 20
NODISCARD int reader_cloud(struct reader *r, const char *path, struct arena *a,
			   struct reader_cloud *ret, size_t *ret_n, struct err *err);

/* The walk for the malware scan. First the count, then the files in batches: a batch is one
 * sealed memfd and a table, so that small files do not cost a descriptor each. */
struct reader_totals {
	uint64_t files, bytes, unread_directories;
	uint64_t links, others;           /* what leads somewhere else; devices and the like */
	uint64_t hold[VOLUME_HOLD_KINDS]; /* files whose bytes can't be had, by reason */
};
NODISCARD int reader_count(struct reader *r, const char *path, struct reader_totals *ret,
			   struct err *err);
#define READER_LEAVES_MAX 4000u
/* Folders (as spelled on the disk, READER_LEAVES_MAX at most) that counts and walks by folder go past from now on: as
 * if they were not there. Borrowed until the next call. */
void reader_leave(struct reader *r, const char *const *path, size_t n);
/* The same as reader_walk_folders() will give it: each name of a file for itself. */
NODISCARD int reader_count_folders(struct reader *r, const char *path, bool flat,
				   struct reader_totals *ret, struct err *err);

#define READER_BATCH_FILES 64
#define READER_BATCH_BYTES ((size_t)1 << 20) /* a batch of several; one file may be larger */

enum reader_item_state {
	READER_ITEM_WHOLE,
	READER_ITEM_PART, /* an unreadable place: the readable part is there, the rest is zeros */
	READER_ITEM_TOO_LARGE,
	READER_ITEM_HOLD, /* hold says why its bytes can't be had */
	READER_ITEM_UNREADABLE,
	READER_ITEM_LINKED, /* another name of a file that was already handed over */
	/* Of a walk by folder alone. */
	READER_ITEM_FOLDER,
	READER_ITEM_LINK,  /* leads somewhere else; not followed */
	READER_ITEM_OTHER, /* a device, a socket */
	READER_ITEM_STATES,
};
struct reader_item {
	enum reader_item_state state;
	enum volume_hold hold;
	uint64_t size;           /* of the file or stream */
	uint64_t offset, length; /* in the memfd */
	uint64_t bad;            /* bytes of a PART that could not be read */
	const char *path;        /* arena; WTF-8 below the root */
	const char *stream;      /* alternate stream, or NULL */
	int64_t modified;        /* seconds UTC or TIME_ABSENT */
	uint32_t attributes;     /* FILE_ATTRIBUTE_*; 0 for a directory back end */
	uint32_t streams;        /* alternate ones of the file */
};
struct reader_batch {
	struct reader_item item[READER_BATCH_FILES];
	size_t n;
	int fd; /* sealed memfd, -1 when no item has bytes; the caller closes it */
};
/* Starts the walk; file_max: larger files come as TOO_LARGE. */
NODISCARD int reader_walk(struct reader *r, const char *path, uint64_t file_max, struct err *err);
/* The same for a backup: folder by folder in the order of their names, everything as an item of its
 * own (folders, links, folders that could not be read), each name of a file with its bytes, no
 * alternate streams. flat: what is in that one folder only, without its folders. */
NODISCARD int reader_walk_folders(struct reader *r, const char *path, bool flat, uint64_t file_max,
				  struct err *err);
/* Next batch; ret->n == 0 at the end. */
NODISCARD int reader_next(struct reader *r, struct arena *a, struct reader_batch *ret,
			  struct err *err);
