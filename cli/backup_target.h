/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a backup goes: a folder on a medium that is not the client's own, and in it the folder of this
 * backup. Must not read the source. */
#pragma once

#include "backup/session.h"
#include "cli/backup_unlock.h"
#include "cli/options.h"
#include "core/model/carry.h"
#include "scanners/engine/medium_client.h"

struct backup_target {
	int dirfd;   /* -1: nothing is to be written (plan) */
	int session; /* the folder of this backup, -1 before */
	char name[SESSION_NAME_MAX];
	int64_t now;
	int zone;
	/* A disk of the owner's by --medium: made writable by the broker. */
	bool by_broker, used; /* used: the broker has or had something of it open for us */
	bool lifted;
	int broker;
	struct carry_target medium; /* of a locked one: what is inside */
	struct backup_unlock lock;
	struct medium served; /* what no kernel here knows (NTFS) */
	struct crew_options crew;
	bool unclean; /* Windows has not finished with it: refused */
};

/* Opens o->to, if it is given. Refuses a folder inside of the source or on the source's disk. As root it
 * makes or hands over the backup's folder at once, for the user that this process becomes.
 * ret_file_max: what a file may be there at most (FAT), 0 without a limit. */
NODISCARD int backup_target_open(struct backup_target *t, const struct options *o, int64_t now,
				 int *ret_zone, uint64_t *ret_file_max, struct err *err);
/* The same of o->medium, through the broker, for the user that this process is by now. */
NODISCARD int backup_target_medium(struct backup_target *t, const struct options *o,
				   uint64_t *ret_file_max, struct err *err);
/* All of it is on the medium and its write guard is set again, then opened once more for reading.
 * For a folder there is nothing to do. After an error nothing is open. */
NODISCARD int backup_target_settle(struct backup_target *t, struct err *err);
/* The medium is out, or another one. */
bool backup_target_gone(const struct backup_target *t);
/* The same, after it refused with code: the first that is heard of a disk that was pulled out is an error in writing,
 * up to some seconds before the kernel takes its name away. Waits that long. */
bool backup_target_went(const struct backup_target *t, int code);
/* Makes the folder of this backup, or opens the newest to go on with; harmless when it is open. */
NODISCARD int backup_target_session(struct backup_target *t, const struct options *o,
				    struct err *err);
/* True when the folder dirfd is on another medium than the backup, and not in the source. */
bool backup_target_apart(const struct backup_target *t, const struct options *o, int dirfd);
/* -ENOSPC when so much does not fit; a medium that does not tell may have room. */
NODISCARD int backup_target_enough(const struct backup_target *t, uint64_t files, uint64_t bytes,
				   struct err *err);
void backup_target_done(struct backup_target *t);
