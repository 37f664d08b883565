/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The folders of the PC's disk as a tree, and what of it was ticked or unticked beside the groups of S36 (S50).
 * What is said nearest above a folder counts: of a group that is taken a folder can be left out, and one of it
 * be taken all the same. Pure: the app asks `kenshin backup folders`, one folder at a time. */
#pragma once

#include "core/base/str.h"
#include "core/model/backup_told.h"

#define BACKING_NODES  6000 /* that were opened and are in memory */
#define BACKING_POINTS 400  /* single folders that can be said something about */
#define TREE_ROWS      9    /* that show at a time: a digit each */

struct backing_node {
	char *name, *path; /* as on the disk: escaped when shown. path NULL: it cannot be chosen */
	int part, parent;  /* parent: -1 for a part of the disk */
	unsigned depth;
	unsigned first, n;                  /* its folders, once they were told */
	uint64_t files, bytes, cloud, more; /* more: of its folders are not shown */
	bool counted, unread;               /* its own numbers */
	bool open, listed, list_unread;
	bool settings; /* programs' own: not for the kiosk, whose backup has no lock */
};

/* One word about one folder. */
struct backing_point {
	char *path;
	int part;
	bool take;
	uint64_t files, bytes;
	bool unknown; /* they are not counted, or not whole */
};

struct backing_tree {
	struct backing_node *node;
	unsigned n;
	unsigned top;        /* the first line that shows */
	bool begun;          /* the parts of the disk were asked for */
	bool listed, unread; /* they were told; they could not be */
	bool asking;         /* `kenshin backup folders` is at it */
	int asked;           /* about this one; -1: the parts of the disk */
	struct backing_point *point;
	unsigned n_points;
};

struct visit;

enum backing_mark { BACKING_NO, BACKING_YES, BACKING_PART };

/* Why not: translated, or NULL when it can be opened. */
const char *backing_tree_why_not(const struct visit *v);
/* From S36 into it. */
void backing_tree_begin(struct visit *v);
/* The lines that there are, with the opened folders; i is counted from 0. */
unsigned backing_tree_rows(const struct visit *v);
const struct backing_node *backing_tree_row(const struct visit *v, unsigned i);
/* The first of the nine that show: the line of the cursor is among them. */
unsigned backing_tree_top(const struct visit *v);
void backing_tree_keep_top(struct visit *v); /* the cursor was moved */
void backing_tree_open(struct visit *v, unsigned row);
void backing_tree_close(struct visit *v, unsigned row); /* a closed one: its parent's line */
/* The other way round. False: nothing can be said about that line. */
bool backing_tree_tick(struct visit *v, unsigned row);
/* True of a part of the disk that is a group as a whole: a disk of data. Others are chosen folder by folder. */
bool backing_tree_whole(const struct visit *v, const struct backing_node *part);
enum backing_mark backing_tree_mark(const struct visit *v, const struct backing_node *n);

/* What the child told. asked: it ended. */
void backing_below(struct visit *v, const struct backup_told_below *b);
void backing_listed(struct visit *v, const struct backup_told_listed *l);
void backing_asked(struct visit *v);
/* It is about to be asked: false when there is nothing to ask for. ret: the folder, or part -1 for the parts of
 * the disk. What was under way is forgotten, as far as it is not whole. */
bool backing_ask(struct visit *v, struct backup_told_wish *ret);

/* A group with all its folders. */
enum backing_mark backing_kind_mark(const struct visit *v, unsigned kind);
void backing_kind_tick(struct visit *v, unsigned kind);
/* How much the single folders add to what the groups hold, and take from it. unknown: not all is counted. */
struct backing_more {
	uint64_t plus_files, plus_bytes, minus_files, minus_bytes;
	unsigned taken, left; /* single folders */
	bool unknown;
};
void backing_more(const struct visit *v, struct backing_more *ret);

/* The choice as `kenshin backup run --choice-fd` takes it, a line each. False: it does not fit. */
bool backing_choice(const struct visit *v, struct str *out);

void backing_tree_done(struct backing_tree *t);
