/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the bytes of a file system come from, and what its readers tell about each file. Shared by
 * the readers of exFAT and FAT32. Both are for sticks that come back: hostile. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/err.h"

/* off counts from the start of the file system. Gives all n bytes or a negative errno. */
struct fs_source {
	int (*get)(void *arg, uint64_t off, void *p, size_t n, struct err *err);
	void *arg;
	uint64_t size; /* bytes that there are */
};

/* A descriptor as a source. */
struct fs_fd {
	int fd;
	uint64_t offset; /* the file system begins here */
};
int fs_get_fd(void *arg, uint64_t off, void *p, size_t n, struct err *err); /* arg: struct fs_fd */

#define FS_PATH_MAX      4096u
#define FS_DEPTH_MAX     16u
#define FS_NODES_MAX     65536u
#define FS_FOLDER_MAX    ((uint64_t)4 << 20)  /* bytes of one folder's entries */
#define FS_FOLDERS_TOTAL ((uint64_t)64 << 20) /* of all folders */

struct fs_file {
	const char *path; /* UTF-8, "results/x.age"; what has no business in a name is U+FFFD */
	bool good_name;   /* false: not a name that any of our programs gives */
	bool folder;
	uint64_t size;  /* bytes; 0 for a folder */
	int64_t mtime;  /* TIME_ABSENT: none */
	uint64_t first; /* for the reader itself from here on */
	uint64_t valid;
	bool contiguous;
};

/* Called for each file and folder, a folder before what is in it. Negative ends the walk. */
typedef int fs_each(void *arg, const struct fs_file *f, struct err *err);
/* Takes a part of a file's content, in order. */
typedef int fs_take(void *arg, const void *p, size_t n, struct err *err);
