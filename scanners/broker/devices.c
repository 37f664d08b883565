/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a kernel name to its device, by sysfs alone. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "core/base/io.h"
#include "scanners/broker/server.h"
#include "scanners/disks/stick.h"

static bool plain_name(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

	return n > 0 && n < BROKER_NAME_MAX && !name[n];
}

/* Parts of this machine's memory, not disks. */
static bool memory_name(const char *name)
{
	return !strncmp(name, "ram", 3) || !strncmp(name, "zram", 4);
}

int device_check(const char *name, dev_t *ret, struct err *err)
{
	CLEANUP(cleanup_close) int fd = -1;
	char path[64], text[32] = "";
	unsigned major, minor;

	if (!plain_name(name) || memory_name(name))
		return err_set(err, ERR_IO, -ENODEV, "no such disk");
	snprintf(path, sizeof(path), "/sys/block/%s/dev", name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || io_pread_full(fd, text, sizeof(text) - 1, 0) <= 0 ||
	    sscanf(text, "%u:%u", &major, &minor) != 2)
		return err_set(err, ERR_IO, -ENODEV, "%s: no such disk", name);
	*ret = makedev(major, minor);
	return 0;
}

bool device_attribute(const char *name, const char *file, char *buf, size_t size)
{
	CLEANUP(cleanup_close) int fd = -1;
	char path[160];
	ssize_t n;

	snprintf(path, sizeof(path), "/sys/class/block/%s/%s", name, file);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	n = fd < 0 ? -1 : io_pread_full(fd, buf, size - 1, 0);
	buf[MAX(n, 0)] = '\0';
	buf[strcspn(buf, "\n")] = '\0';
	return n > 0;
}

static int open_node(const char *name, dev_t device, int flags, struct err *err)
{
	CLEANUP(cleanup_close) int fd = -1;
	char path[64];
	struct stat st;

	snprintf(path, sizeof(path), "/dev/%s", name);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | flags);
	if (fd < 0)
		return err_sys(err, -errno, "%s", path);
	if (fstat(fd, &st) < 0 || !S_ISBLK(st.st_mode) || st.st_rdev != device)
		return err_set(err, ERR_IO, -ENODEV, "%s is not that disk", path);
	return TAKE_FD(fd);
}

/* Whoever mounts, swaps on or stacks something on a disk or one of its parts holds it exclusively;
 * asking for the same shows it without reading a byte. */
int device_free(const char *name, dev_t device, struct err *err)
{
	int fd;

	/* A stick that runs from memory may be held by nobody: it is ours all the same. */
	if (stick_is(NULL, name))
		return err_set(err, ERR_DENIED, -EBUSY, "%s is the stick itself", name);
	fd = open_node(name, device, O_EXCL, err);

	if (fd == -EBUSY)
		return err_set(err, ERR_DENIED, -EBUSY, "%s is in use by this system", name);
	if (fd < 0)
		return fd;
	close(fd);
	return 0;
}

int device_open(const char *name, dev_t device, struct err *err)
{
	return open_node(name, device, 0, err);
}

int device_list(struct broker_answer *ret, struct err *err)
{
	DIR *d = opendir("/sys/block");
	const struct dirent *e;

	if (!d)
		return err_sys(err, -errno, "/sys/block");
	while (ret->n < BROKER_LIST_MAX && (e = readdir(d))) {
		dev_t device;

		if (device_check(e->d_name, &device, NULL) == 0)
			snprintf(ret->name[ret->n++], BROKER_NAME_MAX, "%.31s", e->d_name);
	}
	closedir(d);
	return 0;
}
