/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The worker that looks at the first bytes of a disk with libblkid: tables of partitions and
 * what lies in each part. Runs with all walls up on a descriptor opened read-only; opens nothing,
 * asks no ioctl. Answers once (blkid_wire.h) and ends. */
#pragma once

#include <stddef.h>

#include "scanners/disks/blkid_wire.h"

/* arg: "SIZE [SECTOR]" in bytes; without SECTOR 512 is tried, then 4096. fds[0]: the disk. */
int serve_blkid(int sock, const char *arg, const int *fds, size_t n_fds);

/* The looking alone. v: room for BLKID_VOLUMES_MAX; head->n of them are filled. */
void blkid_serve_look(int fd, uint64_t size, unsigned sector, struct blkid_head *head,
		      struct blkid_volume *v);
