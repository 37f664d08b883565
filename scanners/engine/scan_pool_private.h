/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What scan_pool*.c share. Private to them. */
#pragma once

#include "scanners/engine/scan_pool.h"

#define POOL_AHEAD 2 /* pieces a scanner may hold: it never waits for the reader */

/* A batch of the reader, kept until its last file is answered for. */
struct pool_batch {
	struct arena arena;
	struct reader_batch read;
	uint64_t bytes;
	size_t open; /* files not answered for */
};

/* Files of one batch that are sent together; at: the first without a verdict. */
struct pool_piece {
	struct pool_piece *next;
	struct pool_batch *batch;
	size_t n, at;
	uint32_t serial; /* of the first; the others follow */
	bool again;      /* second try, room had run out */
	uint8_t index[READER_BATCH_FILES];
};

enum pool_state { POOL_OFF, POOL_STARTING, POOL_READY };

struct pool_scanner {
	enum pool_state state;
	struct worker worker;
	struct pool_piece *piece[POOL_AHEAD];
	size_t n_pieces;
	const struct pool_piece *unsent; /* it and those after it never reached the scanner */
	int64_t since;                   /* clock: when its present file began */
	bool may_end;                    /* its last verdict announced that it ends */
};

struct pool {
	const struct scan_pool_options *o;
	struct scan_pool_result *result;
	struct pool_scanner scanner[SCAN_POOL_SCANNERS_MAX];
	size_t n_scanners;
	struct pool_piece *queue; /* to be sent, front first */
	uint64_t in_flight;
	uint32_t serial;
	bool walked;        /* the reader is at its end */
	uint64_t reached;   /* files that came out of the reader, as reader_count() counts */
	unsigned deaths;    /* in a row, without a verdict in between */
	struct phrase stop; /* why it ends early, or nothing */
	/* progress */
	uint64_t done_files, done_bytes;
	int64_t begun, told;
	unsigned percent;
	char folder[128];
};

/* scan_pool_items.c: what becomes of a file. */
void pool_take(struct pool *p, struct pool_batch *batch); /* from the reader; takes it */
void pool_verdict(struct pool *p, struct pool_piece *piece, const struct scan_verdict *v);
void pool_give_up(struct pool *p, struct pool_piece *piece, const char *why); /* the file at at */
void pool_free_piece(struct pool *p, struct pool_piece *piece); /* those unanswered: not told */
void pool_queue(struct pool *p, struct pool_piece *piece, bool front);

/* scan_pool_scanner.c: one scanner's life. */
void pool_scanner_start(struct pool *p, struct pool_scanner *s);
/* Ends it; the file it was at is given up with why (NULL: it ended as announced). */
void pool_scanner_end(struct pool *p, struct pool_scanner *s, const char *why);
void pool_scanner_send(struct pool *p, struct pool_scanner *s, struct pool_piece *piece);
void pool_scanner_hear(struct pool *p, struct pool_scanner *s);
/* Ends it when it has been at one file for too long. */
void pool_scanner_watch(struct pool *p, struct pool_scanner *s, int64_t now);
