/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `kenshin backup --records` tells, as lines: folders, media, how far it is, how it ended. The
 * last one also stands in a saved check-up. */
#pragma once

#include "core/model/backup_told.h"
#include "core/record/record.h"

void record_backup_folder(const struct record_sink *s, const struct backup_told_folder *f);
void record_backup_medium(const struct record_sink *s, const struct backup_told_medium *m);
void record_backup_progress(const struct record_sink *s, const struct backup_told_progress *p);
void record_backup(const struct record_sink *s, const struct backup_told *b);
void record_backup_below(const struct record_sink *s, const struct backup_told_below *b);
void record_backup_listed(const struct record_sink *s, const struct backup_told_listed *l);
void record_backup_wish(const struct record_sink *s, const struct backup_told_wish *w);

/* One of them, as it was read. */
struct backup_record {
	enum {
		BACKUP_RECORD_NONE, /* a record of another kind */
		BACKUP_RECORD_FOLDER,
		BACKUP_RECORD_MEDIUM,
		BACKUP_RECORD_PROGRESS,
		BACKUP_RECORD_END,
		BACKUP_RECORD_BELOW,
		BACKUP_RECORD_LISTED,
		BACKUP_RECORD_WISH,
	} kind;
	struct backup_told_folder folder;
	struct backup_told_medium medium;
	struct backup_told_progress progress;
	struct backup_told end;
	struct backup_told_below below;
	struct backup_told_listed listed;
	struct backup_told_wish wish;
};

/* One line of `kenshin backup --records`, or of a choice that it is given. ERR_FORMAT for what is no record. */
NODISCARD int record_parse_backup(const char *line, size_t n, struct backup_record *ret,
				  struct err *err);

/* The keys of the verdict, for lines and the document. What is not told never reads as proven. */
void record_backup_encode(json_t *o, const struct backup_told *b);
NODISCARD int record_backup_decode(const json_t *o, struct backup_told *ret, struct err *err);
