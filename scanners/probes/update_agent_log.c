/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The update agent's own log (SoftwareDistribution\ReportingEvents.log): the newest update of Windows
 * that it calls installed. One line an event, fields between tabs, the time with its distance from
 * UTC; UTF-16, on older systems bytes. It is long-lived where event logs are not; only its end is
 * read. */
#include <stdlib.h>
#include <string.h>

#include "core/base/utf.h"
#include "scanners/probes/events_updates.h"
#include "scanners/probes/hardening.h"

#define PIECE     ((size_t)8 << 20)
#define LINE_LONG ((size_t)8192)
#define INSTALLED "[AGENT_INSTALLING_SUCCEEDED]"

extern const struct probe probe_update_agent_log;

struct newest {
	int64_t at;
	const char *update; /* its KB number */
	struct arena *arena;
};

/* "2026-11-12 09:45:55:528+0900" in UTC. */
static bool time_of(const char *text, int64_t *ret)
{
	size_t n = strcspn(text, "\t");
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

static void take(struct newest *s, const char *line)
{
	const char *time = strchr(line, '\t'), *kb;
	int64_t at;

	if (!time || !strstr(line, INSTALLED) || !strstr(line, "\tSuccess\t") ||
	    !time_of(time + 1, &at) || (s->at != TIME_ABSENT && at <= s->at))
		return;
	kb = strrchr(line, '\t');
	/* What stands before the title has no number of an update in it. */
	if (!kb || !events_update_of_windows(line))
		return;
	kb = strstr(line, "KB");
	s->at = at;
	s->update = arena_strndup(s->arena, kb, 2 + strspn(kb + 2, "0123456789"));
}

/* A line too long is no line of this log. */
static void lines(struct newest *s, struct bytes b, bool wide)
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

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const struct probe_blob *blob = in->n_blobs ? &in->blob[0] : NULL;
	struct newest s = { .at = TIME_ABSENT, .arena = out->arena };
	enum probe_piece_state state;
	struct fact_update_event *f;
	struct bytes head, b;
	uint64_t from;
	bool wide;

	if (!blob || !hardening_blob(out, FACT_KIND_UPDATE_EVENT, blob))
		return 0;
	state = probe_piece(in, 0, 0, 2, &head);
	wide = head.n == 2 && ((head.p[0] == 0xff && head.p[1] == 0xfe) || !head.p[1]);
	from = blob->size > PIECE ? (blob->size - PIECE) & ~(uint64_t)1 : 0;
	if (state == PROBE_PIECE_WHOLE)
		state = probe_piece(in, 0, from, PIECE, &b);
	if (state == PROBE_PIECE_WHOLE || state == PROBE_PIECE_DAMAGED)
		lines(&s, b, wide);
	f = s.at == TIME_ABSENT ? NULL
				: FACTS_ADD(out, update_event, UPDATE_EVENT,
					    "SoftwareDistribution\\ReportingEvents.log");
	if (f) {
		f->log = "agent";
		f->update = s.update;
		f->windows = FLAG_YES;
		f->installed = 1;
		f->failed = 0;
		f->last_installed = s.at;
	}
	if (state != PROBE_PIECE_WHOLE)
		hardening_unseen(out, FACT_KIND_UPDATE_EVENT,
				 N_("because a file or folder could not be read"));
	return 0;
}

const struct probe probe_update_agent_log = {
	.id = "update-agent-log",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_PIECES, "{windows}/SoftwareDistribution/ReportingEvents.log", 0,
		     true } },
	.gives = { FACT_KIND_UPDATE_EVENT, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
