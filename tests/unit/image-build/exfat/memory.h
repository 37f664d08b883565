/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes in memory as the source of a file system, and what its files held. */
#pragma once

#include <errno.h>
#include <string.h>

#include "image-build/exfat/source.h"

struct memory {
	const uint8_t *p;
	size_t n;
};

static inline int memory_get(void *arg, uint64_t off, void *p, size_t n, struct err *err)
{
	const struct memory *m = arg;

	if (off > m->n || n > m->n - off)
		return err_set(err, ERR_IO, -EIO, "outside");
	memcpy(p, m->p + off, n);
	return 0;
}
