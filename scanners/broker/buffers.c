/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kernel keeps in memory of the disks that were read (its page cache), dropped at the end
 * of a case, and the proof of it: cachestat(2) then counts no page. It never writes: a disk is
 * flushed only when it is set read-only and has no page that waits to be written. Without
 * cachestat (before Linux 6.5) nothing is flushed and nothing is claimed.
 *
 * Whoever has a disk opened holds a lock, so that nobody reads behind our back. What is not guarded,
 * or in use by this system itself, was never opened for a client and is passed over. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include "core/base/arena.h"
#include "core/base/io.h"
#include "scanners/broker/server.h"
#include "scanners/disks/list.h"
#include "scanners/disks/stick.h"

#define RUN_DIR  "/run/kenshin"
#define READING  RUN_DIR "/reading"
#define TURNS    50 /* how often is tried before it is said that it did not work */
#define PAUSE_MS 100

/* include/uapi/linux/mman.h since 6.5; the number is the same everywhere. */
#ifndef SYS_cachestat
#define SYS_cachestat 451
#endif
struct pages {
	uint64_t cached, dirty, writeback, evicted, recently_evicted;
};

static int reading = -1;

/* --- the lock ------------------------------------------------------------------------------ */
static int open_lock(struct err *err)
{
	int fd;

	if (mkdir(RUN_DIR, 0755) < 0 && errno != EEXIST)
		return err_sys(err, -errno, RUN_DIR);
	fd = open(READING, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	return fd < 0 ? err_sys(err, -errno, READING) : fd;
}

int buffers_begin(struct err *err)
{
	int fd = reading >= 0 ? -1 : open_lock(err);

	if (reading >= 0)
		return 0;
	if (fd < 0)
		return fd;
	if (flock(fd, LOCK_SH) < 0) {
		close(fd);
		return err_sys(err, -errno, READING);
	}
	reading = fd;
	return 0;
}

void buffers_end(void)
{
	if (reading >= 0)
		close(reading);
	reading = -1;
}

/* --- one device ----------------------------------------------------------------------------- */
static int count(int fd, const char *path, struct pages *ret, struct err *err)
{
	const struct {
		uint64_t off, len; /* 0: to the end */
	} all = { 0, 0 };

	if (syscall(SYS_cachestat, fd, &all, ret, 0) == 0)
		return 0;
	if (errno == ENOSYS)
		return err_set(err, ERR_UNSUPPORTED, -ENOSYS,
			       "this kernel does not tell what it keeps in memory");
	return err_sys(err, -errno, "%s", path);
}

static int drop_device(const char *name, struct err *err)
{
	CLEANUP(cleanup_close) int fd = -1;
	struct pages pages = { 0 };
	char path[96];
	struct stat st;
	int guarded = 0, r;

	snprintf(path, sizeof(path), "/dev/%s", name);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	if (fd < 0) {
		r = -errno;
		snprintf(path, sizeof(path), "/sys/class/block/%s", name);
		if (access(path, F_OK) < 0)
			return 0; /* unplugged: its pages went with it */
		return err_sys(err, r, "%s can't be opened", name);
	}
	if (fstat(fd, &st) < 0)
		return err_sys(err, -errno, "%s", path);
	if (!S_ISBLK(st.st_mode))
		return err_set(err, ERR_IO, -ENOTBLK, "%s is no disk", path);
	r = count(fd, path, &pages, err);
	if (r < 0)
		return r;
	if (pages.dirty + pages.writeback > 0)
		return err_set(err, ERR_DENIED, -EPERM, "%s waits to be written", name);
	if (ioctl(fd, BLKROGET, &guarded) < 0 || !guarded)
		return err_set(err, ERR_DENIED, -EPERM, "%s is not set read-only", name);
	if (ioctl(fd, BLKFLSBUF, 0) < 0)
		return err_sys(err, -errno, "%s", path);
	r = count(fd, path, &pages, err);
	if (r == 0 && pages.cached > 0)
		r = err_set(err, ERR_IO, -EAGAIN, "%llu pages of %s stay in memory",
			    (unsigned long long)pages.cached, name);
	return r;
}

int buffers_drop(const char *disk, struct err *err)
{
	const struct list_source from = { .flags = LIST_LOOP | LIST_MAPPED };
	struct list_partition *part;
	struct arena a = { 0 };
	size_t n = 0;
	int first = list_partitions(&from, disk, &a, &part, &n, err);

	/* Parts first: opening one reads the disk's table, if need be. */
	for (size_t i = 0; i < n; i++) {
		int r = drop_device(part[i].name, first ? NULL : err);

		first = first ? first : r;
	}
	arena_done(&a);
	if (first == 0)
		first = drop_device(disk, err);
	else
		(void)!drop_device(disk, NULL);
	return first;
}

/* --- all of them ---------------------------------------------------------------------------- */
/* In use by what was mounted from a disk for its reader, or a guarded disk that somebody else holds;
 * else by this system itself. */
static bool used_for_us(const char *disk)
{
	char text[64];

	if (device_attribute(disk, "loop/backing_file", text, sizeof(text)))
		return strncmp(text, "/dev/", 5) == 0;
	return device_attribute(disk, "device/uevent", text, sizeof(text));
}

/* Returns 1 when it was let go, 0 when it is none of ours, or negative errno. */
static int let_go(const char *disk, struct err *err)
{
	struct err busy = { 0 };
	char text[64];
	dev_t device;
	int r;

	if (device_check(disk, &device, NULL) < 0 || stick_is(NULL, disk) ||
	    !device_attribute(disk, "size", text, sizeof(text)) || strtoull(text, NULL, 10) == 0 ||
	    !device_attribute(disk, "ro", text, sizeof(text)) || text[0] != '1')
		return 0; /* whatever was opened for a client was guarded first */
	r = device_free(disk, device, &busy);
	if (r == -EBUSY && used_for_us(disk))
		return err_set(err, ERR_DENIED, -EAGAIN, "%s is still being read", disk);
	if (r < 0)
		return 0;
	r = buffers_drop(disk, err);
	return r < 0 ? r : 1;
}

static int let_all_go(uint32_t *ret_n, struct err *err)
{
	DIR *d = opendir("/sys/block");
	const struct dirent *e;
	int first = 0;

	*ret_n = 0;
	if (!d)
		return err_sys(err, -errno, "/sys/block");
	while ((e = readdir(d))) {
		int r = e->d_name[0] == '.' ? 0 : let_go(e->d_name, first ? NULL : err);

		*ret_n += r > 0 && *ret_n < BROKER_LIST_MAX;
		if (first == 0 && r < 0)
			first = r;
	}
	closedir(d);
	return first;
}

int buffers_forget(struct server *s, uint32_t *ret_n, struct err *err)
{
	CLEANUP(cleanup_close) int lock = -1;
	int r;

	mounts_drop(s, 0, true);
	buffers_end();
	lock = open_lock(err);
	if (lock < 0)
		return lock;
	for (unsigned turn = 0;; turn++) {
		if (err)
			err_clear(err);
		r = flock(lock, LOCK_EX | LOCK_NB) < 0
			? err_set(err, ERR_DENIED, -EAGAIN, "a disk is still being read")
			: let_all_go(ret_n, err);
		if (r != -EAGAIN || turn == TURNS)
			return r;
		poll(NULL, 0, PAUSE_MS);
	}
}
