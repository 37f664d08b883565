/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is told of a backup while it is planned, taken and proven, as records, screens and the sheet
 * have it. Plain records: must not touch a disk, must not know how a backup is made. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/util.h"

enum backup_end {
#define BACKUP_END(name, id, words, what_to_do) BACKUP_##name,
#include "core/model/backup_told.def"
#undef BACKUP_END
	BACKUP_ENDS,
};

#define BACKUP_TOLD_TEXT    96   /* bytes of a disk's own words that are kept, without the NUL */
#define BACKUP_TOLD_PATH    400  /* of a folder's path */
#define BACKUP_TOLD_FOLDERS 2200 /* in a plan */
#define BACKUP_TOLD_WHY     12   /* reasons for which things were left out */

/* A folder of the source that can be backed up. Texts come from a disk: escaped when shown. */
struct backup_told_folder {
	char path[BACKUP_TOLD_PATH + 1];  /* for --folder; "" when it is too long for that */
	char words[BACKUP_TOLD_TEXT + 1]; /* message id: "Documents"; "" for one that was named */
	char user[BACKUP_TOLD_TEXT + 1];  /* "" when it is nobody's own */
	uint64_t files, bytes;
	uint64_t cloud; /* further files of which only the name is there */
	bool ticked;    /* taken unless somebody says no */
	bool unread;    /* it could not be looked through: the numbers are no numbers */
	int part;       /* of the disk, counted from 0; -1: not told */
};

#define BACKUP_TOLD_DEEP 1200 /* of a path in a choice */
#define BACKUP_TOLD_NAME 780  /* of one name in it: 255 letters of Japanese and a little */

/* A folder in the folder that was asked about. Its name comes from a disk: escaped when shown. */
struct backup_told_below {
	unsigned row; /* its place among them, by name */
	int part;     /* as above */
	char name[BACKUP_TOLD_NAME +
		  1]; /* of a part of the disk: its label; "" when it does not fit */
	uint64_t files, bytes, cloud;
	bool counted; /* false: its numbers are still to come */
	bool
	    unread; /* it could not be looked through, or not all of it: the numbers are too small */
	bool settings; /* programs' own (AppData): only the command line takes it */
};

/* All of its names were told; how much is in them follows. */
struct backup_told_listed {
	bool unread;   /* it could not be listed */
	uint64_t more; /* folders that are not told of: there are too many */
};

enum backup_wish {
	BACKUP_WISH_USUAL, /* the usual folders are taken; no path */
	BACKUP_WISH_TAKE,  /* "." for the path: the files at the top of that part */
	BACKUP_WISH_LEAVE,
	BACKUP_WISHES,
};

/* What somebody chose, folder by folder: the nearest word above a file counts. */
struct backup_told_wish {
	enum backup_wish what;
	int part;
	char path[BACKUP_TOLD_DEEP + 1]; /* "": all of that part */
};

/* A disk or USB memory that a backup may go to. */
struct backup_told_medium {
	char name[32];                     /* kernel name: "sdb" */
	char target[BACKUP_TOLD_TEXT + 1]; /* for --medium; "" when it cannot be written to */
	/* The disk's own words; "" when it tells none. */
	char model[BACKUP_TOLD_TEXT + 1], serial[BACKUP_TOLD_TEXT + 1], label[BACKUP_TOLD_TEXT + 1];
	char uuid[BACKUP_TOLD_TEXT + 1]; /* of its file system */
	char type[16];                   /* "exfat" */
	uint64_t size, room;             /* bytes; room UINT64_MAX: not told */
	enum backup_end reason;          /* why it cannot be written to, or BACKUP_NONE */
};

/* The same disk, by all that it tells of itself: it may have come back under another name. */
bool backup_told_same_medium(const struct backup_told_medium *a,
			     const struct backup_told_medium *b);

struct backup_told_progress {
	bool reading;                                    /* all is written, it is being read back */
	char folder[BACKUP_TOLD_PATH + 1];               /* at hand: its path */
	uint64_t files, files_total, bytes, bytes_total; /* copied, of the source */
	/* Bytes as they are on the medium; files: of parts that came back the same. */
	uint64_t same_files, same_bytes, same_total;
	uint64_t unreadable, left_out;
};

enum backup_state {
	BACKUP_STATE_NOT,        /* none was taken */
	BACKUP_STATE_INCOMPLETE, /* it did not come to its end */
	BACKUP_STATE_NOT_PROVEN, /* it did, but not all was read back and found the same */
	BACKUP_STATE_PROVEN,
	BACKUP_STATES,
};

/* How it ended. */
struct backup_told {
	enum backup_state state;
	enum backup_end reason;
	int64_t started;
	char folder[BACKUP_TOLD_TEXT + 1]; /* its folder on the medium */
	uint64_t files, bytes;             /* in it, of whole parts */
	uint64_t stored;                   /* bytes on the medium */
	uint64_t damaged;                  /* files with places that could not be read */
	uint64_t unreadable;               /* files and folders that could not be read at all */
	uint64_t left_out;                 /* all that is not in it, the unreadable too */
	uint64_t changed;                  /* files that did not come back as they were written */
	uint64_t restored; /* brought back as a test, the same; UINT64_MAX: not tried */
	struct {
		char words[2 * BACKUP_TOLD_TEXT]; /* message id */
		uint64_t count;
	} why[BACKUP_TOLD_WHY]; /* of left_out */
	unsigned n_why;
};

/* What is needed on the medium at most: nothing is made smaller in this reckoning. */
uint64_t backup_told_need(uint64_t files, uint64_t bytes);

/* 0 to 1000: half of it is copied, half is read back. 1000 only when both are all. */
unsigned backup_told_permille(const struct backup_told_progress *p);

const char *backup_end_name(enum backup_end r);
bool backup_end_from_name(const char *name, enum backup_end *ret);
/* Message ids: what happened, and what to do. */
const char *backup_end_words(enum backup_end r);
const char *backup_end_help(enum backup_end r);
const char *backup_wish_name(enum backup_wish w);
bool backup_wish_from_name(const char *name, enum backup_wish *ret);
const char *backup_state_name(enum backup_state s);
bool backup_state_from_name(const char *name, enum backup_state *ret);
