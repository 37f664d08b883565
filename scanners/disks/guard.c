/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See guard.h. Facts: kernel block/ioctl.c (BLKROSET, BLKROGET take an int); measured in
 * docs/adr: the state sticks after every close until it is undone or the device goes. */
#include "scanners/disks/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

#include "core/base/arena.h"
#include "scanners/disks/list.h"

static int open_device(const char *path, struct stat *st, struct err *err)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return err_sys(err, -errno, "%s can't be opened", path);
	if (fstat(fd, st) == 0 && S_ISBLK(st->st_mode))
		return fd;
	close(fd);
	return err_set(err, ERR_UNSUPPORTED, -ENOTBLK, "%s is no disk", path);
}

static int get(int fd, const char *path, struct err *err)
{
	int state = 0;
	if (ioctl(fd, BLKROGET, &state))
		return err_sys(err, -errno, "the write guard of %s can't be read", path);
	return state ? 1 : 0;
}

static int put(int fd, const char *path, int state, struct err *err)
{
	if (ioctl(fd, BLKROSET, &state))
		return err_sys(err, -errno, "the write guard of %s can't be set", path);
	int now = get(fd, path, err);
	if (now < 0)
		return now;
	if (now != state)
		return err_set(err, ERR_IO, -EIO, "the write guard of %s does not hold", path);
	return 0;
}

int guard_get(const char *path, struct err *err)
{
	struct stat st;
	CLEANUP(cleanup_close) int fd = open_device(path, &st, err);
	return fd < 0 ? fd : get(fd, path, err);
}

int guard_set(struct guard *g, const char *path, struct err *err)
{
	struct stat st;
	CLEANUP(cleanup_close) int fd = open_device(path, &st, err);
	if (fd < 0)
		return fd;
	for (size_t i = 0; i < g->n; i++)
		if (g->entry[i].device == st.st_rdev && get(fd, path, NULL) == 1)
			return 0;
	int now = get(fd, path, err);
	if (now)
		return now < 0 ? now : 0;
	if (g->n == GUARD_DEVICES_MAX || strlen(path) >= sizeof(g->entry[0].path))
		return err_set(err, ERR_LIMIT, -ENOSPC, "too many disks to guard");
	/* Remembered first: whatever happens in between, it is undone. */
	struct guard_entry *e = &g->entry[g->n++];
	e->device = st.st_rdev;
	snprintf(e->path, sizeof(e->path), "%s", path);
	int r = put(fd, path, 1, err);
	if (r && get(fd, path, NULL) == 0)
		g->n--;
	return r;
}

static int undo_entry(const struct guard_entry *e, struct err *err)
{
	struct stat st;
	CLEANUP(cleanup_close) int fd = open_device(e->path, &st, NULL);
	if (fd < 0 || st.st_rdev != e->device)
		return 0; /* unplugged: its state went with it */
	return put(fd, e->path, 0, err);
}

int guard_undo(struct guard *g, const char *path, struct err *err)
{
	for (size_t i = g->n; i-- > 0;) {
		if (strcmp(g->entry[i].path, path) != 0)
			continue;
		int r = undo_entry(&g->entry[i], err);
		memmove(&g->entry[i], &g->entry[i + 1], (g->n - i - 1) * sizeof(g->entry[0]));
		g->n--;
		return r;
	}
	return 0;
}

int guard_undo_all(struct guard *g, struct err *err)
{
	int first = 0;
	while (g->n > 0) {
		int r = undo_entry(&g->entry[--g->n], first ? NULL : err);
		first = first ? first : r;
	}
	return first;
}

int guard_set_disk(struct guard *g, const char *sysfs, const char *dev, const char *disk,
		   struct err *err)
{
	const struct list_source from = { .sysfs = sysfs, .dev = dev, .flags = LIST_LOOP };
	struct arena a = { 0 };
	struct list_partition *part;
	size_t n = 0;
	const char *root = dev ? dev : "/dev";
	int r = guard_set(g, arena_printf(&a, "%s/%s", root, disk), err);
	if (!r)
		r = list_partitions(&from, disk, &a, &part, &n, err);
	for (size_t i = 0; !r && i < n; i++)
		r = guard_set(g, arena_printf(&a, "%s/%s", root, part[i].name), err);
	arena_done(&a);
	return r;
}
