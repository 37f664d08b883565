/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What backup_run.c and backup_source.c share: a backup that is being taken. Private to them. */
#pragma once

#include "cli/backup.h"
#include "cli/backup_live.h"
#include "cli/backup_seal.h"
#include "cli/backup_signs.h"
#include "cli/backup_target.h"
#include "cli/faces.h"

#define BACKUP_USERS "Users" /* which could not all be looked for */

struct backing_up {
	const struct options *o;
	struct backup_target target;
	struct backup_wishes wishes;
	struct backup_choice choice;
	struct manifest_head head;
	char source[400];
	struct manifest manifest;
	struct session_resume resume;
	struct backup_seal seal;
	struct walk walk; /* of a sealed one */
	struct pack *pack;
	bool begun;                  /* the folder of this backup is open, its list begun */
	uint64_t left;               /* bytes of the file at hand that are still to come */
	const struct run_folder *in; /* the folder at hand */
	struct backup_signs signs;
	uint64_t left_out[SESSION_REASONS_MAX];
	struct backup_live live;
	struct backup_told told;
	bool at_target;    /* what went wrong did so where it is written */
	bool other_source; /* what was cut is of another one */
	bool no_signs;     /* nobody could tell which files have a sign of a virus */
	bool read_back;    /* all is written, it is being read back */
};

/* r as it was; an error is one of the place that is written to. */
static inline int at_target(struct backing_up *b, int r)
{
	b->at_target = b->at_target || r < 0;
	return r;
}

/* One entry of the source into the proof of how far it came. */
void backup_walk_item(struct walk *w, const struct reader_item *item);
void backup_walk_lost(struct walk *w, const char *path);
/* A folder that could not be looked at: left out, or it was so when the backup was cut. */
int backup_lose_folder(struct backing_up *b, const char *path, struct err *err);
/* A folder that was not chosen, likewise. */
int backup_leave_folder(struct backing_up *b, const struct backup_leave *l, struct err *err);
/* backup_seal_resume.c: before anything is copied. */
NODISCARD int backup_seal_resume(struct backing_up *b, struct run_files *f, struct err *err);

/* Into the list of what is left out; word: of backup/left_out.def; size UINT64_MAX: not known. */
int backup_leave_out(struct backing_up *b, const char *path, const char *word, uint64_t size,
		     const char *sign, struct err *err);

/* What the source gives, packed: for struct run_files_sink, arg being the struct backing_up. */
int backup_on_item(void *arg, const struct run_folder *in, const struct reader_item *item,
		   bool bytes, struct err *err);
void *backup_on_memory(void *arg, const uint8_t *p, size_t n);
void backup_on_forget(void *arg, void *memory);
int backup_on_piece(void *arg, void *memory, const uint8_t *at, size_t n, uint64_t bad,
		    struct err *err);
int backup_on_lost(void *arg, const struct run_folder *folder, const struct err *why,
		   struct err *err);
