/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Between the walk over a chunk's records and the library that takes the wanted ones apart. */
#pragma once

#include "scanners/readers/evtx.h"

#define EVTX_RECORDS     512u  /* where a chunk's records begin */
#define EVTX_RECORDS_MAX 3000u /* of a chunk: the smallest have 28 bytes, real ones over 100 */
#define EVTX_UNCLEAR_MAX 20000u

struct evtx_record {
	uint32_t at, size;
	uint64_t number;
	int64_t written;
	bool wanted;
};

struct evtx {
	struct evtx_want *wants;
	evtx_fn each;
	void *arg;
	uint8_t *file; /* EVTX_HEADER + EVTX_CHUNK: what libevtx is given */
	char *xml;
	struct evtx_record record[EVTX_RECORDS_MAX];
	size_t n;
};

/* Fills e->record with the chain of records of a chunk; ret_end: where it ends. False when the chunk
 * is damaged behind that place. */
bool evtx_walk(struct evtx *e, struct bytes chunk, uint32_t *ret_end);

/* What the outside of a record tells. */
enum evtx_look {
	EVTX_PASS,    /* none of the wanted ids */
	EVTX_WANTED,  /* may be a wanted event */
	EVTX_UNCLEAR, /* the id cannot be told from outside */
	EVTX_BROKEN,  /* claims more values than it has room for: libevtx would believe it */
};
enum evtx_look evtx_look_at(const struct evtx *e, struct bytes chunk, const struct evtx_record *r);
