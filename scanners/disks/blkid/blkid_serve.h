/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The worker that looks at the first bytes of a disk with libblkid: tables of partitions and
 * what lies in each part. Runs with all walls up on a descriptor opened read-only; opens nothing,
 * asks no ioctl. Answers once (blkid_wire.h) and ends. */
#pragma once

#include <stddef.h>

/* arg: "SIZE [SECTOR]" in bytes; without SECTOR 512 is tried, then 4096. fds[0]: the disk. */
int serve_blkid(int sock, const char *arg, const int *fds, size_t n_fds);
