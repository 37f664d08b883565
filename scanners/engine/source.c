/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening a source for reading only. */
#include "scanners/engine/source.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

const char *source_kind_name(enum source_kind kind)
{
	static const char *const names[] = {
		[SOURCE_IMAGE] = "image", [SOURCE_DIRECTORY] = "directory", [SOURCE_DISK] = "disk"
	};

	return (size_t)kind < LEN(names) ? names[kind] : "none";
}

static void set_disk(struct source *s, const char *path, struct arena *a)
{
	const char *slash = strrchr(path, '/');

	s->disk = (struct disk){ .name = arena_strdup(a, slash && slash[1] ? slash + 1 : path),
				 .path = arena_strdup(a, path),
				 .model = "",
				 .serial = "",
				 .transport = "",
				 .table = "",
				 .size = s->size };
}

static int size_of(int fd, const char *path, uint64_t *ret, struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return err_sys(err, -errno, "%s", path);
	if (S_ISDIR(st.st_mode))
		return err_set(err, ERR_IO, -EISDIR,
			       "%s: is a directory; --root is for directories", path);
	if (S_ISBLK(st.st_mode)) {
		if (ioctl(fd, BLKGETSIZE64, ret) < 0)
			return err_sys(err, -errno, "%s", path);
	} else if (S_ISREG(st.st_mode)) {
		*ret = (uint64_t)st.st_size;
	} else {
		return err_set(err, ERR_IO, -ENOTBLK, "%s: is neither a disk nor a file", path);
	}
	if (*ret == 0)
		return err_set(err, ERR_IO, -ENODATA, "%s: is empty", path);
	return 0;
}

/* The guard of a block device that was named as an image is shown as it is, not set: nobody
 * asked for that disk to be changed in any way. */
static bool read_only(int fd)
{
	int ro = 0;

	return ioctl(fd, BLKROGET, &ro) == 0 && ro;
}

static int take_or_open(const char *path, int opened, int flags)
{
	int fd = opened >= 0 ? fcntl(opened, F_DUPFD_CLOEXEC, 0)
			     : open(path, flags | O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	return fd < 0 ? -errno : fd;
}

int source_open_image(const char *path, int opened, struct arena *a, struct source *ret,
		      struct err *err)
{
	int e;

	*ret = (struct source){ .kind = SOURCE_IMAGE, .fd = -1 };
	/* O_NONBLOCK: a FIFO of that name must not make us wait. */
	ret->fd = take_or_open(path, opened, 0);
	if (ret->fd < 0)
		return err_sys(err, ret->fd, "%s", path);
	e = size_of(ret->fd, path, &ret->size, err);
	if (e < 0) {
		source_close(ret);
		return e;
	}
	set_disk(ret, path, a);
	ret->disk.guarded = read_only(ret->fd);
	return 0;
}

int source_open_directory(const char *path, int opened, struct arena *a, struct source *ret,
			  struct err *err)
{
	*ret = (struct source){ .kind = SOURCE_DIRECTORY };
	ret->fd = take_or_open(path, opened, O_DIRECTORY);
	if (ret->fd < 0)
		return err_sys(err, ret->fd, "%s", path);
	set_disk(ret, path, a);
	return 0;
}

void source_close(struct source *s)
{
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
}
