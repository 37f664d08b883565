/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the directory back end share. System calls: openat2, statx, getdents64,
 * pread64, readlinkat, fgetxattr, fstatfs, close. Nobody outside of volume_dir*.c includes it. */
#pragma once

#include <sys/stat.h>

#include "core/base/arena.h"
#include "scanners/readers/volume_private.h"

struct volume_dir {
	struct volume base;
	int root;
	bool fold;
	bool
	    shows_tags; /* ntfs-3g: a file with a tag that it does not know can be told from others */
	uint32_t dev_major, dev_minor;
	uint64_t mount;
	uint64_t salt; /* nobody who made the disk can know which numbers meet */
	/* The first part of the path that was asked for last, and its descriptor when it is a
	 * subvolume of Btrfs (else -1): such a one is the root for links that begin with "/". */
	char part[VOLUME_NAME_MAX];
	int part_fd;
};
static inline struct volume_dir *dir_of(struct volume *v)
{
	return (struct volume_dir *)v;
}

/* --- volume_dir_stat.c --- */
/* Opens below the root and never out of it; "" is the root. flags: O_PATH ... Returns the
 * descriptor or negative errno. */
int dir_open_below(struct volume_dir *v, const char *path, uint64_t flags);
/* Which mount something is on: the number of the mount, or of its device where the kernel is too old
 * to tell. Subvolumes of Btrfs are the same mount with other devices. */
uint64_t dir_mount(const struct statx *x);
/* Stat of name in dirfd, links not followed; name "" is dirfd itself. */
int dir_stat(struct volume_dir *v, int dirfd, const char *name, struct volume_stat *ret);

/* --- volume_dir_list.c --- */
/* Calls each for every name (not "." and ".."); ends with what each returns, or negative errno. */
typedef int (*dir_name_fn)(void *arg, const char *name);
int dir_names(int fd, dir_name_fn each, void *arg);
int dir_list(struct volume *v, uint64_t id, const char *path, volume_list_fn each, void *arg,
	     struct err *err);
int dir_find(struct volume *v, const char *path, char *found, size_t size, struct volume_stat *ret,
	     struct err *err);

/* --- volume_dir_rights.c --- */
int dir_rights(struct volume *v, uint64_t id, const char *path, uint8_t *ret, size_t *ret_n,
	       struct err *err);
