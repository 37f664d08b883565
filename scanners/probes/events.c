/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See events.h. */
#include "scanners/probes/events.h"

#include <stdlib.h>
#include <string.h>

#define PIECE_CHUNKS ((size_t)128) /* 8 MiB */
#define PIECES_MAX   128u          /* of one log: 1 GiB */

static bool could_not(struct events *e, const char *id)
{
	e->state = FACT_STATE_FAILED;
	e->reason = phrase_of(id, 1, PHRASE_TEXT(e->name));
	return false;
}

static void in_part(struct events *e, const char *id)
{
	if (e->state == FACT_STATE_COLLECTED)
		e->reason = phrase_of(id, 1, PHRASE_TEXT(e->name));
	e->state = FACT_STATE_PARTIAL;
}

static bool open_log(struct events *e, size_t i, struct evtx_head *head)
{
	const struct probe_blob *blob = i < e->in->n_blobs ? &e->in->blob[i] : NULL;
	enum probe_piece_state state;
	struct bytes b;

	if (!blob || blob->state == PROBE_BLOB_ABSENT)
		return could_not(e, N_("because the event log {0} is not there"));
	if (blob->state == PROBE_BLOB_UNREADABLE)
		return could_not(e, N_("because the event log {0} could not be read"));
	state = probe_piece(e->in, i, 0, EVTX_HEADER, &b);
	if (state == PROBE_PIECE_UNREADABLE || state == PROBE_PIECE_NO_TIME)
		return could_not(e, N_("because the event log {0} could not be read"));
	if (!evtx_head(b, head))
		return could_not(e, N_("because the file {0} is not an event log of Windows"));
	return true;
}

/* False: there is no time for more. */
static bool read_piece(struct events *e, struct evtx *log, size_t i, size_t piece)
{
	uint64_t at = EVTX_HEADER + (uint64_t)piece * PIECE_CHUNKS * EVTX_CHUNK;
	struct bytes b, chunk;
	enum probe_piece_state state = probe_piece(e->in, i, at, PIECE_CHUNKS * EVTX_CHUNK, &b);

	if (state == PROBE_PIECE_NO_TIME)
		return false;
	if (state != PROBE_PIECE_WHOLE)
		e->seen.damaged++;
	for (size_t off = 0; off < b.n; off += EVTX_CHUNK) {
		if (!bytes_sub(b, off, MIN(EVTX_CHUNK, b.n - off), &chunk))
			break;
		evtx_chunk(log, chunk, &e->seen);
	}
	return true;
}

/* From the chunk that was written last backwards, round the ring. */
static void read_pieces(struct events *e, struct evtx *log, size_t i, const struct evtx_head *head)
{
	uint64_t size = e->in->blob[i].size, bytes = PIECE_CHUNKS * EVTX_CHUNK, n, newest;

	if (size <= EVTX_HEADER)
		return;
	n = (size - EVTX_HEADER + bytes - 1) / bytes;
	newest = MIN(head->newest / PIECE_CHUNKS, n - 1);
	for (uint64_t k = 0; k < n && !e->cut; k++)
		e->cut = k == PIECES_MAX || !read_piece(e, log, i, (size_t)((newest + n - k) % n));
}

static void settle(struct events *e, const struct evtx_want *wants)
{
	for (; wants->id; wants++)
		e->cut |= wants->more > 0;
	if (e->cut)
		in_part(e, N_("because the event log {0} holds more than could be looked at"));
	if (e->seen.damaged && !e->seen.records)
		could_not(e, N_("because the event log {0} is damaged"));
	else if (e->seen.damaged)
		in_part(e, N_("because the event log {0} is damaged in places"));
}

void events_read(struct events *e, size_t i, const char *name, struct evtx_want *wants,
		 evtx_fn each, void *arg)
{
	struct evtx_head head;
	struct evtx *log;

	e->name = name;
	e->seen = EVTX_SEEN;
	e->cut = false;
	e->state = FACT_STATE_COLLECTED;
	e->reason = PHRASE_NONE;
	e->there = open_log(e, i, &head);
	if (!e->there)
		return;
	log = evtx_new(wants, each, arg);
	read_pieces(e, log, i, &head);
	evtx_free(log);
	settle(e, wants);
}

void events_note(struct events *e, enum fact_kind kind)
{
	facts_note(e->facts, kind, e->state, &e->reason);
}

void events_full(struct events *e, enum fact_kind kind)
{
	struct phrase reason =
	    phrase_of(N_("because the event log {0} holds more than could be looked at"), 1,
		      PHRASE_TEXT(e->name));

	facts_note(e->facts, kind, FACT_STATE_PARTIAL, &reason);
}

void events_add_log(struct events *e, size_t i, const char *log)
{
	struct fact_event_log *f;

	events_note(e, FACT_KIND_EVENT_LOG);
	if (!e->there)
		return;
	f = FACTS_ADD(e->facts, event_log, EVENT_LOG, e->name);
	if (!f)
		return;
	f->log = log;
	f->bytes = (int64_t)MIN(e->in->blob[i].size, (uint64_t)INT64_MAX);
	f->events = (int64_t)e->seen.records;
	f->last = e->seen.newest;
	/* Where not all was read the oldest event is not known. */
	if (!e->cut)
		f->first = e->seen.oldest;
	if (!e->cut && e->seen.records)
		f->whole = e->seen.oldest_number == 1 ? FLAG_YES : FLAG_NO;
}

void events_add_use(struct events *e)
{
	struct fact_last_use *f;

	if (!e->there || e->seen.newest == TIME_ABSENT)
		return;
	f = FACTS_ADD(e->facts, last_use, LAST_USE, e->name);
	if (f)
		f->at = e->seen.newest;
}

bool events_from(const struct evtx_event *event, const char *provider)
{
	return !strcmp(event->provider, provider);
}

static bool starts(const char *s, const char *with)
{
	return !strncmp(s, with, strlen(with));
}

/* "172.16." to "172.31.", "100.64." to "100.127." */
static bool in_range(const char *s, const char *first, long from, long to)
{
	char *end;
	long n;

	if (!starts(s, first))
		return false;
	n = strtol(s + strlen(first), &end, 10);
	return *end == '.' && n >= from && n <= to;
}

bool events_internet(const char *address)
{
	static const char *const local[] = { "10.",  "127.", "192.168.", "169.254.", "0.", "fe80",
					     "FE80", "fc",   "fd",       "FC",       "FD", "::1" };

	if (!address)
		return false;
	if (starts(address, "::ffff:") || starts(address, "::FFFF:"))
		address += 7;
	/* "-", "LOCAL", a computer's name: no address at all. */
	if (!strpbrk(address, ".:") ||
	    strspn(address, "0123456789abcdefABCDEF.:%") != strlen(address) ||
	    !strcmp(address, "::"))
		return false;
	for (size_t i = 0; i < LEN(local); i++)
		if (starts(address, local[i]))
			return false;
	return !in_range(address, "172.", 16, 31) && !in_range(address, "100.", 64, 127);
}

int64_t events_number(const char *text)
{
	char *end;
	unsigned long long n;

	if (!text || !*text || *text == '-' || strlen(text) > 20)
		return NUMBER_ABSENT;
	n = strtoull(text, &end, starts(text, "0x") ? 16 : 10);
	return *end || n > (unsigned long long)INT64_MAX ? NUMBER_ABSENT : (int64_t)n;
}
