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

enum { OLD_FOUND = 1006, OLD_ACTED, OLD_NOT_ACTED, RESTORED };
enum { SCANNED = 1001, FOUND = 1116, ACTED = 1117, NOT_ACTED = 1118, NOT_ACTED_BADLY = 1119 };
enum scan { QUICK, FULL, OTHER, SCANS };

/* Of the older events only the places are known (the %N of their message): winevt-kb, mpevmsg.dll. */
enum { OLD_VERSION = 2, OLD_THREAT = 11, OLD_THREAT_ID = 12, OLD_SEVERITY = 13, OLD_ACTION = 20 };

struct find {
	const char *id, *threat, *state;
	int64_t severity, at, ended;
	int64_t again; /* of an older one: when it was found last */
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
		.again = TIME_ABSENT,
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

/* --- Windows Vista to 8 -------------------------------------------------------------------- */
/* Actions are numbers of words in the program's own list, which are others in each of its versions.
 * One that is not known says nothing: then the find stays one. */
static const char *old_outcome(struct story *s, const struct evtx_event *event)
{
	static const struct {
		const char *version, *action, *state;
	} words[] = {
		{ "1.", "%%811", "removed" }, { "1.", "%%812", "removed" },
		{ "1.", "%%813", "allowed" }, { "1.", "%%814", "removed" },
		{ "1.", "%%815", "removed" }, { "1.", "%%816", "allowed" },
		{ "6.", "%%811", "removed" }, { "6.", "%%812", "removed" },
		{ "6.", "%%813", "allowed" }, { "6.", "%%814", "removed" },
		{ "6.", "%%815", "removed" }, { "6.", "%%816", "allowed" },
		{ "4.", "%%808", "removed" }, { "4.", "%%809", "removed" },
		{ "4.", "%%810", "removed" }, { "4.", "%%811", "allowed" },
		{ "4.", "%%890", "removed" },
	};
	const char *version = evtx_data_at(s->e.arena, event->xml, OLD_VERSION);
	const char *action = evtx_data_at(s->e.arena, event->xml, OLD_ACTION);

	if (event->id == OLD_NOT_ACTED)
		return "left";
	if (event->id == RESTORED)
		return "allowed"; /* a person took it back out of quarantine */
	for (size_t i = 0; version && action && i < LEN(words); i++)
		if (!strncmp(version, words[i].version, 2) && !strcmp(action, words[i].action))
			return words[i].state;
	return "found";
}

/* These know no number of a find: one for each threat. */
static struct find *old_find_of(struct story *s, const struct evtx_event *event)
{
	struct arena *a = s->e.arena;
	const char *number = evtx_data_at(a, event->xml, OLD_THREAT_ID), *threat;
	const char *id = number ? arena_printf(a, "old %.40s", number) : NULL;
	struct find *f;

	for (size_t i = 0; id && i < s->n; i++)
		if (s->find[i].id && !strcmp(s->find[i].id, id))
			return &s->find[i];
	if (s->n == FINDS) {
		s->full = true;
		return NULL;
	}
	threat = evtx_data_at(a, event->xml, OLD_THREAT);
	f = &s->find[s->n++];
	*f = (struct find){
		.id = id,
		.threat =
		    threat ? arena_strndup(a, threat, MIN(strlen(threat), (size_t)NAME)) : NULL,
		.state = "found",
		.severity = events_number(evtx_data_at(a, event->xml, OLD_SEVERITY)),
		.at = event->written,
		.ended = TIME_ABSENT,
		.again = TIME_ABSENT,
	};
	return f;
}

/* The newest action counts, unless the same threat was found again after it. */
static void note_old(struct story *s, const struct evtx_event *event)
{
	struct find *f = old_find_of(s, event);
	const char *state = event->id == OLD_FOUND ? "found" : old_outcome(s, event);

	if (!f || event->written == TIME_ABSENT)
		return;
	f->at = f->at == TIME_ABSENT ? event->written : MIN(f->at, event->written);
	if (event->id == OLD_FOUND) {
		f->again = MAX(f->again, event->written);
	} else if (strcmp(state, "found") != 0 &&
		   (f->ended == TIME_ABSENT || event->written >= f->ended)) {
		f->state = state;
		f->ended = event->written;
	}
}

static void settle_old(struct find *f)
{
	if (f->ended == TIME_ABSENT || f->again <= f->ended)
		return;
	f->state = "found";
	f->ended = TIME_ABSENT;
}

static void each(void *arg, const struct evtx_event *event)
{
	struct story *s = arg;

	if (!events_from(event, "Microsoft-Windows-Windows Defender"))
		return;
	switch (event->id) {
	case SCANNED: note_scan(s, event); break;
	case FOUND: note_find(s, event); break;
	case OLD_FOUND:
	case OLD_ACTED:
	case OLD_NOT_ACTED:
	case RESTORED: note_old(s, event); break;
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
	struct find trace = { .state = "trace",
			      .severity = NUMBER_ABSENT,
			      .ended = TIME_ABSENT,
			      .again = TIME_ABSENT };

	events_note(&s->e, FACT_KIND_ANTIVIRUS_DETECTION);
	if (s->full)
		events_full(&s->e, FACT_KIND_ANTIVIRUS_DETECTION);
	for (size_t i = 0; i < s->n; i++) {
		settle_old(&s->find[i]);
		add_find(s, s->e.name, &s->find[i]);
	}
	/* The log may have overwritten the find; its file is still there. */
	if (newest_of(s, 2, FACT_KIND_ANTIVIRUS_DETECTION, &trace.at) && !s->n)
		add_find(s, "Windows Defender\\Scans\\History\\Service\\DetectionHistory", &trace);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct evtx_want wants[] = {
		{ SCANNED, EVENTS_MAX, 0, 0 },         { FOUND, EVENTS_MAX, 0, 0 },
		{ ACTED, EVENTS_MAX, 0, 0 },           { NOT_ACTED, EVENTS_MAX, 0, 0 },
		{ NOT_ACTED_BADLY, EVENTS_MAX, 0, 0 }, { OLD_FOUND, EVENTS_MAX, 0, 0 },
		{ OLD_ACTED, EVENTS_MAX, 0, 0 },       { OLD_NOT_ACTED, EVENTS_MAX, 0, 0 },
		{ RESTORED, EVENTS_MAX, 0, 0 },        { 0 }
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
