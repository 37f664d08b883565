/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One interface to the files of a client's volume, two back ends: NTFS by libntfs-3g in this
 * process (volume_ntfs.c) and a directory that the kernel shows (volume_dir.c). Runs inside a
 * worker without power; opens nothing but through the descriptor that it was given. Never
 * follows a link out of the volume, never writes.
 *
 * Paths are relative to the volume's root, parts joined by '/', WTF-8; "" is the root. On NTFS,
 * and in a directory for look-ups of Windows paths, letters match without regard to case.
 * Facts about NTFS: the [MS-FSCC] open specification and libntfs-3g's headers. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "core/base/err.h"

#define VOLUME_NAME_MAX    1024 /* bytes of one name in WTF-8, with the terminator */
#define VOLUME_PATH_MAX    4096
#define VOLUME_DEPTH_MAX   256
#define VOLUME_ENTRIES_MAX 5000000u

enum volume_file_type {
	VOLUME_FILE_REGULAR,
	VOLUME_FILE_DIRECTORY,
	VOLUME_FILE_LINK, /* symlink, junction, mount point: shown, never followed out */
	VOLUME_FILE_OTHER,
};

/* Why the bytes of a regular file can't be had here. */
enum volume_hold {
	VOLUME_HOLD_NONE,
	VOLUME_HOLD_CLOUD, /* the contents are only in the cloud */
	VOLUME_HOLD_EFS,   /* encrypted by its user */
	VOLUME_HOLD_DEDUP, /* server deduplication */
	VOLUME_HOLD_WOF,   /* compressed by Windows in a way that is not decoded */
	VOLUME_HOLD_UNKNOWN_TAG,
	VOLUME_HOLD_KINDS,
};

/* Is this a file of a cloud folder (OneDrive and others that use Windows' Cloud Files), and are its
 * data on this disk? The one place that knows; a copy of the disk holds what is HERE, not what is AWAY.
 * [MS-FSCC] 2.1.2.1: reparse tags IO_REPARSE_TAG_CLOUD and _1 to _F (0x9000?01A); 2.6: attributes
 * OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS.
 *   tag, none of these attributes             HERE: the data are read like any other's
 *   tag, one of these attributes, or holes in the data (fetched in part only)
 *                                             AWAY: hold is VOLUME_HOLD_CLOUD, size what it would be
 *   tag, no byte long                         HERE: there is nothing to fetch
 *   no tag, but RECALL_... and holes          AWAY: a tag that was taken away by a repair
 *   folder, tag and RECALL_ON_DATA_ACCESS     AWAY: some of its entries are not listed on this disk
 * A directory back end sees neither tag nor attributes: UNKNOWN for every file, but on ntfs-3g, which
 * marks files with a tag (these are UNKNOWN, and of no size), NONE for the others. */
enum volume_cloud {
	VOLUME_CLOUD_NONE, /* in no cloud folder */
	VOLUME_CLOUD_HERE,
	VOLUME_CLOUD_AWAY,
	VOLUME_CLOUD_UNKNOWN,
	VOLUME_CLOUD_KINDS,
};

struct volume_stat {
	uint64_t
	    id; /* MFT reference without sequence, or inode: opens again by volume_open_entry() */
	enum volume_file_type type;
	enum volume_hold hold;
	enum volume_cloud cloud;   /* of files and folders; else NONE */
	uint64_t size;             /* bytes of the unnamed stream as a reader would see them */
	int64_t modified, created; /* seconds UTC or TIME_ABSENT */
	uint32_t attributes;       /* FILE_ATTRIBUTE_*; 0 for a directory back end */
	uint32_t reparse_tag;
	uint32_t links;   /* hard links */
	uint32_t streams; /* alternate data streams */
	uint64_t
	    first_lcn; /* where the contents begin on the disk, UINT64_MAX: unknown or resident */
};

struct volume;
struct volume_file;

/* What the volume says of itself. overlay: "" or which copy of the file table was used
 * ("mirror redirected", "mirror used"); the caller reports it. */
struct volume_about {
	const char *type; /* "ntfs", "directory" */
	char label[256];
	uint64_t size, free_bytes; /* UINT64_MAX unknown */
	uint32_t cluster;
	bool dirty; /* the dirty flag, or a log that was not closed */
	char overlay[40];
};

/* NTFS in [offset, offset + size) of fd, opened read-only. Tries plain, then with the mirror
 * redirected to the file table, then the file table's head taken from the mirror. Takes fd on
 * success. ERR_FORMAT: not NTFS or too damaged. */
NODISCARD int volume_ntfs_open(int fd, uint64_t offset, uint64_t size, struct volume **ret,
			       struct err *err);
/* A directory descriptor; one mount only. Takes fd on success. fold_case: look names up without
 * regard to case when the exact name is not there. */
NODISCARD int volume_dir_open(int fd, bool fold_case, struct volume **ret, struct err *err);
void volume_close(struct volume *v); /* NULL is fine */

void volume_about(const struct volume *v, struct volume_about *ret);
NODISCARD int volume_lookup(struct volume *v, const char *path, struct volume_stat *ret,
			    struct err *err); /* -ENOENT when it is not there */

/* The same, and how the path is spelled on the disk (found may be NULL; VOLUME_PATH_MAX is
 * always enough). */
NODISCARD int volume_find(struct volume *v, const char *path, char *found, size_t size,
			  struct volume_stat *ret, struct err *err);

/* Calls each for every entry of a directory (order of the disk); DOS names are skipped. each
 * returns 0 to go on, else the listing ends with that value. */
typedef int (*volume_list_fn)(void *arg, const char *name, const struct volume_stat *st);
NODISCARD int volume_list(struct volume *v, const char *path, volume_list_fn each, void *arg,
			  struct err *err);

/* Walks everything below path, directories before their entries, each file once per name,
 * loops cut by a set of seen ids. An unreadable directory is reported through `unread` (may be
 * NULL) and the walk goes on. each as above; path is the whole path. */
#define VOLUME_WALK_PAST 0x10000 /* of each: go on, but not into this folder */
struct volume_walk {
	int (*each)(void *arg, const char *path, const struct volume_stat *st);
	void (*unread)(void *arg, const char *path, const struct err *why);
	void *arg;
};
NODISCARD int volume_walk(struct volume *v, const char *path, const struct volume_walk *walk,
			  struct err *err);

/* The same one folder at a time, whenever the caller asks: what it keeps is the folders that are still
 * to come, not their files. The folders below one come in the order of their names. */
struct volume_steps;
NODISCARD int volume_steps_begin(struct volume *v, const char *path, struct volume_steps **ret,
				 struct err *err);
/* Each entry of the next folder. 1: there was one, 0: there is none left; else as volume_walk(), and
 * it is over. */
NODISCARD int volume_steps_next(struct volume_steps *s, const struct volume_walk *walk,
				struct err *err);
void volume_steps_end(struct volume_steps *s); /* NULL is fine */

/* stream: NULL for the unnamed one. ERR_UNSUPPORTED with the reason when st.hold is set. */
NODISCARD int volume_open(struct volume *v, const char *path, const char *stream,
			  struct volume_file **ret, struct err *err);
/* What a listing or a walk told of: id and the whole path. -ESTALE when another file has that path now. */
NODISCARD int volume_open_entry(struct volume *v, uint64_t id, const char *path, const char *stream,
				struct volume_file **ret, struct err *err);
uint64_t volume_file_size(const struct volume_file *f);
/* Bytes read (short only at the end), or negative errno: an unreadable place is -EIO. */
NODISCARD ssize_t volume_pread(struct volume_file *f, void *buf, size_t n, uint64_t off,
			       struct err *err);
void volume_file_close(struct volume_file *f);

/* Names and sizes of the alternate streams of a file. */
typedef int (*volume_stream_fn)(void *arg, const char *name, uint64_t size);
NODISCARD int volume_streams(struct volume *v, uint64_t id, volume_stream_fn each, void *arg,
			     struct err *err);

/* Who may do what with a file or folder: Windows' own list of it (scanners/readers/security.h), at
 * most VOLUME_RIGHTS_MAX bytes. ERR_UNSUPPORTED for a directory that does not show them
 * (a copy, another kind of file system). */
#define VOLUME_RIGHTS_MAX ((size_t)65536)
NODISCARD int volume_rights(struct volume *v, const char *path, uint8_t *ret, size_t *ret_n,
			    struct err *err);

/* Extents of the unnamed stream: file offset, place on the volume (UINT64_MAX: hole), length, in
 * bytes. ERR_UNSUPPORTED on a directory. */
typedef int (*volume_extent_fn)(void *arg, uint64_t offset, uint64_t place, uint64_t length);
NODISCARD int volume_extents(struct volume *v, uint64_t id, volume_extent_fn each, void *arg,
			     struct err *err);
