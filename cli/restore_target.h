/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where files out of a backup may go: a folder that is not on a client's own disk, nor on Kenshin's
 * stick, nor in the backup. Putting them back onto the PC's own disk is another matter and asks for
 * another consent. */
#pragma once

#include "cli/options.h"
#include "core/base/err.h"

/* Opens the folder. session: that of the backup. */
NODISCARD int restore_target_open(const char *path, int session, struct err *err);

/* The disk that it lies on, to be looked at for a Windows: "/dev/sdb" into ret, "" when it is none
 * (memory, a file on a server). */
void restore_target_disk(int dirfd, char *ret, size_t size);

/* run_disks() of that disk; -EPERM when it has a Windows. One that this user may not open is not
 * looked at: *ret_unseen. */
NODISCARD int restore_target_look(const struct options *o, const char *disk, int source_fd,
				  bool *ret_unseen, struct err *err);
