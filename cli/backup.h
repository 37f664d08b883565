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

/* A folder that is left out of one that is taken. */
struct backup_leave {
	unsigned volume;
	const char *path; /* as spelled on the disk */
	uint64_t files, bytes;
	bool uncounted; /* it could not be looked through: the numbers are no numbers */
	bool owners;    /* named by somebody, so that it is stronger than the table */
	bool used;      /* without it, it would be in the backup */
};

struct backup_choice {
	struct run_folder *folder;
	struct backup_folder *about; /* as many */
	size_t n, cap;
	uint64_t files, bytes;
	struct backup_leave *leave;
	size_t n_leave, cap_leave;
	/* For a plan: what is shown beside that, and is not taken for its own sake. */
	struct run_folder *shown;
	struct backup_folder *shown_about;
	size_t n_shown, cap_shown, not_shown; /* not_shown: more of them than we show */
	uint64_t memory_files;   /* Windows' own memory, at the top of the disk's parts */
	bool hibernated;         /* Windows was not shut down completely */
	bool users_unseen;       /* folders of users could not all be looked for */
	bool by_hand;            /* not just the usual ones */
	uint8_t hash[HASH_SIZE]; /* of what was chosen by hand */
};

/* What somebody chose, as it was given: --folder, --also and --leave, or the records on --choice-fd. */
struct backup_named {
	int part; /* -1: on whichever part of the disk it is */
	const char *path;
};
struct backup_wishes {
	bool usual;    /* the table's, too */
	bool settings; /* AppData as well, where it lies in what is taken */
	struct backup_named *take, *leave;
	size_t n_take, n_leave, cap_take, cap_leave;
	struct arena arena;
};
#define BACKUP_WISHES_MAX 2000u
/* backup_wish.c: ERR_FORMAT for a choice that is not whole: then nothing is to be copied. */
NODISCARD int backup_wishes_read(const struct options *o, struct backup_wishes *ret,
				 struct err *err);
void backup_wishes_done(struct backup_wishes *w);

/* backup_choose.c: by the table, and what w names; c's arena holds the texts. ERR_UNSUPPORTED when
 * there is nothing, or something of w is not there. */
NODISCARD int backup_choose(const struct backup_wishes *w, struct run_files *f, struct checkup *c,
			    struct backup_choice *ret, struct err *err);
/* True when a path lies in what is taken. */
bool backup_chosen(const struct backup_choice *ch, unsigned volume, const char *path);
/* The same of the files at the top of a part of the disk, outside of all folders: "." for --also. */
bool backup_top_chosen(const struct backup_choice *ch, unsigned volume);
/* backup_leave.c: where the folders to leave out are; before anything is chosen. */
NODISCARD int backup_leaves_find(const struct backup_wishes *w, struct run_files *f,
				 struct checkup *c, struct backup_choice *ch, struct err *err);
/* True when the nearest word that is said about a path is that it is left out; owners: by somebody, not by
 * ourselves. */
bool backup_left(const struct backup_choice *ch, unsigned volume, const char *path, bool owners);
/* Those below a folder, for the walk through it. */
void backup_leaves_below(const struct backup_choice *ch, struct run_folder *folder,
			 struct arena *a);
/* When all is chosen: which of them matter, and how much is in them. */
void backup_leaves_settle(struct run_files *f, struct backup_choice *ch, struct arena *a);
/* Programs' own settings in the folder of each user: they are not taken with that folder, because browsers keep
 * their lists of passwords there. */
NODISCARD int backup_leave_settings(struct run_files *f, struct checkup *c,
				    struct backup_choice *ch, struct err *err);

/* backup_below.c: the folders in one folder, with how much is in them. */
NODISCARD int backup_folders(const struct options *o, struct err *err);

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
