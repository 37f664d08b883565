/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Windows event logs (.evtx), chunk by chunk. A log is a header of 4 KiB and chunks of 64 KiB that
 * stand alone. Walking the records of a chunk and asking for the id of each is done here, at the
 * speed of memory; only events that somebody wants are taken apart, by libevtx, which gets each
 * chunk as a file of its own: a chunk that it cannot read costs no other, and nothing grows with
 * the log. A record whose id cannot be told this way is always shown to libevtx.
 * A worker needs nothing beyond the common calls. libevtx may die of hostile bytes: then the
 * worker dies with it, which is an answer, too ("could not look").
 * Facts about the format: Joachim Metz, "Windows XML Event Log (EVTX)". */
#pragma once

#include "core/base/arena.h"
#include "core/base/bytes.h"
#include "core/base/err.h"
#include "core/base/times.h"

#define EVTX_HEADER ((size_t)4096)
#define EVTX_CHUNK  ((size_t)65536)

/* What the file's first page says. False: this is no event log. */
struct evtx_head {
	uint64_t newest; /* the chunk that was written last, counted from 0 */
	bool open;       /* not closed cleanly: the header may be behind */
};
bool evtx_head(struct bytes file, struct evtx_head *ret);

/* An event that was asked for. Valid during the call. xml: as libevtx tells it, UTF-8. */
struct evtx_event {
	uint16_t id;
	uint64_t number;
	int64_t written; /* or TIME_ABSENT */
	const char *provider;
	const char *xml;
};

/* One id, and how many of its events are looked at. id 0 ends a list. */
struct evtx_want {
	uint16_t id;
	unsigned max;  /* beyond it events are only counted */
	unsigned seen; /* looked at so far */
	unsigned more; /* candidates beyond max */
};

/* What was seen so far in one log; all chunks add to it. Begin with EVTX_SEEN. oldest, newest:
 * times of the records with the lowest and the highest number. */
struct evtx_seen {
	uint64_t records;
	uint64_t oldest_number, newest_number;
	int64_t oldest, newest;
	uint64_t damaged; /* places that could not be read */
	unsigned unclear; /* records that libevtx had to be asked for their id */
};
#define EVTX_SEEN                                                                                  \
	(struct evtx_seen)                                                                         \
	{                                                                                          \
		.oldest = TIME_ABSENT, .newest = TIME_ABSENT                                       \
	}

struct evtx;
typedef void (*evtx_fn)(void *arg, const struct evtx_event *event);

/* wants: changed by evtx_chunk(), must stay. */
struct evtx *evtx_new(struct evtx_want *wants, evtx_fn each, void *arg);
void evtx_free(struct evtx *e); /* NULL is fine */

/* One chunk of EVTX_CHUNK bytes (shorter: counted as damaged). A chunk that was never used (zeros)
 * is nothing. Damage is counted, never an error. */
void evtx_chunk(struct evtx *e, struct bytes chunk, struct evtx_seen *seen);

/* --- values out of an event's XML ---------------------------------------------------------- */
/* <Data Name="NAME">value</Data>, or the first element <NAME>: the value without its escapes, in
 * the arena; NULL when it is not there or empty. */
const char *evtx_data(struct arena *a, const char *xml, const char *name);
/* The value of the n-th <Data>, from 1, as messages count them: for events of old versions, whose names
 * were others. */
const char *evtx_data_at(struct arena *a, const char *xml, unsigned n);
const char *evtx_element(struct arena *a, const char *xml, const char *name);
