/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What Windows' own protection notes of its work: finished scans, finds and what became of them.
 * Beside its log lie files that outlive it: of them only the dates are looked at. The path of a find
 * and the person at the PC stay in the log. */
#include <stdlib.h>
#include <string.h>

#include "scanners/probes/events.h"

#define LOG     "Microsoft-Windows-Windows Defender%4Operational"
#define HISTORY "ProgramData/Microsoft/Windows Defender/Scans/History/"
#define FINDS   500u
#define NAME    120 /* bytes of a threat's name */

enum { SCANNED = 1001, FOUND = 1116, ACTED = 1117, NOT_ACTED = 1118, NOT_ACTED_BADLY = 1119 };
enum scan { QUICK, FULL, OTHER, SCANS };

struct find {
	const char *id, *threat, *state;
	int64_t severity, at, ended;
};

struct story {
	struct events e;
	int64_t scanned[SCANS];
	struct find find[FINDS];
	size_t n;
	bool full;
};

static void note_scan(struct story *s, const struct evtx_event *event)
{
	int64_t kind = events_number(evtx_data(s->e.arena, event->xml, "Scan Parameters Index"));
	enum scan scan = kind == 1 ? QUICK : kind == 2 ? FULL : OTHER;

	s->scanned[scan] = MAX(s->scanned[scan], event->written);
}

/* By the id of the find; one without an id stands for itself. */
static struct find *find_of(struct story *s, const struct evtx_event *event)
{
	struct arena *a = s->e.arena;
	const char *id = evtx_data(a, event->xml, "Detection ID"), *threat;
	struct find *f;

	for (size_t i = 0; id && i < s->n; i++)
		if (s->find[i].id && !strcmp(s->find[i].id, id))
			return &s->find[i];
	if (s->n == FINDS) {
		s->full = true;
		return NULL;
	}
	threat = evtx_data(a, event->xml, "Threat Name");
	f = &s->find[s->n++];
	*f = (struct find){
		.id = id,
		.threat =
		    threat ? arena_strndup(a, threat, MIN(strlen(threat), (size_t)NAME)) : NULL,
		.state = "found",
		.severity = events_number(evtx_data(a, event->xml, "Severity ID")),
		.at = event->written,
		.ended = TIME_ABSENT,
	};
	return f;
}

/* Defender's word for "it is not there any more". */
#define NOT_THERE 0x80508023

/* What was done: cleaned, quarantined, removed, blocked; allowed; nothing. */
static const char *outcome(struct story *s, const struct evtx_event *event)
{
	int64_t action = events_number(evtx_data(s->e.arena, event->xml, "Action ID"));
	int64_t error = events_number(evtx_data(s->e.arena, event->xml, "Error Code"));

	if (error == NOT_THERE)
		return "gone";
	if (event->id != ACTED || (error != 0 && error != NUMBER_ABSENT))
		return "left";
	if (action == 6)
		return "allowed";
	return action == 1 || action == 2 || action == 3 || action == 10 ? "removed" : "found";
}

/* Pieces come newest first, so an event may tell of something before the one that is known: the
 * newest word about a find is the one that holds. */
static void note_action(struct story *s, const struct evtx_event *event)
{
	struct find *f = find_of(s, event);
	const char *state = outcome(s, event);

	if (!f || (f->ended != TIME_ABSENT && event->written < f->ended) || !strcmp(state, "found"))
		return;
	f->state = state;
	f->ended = event->written;
}

static void note_find(struct story *s, const struct evtx_event *event)
{
	struct find *f = find_of(s, event);

	if (f && event->written != TIME_ABSENT)
		f->at = f->at == TIME_ABSENT ? event->written : MIN(f->at, event->written);
}

static void each(void *arg, const struct evtx_event *event)
{
	struct story *s = arg;

	if (!events_from(event, "Microsoft-Windows-Windows Defender"))
		return;
	switch (event->id) {
	case SCANNED: note_scan(s, event); break;
	case FOUND: note_find(s, event); break;
	default: note_action(s, event); break;
	}
}

/* The newest date in a list of names, and whether there is any name. */
static bool newest_of(struct story *s, size_t blob, enum fact_kind kind, int64_t *ret)
{
	const struct probe_blob *b = &s->e.in->blob[blob];
	struct probe_packed file;
	size_t pos = 0;
	bool any = false;

	*ret = TIME_ABSENT;
	if (b->state == PROBE_BLOB_UNREADABLE)
		facts_note(s->e.facts, kind, FACT_STATE_FAILED, &b->reason);
	while (b->state == PROBE_BLOB_PRESENT &&
	       probe_pack_next(b->data, &pos, s->e.arena, &file)) {
		any = true;
		*ret = MAX(*ret, file.modified);
	}
	return any;
}

static void add_scan(struct story *s, const char *source, const char *scan, int64_t at)
{
	struct fact_antivirus_scan *f;

	if (at == TIME_ABSENT)
		return;
	f = FACTS_ADD(s->e.facts, antivirus_scan, ANTIVIRUS_SCAN, source);
	if (!f)
		return;
	f->scan = scan;
	f->at = at;
}

static void add_scans(struct story *s)
{
	static const char *const names[SCANS] = { "quick", "full", "other" };
	int64_t at;

	events_note(&s->e, FACT_KIND_ANTIVIRUS_SCAN);
	for (size_t i = 0; i < SCANS; i++)
		add_scan(s, s->e.name, names[i], s->scanned[i]);
	(void)newest_of(s, 1, FACT_KIND_ANTIVIRUS_SCAN, &at);
	add_scan(s, "Windows Defender\\Scans\\History", "history", at);
}

static void add_find(struct story *s, const char *source, const struct find *x)
{
	struct fact_antivirus_detection *f =
	    FACTS_ADD(s->e.facts, antivirus_detection, ANTIVIRUS_DETECTION, source);

	if (!f)
		return;
	f->threat = x->threat;
	f->severity = x->severity;
	f->state = x->state;
	f->at = x->at;
	f->ended = x->ended;
}

static void add_finds(struct story *s)
{
	struct find trace = { .state = "trace", .severity = NUMBER_ABSENT, .ended = TIME_ABSENT };

	events_note(&s->e, FACT_KIND_ANTIVIRUS_DETECTION);
	if (s->full)
		events_full(&s->e, FACT_KIND_ANTIVIRUS_DETECTION);
	for (size_t i = 0; i < s->n; i++)
		add_find(s, s->e.name, &s->find[i]);
	/* The log may have overwritten the find; its file is still there. */
	if (newest_of(s, 2, FACT_KIND_ANTIVIRUS_DETECTION, &trace.at) && !s->n)
		add_find(s, "Windows Defender\\Scans\\History\\Service\\DetectionHistory", &trace);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct evtx_want wants[] = {
		{ SCANNED, EVENTS_MAX, 0, 0 },         { FOUND, EVENTS_MAX, 0, 0 },
		{ ACTED, EVENTS_MAX, 0, 0 },           { NOT_ACTED, EVENTS_MAX, 0, 0 },
		{ NOT_ACTED_BADLY, EVENTS_MAX, 0, 0 }, { 0 }
	};
	struct story *s = xcalloc(1, sizeof(*s));

	s->e = (struct events){ .in = in, .facts = out, .arena = out->arena };
	for (size_t i = 0; i < SCANS; i++)
		s->scanned[i] = TIME_ABSENT;
	events_read(&s->e, 0, LOG ".evtx", wants, each, s);
	add_scans(s);
	add_finds(s);
	free(s);
	return 0;
}

const struct probe probe_defender_events = {
	.id = "defender-events",
	.targets = TARGET_WINDOWS,
	.files = { WANT_LOG(LOG),
		   { PROBE_WANT_NAMES, HISTORY "Results/*/*", 0, true },
		   { PROBE_WANT_NAMES, HISTORY "Service/DetectionHistory/*/*", 0, true } },
	.gives = { FACT_KIND_ANTIVIRUS_SCAN, FACT_KIND_ANTIVIRUS_DETECTION, FACT_KIND_NONE },
	.seconds = EVENTS_SECONDS,
	.run = PROBE_RUN(run),
};
