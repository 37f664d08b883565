/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a back end of the volume reader gives to volume.c. Nobody outside of the room includes it.
 */
#pragma once

#include "scanners/readers/volume.h"

struct volume_ops {
	void (*close)(struct volume *v);
	void (*about)(const struct volume *v, struct volume_about *ret);
	/* path is checked: no empty part, no leading '/'. found: its spelling on disk. */
	int (*find)(struct volume *v, const char *path, char *found, size_t size,
		    struct volume_stat *ret, struct err *err);
	/* path is the spelling on disk, id what find() or a listing said of it. */
	int (*list)(struct volume *v, uint64_t id, const char *path, volume_list_fn each, void *arg,
		    struct err *err);
	/* id and path belong together; a back end takes what it needs. */
	int (*open)(struct volume *v, uint64_t id, const char *path, const char *stream,
		    struct volume_file **ret, struct err *err);
	ssize_t (*pread)(struct volume_file *f, void *buf, size_t n, uint64_t off, struct err *err);
	void (*file_close)(struct volume_file *f);
	int (*streams)(struct volume *v, uint64_t id, volume_stream_fn each, void *arg,
		       struct err *err);
	int (*rights)(struct volume *v, uint64_t id, const char *path, uint8_t *ret, size_t *ret_n,
		      struct err *err);
	int (*extents)(struct volume *v, uint64_t id, volume_extent_fn each, void *arg,
		       struct err *err);
};

struct volume {
	const struct volume_ops *ops;
};

struct volume_file {
	struct volume *v;
	uint64_t size;
};

/* Tells why the bytes can't be had; always ERR_UNSUPPORTED. */
int volume_refuse(enum volume_hold hold, struct err *err);

/* What the tag alone says of a file that is not on the disk as it seems. */
enum volume_hold volume_hold_of_tag(uint32_t tag);
bool volume_tag_is_cloud(uint32_t tag);

enum {
	VOLUME_TAG_DEDUP = (int)0x80000013,
	VOLUME_TAG_WOF = (int)0x80000017,
	VOLUME_TAG_APP_LINK = (int)0x8000001b,
	VOLUME_TAG_MOUNT_POINT = (int)0xa0000003,
	VOLUME_TAG_SYMLINK = (int)0xa000000c,
	VOLUME_TAG_LX_SYMLINK = (int)0xa000001d,
};
