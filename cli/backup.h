/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of kenshin backup share. Private to cli/backup_*.c and cmd_backup.c. */
#pragma once

#include "backup/pack.h"
#include "backup/session.h"
#include "cli/options.h"
#include "core/model/backup_told.h"
#include "scanners/engine/run_files.h"

/* A chosen folder with how much is in it. */
struct backup_folder {
	struct reader_totals totals;
	const char *words; /* message id, or NULL for one that was named */
	const char *user;  /* "" when it is nobody's own */
	bool uncounted;    /* it could not be looked through */
	bool database;     /* its program's own backup is better than a copy of its files */
	bool inside;       /* of what is shown: it lies in a folder that is taken */
};

struct backup_choice {
	struct run_folder *folder;
	struct backup_folder *about; /* as many */
	size_t n, cap;
	uint64_t files, bytes;
	/* For a plan: what is shown beside that, and is not taken for its own sake. */
	struct run_folder *shown;
	struct backup_folder *shown_about;
	size_t n_shown, cap_shown, not_shown; /* not_shown: more of them than we show */
	uint64_t memory_files; /* Windows' own memory, at the top of the disk's parts */
	bool hibernated;       /* Windows was not shut down completely */
	bool users_unseen;     /* folders of users could not all be looked for */
};

/* backup_choose.c: by the table, or what o names; c's arena holds the texts. ERR_UNSUPPORTED when
 * there is nothing. */
NODISCARD int backup_choose(const struct options *o, struct run_files *f, struct checkup *c,
			    struct backup_choice *ret, struct err *err);
/* True when a path lies in what is taken. */
bool backup_chosen(const struct backup_choice *ch, unsigned volume, const char *path);
/* The same of the files at the top of a part of the disk, outside of all folders: "." for --also. */
bool backup_top_chosen(const struct backup_choice *ch, unsigned volume);
/* backup_offer.c: what is there beside the choice, and what can never be in a backup. Only for a choice by the
 * table. What cannot be listed is not shown: the folders that were chosen are told by themselves. */
void backup_offer(struct run_files *f, struct checkup *c, struct backup_choice *ch);
void backup_show(struct run_files *f, struct backup_choice *ch, unsigned volume, const char *path,
		 const struct backup_folder *about);
/* How many files lie at the top of a part of the disk, without those in which Windows keeps its own memory;
 * ret_memory: so many of these. Uses a. */
NODISCARD int backup_count_top(struct run_files *f, unsigned volume, struct arena *a,
			       struct reader_totals *ret, uint64_t *ret_memory);
#define BACKUP_TOP_WORDS   N_("Files that lie in no folder")
#define BACKUP_ENTRIES_MAX 20000u /* of one folder that is looked through for folders */
#define BACKUP_SHOWN_MAX   200u
void backup_choice_done(struct backup_choice *choice);

/* backup_open.c: the folder of a backup, or one in which backups lie: then the newest, and ret_name says which
 * ("": path itself). Returns a descriptor. */
NODISCARD int backup_open(const char *path, char ret_name[SESSION_NAME_MAX], struct err *err);

/* backup_run.c */
NODISCARD int backup_run(const struct options *o, struct err *err);
/* backup_media.c: the owner's disks that a backup could go to. */
NODISCARD int backup_media(const struct options *o, struct err *err);

/* backup_end.c: how it ended, for the record that says so. */
struct backup_target;
struct backup_live;
struct backup_ended {
	struct backup_target *target;
	const struct backup_live *live;
	bool at_target, read_back, no_signs, other_source;
	const uint64_t *left_out; /* by word */
	int code;                 /* 0 or negative errno of the run */
	enum err_kind kind;
};
void backup_told_verdict(struct backup_told *ret, const struct session_verdict *v);
void backup_told_end(struct backup_told *ret, const struct backup_ended *e);
/* Bytes of all parts that the list of a backup names; 0 when it cannot be read. */
uint64_t backup_stored(int session);
/* True for words of left_out.def that stand for "could not be read". */
bool backup_unreadable(const char *word);

/* backup_restore.c */
NODISCARD int backup_restore(const struct options *o, struct err *err);

/* backup_tell.c: words on standard output. */
void backup_tell_choice(const struct backup_choice *choice, struct str *out);
/* The same with all that is beside it, for somebody who is still deciding. */
void backup_tell_plan(const struct backup_choice *choice, struct str *out);
/* What the check for viruses before the copying saw: n files with a sign; c: its gaps say why some were
 * not looked at. */
void backup_tell_looked(const struct manifest_head *head, size_t n, const struct checkup *c,
			struct str *out);
void backup_tell_counts(const struct manifest_end *end, struct str *out);
/* Of one that was gone on with: how many parts were kept. Nothing of another. */
void backup_tell_resumed(const struct session_resume *r, struct str *out);
void backup_tell_verdict(const char *name, const struct session_verdict *v, struct str *out);

#define BACKUP_TEXT_MAX ((size_t)1 << 20)
