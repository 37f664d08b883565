/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A FUSE mount for a worker without power: the kernel asks the worker for each file, and root looks at
 * no byte. The mount has no place in any tree, and only the caller's user can enter it; this process
 * never does, because it would wait for a worker that may hang. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "scanners/broker/server.h"

static bool set(int fs, const char *key, const char *format, unsigned value)
{
	char text[16];

	snprintf(text, sizeof(text), format[0] == 'o' ? "%o" : "%u", value);
	return fsconfig(fs, FSCONFIG_SET_STRING, key, text, 0) == 0;
}

static bool configure(int fs, int fuse, unsigned user, unsigned group, bool writable)
{
	return fsconfig(fs, FSCONFIG_SET_STRING, "source", "kenshin", 0) == 0 &&
	       set(fs, "fd", "u", (unsigned)fuse) && set(fs, "rootmode", "o", S_IFDIR) &&
	       set(fs, "user_id", "u", user) && set(fs, "group_id", "u", group) &&
	       (writable || fsconfig(fs, FSCONFIG_SET_FLAG, "ro", NULL, 0) == 0) &&
	       fsconfig(fs, FSCONFIG_CMD_CREATE, NULL, NULL, 0) == 0;
}

int fuse_mount(const struct server *s, const struct broker_ask *ask, int *ret_fuse, struct err *err)
{
	/* First: it loads what makes the node. */
	CLEANUP(cleanup_close) int fs = fsopen("fuse", FSOPEN_CLOEXEC);
	/* The worker waits for the kernel and for its parent at once. */
	CLEANUP(cleanup_close) int fuse = open("/dev/fuse", O_RDWR | O_CLOEXEC | O_NONBLOCK);
	unsigned flags =
	    MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC | MOUNT_ATTR_NOSYMFOLLOW;
	int mount;

	if (fs < 0 || fuse < 0)
		return err_set(err, ERR_UNSUPPORTED, -EOPNOTSUPP, "this kernel has no FUSE");
	if (!configure(fs, fuse, s->caller ? s->caller : ask->owner,
		       s->caller ? s->group : ask->group, ask->guard))
		return err_sys(err, -errno, "could not set up a mount for a worker");
	mount = fsmount(fs, FSMOUNT_CLOEXEC, flags | (ask->guard ? 0 : MOUNT_ATTR_RDONLY));
	if (mount < 0)
		return err_sys(err, -errno, "could not make a mount for a worker");
	*ret_fuse = TAKE_FD(fuse);
	return mount;
}

int fuse_part(const char *node, int *ret_own, struct err *err)
{
	CLEANUP(cleanup_close) int fd = -1;
	char path[64];

	snprintf(path, sizeof(path), "/dev/%s", node);
	fd = open(path, O_RDWR | O_EXCL | O_CLOEXEC | O_NOFOLLOW);
	/* Its own, so that an error of the disk is told here, too, when a worker kept it to itself. */
	*ret_own = fd < 0 ? -1 : open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	return *ret_own < 0 ? err_sys(err, -errno, "%s", path) : TAKE_FD(fd);
}
