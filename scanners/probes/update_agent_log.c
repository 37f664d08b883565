/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The update agent's own log (SoftwareDistribution\ReportingEvents.log): what it put in and what did
 * not go in. One line an event, fields between tabs, the time with its distance from UTC; UTF-16, on
 * older systems bytes. It is long-lived where event logs are not; only its end is read. */
#include <stdlib.h>
#include <string.h>

#include "core/base/utf.h"
#include "scanners/probes/events_updates.h"
#include "scanners/probes/hardening.h"

#define PIECE     ((size_t)8 << 20)
#define LINE_LONG ((size_t)8192)
#define EMPTY     2 /* bytes: the mark at the head of UTF-16; something else is no such log */
#define LOG       "SoftwareDistribution\\ReportingEvents.log"

/* Fields of a line; the event is a number, on newer systems with a name behind it. */
enum { TIME = 1, EVENT = 3, CODE = 7, STATE = 9, MESSAGE = 11, FIELDS = 12 };
enum { NOT_PUT_IN = 182, PUT_IN = 183 };

extern const struct probe probe_update_agent_log;

struct story {
	struct events_updates updates;
	int64_t entries, first, last;
	bool any; /* a line of this log was seen */
};

/* "2026-11-12 09:45:55:528+0900" in UTC. */
static bool time_of(const char *text, int64_t *ret)
{
	size_t n = strlen(text);
	const char *zone = n >= 24 ? memchr(text + 19, '+', n - 19) : NULL;
	char iso[24], *end;
	long offset;
	int64_t at;

	if (n >= 24 && !zone)
		zone = memchr(text + 19, '-', n - 19);
	if (!zone || text[10] != ' ')
		return false;
	snprintf(iso, sizeof(iso), "%.10sT%.8sZ", text, text + 11);
	offset = strtol(zone + 1, &end, 10);
	if (end != zone + 5 || offset > 1500 || !time_parse_iso(iso, &at))
		return false;
	offset = (offset / 100 * 60 + offset % 100) * 60;
	*ret = *zone == '+' ? at - offset : at + offset;
	return true;
}

static bool split(char *line, char *ret[FIELDS])
{
	for (size_t i = 0; i < FIELDS; i++) {
		char *tab = strchr(line, '\t');

		ret[i] = line;
		if (!tab)
			return i + 1 == FIELDS;
		*tab = '\0';
		line = tab + 1;
	}
	return true;
}

/* "What it did: to what, with which code: TITLE", in the language of Windows; behind a failure
 * stands a full stop. */
static char *title_of(char *message, bool done)
{
	char *one = strstr(message, ": "), *two = one ? strstr(one + 2, ": ") : NULL, *title;
	size_t n;

	title = two ? two + 2 : message;
	n = strlen(title);
	if (!done && n && title[n - 1] == '.')
		title[n - 1] = '\0';
	return title;
}

/* Eight hex digits as they stand in event logs, "0x80070643". */
static const char *code_of(struct arena *a, const char *text)
{
	size_t n = strspn(text, "0123456789abcdefABCDEF");

	return n && n <= 8 && !text[n] && strspn(text, "0") < n ? arena_printf(a, "0x%s", text)
								: NULL;
}

static void take(struct story *s, char *line)
{
	char *field[FIELDS], *title;
	struct arena *a = s->updates.arena;
	long event;
	bool done;
	int64_t at;

	if (!split(line, field) || !time_of(field[TIME], &at))
		return;
	s->any = true;
	event = strtol(field[EVENT], NULL, 10);
	done = event == PUT_IN && !strcmp(field[STATE], "Success");
	if (!done && (event != NOT_PUT_IN || strcmp(field[STATE], "Failure") != 0))
		return;
	s->entries++;
	s->first = s->first == TIME_ABSENT ? at : MIN(s->first, at);
	s->last = MAX(s->last, at);
	title = title_of(field[MESSAGE], done);
	if (*title)
		events_updates_note(&s->updates, arena_strdup(a, title), done, at,
				    done ? NULL : code_of(a, field[CODE]));
}

/* A line too long is no line of this log. */
static void lines(struct story *s, struct bytes b, bool wide)
{
	struct arena a = { 0 };
	size_t step = wide ? 2 : 1;

	for (size_t at = 0; at + step <= b.n;) {
		size_t n = 0;

		while (at + n + step <= b.n &&
		       !(b.p[at + n] == '\n' && (!wide || !b.p[at + n + 1])))
			n += step;
		if (n && n <= LINE_LONG * step) {
			take(s, wide ? utf16le_to_utf8(&a, b.p + at, n / 2, true)
				     : arena_strndup(&a, (const char *)b.p + at, n));
			arena_done(&a);
		}
		at += n + step;
	}
}

static void add_source(struct facts *out, const struct story *s, enum flag there)
{
	struct fact_update_source *f = FACTS_ADD(out, update_source, UPDATE_SOURCE, LOG);

	if (!f)
		return;
	f->log = "agent";
	f->there = there;
	if (there != FLAG_YES)
		return;
	f->entries = s->entries;
	f->first = s->first;
	f->last = s->last;
}

static enum probe_piece_state read_end(const struct probe_input *in, struct story *s)
{
	uint64_t size = in->blob[0].size;
	enum probe_piece_state state;
	struct bytes head, b;
	uint64_t from;
	bool wide;

	state = probe_piece(in, 0, 0, 2, &head);
	wide = head.n == 2 && ((head.p[0] == 0xff && head.p[1] == 0xfe) || !head.p[1]);
	from = size > PIECE ? (size - PIECE) & ~(uint64_t)1 : 0;
	if (state == PROBE_PIECE_WHOLE)
		state = probe_piece(in, 0, from, PIECE, &b);
	if (state == PROBE_PIECE_WHOLE || state == PROBE_PIECE_DAMAGED)
		lines(s, b, wide);
	return state;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const struct probe_blob *blob = in->n_blobs ? &in->blob[0] : NULL;
	struct story *s;
	enum probe_piece_state state;

	if (!blob || !hardening_blob(out, FACT_KIND_UPDATE_EVENT, blob)) {
		if (blob && blob->state == PROBE_BLOB_UNREADABLE)
			hardening_blob(out, FACT_KIND_UPDATE_SOURCE, blob);
		else
			add_source(out, NULL, FLAG_NO);
		return 0;
	}
	s = xcalloc(1, sizeof(*s));
	s->first = s->last = TIME_ABSENT;
	s->updates.arena = out->arena;
	state = read_end(in, s);
	add_source(out, s, FLAG_YES);
	events_updates_facts(&s->updates, out, LOG, "agent");
	if (s->updates.full)
		hardening_unseen(out, FACT_KIND_UPDATE_EVENT,
				 N_("because there are too many files, or too large ones"));
	if (state != PROBE_PIECE_WHOLE || (!s->any && blob->size > EMPTY))
		hardening_unseen(out, FACT_KIND_UPDATE_EVENT,
				 N_("because a file or folder could not be read"));
	free(s);
	return 0;
}

const struct probe probe_update_agent_log = {
	.id = "update-agent-log",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_PIECES, "{windows}/SoftwareDistribution/ReportingEvents.log", 0,
		     true } },
	.gives = { FACT_KIND_UPDATE_EVENT, FACT_KIND_UPDATE_SOURCE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
