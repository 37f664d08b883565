/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See bytes_io.h. */
#include "scanners/readers/bytes_io.h"

#include <stdio.h>
#include <string.h>

#include "core/base/util.h"

/* Functions of libbfio's: the handle is a struct bytes_io, 1 is success. */
static int source_free(intptr_t **io UNUSED, libbfio_error_t **error UNUSED)
{
	return 1;
}

static int source_clone(intptr_t **to UNUSED, intptr_t *from UNUSED, libbfio_error_t **error UNUSED)
{
	return -1;
}

static int source_open(intptr_t *io, int flags, libbfio_error_t **error UNUSED)
{
	struct bytes_io *s = (void *)io;

	s->at = 0;
	s->open = true;
	return flags == LIBBFIO_OPEN_READ ? 1 : -1;
}

static int source_close(intptr_t *io, libbfio_error_t **error UNUSED)
{
	struct bytes_io *s = (void *)io;

	s->open = false;
	return 0;
}

static ssize_t source_read(intptr_t *io, uint8_t *to, size_t n, libbfio_error_t **error UNUSED)
{
	struct bytes_io *s = (void *)io;

	if (s->at >= s->file.n)
		return 0;
	n = MIN(n, s->file.n - (size_t)s->at);
	memcpy(to, s->file.p + s->at, n);
	s->at += n;
	return (ssize_t)n;
}

static ssize_t source_write(intptr_t *io UNUSED, const uint8_t *from UNUSED, size_t n UNUSED,
			    libbfio_error_t **error UNUSED)
{
	return -1;
}

static off64_t source_seek(intptr_t *io, off64_t offset, int whence, libbfio_error_t **error UNUSED)
{
	struct bytes_io *s = (void *)io;
	int64_t from = whence == SEEK_SET   ? 0
		       : whence == SEEK_CUR ? (int64_t)s->at
					    : (int64_t)s->file.n;

	if (offset < -from || offset > INT64_MAX - from)
		return -1;
	s->at = (uint64_t)(from + offset);
	return (off64_t)s->at;
}

static int source_exists(intptr_t *io UNUSED, libbfio_error_t **error UNUSED)
{
	return 1;
}

static int source_is_open(intptr_t *io, libbfio_error_t **error UNUSED)
{
	struct bytes_io *s = (void *)io;

	return s->open;
}

static int source_size(intptr_t *io, size64_t *ret, libbfio_error_t **error UNUSED)
{
	struct bytes_io *s = (void *)io;

	*ret = s->file.n;
	return 1;
}

bool bytes_io_open(struct bytes_io *io, struct bytes file, libbfio_handle_t **ret)
{
	*io = (struct bytes_io){ .file = file };
	return libbfio_handle_initialize(ret, (intptr_t *)io, source_free, source_clone,
					 source_open, source_close, source_read, source_write,
					 source_seek, source_exists, source_is_open, source_size,
					 LIBBFIO_FLAG_IO_HANDLE_NON_MANAGED |
					     LIBBFIO_FLAG_IO_HANDLE_CLONE_BY_FUNCTION,
					 NULL) == 1;
}
