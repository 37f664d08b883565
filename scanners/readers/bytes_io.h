/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes in memory as a file for the libraries that read through libbfio (libevtx, libolecf). They are
 * handed out by functions of our own: libbfio's memory range (20170123, in Debian 12 and 13) reads on
 * behind its end when a file is cut. */
#pragma once

#include <libbfio.h>
#include <stdbool.h>

#include "core/base/bytes.h"

struct bytes_io {
	struct bytes file;
	uint64_t at;
	bool open;
};

/* io and the bytes must outlive *ret, which goes with libbfio_handle_free(). */
bool bytes_io_open(struct bytes_io *io, struct bytes file, libbfio_handle_t **ret);
