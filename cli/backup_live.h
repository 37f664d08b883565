/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a backup tells while it runs and when it ends, as records (--records). Without that option
 * everything here is silent. Must not decide anything. */
#pragma once

#include <pthread.h>

#include "backup/pack.h"
#include "backup/session.h"
#include "cli/backup.h"
#include "core/model/backup_told.h"

struct backup_live {
	bool on;
	struct backup_told_progress p;
	pthread_mutex_t lock;
	struct pack_progress written;      /* under the lock: the writing thread tells it */
	uint64_t whole_files, whole_bytes; /* under the lock: of parts that the medium has */
	uint64_t given;                    /* bytes handed to it */
	uint64_t kept_files, kept_bytes;   /* in the backup since before it was cut */
	uint64_t looked; /* bytes of it that were read, before anything is copied */
	int64_t told_ms;
};

void backup_live_begin(struct backup_live *l, bool on);
void backup_live_done(struct backup_live *l);
/* What was chosen, a line each, and the total of it. */
void backup_live_choice(struct backup_live *l, const struct backup_choice *choice);
/* For pack_options.progress; arg is l. */
void backup_live_written(void *arg, const struct pack_progress *p);
/* n bytes of the folder at hand were handed over, or (kept) a whole file was in it already. */
void backup_live_given(struct backup_live *l, const char *folder, uint64_t n);
void backup_live_kept(struct backup_live *l, const char *folder, uint64_t n);
/* One thing is not in it; unreadable: because it could not be read. */
void backup_live_left_out(struct backup_live *l, bool unreadable);
/* What is there of one that was cut is read, to go on with it: as backup_live_reading(). It is told as copied: that
 * is what it is, if it is whole. */
void backup_live_looking(struct backup_live *l, struct session_watch *ret);
/* That is over: what is kept of it is told by backup_live_kept(). */
void backup_live_looked(struct backup_live *l);
/* It is read back: total bytes of it. Fills what session_verify() has to be given. */
void backup_live_reading(struct backup_live *l, uint64_t total, struct session_watch *ret);
void backup_live_end(struct backup_live *l, const struct backup_told *b);
