/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The front of the volume reader: checks what comes in, leaves the rest to the back end. */
#include "scanners/readers/volume.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "scanners/readers/volume_private.h"

#define READ_MAX ((size_t)1 << 30)

bool volume_tag_is_cloud(uint32_t tag)
{
	return (tag & 0xffff0fffu) == 0x9000001au; /* one tag per sync engine */
}

enum volume_hold volume_hold_of_tag(uint32_t tag)
{
	if (volume_tag_is_cloud(tag))
		return VOLUME_HOLD_CLOUD;
	if (tag == (uint32_t)VOLUME_TAG_DEDUP)
		return VOLUME_HOLD_DEDUP;
	return tag == (uint32_t)VOLUME_TAG_WOF ? VOLUME_HOLD_WOF : VOLUME_HOLD_UNKNOWN_TAG;
}

int volume_refuse(enum volume_hold hold, struct err *err)
{
	const char *why = "its contents are kept in a way that is not known here";

	switch (hold) {
	case VOLUME_HOLD_CLOUD: why = "its contents are only in the cloud"; break;
	case VOLUME_HOLD_EFS: why = "its user has encrypted it"; break;
	case VOLUME_HOLD_DEDUP: why = "its contents are deduplicated by the server"; break;
	case VOLUME_HOLD_WOF:
		why = "Windows has compressed it in a way that is not decoded here";
		break;
	case VOLUME_HOLD_NONE:
	case VOLUME_HOLD_UNKNOWN_TAG:
	case VOLUME_HOLD_KINDS: break;
	}
	return err_set(err, ERR_UNSUPPORTED, -EOPNOTSUPP, "%s", why);
}

/* Paths come from our own code and from the other side of a socket alike. */
static int check_path(const char *path, struct err *err)
{
	size_t n = strnlen(path, VOLUME_PATH_MAX);

	if (n == VOLUME_PATH_MAX)
		return err_set(err, ERR_LIMIT, -ENAMETOOLONG, "a path is longer than %d bytes",
			       VOLUME_PATH_MAX);
	if (*path == '/' || strstr(path, "//") || (n && path[n - 1] == '/'))
		return err_set(err, ERR_INTERNAL, -EINVAL, "a path has an empty part");
	return 0;
}

int volume_find(struct volume *v, const char *path, char *found, size_t size,
		struct volume_stat *ret, struct err *err)
{
	char own[VOLUME_PATH_MAX];
	int r = check_path(path, err);

	if (r < 0)
		return r;
	if (!found) {
		found = own;
		size = sizeof(own);
	}
	return v->ops->find(v, path, found, size, ret, err);
}

int volume_lookup(struct volume *v, const char *path, struct volume_stat *ret, struct err *err)
{
	return volume_find(v, path, NULL, 0, ret, err);
}

void volume_close(struct volume *v)
{
	if (v)
		v->ops->close(v);
}

void volume_about(const struct volume *v, struct volume_about *ret)
{
	memset(ret, 0, sizeof(*ret));
	ret->size = ret->free_bytes = UINT64_MAX;
	v->ops->about(v, ret);
}

int volume_list(struct volume *v, const char *path, volume_list_fn each, void *arg, struct err *err)
{
	char found[VOLUME_PATH_MAX];
	struct volume_stat st;
	int r = volume_find(v, path, found, sizeof(found), &st, err);

	if (r < 0)
		return r;
	if (st.type != VOLUME_FILE_DIRECTORY)
		return err_set(err, ERR_IO, -ENOTDIR, "not a folder");
	return v->ops->list(v, st.id, found, each, arg, err);
}

int volume_open(struct volume *v, const char *path, const char *stream, struct volume_file **ret,
		struct err *err)
{
	char found[VOLUME_PATH_MAX];
	struct volume_stat st;
	int r = volume_find(v, path, found, sizeof(found), &st, err);

	return r < 0 ? r : v->ops->open(v, st.id, found, stream, ret, err);
}

int volume_open_entry(struct volume *v, uint64_t id, const char *path, const char *stream,
		      struct volume_file **ret, struct err *err)
{
	return v->ops->open(v, id, path, stream, ret, err);
}

uint64_t volume_file_size(const struct volume_file *f)
{
	return f->size;
}

ssize_t volume_pread(struct volume_file *f, void *buf, size_t n, uint64_t off, struct err *err)
{
	if (off >= f->size)
		return 0;
	if (n > f->size - off)
		n = (size_t)(f->size - off);
	if (n > READ_MAX)
		n = READ_MAX;
	return f->v->ops->pread(f, buf, n, off, err);
}

void volume_file_close(struct volume_file *f)
{
	if (f)
		f->v->ops->file_close(f);
}

int volume_streams(struct volume *v, uint64_t id, volume_stream_fn each, void *arg, struct err *err)
{
	return v->ops->streams(v, id, each, arg, err);
}

int volume_extents(struct volume *v, uint64_t id, volume_extent_fn each, void *arg, struct err *err)
{
	return v->ops->extents(v, id, each, arg, err);
}

int volume_rights(struct volume *v, const char *path, uint8_t *ret, size_t *ret_n, struct err *err)
{
	char found[VOLUME_PATH_MAX];
	struct volume_stat st;
	int r = volume_find(v, path, found, sizeof(found), &st, err);

	*ret_n = 0;
	return r < 0 ? r : v->ops->rights(v, st.id, found, ret, ret_n, err);
}
