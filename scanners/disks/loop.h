/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Loop devices of our own for image files: read-only from the first moment, gone by themselves
 * when the last user closes. Needs root. Must not touch a loop device that it did not set up. */
#pragma once

#include <stdint.h>

#include "core/base/err.h"

struct loop {
	int fd;        /* O_RDONLY on the device; holds it: closing it lets the device go */
	char path[32]; /* "/dev/loop7" */
};

/* image_fd: opened O_RDONLY. size 0: to the end of the file. sector 0: 512. */
NODISCARD int loop_attach(int image_fd, uint64_t offset, uint64_t size, unsigned sector,
			  struct loop *ret, struct err *err);
/* Undoes a write guard and detaches; harmless when fd is -1. */
NODISCARD int loop_detach(struct loop *l, struct err *err);
