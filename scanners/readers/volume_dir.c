/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The directory back end: what the kernel shows below one descriptor, one mount only. */
#include "scanners/readers/volume_dir.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/xattr.h>

#include "core/base/io.h"

struct file_dir {
	struct volume_file base;
	int fd;
};

static void close_volume(struct volume *base)
{
	struct volume_dir *v = dir_of(base);

	if (v->root >= 0)
		close(v->root);
	if (v->part_fd >= 0)
		close(v->part_fd);
	free(v);
}

static void about(const struct volume *base, struct volume_about *ret)
{
	const struct volume_dir *v = (const struct volume_dir *)base;
	struct statfs fs;

	ret->type = "directory";
	if (fstatfs(v->root, &fs) == 0 && fs.f_bsize > 0) {
		ret->cluster = (uint32_t)fs.f_bsize;
		ret->size = (uint64_t)fs.f_blocks * (uint64_t)fs.f_bsize;
		ret->free_bytes = (uint64_t)fs.f_bfree * (uint64_t)fs.f_bsize;
	}
}

static int open_regular(struct volume_dir *v, const char *path, uint64_t id,
			struct volume_file **ret, struct err *err)
{
	int fd CLEANUP(cleanup_close) = dir_open_below(v, path, O_RDONLY);
	struct volume_stat st;
	struct file_dir *f;
	int r;

	if (fd < 0)
		return err_sys(err, fd, "opening a file");
	r = dir_stat(v, fd, "", &st);
	if (r < 0)
		return err_sys(err, r, "opening a file");
	if (st.type != VOLUME_FILE_REGULAR)
		return err_set(err, ERR_UNSUPPORTED, -EISDIR, "not a file with contents");
	if (st.id != id)
		return err_set(err, ERR_IO, -ESTALE, "it has been replaced meanwhile");
	f = xcalloc(1, sizeof(*f));
	f->base = (struct volume_file){ &v->base, st.size };
	f->fd = TAKE_FD(fd);
	*ret = &f->base;
	return 0;
}

/* A link that stands for a tag is refused with its reason, before anything is opened. */
static int open_path(struct volume *base, uint64_t id, const char *path, const char *stream,
		     struct volume_file **ret, struct err *err)
{
	struct volume_dir *v = dir_of(base);
	char found[VOLUME_PATH_MAX];
	struct volume_stat st;
	int r;

	if (stream)
		return err_set(err, ERR_UNSUPPORTED, -EOPNOTSUPP,
			       "a folder shows no alternate streams");
	r = dir_find(base, path, found, sizeof(found), &st, err);
	if (r < 0)
		return r;
	if (st.hold != VOLUME_HOLD_NONE)
		return volume_refuse(st.hold, err);
	return open_regular(v, found, id, ret, err);
}

static ssize_t file_pread(struct volume_file *base, void *buf, size_t n, uint64_t off,
			  struct err *err)
{
	ssize_t got = io_pread_full(((struct file_dir *)base)->fd, buf, n, off);

	if (got < 0)
		return err_set(err, ERR_IO, -EIO, "reading contents");
	if ((size_t)got < n) /* it shrank since: incomplete, not short */
		return err_set(err, ERR_IO, -EIO, "contents end too early");
	return got;
}

static void file_close(struct volume_file *base)
{
	close(((struct file_dir *)base)->fd);
	free(base);
}

static int streams(struct volume *v, uint64_t id, volume_stream_fn each, void *arg, struct err *err)
{
	(void)v, (void)id, (void)each, (void)arg, (void)err;
	return 0;
}

static int extents(struct volume *v, uint64_t id, volume_extent_fn each, void *arg, struct err *err)
{
	(void)v, (void)id, (void)each, (void)arg;
	return err_set(err, ERR_UNSUPPORTED, -EOPNOTSUPP, "a folder does not say where files lie");
}

static const struct volume_ops ops = {
	.close = close_volume,
	.about = about,
	.find = dir_find,
	.list = dir_list,
	.open = open_path,
	.pread = file_pread,
	.file_close = file_close,
	.streams = streams,
	.rights = dir_rights,
	.extents = extents,
};

/* Only ntfs-3g answers to this name. */
static bool is_ntfs3g(struct volume_dir *v)
{
	int fd CLEANUP(cleanup_close) = dir_open_below(v, "", O_RDONLY | O_DIRECTORY);

	return fd >= 0 && fgetxattr(fd, "system.ntfs_acl", NULL, 0) > 0;
}

int volume_dir_open(int fd, bool fold_case, struct volume **ret, struct err *err)
{
	struct volume_dir *v;
	struct statx x;

	if (statx(fd, "", AT_EMPTY_PATH, STATX_BASIC_STATS | STATX_MNT_ID, &x) < 0)
		return err_sys(err, -errno, "opening a folder");
	if (!S_ISDIR(x.stx_mode))
		return err_set(err, ERR_IO, -ENOTDIR, "not a folder");
	v = xcalloc(1, sizeof(*v));
	v->base.ops = &ops;
	v->root = fd;
	v->part_fd = -1;
	v->mount = dir_mount(&x);
	if (getrandom(&v->salt, sizeof(v->salt), 0) != sizeof(v->salt))
		v->salt = (uint64_t)(uintptr_t)v;
	v->fold = fold_case;
	v->dev_major = x.stx_dev_major;
	v->dev_minor = x.stx_dev_minor;
	v->shows_tags = is_ntfs3g(v);
	*ret = &v->base;
	return 0;
}
