/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The write guards that we set: kept until eject, also when this broker ends before (a file in
 * /run/kenshin tells the next one), undone only when we set them. The disk's sequence number
 * tells it from another that was plugged in under the same name. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "scanners/broker/server.h"

#define RUN_DIR "/run/kenshin"

static void sequence(const char *name, char buf[32])
{
	CLEANUP(cleanup_close) int fd = -1;
	char path[80];

	snprintf(path, sizeof(path), "/sys/block/%s/diskseq", name);
	memset(buf, 0, 32);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || io_pread_full(fd, buf, 31, 0) <= 0)
		snprintf(buf, 32, "unknown");
}

static void note_path(const char *name, char *ret, size_t size)
{
	snprintf(ret, size, RUN_DIR "/guard-%s", name);
}

static int remember(const char *name, struct err *err)
{
	char path[96], seq[32];
	struct io_save save;
	int r;

	if (mkdir(RUN_DIR, 0755) < 0 && errno != EEXIST)
		return err_sys(err, -errno, RUN_DIR);
	note_path(name, path, sizeof(path));
	sequence(name, seq);
	r = io_save_begin(&save, path, err);
	if (r == 0)
		r = io_write_full(save.fd, seq, strlen(seq));
	if (r == 0)
		return io_save_commit(&save, err);
	io_save_abort(&save);
	return r;
}

static bool remembered(const char *name)
{
	CLEANUP(cleanup_close) int fd = -1;
	char path[96], seq[32], was[32] = "";

	note_path(name, path, sizeof(path));
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0 || io_pread_full(fd, was, sizeof(was) - 1, 0) <= 0)
		return false;
	sequence(name, seq);
	return !strcmp(seq, was) && strcmp(seq, "unknown") != 0;
}

static void forget(const char *name)
{
	char path[96];

	note_path(name, path, sizeof(path));
	unlink(path);
}

int guards_set(struct server *s, const char *name, struct err *err)
{
	size_t before = s->guard.n;
	int r = guard_set_disk(&s->guard, NULL, NULL, name, err);

	if (r == 0 && s->guard.n > before)
		r = remember(name, err);
	return r;
}

/* "/dev/sda" itself or one of its parts. */
static bool belongs(const char *path, const char *name)
{
	size_t n = strlen(name);

	if (strncmp(path, "/dev/", 5) != 0 || strncmp(path + 5, name, n) != 0)
		return false;
	path += 5 + n;
	if (*path == 'p')
		path++;
	return strspn(path, "0123456789") == strlen(path);
}

int guards_undo(struct server *s, const char *name, struct err *err)
{
	char path[64];
	dev_t device;
	int first = 0;

	snprintf(path, sizeof(path), "/dev/%s", name);
	if (remembered(name) && device_check(name, &device, NULL) == 0 &&
	    s->guard.n < GUARD_DEVICES_MAX) {
		struct guard_entry *e = &s->guard.entry[s->guard.n++];

		e->device = device;
		snprintf(e->path, sizeof(e->path), "%s", path);
	}
	for (size_t i = s->guard.n; i-- > 0;) {
		char own[sizeof(s->guard.entry[0].path)];
		int r;

		if (i >= s->guard.n || !belongs(s->guard.entry[i].path, name))
			continue;
		snprintf(own, sizeof(own), "%s", s->guard.entry[i].path);
		r = guard_undo(&s->guard, own, first ? NULL : err);
		first = first ? first : r;
	}
	forget(name);
	return first;
}

void guards_undo_loops(struct server *s)
{
	for (size_t i = s->guard.n; i-- > 0;) {
		char name[sizeof(s->guard.entry[0].path)];

		if (i >= s->guard.n || strncmp(s->guard.entry[i].path, "/dev/loop", 9) != 0)
			continue;
		snprintf(name, sizeof(name), "%s", s->guard.entry[i].path + 5);
		(void)!guards_undo(s, name, NULL);
	}
}
