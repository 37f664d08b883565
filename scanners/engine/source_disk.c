/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening a disk of this machine: by the broker, which sets the write guard first; without one,
 * as far as this user may. */
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>

#include "scanners/broker/broker.h"
#include "scanners/disks/list.h"
#include "scanners/engine/source.h"

static const char *kernel_name(const char *name)
{
	return strncmp(name, "/dev/", 5) ? name : name + 5;
}

/* Model, serial and the like out of the list; a disk that is not listed keeps its name only. */
static int describe(const char *name, struct arena *a, struct disk *ret, struct err *err)
{
	struct list_source from = { .flags = LIST_LOOP | LIST_MAPPED };
	struct disk *disk;
	size_t n;
	int r = list_disks(&from, a, &disk, &n, err);

	if (r < 0)
		return r;
	for (size_t i = 0; i < n; i++)
		if (!strcmp(disk[i].name, name)) {
			*ret = disk[i];
			return 0;
		}
	return err_set(err, ERR_IO, -ENODEV, "%s: this machine has no such disk", name);
}

static int open_here(struct source *s, struct err *err)
{
	int ro = 0;

	s->fd = open(s->disk.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (s->fd < 0)
		return err_sys(err, -errno, "%s", s->disk.path);
	if (ioctl(s->fd, BLKGETSIZE64, &s->size) < 0)
		return err_sys(err, -errno, "%s", s->disk.path);
	s->disk.guarded = ioctl(s->fd, BLKROGET, &ro) == 0 && ro;
	return 0;
}

int source_open_disk(const char *name, int broker, struct arena *a, struct source *ret,
		     struct err *err)
{
	int r;

	*ret = (struct source){ .kind = SOURCE_DISK, .fd = -1 };
	name = kernel_name(name);
	r = describe(name, a, &ret->disk, err);
	if (r < 0)
		return r;
	if (ret->disk.own_stick)
		return err_set(err, ERR_DENIED, -EBUSY,
			       "%s: this system itself runs from this disk", name);
	if (broker >= 0)
		ret->fd = r = broker_open(broker, name, &ret->size, &ret->disk.guarded, err);
	else
		r = open_here(ret, err);
	if (r >= 0 && ret->size == 0)
		r = err_set(err, ERR_IO, -ENODATA, "%s: is empty", name);
	if (r < 0) {
		source_close(ret);
		return r;
	}
	ret->disk.size = ret->size;
	return 0;
}
