/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The backup in a visit: what there is to copy, where to, how far it is, how it ended (S36 S38 S15 S37).
 * Pure: the app asks `kenshin backup` and tells the answers here. */
#pragma once

#include "core/base/str.h"
#include "core/model/backup_told.h"
#include "tui/visit/backing_tree.h"

#define BACKING_KINDS   8 /* lines with a tick: one digit each; 9 is for the tree */
#define BACKING_FOLDERS BACKUP_TOLD_FOLDERS /* no plan has more */
#define BACKING_MEDIA   6
#define BACKING_KEY_MAX                                                                            \
	200 /* letters of a password: Windows takes no more than 256 bytes of ASCII */
#define BACKING_TRIES 3

enum backing_step {
	BACKING_NONE,
	BACKING_PLANNING,
	BACKING_WHAT,
	BACKING_WHERE,
	BACKING_SURE,
	BACKING_KEY, /* S38: the password of a locked disk */
	BACKING_RUNNING,
	BACKING_STOPPING,
	BACKING_OVER,
	BACKING_STEPS,
};

/* Folders that people call the same, of all users. */
struct backing_kind {
	char words[BACKUP_TOLD_TEXT + 1]; /* message id; "": the rest, or what has no name */
	unsigned folders;
	uint64_t files, bytes, cloud;
	bool on, unread;
	bool offered; /* not taken unless somebody says yes */
};

struct backing {
	enum backing_step step;
	/* what: folder and kind_of have room for BACKING_FOLDERS once there is one */
	struct backup_told_folder *folder;
	unsigned *kind_of;
	unsigned n_folders;
	bool many; /* there are more of them */
	struct backing_kind kind[BACKING_KINDS];
	unsigned n_kinds;
	struct backing_tree tree; /* single folders */
	/* where */
	bool looking, looked;
	unsigned n, n_next;
	struct backup_told_medium medium[BACKING_MEDIA], next[BACKING_MEDIA]; /* next: comes in */
	struct backup_told_medium to;                                         /* the chosen one */
	/* Of a locked one: in memory for as long as it may be needed again (it came out), then wiped. Never
	 * kept with the case: after a fall it is asked for. */
	char key[BACKING_KEY_MAX + 1];
	bool key_shown;
	unsigned tries; /* that did not open it */
	/* how far */
	bool resume;  /* goes on with the newest one on it */
	bool asking;  /* S15: stop here? */
	bool waiting; /* it came out, and is waited for */
	bool erase;   /* S22: it is closed before all is erased */
	struct backup_told_progress progress;
	unsigned permille; /* never moves back */
	int minutes_left;  /* -1: not known yet */
	int64_t since_ms, left_ms;
	unsigned since_permille;
	/* how it ended */
	struct backup_told told;
	bool seen; /* S37 was shown since */
};

struct visit;

bool backing_busy(const struct visit *v);
/* Why not in this visit: translated, or NULL when it can be done. */
const char *backing_why_not(const struct visit *v);
/* S13's line: which page it begins with, and what has to be asked for it. */
enum screen_id backing_begin(struct visit *v);
/* From the beginning, with the folders as they are. */
void backing_where(struct visit *v);

void backing_folder(struct visit *v, const struct backup_told_folder *f);
/* No further folder comes. */
void backing_planned(struct visit *v);
void backing_look(struct visit *v);
void backing_found(struct visit *v, const struct backup_told_medium *m);
/* What is plugged in was told whole. A disk that is waited for is gone on with at once. */
void backing_looked(struct visit *v);

/* All that is ticked, single folders too. */
void backing_sum(const struct visit *v, uint64_t *ret_files, uint64_t *ret_bytes);
/* True when nothing was switched off that is usually taken: then none of that has to be named. */
bool backing_all(const struct visit *v);
/* How many lines less would fit on m; 0: it fits, or nobody can tell. As many as there are: nothing does. */
unsigned backing_less(const struct visit *v, const struct backup_told_medium *m);
/* Folder i of the groups is wanted. */
bool backing_wanted(const struct visit *v, unsigned i);
/* What people call the folder at hand; "" when it has no name. A message id. */
const char *backing_at_hand(const struct visit *v);

/* A locked disk of which the password is not known asks for that first. */
void backing_start(struct visit *v, bool resume);
/* True when it opens only with a password. */
bool backing_locked(const struct backup_told_medium *m);
/* With the one that was cut: at once when its disk is there, else when it comes back. */
void backing_again(struct visit *v);
void backing_stop(struct visit *v);
void backing_progress(struct visit *v, const struct backup_told_progress *p);
void backing_ended(struct visit *v, const struct backup_told *b);

/* Kept with the case, so that a fallen kiosk finds it again. take: false when it is not as it was written;
 * a key of somebody else's is none. */
void backing_keep(const struct visit *v, struct str *out);
bool backing_take(struct visit *v, const char *key, const char *value);

void backing_done(struct backing *b);
