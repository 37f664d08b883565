/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Read-only mounts that have no place in any tree: whoever holds the directory descriptor sees
 * them, nobody else. Always through a loop device of our own that is read-only from its first
 * moment, so that an image and a part of a disk go the same way. The kernel's file systems parse
 * as root here: an accepted risk (docs/adr/0003-processes.md). */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "scanners/broker/server.h"
#include "scanners/disks/loop.h"
#include "scanners/disks/stick.h"

/* Each with the options that keep the driver from replaying a journal or writing anything. */
static const struct {
	const char *type, *driver;
	const char *flag[2]; /* set */
	const char *key, *value;
} kinds[] = {
	{ "ext2", "ext4", { "noload" }, NULL, NULL },
	{ "ext3", "ext4", { "noload" }, NULL, NULL },
	{ "ext4", "ext4", { "noload" }, NULL, NULL },
	{ "xfs", "xfs", { "norecovery", "nouuid" }, NULL, NULL },
	{ "btrfs", "btrfs", { NULL }, "rescue", "nologreplay" },
	{ "vfat", "vfat", { "utf8" }, "umask", "0222" },
	{ "exfat", "exfat", { NULL }, "umask", "0222" },
	{ "hfsplus", "hfsplus", { NULL }, NULL, NULL }, /* read-only it replays nothing */
};

static int configure(int fs, size_t kind, const char *device, struct err *err)
{
	bool good = fsconfig(fs, FSCONFIG_SET_STRING, "source", device, 0) == 0 &&
		    fsconfig(fs, FSCONFIG_SET_FLAG, "ro", NULL, 0) == 0;

	for (size_t i = 0; good && i < 2 && kinds[kind].flag[i]; i++)
		good = fsconfig(fs, FSCONFIG_SET_FLAG, kinds[kind].flag[i], NULL, 0) == 0;
	if (good && kinds[kind].key)
		good =
		    fsconfig(fs, FSCONFIG_SET_STRING, kinds[kind].key, kinds[kind].value, 0) == 0;
	if (!good)
		return err_sys(err, -errno, "%s has no read-only mount here", kinds[kind].type);
	if (fsconfig(fs, FSCONFIG_CMD_CREATE, NULL, NULL, 0) < 0)
		return err_sys(err, -errno, "the kernel could not read this %s", kinds[kind].type);
	return 0;
}

/* A descriptor of the mount, which lives as long as it. */
static int mount_device(const char *type, const char *device, struct err *err)
{
	CLEANUP(cleanup_close) int fs = -1;
	size_t kind = 0;
	int fd, r;

	while (kind < LEN(kinds) && strcmp(kinds[kind].type, type) != 0)
		kind++;
	if (kind == LEN(kinds))
		return err_set(err, ERR_UNSUPPORTED, -EOPNOTSUPP, "%s is not mounted", type);
	fs = fsopen(kinds[kind].driver, FSOPEN_CLOEXEC);
	if (fs < 0)
		return err_set(err, ERR_UNSUPPORTED, -errno, "this kernel has no %s", type);
	r = configure(fs, kind, device, err);
	if (r < 0)
		return r;
	fd = fsmount(fs, FSMOUNT_CLOEXEC,
		     MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC);
	return fd < 0 ? err_sys(err, -errno, "could not mount %s", type) : fd;
}

static int check_source(int fd, dev_t *ret_disk, struct err *err)
{
	int flags = fcntl(fd, F_GETFL);
	struct stat st;

	if (flags < 0 || (flags & O_ACCMODE) != O_RDONLY || flags & O_PATH || fstat(fd, &st) < 0)
		return err_set(err, ERR_DENIED, -EPERM,
			       "only what was opened for reading is mounted");
	if (!S_ISREG(st.st_mode) && !S_ISBLK(st.st_mode))
		return err_set(err, ERR_IO, -ENOTBLK, "neither a disk nor a file");
	if (S_ISBLK(st.st_mode) && stick_is_device(NULL, st.st_rdev))
		return err_set(err, ERR_DENIED, -EBUSY, "that is the stick itself");
	*ret_disk = S_ISBLK(st.st_mode) ? st.st_rdev : 0;
	return 0;
}

int mounts_add(struct server *s, int fd, const struct broker_ask *ask, struct err *err)
{
	struct server_mount *m = NULL;
	struct loop loop;
	dev_t disk = 0;
	int dir, r = check_source(fd, &disk, err);

	for (size_t i = 0; !m && i < SERVER_MOUNTS_MAX; i++)
		if (s->mount[i].mount < 0)
			m = &s->mount[i];
	if (r < 0)
		return r;
	if (!m)
		return err_set(err, ERR_LIMIT, -ENOSPC, "too many mounts");
	r = loop_attach(fd, ask->offset, ask->size, 0, &loop, err);
	if (r < 0)
		return r;
	r = mount_device(ask->type, loop.path, err);
	dir = r < 0 ? r : openat(r, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0) {
		if (r >= 0) {
			dir = err_sys(err, -errno, "could not open the mount");
			close(r);
		}
		(void)!loop_detach(&loop, NULL);
		return dir;
	}
	*m = (struct server_mount){ .mount = r, .loop = loop.fd, .disk = disk };
	return dir;
}

/* The loop device clears itself when its last user, the mount, has gone. */
void mounts_drop(struct server *s, dev_t disk, bool all)
{
	for (size_t i = 0; i < SERVER_MOUNTS_MAX; i++) {
		struct server_mount *m = &s->mount[i];

		if (m->mount < 0 || (!all && m->disk != disk))
			continue;
		close(m->mount);
		close(m->loop);
		*m = (struct server_mount){ .mount = -1, .loop = -1 };
	}
}
