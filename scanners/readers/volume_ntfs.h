/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the NTFS back end share: libntfs-3g in this process on a read-only
 * descriptor. No system call but pread64 and memory. Nobody outside of volume_ntfs*.c includes it.
 */
#pragma once

/* libntfs-3g's headers ask for these; without them they make up types of their own. */
#define HAVE_TIME_H     1
#define HAVE_SYS_STAT_H 1
#include <endian.h>

#include <ntfs-3g/attrib.h>
#include <ntfs-3g/inode.h>
#include <ntfs-3g/layout.h>
#include <ntfs-3g/types.h>
#include <ntfs-3g/volume.h>

#include "core/base/arena.h"
#include "core/base/bytes.h"
#include "scanners/readers/sds.h"
#include "scanners/readers/volume_private.h"
#include "scanners/readers/volume_wof.h"

#define NTFS_NAME_UNITS 255

/* --- volume_ntfs_device.c --- */
enum ntfs_overlay { NTFS_PLAIN, NTFS_MIRROR_REDIRECTED, NTFS_MIRROR_USED, NTFS_OVERLAYS };

struct ntfs_source {
	int fd;                /* owned by struct volume_ntfs */
	uint64_t offset, size; /* of the volume in fd, bytes */
	/* reads of [to, to + length) are served from [from, from + length); bytes of the volume */
	uint64_t to, from, length;
	/* Of a backup's medium only (ntfs_medium.c). */
	bool writable, hurt;    /* hurt: a write or a sync did not succeed */
	uint64_t unsynced;      /* bytes given since the last sync */
	struct ntfs_held *held; /* what is to be written in one go, or NULL */
};
/* Sets the redirection for a way of reading; false when the boot sector makes no sense of it. */
bool ntfs_source_redirect(struct ntfs_source *s, enum ntfs_overlay how);
/* 0 or negative errno; not of what is held back. */
int ntfs_source_write(struct ntfs_source *s, const void *buf, size_t n, uint64_t off);
int ntfs_source_sync(struct ntfs_source *s);
/* --- ntfs_medium_held.c --- */
void ntfs_held_write(struct ntfs_held *h, const void *buf, size_t n, uint64_t off);
void ntfs_held_read(const struct ntfs_held *h, void *buf, size_t n, uint64_t off);
struct ntfs_device *ntfs_source_device(struct ntfs_source *s);
/* Bytes of the volume as they lie on the disk, redirected; short at its end, or negative errno. */
ssize_t ntfs_source_read(const struct ntfs_source *s, void *buf, size_t n, uint64_t off);

/* --- volume_ntfs.c --- */
struct volume_ntfs {
	struct volume base;
	struct ntfs_source source;
	ntfs_volume *vol;
	enum ntfs_overlay overlay;
	char label[256];
	uint64_t free_bytes;
	bool dirty;
	struct sds rights; /* read at the first question */
	bool rights_read;
};
static inline struct volume_ntfs *ntfs_of(struct volume *v)
{
	return (struct volume_ntfs *)v;
}
/* First complaint of the library since the last call, in English; "" when there was none. */
const char *ntfs_complaint(void);
/* errno with the library's own words. Returns the code. */
int ntfs_error(struct err *err, const char *doing);
/* Its journal tells of work that is not at its end. What can't be told counts as such. */
bool ntfs_log_open(ntfs_volume *vol);

/* --- volume_ntfs_stat.c --- */
NODISCARD int ntfs_stat(struct volume_ntfs *v, ntfs_inode *ni, struct volume_stat *ret,
			struct err *err);
/* How a WOF file is compressed; false when it is no such file or not decodable. */
bool ntfs_wof(ntfs_inode *ni, enum volume_wof_algorithm *ret);
extern ntfschar ntfs_wof_name[];
#define NTFS_WOF_NAME_UNITS 17
/* Calls each for every attribute of a type, extents of the same attribute left out. */
typedef int (*ntfs_attribute_fn)(void *arg, ATTR_RECORD *a);
int ntfs_attributes(ntfs_inode *ni, ATTR_TYPES type, ntfs_attribute_fn each, void *arg);
/* Name of an attribute, code units; 0 when it has none or it lies outside of the attribute.
 * u: NTFS_NAME_UNITS. */
size_t ntfs_attribute_name(const ATTR_RECORD *a, ntfschar *u);
/* A FILE_NAME attribute taken apart; false when it does not hold what it promises. */
struct ntfs_file_name {
	uint64_t parent;
	uint8_t type;
	size_t units;
	ntfschar u[NTFS_NAME_UNITS];
};
bool ntfs_file_name(const ATTR_RECORD *a, struct ntfs_file_name *ret);

/* --- volume_ntfs_dir.c --- */
/* UTF-16LE to WTF-8; '/' and NUL, which a Windows name can't hold, become U+F02F and U+2400.
 * out: VOLUME_NAME_MAX bytes. */
void ntfs_name(const ntfschar *u, size_t units, char *out);
/* The way back; false when it is longer than a name can be. */
bool ntfs_wide(const char *name, size_t n, ntfschar *out, size_t *ret_units);
/* Where look-ups fold case, the library lists short names in small letters: while it lists, names
 * are kept as they are. */
void ntfs_keep_case(ntfs_volume *vol, bool keep);
int ntfs_find(struct volume *v, const char *path, char *found, size_t size, struct volume_stat *ret,
	      struct err *err);
int ntfs_list(struct volume *v, uint64_t id, const char *path, volume_list_fn each, void *arg,
	      struct err *err);

/* --- volume_ntfs_file.c --- */
int ntfs_file_open(struct volume *v, uint64_t id, const char *stream, struct volume_file **ret,
		   struct err *err);
ssize_t ntfs_file_pread(struct volume_file *f, void *buf, size_t n, uint64_t off, struct err *err);
void ntfs_file_close(struct volume_file *f);
int ntfs_streams(struct volume *v, uint64_t id, volume_stream_fn each, void *arg, struct err *err);
int ntfs_extents(struct volume *v, uint64_t id, volume_extent_fn each, void *arg, struct err *err);

/* --- volume_ntfs_rights.c --- */
int ntfs_rights(struct volume *v, uint64_t id, const char *path, uint8_t *ret, size_t *ret_n,
		struct err *err);
