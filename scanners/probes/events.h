/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the probes of event logs have in common: a log is read piece by piece, newest first, and
 * what could not be seen of it is said for each kind of fact that comes out of it. Must not judge. */
#pragma once

#include "scanners/probes/probe.h"
#include "scanners/readers/evtx.h"

#define WANT_LOG(name)                                                                             \
	{                                                                                          \
		PROBE_WANT_PIECES, "{windows}/System32/winevt/Logs/" name ".evtx", 0, true         \
	}
#define EVENTS_SECONDS 40     /* deadline of a probe that reads logs */
#define EVENTS_MAX     20000u /* of one id, unless a probe says otherwise */

struct events {
	const struct probe_input *in;
	struct facts *facts;
	struct arena *arena; /* of the facts */
	/* --- set by events_read() --- */
	const char *name; /* "Security.evtx" */
	struct evtx_seen seen;
	bool there;            /* it is an event log */
	bool cut;              /* not all of it was looked at */
	enum fact_state state; /* COLLECTED, PARTIAL, FAILED */
	struct phrase reason;
};

/* Reads blob number i. wants ends with id 0; each is called with arg. Sets the fields above. */
void events_read(struct events *e, size_t i, const char *name, struct evtx_want *wants,
		 evtx_fn each, void *arg);
/* Says of a kind how reading the last log went. */
void events_note(struct events *e, enum fact_kind kind);
/* A list that is full: of these kinds not all is told. */
void events_full(struct events *e, enum fact_kind kind);

/* The fact about the log itself; log: its name in facts. */
void events_add_log(struct events *e, size_t i, const char *log);
/* The newest event as a moment of use. */
void events_add_use(struct events *e);

bool events_from(const struct evtx_event *event, const char *provider);
/* An address that no local network has: then the other end was somewhere on the Internet. */
bool events_internet(const char *address);
int64_t events_number(const char *text); /* decimal or 0x; NUMBER_ABSENT */
