/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kernel tells of a disk of the owner's that is plugged in. Must not open it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* The kernel's number of this very disk; 0: it tells none, or the disk is gone. */
uint64_t usb_disk_sequence(const char *disk);
/* A device of its own stands behind it, which could be pulled out: a loop device has none. */
bool usb_disk_has_plug(const char *disk);
/* Bytes of the part of it that begins at offset, 0: there is none. */
uint64_t usb_disk_part_size(const char *disk, uint64_t offset);
