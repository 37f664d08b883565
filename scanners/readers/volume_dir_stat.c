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
#define DIR_WANT (STATX_BASIC_STATS | STATX_BTIME)

int dir_open_below(struct volume_dir *v, const char *path, uint64_t flags)
{
	struct open_how how = {
		.flags = flags | O_CLOEXEC,
		.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV,
	};
	long fd = -1;

	if (!(flags & O_PATH))
		how.flags |= O_NONBLOCK | O_NOCTTY; /* a FIFO or terminal must not hold us */
	for (int i = 0; i < TRIES; i++) {
		fd = syscall(SYS_openat2, v->root, *path ? path : ".", &how, sizeof(how));
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
	if (x->stx_dev_major != v->dev_major || x->stx_dev_minor != v->dev_minor)
		return VOLUME_FILE_OTHER;
	switch (x->stx_mode & S_IFMT) {
	case S_IFREG: return VOLUME_FILE_REGULAR;
	case S_IFDIR: return VOLUME_FILE_DIRECTORY;
	case S_IFLNK: return VOLUME_FILE_LINK;
	default: return VOLUME_FILE_OTHER;
	}
}

int dir_stat(struct volume_dir *v, int dirfd, const char *name, struct volume_stat *ret)
{
	struct statx x;
	int flags = AT_SYMLINK_NOFOLLOW | AT_STATX_DONT_SYNC | (*name ? 0 : AT_EMPTY_PATH);

	memset(ret, 0, sizeof(*ret));
	if (statx(dirfd, name, flags, DIR_WANT, &x) < 0)
		return -errno;
	ret->id = x.stx_ino;
	ret->type = type_of(v, &x);
	ret->size = ret->type == VOLUME_FILE_REGULAR ? x.stx_size : 0;
	ret->modified = x.stx_mtime.tv_sec;
	ret->created = x.stx_mask & STATX_BTIME ? x.stx_btime.tv_sec : INT64_MIN;
	ret->links = x.stx_nlink;
	ret->first_lcn = UINT64_MAX;
	if (ret->type == VOLUME_FILE_LINK && unsupported_tag(dirfd, name, &ret->reparse_tag)) {
		ret->type = VOLUME_FILE_REGULAR;
		ret->hold = volume_hold_of_tag(ret->reparse_tag);
	}
	return 0;
}
