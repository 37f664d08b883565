/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What libntfs-3g takes for a disk: a part of a descriptor, read by pread, with one place redirected to
 * another when the file table and its mirror differ. Written to only where the owner chose it as the
 * place of a backup (ntfs_medium.c): the reader's walls have no call that writes. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "core/base/io.h"
#include "scanners/readers/volume_ntfs.h"

struct device_state {
	struct ntfs_source *source;
	s64 at; /* for read and seek */
};

static ssize_t raw_read(const struct ntfs_source *s, void *buf, size_t n, uint64_t off)
{
	if (off >= s->size)
		return 0;
	return io_pread_full(s->fd, buf, (size_t)MIN(n, s->size - off), s->offset + off);
}

ssize_t ntfs_source_read(const struct ntfs_source *s, void *buf, size_t n, uint64_t off)
{
	uint64_t begin = MAX(off, s->to), end = MIN(off + n, s->to + s->length);
	ssize_t got = raw_read(s, buf, n, off), more;

	if (s->held && got > 0)
		ntfs_held_read(s->held, buf, (size_t)got, off);

	if (got < 0 || begin >= end || end > off + (uint64_t)got)
		return got;
	more = raw_read(s, (uint8_t *)buf + (begin - off), (size_t)(end - begin),
			s->from + (begin - s->to));
	return more < 0 ? more : got;
}

/* File table, mirror and size of what the mirror holds, from the boot sector. */
static bool places(const struct ntfs_source *s, uint64_t *mft, uint64_t *mirror, uint64_t *length)
{
	uint8_t boot[512], per_cluster, record;
	struct bytes b = bytes_of(boot, sizeof(boot));
	uint16_t sector;
	uint64_t cluster, bytes;

	if (raw_read(s, boot, sizeof(boot), 0) != sizeof(boot) || !bytes_u16le(b, 0x0b, &sector) ||
	    !bytes_u8(b, 0x0d, &per_cluster) || !bytes_u8(b, 0x40, &record) ||
	    !bytes_u64le(b, 0x30, mft) || !bytes_u64le(b, 0x38, mirror))
		return false;
	cluster = per_cluster > 0x80 ? 1ull << MIN(256 - per_cluster, 31) : per_cluster;
	cluster *= sector;
	bytes = record >= 0x80 ? 1ull << MIN(256 - record, 31) : record * cluster;
	if (!cluster || cluster > 2 << 20 || bytes < 512 || bytes > 65536)
		return false;
	*length = 4 * bytes;
	if (*mft > s->size / cluster || *mirror > s->size / cluster)
		return false;
	*mft *= cluster;
	*mirror *= cluster;
	return *mft != *mirror && *mft + *length <= s->size && *mirror + *length <= s->size;
}

bool ntfs_source_redirect(struct ntfs_source *s, enum ntfs_overlay how)
{
	uint64_t mft, mirror, length;

	s->to = s->from = s->length = 0;
	if (how == NTFS_PLAIN)
		return true;
	if (!places(s, &mft, &mirror, &length))
		return false;
	s->to = how == NTFS_MIRROR_REDIRECTED ? mirror : mft;
	s->from = how == NTFS_MIRROR_REDIRECTED ? mft : mirror;
	s->length = length;
	return true;
}

static struct device_state *state_of(struct ntfs_device *dev)
{
	return dev->d_private;
}

static int op_open(struct ntfs_device *dev, int flags)
{
	(void)flags;
	NDevSetOpen(dev);
	if (!state_of(dev)->source->writable)
		NDevSetReadOnly(dev);
	return 0;
}

static int op_close(struct ntfs_device *dev)
{
	dev->d_state &= ~(1ul << ND_Open);
	free(dev->d_private);
	dev->d_private = NULL;
	return 0;
}

static s64 op_seek(struct ntfs_device *dev, s64 offset, int whence)
{
	struct device_state *d = state_of(dev);
	s64 base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? d->at : (s64)d->source->size;

	if (__builtin_add_overflow(base, offset, &base) || base < 0) {
		errno = EINVAL;
		return -1;
	}
	return d->at = base;
}

static s64 op_pread(struct ntfs_device *dev, void *buf, s64 count, s64 offset)
{
	ssize_t n;

	if (count < 0 || offset < 0) {
		errno = EINVAL;
		return -1;
	}
	n = ntfs_source_read(state_of(dev)->source, buf, (size_t)count, (uint64_t)offset);
	if (n < 0) {
		errno = EIO;
		return -1;
	}
	return n;
}

static s64 op_read(struct ntfs_device *dev, void *buf, s64 count)
{
	s64 n = op_pread(dev, buf, count, state_of(dev)->at);

	if (n > 0)
		state_of(dev)->at += n;
	return n;
}

static int refuse(int code)
{
	errno = code;
	return -1;
}

/* All of it, or an error after which the volume is not called whole any more. */
int ntfs_source_write(struct ntfs_source *s, const void *buf, size_t n, uint64_t off)
{
	size_t done = 0;

	while (done < n) {
		ssize_t put = pwrite(s->fd, (const uint8_t *)buf + done, n - done,
				     (off_t)(s->offset + off + done));

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0) { /* whatever its disk says: no word of the file system's own */
			s->hurt = true;
			return -EIO;
		}
		done += (size_t)put;
	}
	s->unsynced += n;
	return 0;
}

int ntfs_source_sync(struct ntfs_source *s)
{
	if (!s->writable || !s->unsynced)
		return 0;
	if (fdatasync(s->fd) < 0) {
		s->hurt = true;
		return -EIO;
	}
	s->unsynced = 0;
	return 0;
}

static s64 op_pwrite(struct ntfs_device *dev, const void *buf, s64 count, s64 offset)
{
	struct ntfs_source *s = state_of(dev)->source;
	int r = 0;

	if (!s->writable)
		return refuse(EROFS);
	if (count < 0 || offset < 0 || (uint64_t)offset > s->size ||
	    (uint64_t)count > s->size - (uint64_t)offset)
		return refuse(EINVAL);
	if (s->held)
		ntfs_held_write(s->held, buf, (size_t)count, (uint64_t)offset);
	else
		r = ntfs_source_write(s, buf, (size_t)count, (uint64_t)offset);
	return r < 0 ? refuse(-r) : count;
}

static s64 op_write(struct ntfs_device *dev, const void *buf, s64 count)
{
	s64 n = op_pwrite(dev, buf, count, state_of(dev)->at);

	if (n > 0)
		state_of(dev)->at += n;
	return n;
}

static int op_sync(struct ntfs_device *dev)
{
	int r = ntfs_source_sync(state_of(dev)->source);

	return r < 0 ? refuse(-r) : 0;
}

static int op_stat(struct ntfs_device *dev, struct stat *ret)
{
	(void)dev, (void)ret;
	errno = ENOTSUP;
	return -1;
}

/* Without an answer the library takes the sector size of the boot sector. */
static int op_ioctl(struct ntfs_device *dev, unsigned long request, void *arg)
{
	(void)dev, (void)request, (void)arg;
	errno = EOPNOTSUPP;
	return -1;
}

struct ntfs_device *ntfs_source_device(struct ntfs_source *s)
{
	static struct ntfs_device_operations ops = {
		.open = op_open,
		.close = op_close,
		.seek = op_seek,
		.read = op_read,
		.write = op_write,
		.pread = op_pread,
		.pwrite = op_pwrite,
		.sync = op_sync,
		.stat = op_stat,
		.ioctl = op_ioctl,
	};
	struct device_state *d = xcalloc(1, sizeof(*d));
	struct ntfs_device *dev;

	d->source = s;
	dev = ntfs_device_alloc("volume", 0, &ops, d);
	if (!dev)
		abort();
	return dev;
}
