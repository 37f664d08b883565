/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The disk that Kenshin was started from, when it was started from its stick: the stick's start
 * writes the kernel name there. Elsewhere the file is absent, and nothing is the stick. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define STICK_FILE "/run/kenshin/stick-disk"

/* True when name ("sdb") is on a line of the file; file NULL: STICK_FILE. */
bool stick_is(const char *file, const char *name);
/* The same for a device number: the disk itself or one of its partitions. */
bool stick_is_device(const char *file, dev_t device);
