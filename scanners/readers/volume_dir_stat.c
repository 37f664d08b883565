/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening below a directory descriptor, and what a file in it is. */
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>

#include "scanners/readers/volume_dir.h"

#define TRIES    100 /* a rename elsewhere makes openat2 say EAGAIN */
#define DIR_WANT (STATX_BASIC_STATS | STATX_BTIME | STATX_MNT_ID)

uint64_t dir_mount(const struct statx *x)
{
	return x->stx_mask & STATX_MNT_ID ? x->stx_mnt_id
					  : (uint64_t)x->stx_dev_major << 32 | x->stx_dev_minor;
}

static bool own_device(const struct volume_dir *v, const struct statx *x)
{
	return x->stx_dev_major == v->dev_major && x->stx_dev_minor == v->dev_minor;
}

/* Opened once for all that is asked of it one after the other. */
static void find_part(struct volume_dir *v, const char *path, size_t n)
{
	struct open_how how = { .flags = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC,
				.resolve = RESOLVE_BENEATH | RESOLVE_NO_XDEV };
	struct statx x;
	long fd;

	if (v->part_fd >= 0)
		close(v->part_fd);
	snprintf(v->part, sizeof(v->part), "%.*s", (int)n, path);
	fd = syscall(SYS_openat2, v->root, v->part, &how, sizeof(how));
	v->part_fd = (int)fd;
	if (fd >= 0 && (statx((int)fd, "", AT_EMPTY_PATH, DIR_WANT, &x) < 0 || own_device(v, &x))) {
		close((int)fd);
		v->part_fd = -1;
	}
}

/* Where a path begins, and what of it is left. */
static int start_of(struct volume_dir *v, const char **path)
{
	size_t n = strcspn(*path, "/");

	if (!(*path)[n] || n >= sizeof(v->part))
		return v->root;
	if (strncmp(v->part, *path, n) != 0 || v->part[n])
		find_part(v, *path, n);
	if (v->part_fd < 0)
		return v->root;
	*path += n + 1;
	return v->part_fd;
}

int dir_open_below(struct volume_dir *v, const char *path, uint64_t flags)
{
	struct open_how how = {
		.flags = flags | O_CLOEXEC,
		.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV,
	};
	int start = start_of(v, &path);
	long fd = -1;

	if (!(flags & O_PATH))
		how.flags |= O_NONBLOCK | O_NOCTTY; /* a FIFO or terminal must not hold us */
	for (int i = 0; i < TRIES; i++) {
		fd = syscall(SYS_openat2, start, *path ? path : ".", &how, sizeof(how));
		if (fd >= 0 || (errno != EAGAIN && errno != EINTR))
			break;
	}
	return fd < 0 ? -errno : (int)fd;
}

/* ntfs-3g shows a file whose reparse tag it does not know as a link with this target. It is a
 * file that can't be looked at, and must not pass for a link. */
static bool unsupported_tag(int dirfd, const char *name, uint32_t *ret)
{
	static const char words[] = "unsupported reparse tag 0x";
	char target[sizeof(words) + 16], *end;
	ssize_t n = readlinkat(dirfd, name, target, sizeof(target) - 1);

	if (n <= (ssize_t)sizeof(words) - 1)
		return false;
	target[n] = '\0';
	if (strncmp(target, words, sizeof(words) - 1) != 0)
		return false;
	*ret = (uint32_t)strtoul(target + sizeof(words) - 1, &end, 16);
	return true;
}

static enum volume_file_type type_of(const struct volume_dir *v, const struct statx *x)
{
	/* Another file system is another volume. */
	if (dir_mount(x) != v->mount)
		return VOLUME_FILE_OTHER;
	switch (x->stx_mode & S_IFMT) {
	case S_IFREG: return VOLUME_FILE_REGULAR;
	case S_IFDIR: return VOLUME_FILE_DIRECTORY;
	case S_IFLNK: return VOLUME_FILE_LINK;
	default: return VOLUME_FILE_OTHER;
	}
}

/* Every subvolume counts its files from the same number on. */
static uint64_t id_of(const struct volume_dir *v, const struct statx *x)
{
	uint64_t h = ((uint64_t)x->stx_dev_major << 32 | x->stx_dev_minor) + v->salt;

	if (own_device(v, x))
		return x->stx_ino;
	h = (h ^ h >> 30) * 0xbf58476d1ce4e5b9u;
	h = (h ^ h >> 27) * 0x94d049bb133111ebu;
	return x->stx_ino ^ h ^ h >> 31;
}

int dir_stat(struct volume_dir *v, int dirfd, const char *name, struct volume_stat *ret)
{
	struct statx x;
	int flags = AT_SYMLINK_NOFOLLOW | AT_STATX_DONT_SYNC | (*name ? 0 : AT_EMPTY_PATH);

	memset(ret, 0, sizeof(*ret));
	if (statx(dirfd, name, flags, DIR_WANT, &x) < 0)
		return -errno;
	ret->id = id_of(v, &x);
	ret->type = type_of(v, &x);
	ret->size = ret->type == VOLUME_FILE_REGULAR ? x.stx_size : 0;
	ret->modified = x.stx_mtime.tv_sec;
	ret->created = x.stx_mask & STATX_BTIME ? x.stx_btime.tv_sec : INT64_MIN;
	ret->links = x.stx_nlink;
	ret->first_lcn = UINT64_MAX;
	if (ret->type == VOLUME_FILE_REGULAR && !v->shows_tags)
		ret->cloud = VOLUME_CLOUD_UNKNOWN;
	if (ret->type == VOLUME_FILE_LINK && unsupported_tag(dirfd, name, &ret->reparse_tag)) {
		ret->type = VOLUME_FILE_REGULAR;
		ret->hold = volume_hold_of_tag(ret->reparse_tag);
		if (ret->hold == VOLUME_HOLD_CLOUD)
			ret->cloud = VOLUME_CLOUD_UNKNOWN; /* its attributes are not shown */
	}
	return 0;
}
