/* SPDX-License-Identifier: GPL-2.0-or-later */
/* File contents into memory files, by write(): filling through a mapping is slower. */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#include "core/base/io.h"
#include "scanners/worker/reader.h"

#define CHUNK ((size_t)256 << 10)
#define PLACE ((size_t)4096) /* what is given up around an unreadable sector */
/* A dying disk takes seconds per place: after so many the rest of the file is given up. */
#define PLACES_MAX 64

int reader_memfd(void)
{
	int fd = memfd_create("contents", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (fd < 0)
		_exit(1);
	return fd;
}

static void put(int memfd, const void *buf, size_t n)
{
	if (io_write_full(memfd, buf, n) < 0)
		_exit(1);
}

/* Reads one chunk place by place, zeros where it can't. */
static void salvage(struct volume_file *f, uint8_t *buf, size_t n, uint64_t off, uint64_t *bad,
		    unsigned *places)
{
	for (size_t at = 0; at < n; at += PLACE) {
		size_t want = MIN(PLACE, n - at);
		ssize_t r = -EIO;

		if (*places < PLACES_MAX)
			r = volume_pread(f, buf + at, want, off + at, NULL);
		if (r == (ssize_t)want)
			continue;
		memset(buf + at, 0, want);
		*bad += want;
		++*places;
	}
}

void reader_copy(struct reader_server *s, struct volume_file *f, uint64_t from, uint64_t size,
		 int memfd, uint64_t *ret_bad)
{
	static uint8_t buf[CHUNK];
	unsigned places = 0;

	*ret_bad = 0;
	for (uint64_t off = 0; off < size; off += CHUNK) {
		size_t want = (size_t)MIN((uint64_t)CHUNK, size - off);
		ssize_t r = -EIO;

		if (places < PLACES_MAX)
			r = volume_pread(f, buf, want, from + off, NULL);
		if (r != (ssize_t)want)
			salvage(f, buf, want, from + off, ret_bad, &places);
		put(memfd, buf, want);
		reader_busy(s);
	}
}
