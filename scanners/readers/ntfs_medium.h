/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An NTFS volume that its owner chose as the place of a backup, or to have files back on: opened for writing (or read back), by
 * libntfs-3g in this process. Files are called by their number on the volume, as a file system asks
 * for them. The volume is marked as in use before its first change and unmarked at a clean end only,
 * so that Windows looks over one that was pulled out by itself. One that is marked already, or whose
 * journal is open, is refused: nothing is forced and nothing replayed.
 * All functions return 0 (or what they say) or negative errno. Must not know FUSE, nor look for a
 * disk. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#include "core/base/err.h"

#define NTFS_MEDIUM_ROOT    5u      /* the top folder */
#define NTFS_MEDIUM_ENTRIES 200000u /* that a folder may have to be listed */

struct ntfs_medium;

struct medium_stat {
	uint64_t node; /* for the other calls; one that is gone is never meant by it again */
	uint64_t size, allocated; /* bytes */
	unsigned links;
	bool folder;
	struct timespec modified, changed;
};

struct medium_room {
	uint64_t clusters, free; /* of so many bytes: */
	uint32_t cluster;
};

/* fd: kept by the caller until the end; O_RDWR when writable. offset, size: of the volume in it, bytes.
 * *ret_unclean: it is an NTFS, but Windows has not finished with it. */
NODISCARD int ntfs_medium_open(int fd, uint64_t offset, uint64_t size, bool writable,
			       struct ntfs_medium **ret, bool *ret_unclean, struct err *err);
/* All of it is on the medium, and it is not marked as in use any more. After an error it is. */
NODISCARD int ntfs_medium_close(struct ntfs_medium *m, struct err *err);
void ntfs_medium_room(const struct ntfs_medium *m, struct medium_room *ret);
/* What was changed until now is on the medium. */
NODISCARD int ntfs_medium_sync(struct ntfs_medium *m);

/* From now on who may read what is new is what the folder above says, as in Windows. Where the volume does
 * not tell it stays everybody. */
void ntfs_medium_inherit(struct ntfs_medium *m);

/* --- ntfs_medium_names.c: names are UTF-8, one part of a path, compared as Windows does ----------- */
NODISCARD int ntfs_medium_find(struct ntfs_medium *m, uint64_t folder, const char *name,
			       struct medium_stat *ret);
/* -EINVAL: a name that Windows cannot have. */
NODISCARD int ntfs_medium_make(struct ntfs_medium *m, uint64_t folder, const char *name,
			       bool as_folder, struct medium_stat *ret);
NODISCARD int ntfs_medium_remove(struct ntfs_medium *m, uint64_t folder, const char *name,
				 bool a_folder);
/* Of files. Over one that is there: for a moment that one has the name with ".~old" behind it. */
NODISCARD int ntfs_medium_rename(struct ntfs_medium *m, uint64_t from, const char *name,
				 uint64_t to, const char *new_name, bool replace);
/* each: not 0 ends it and is returned. */
NODISCARD int ntfs_medium_list(struct ntfs_medium *m, uint64_t folder,
			       int (*each)(void *arg, const char *name, uint64_t node, bool folder),
			       void *arg);

/* --- ntfs_medium_file.c -------------------------------------------------------------------------- */
NODISCARD int ntfs_medium_stat(struct ntfs_medium *m, uint64_t node, struct medium_stat *ret);
/* Return bytes; fewer only at the end of the file (read), or where no room was left (write). */
NODISCARD ssize_t ntfs_medium_read(struct ntfs_medium *m, uint64_t node, void *buf, size_t n,
				   uint64_t at);
NODISCARD ssize_t ntfs_medium_write(struct ntfs_medium *m, uint64_t node, const void *buf, size_t n,
				    uint64_t at);
/* When a file or folder was changed last, for its owner: seconds since 1970. -EINVAL: NTFS has no such time. */
NODISCARD int ntfs_medium_modified(struct ntfs_medium *m, uint64_t node, int64_t seconds,
				   uint32_t nanoseconds);
NODISCARD int ntfs_medium_cut(struct ntfs_medium *m, uint64_t node, uint64_t size);
