/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a backup goes: a folder on a medium that is not the client's own, and in it the folder of this
 * backup. Must not read the source. */
#pragma once

#include "backup/session.h"
#include "cli/options.h"

struct backup_target {
	int dirfd;   /* -1: nothing is to be written (plan) */
	int session; /* the folder of this backup, -1 before */
	char name[SESSION_NAME_MAX];
	int64_t now;
	int zone;
};

/* Opens o->to, if it is given. Refuses a folder inside of the source or on the source's disk. As root it
 * makes or hands over the backup's folder at once, for the user that this process becomes.
 * ret_file_max: what a file may be there at most (FAT), 0 without a limit. */
NODISCARD int backup_target_open(struct backup_target *t, const struct options *o, int64_t now,
				 int *ret_zone, uint64_t *ret_file_max, struct err *err);
/* Makes the folder of this backup, or opens the newest to go on with; harmless when it is open. */
NODISCARD int backup_target_session(struct backup_target *t, const struct options *o,
				    struct err *err);
/* Bytes that can be written; false when the medium does not tell. */
bool backup_target_room(const struct backup_target *t, uint64_t *ret);
void backup_target_done(struct backup_target *t);
