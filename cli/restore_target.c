/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The folder, the root of what it is mounted from, and the whole disk below that. */
#include "cli/restore_target.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "scanners/disks/stick.h"
#include "scanners/engine/run.h"

#define DEPTH_MAX   1000u
#define ENTRIES_MAX 20000u
#define GUARD_FILE  "/run/kenshin/guard-%.40s"

static int refuse(struct err *err)
{
	return err_set(
	    err, ERR_DENIED, -EPERM,
	    "that is on a disk with a Windows of its own; choose a folder on another disk");
}

static bool same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* --- upwards ------------------------------------------------------------------------------------ */

/* The entry of that name without regard to case, opened as a folder; -1: there is none. */
static int open_like(int at, const char *name)
{
	int fd = openat(at, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), found = -1;
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;

	if (!d) {
		cleanup_close(&fd);
		return -1;
	}
	for (unsigned n = 0; found < 0 && n < ENTRIES_MAX && (e = readdir(d)); n++)
		if (!strcasecmp(e->d_name, name))
			found =
			    openat(at, e->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	closedir(d);
	return found;
}

static bool has_windows(int root)
{
	int windows CLEANUP(cleanup_close) = open_like(root, "Windows");
	int system CLEANUP(cleanup_close) = windows < 0 ? -1 : open_like(windows, "System32");
	int config CLEANUP(cleanup_close) = system < 0 ? -1 : open_like(system, "config");

	return config >= 0;
}

/* Each folder above, up to the root of all: is it the backup's, or does a Windows lie in it? */
static int look_above(int dirfd, int session, struct err *err)
{
	struct stat backup, st, above;
	int fd = openat(dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), r = 0;

	if (fstat(session, &backup) < 0)
		r = err_sys(err, -errno, "the backup");
	for (unsigned i = 0; r == 0 && fd >= 0 && i < DEPTH_MAX && fstat(fd, &st) == 0; i++) {
		int up = openat(fd, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

		if (same(&st, &backup))
			r = err_set(err, ERR_DENIED, -EPERM,
				    "that is inside of the backup; choose another folder");
		else if (has_windows(fd))
			r = refuse(err);
		close(fd);
		fd = up;
		if (up >= 0 && fstat(up, &above) == 0 && same(&st, &above))
			break;
	}
	cleanup_close(&fd);
	return r;
}

/* --- the disk ------------------------------------------------------------------------------------ */

/* "sdb" of the kernel's tree: of a partition the disk, of a layer (an unlocked one) what is below. */
static bool disk_of(dev_t device, char *ret, size_t size)
{
	char path[PATH_MAX], real[PATH_MAX];

	snprintf(path, sizeof(path), "/sys/dev/block/%u:%u", major(device), minor(device));
	for (unsigned i = 0; i < 8 && realpath(path, real); i++) {
		DIR *d;
		struct dirent *e;

		snprintf(path, sizeof(path), "%.*s/partition", PATH_MAX - 20, real);
		if (faccessat(AT_FDCWD, path, F_OK, 0) == 0)
			*strrchr(real, '/') = '\0';
		snprintf(ret, size, "%s", strrchr(real, '/') + 1);
		snprintf(path, sizeof(path), "%.*s/slaves", PATH_MAX - 20, real);
		d = opendir(path);
		do
			e = d ? readdir(d) : NULL;
		while (e && e->d_name[0] == '.');
		if (e)
			snprintf(path, sizeof(path), "%.*s/slaves/%s", PATH_MAX / 2, real,
				 e->d_name);
		if (d)
			closedir(d);
		if (!e)
			return true;
	}
	return false;
}

void restore_target_disk(int dirfd, char *ret, size_t size)
{
	char name[64];
	struct stat st;

	*ret = '\0';
	if (fstat(dirfd, &st) == 0 && disk_of(st.st_dev, name, sizeof(name)))
		snprintf(ret, size, "/dev/%s", name);
}

/* What was set read-only for a check-up is a client's. */
static int look_at_disk(int dirfd, struct err *err)
{
	char name[64], path[128];
	struct stat st;

	if (fstat(dirfd, &st) < 0)
		return err_sys(err, -errno, "the folder");
	if (stick_is_device(NULL, st.st_dev))
		return err_set(err, ERR_DENIED, -EPERM,
			       "that is Kenshin's own stick; choose a folder on another disk");
	if (!disk_of(st.st_dev, name, sizeof(name)))
		return 0;
	snprintf(path, sizeof(path), GUARD_FILE, name);
	return faccessat(AT_FDCWD, path, F_OK, 0) == 0
		   ? err_set(err, ERR_DENIED, -EPERM,
			     "that is on a disk that was looked at as a PC's own; choose a folder "
			     "on another disk")
		   : 0;
}

int restore_target_open(const char *path, int session, struct err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), r;

	if (fd < 0)
		return err_sys(err, -errno, "%s", path);
	r = look_at_disk(fd, err);
	if (r == 0)
		r = look_above(fd, session, err);
	if (r < 0)
		close(fd);
	return r < 0 ? r : fd;
}

static bool has_ntfs(const struct checkup *c)
{
	for (size_t i = 0; i < c->disk.n_volumes; i++)
		if (!strcmp(c->disk.volume[i].type, "ntfs"))
			return true;
	return false;
}

/* Its parts first; only one with NTFS is opened and asked for a system. */
int restore_target_look(const struct options *o, const char *disk, int source_fd, bool *ret_unseen,
			struct err *err)
{
	struct run_options run = { .image = disk,
				   .no_systems = true,
				   .no_sandbox = o->no_sandbox,
				   .weak_ok = o->weak_sandbox,
				   .broker = o->broker_fd,
				   .source_fd = source_fd,
				   .tool = "kenshin " KENSHIN_VERSION };
	struct err why = { 0 };
	bool again = true;
	int r = 0;

	*ret_unseen = false;
	while (r == 0 && again) {
		struct arena a = { 0 };
		struct checkup *c = NULL;
		size_t n = 0;

		again =
		    run_disks(&run, &a, &c, &n, &why) == 0 && n && run.no_systems && has_ntfs(c);
		*ret_unseen = why.kind != ERR_NONE || !n || c->disk.reason.id;
		for (size_t i = 0; n && i < c->n_systems; i++)
			if (system_target(c->system[i].kind) & TARGET_WINDOWS)
				r = refuse(err);
		run_disks_done(c, n);
		arena_done(&a);
		run.no_systems = false;
	}
	return r;
}
