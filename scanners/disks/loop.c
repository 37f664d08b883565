/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See loop.h. Facts: loop(4); LOOP_CONFIGURE sets file, flags and sector size in one step, so
 * that there is no moment in which the device could be written to. */
#include "scanners/disks/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/loop.h>
#include <stdio.h>
#include <sys/ioctl.h>

#define TRIES 16 /* another program may take the free number first */

int loop_attach(int image_fd, uint64_t offset, uint64_t size, unsigned sector, struct loop *ret,
		struct err *err)
{
	*ret = (struct loop){ .fd = -1 };
	CLEANUP(cleanup_close) int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
	if (control < 0)
		return err_sys(err, -errno, "loop devices can't be had");
	struct loop_config config = {
		.fd = (uint32_t)image_fd,
		.block_size = sector,
		.info = { .lo_offset = offset,
			  .lo_sizelimit = size,
			  .lo_flags = LO_FLAGS_READ_ONLY | LO_FLAGS_AUTOCLEAR | LO_FLAGS_PARTSCAN },
	};
	for (int i = 0; i < TRIES; i++) {
		int no = ioctl(control, LOOP_CTL_GET_FREE);
		if (no < 0)
			return err_sys(err, -errno, "no loop device is free");
		snprintf(ret->path, sizeof(ret->path), "/dev/loop%d", no);
		CLEANUP(cleanup_close) int fd = open(ret->path, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			return err_sys(err, -errno, "%s can't be opened", ret->path);
		if (ioctl(fd, LOOP_CONFIGURE, &config) == 0) {
			ret->fd = TAKE_FD(fd);
			return 0;
		}
		if (errno != EBUSY)
			return err_sys(err, -errno, "%s can't take the image", ret->path);
	}
	return err_set(err, ERR_LIMIT, -EBUSY, "no loop device stayed free");
}

int loop_detach(struct loop *l, struct err *err)
{
	int writable = 0, r = 0;
	if (l->fd < 0)
		return 0;
	/* A guard on the number would meet whoever gets it next. The backing file stays read-only.
	 */
	if (ioctl(l->fd, BLKROSET, &writable) && errno != EACCES && errno != EPERM)
		r = err_sys(err, -errno, "the write guard of %s can't be undone", l->path);
	if (ioctl(l->fd, LOOP_CLR_FD) && !r)
		r = err_sys(err, -errno, "%s can't be detached", l->path);
	close(l->fd);
	l->fd = -1;
	return r;
}
