/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Windows Backup's own log: backups that were finished, and that were not. The log is only there
 * where the feature was used once: absent is no loss. */
#include "scanners/probes/events.h"

#define LOG "Microsoft-Windows-Backup"

enum { FINISHED = 4 };
static const uint16_t not_finished[] = { 5, 9, 17, 22, 49, 517, 521 };

struct story {
	struct events e;
	int64_t done, last_done, failed, last_failed;
};

static void each(void *arg, const struct evtx_event *event)
{
	struct story *s = arg;

	if (!events_from(event, LOG))
		return;
	if (event->id == FINISHED) {
		s->done++;
		s->last_done = MAX(s->last_done, event->written);
	} else {
		s->failed++;
		s->last_failed = MAX(s->last_failed, event->written);
	}
}

static void add(struct story *s, enum flag finished, int64_t events, int64_t last)
{
	struct fact_backup_event *f =
	    events ? FACTS_ADD(s->e.facts, backup_event, BACKUP_EVENT, s->e.name) : NULL;

	if (!f)
		return;
	f->finished = finished;
	f->events = events;
	f->last = last;
}

/* A further place that tells of the newest copy, beside the settings. */
static void add_trace(struct story *s)
{
	struct fact_backup_trace *f;

	events_note(&s->e, FACT_KIND_BACKUP_TRACE);
	if (s->last_done == TIME_ABSENT)
		return;
	f = FACTS_ADD(s->e.facts, backup_trace, BACKUP_TRACE, s->e.name);
	if (!f)
		return;
	f->method = "windows-backup";
	f->at = s->last_done;
	f->date_is = "success";
	f->out_of = "event-log";
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct evtx_want wants[LEN(not_finished) + 2] = { { FINISHED, EVENTS_MAX, 0, 0 } };
	struct story s = { .e = { .in = in, .facts = out, .arena = out->arena },
			   .last_done = TIME_ABSENT,
			   .last_failed = TIME_ABSENT };

	for (size_t i = 0; i < LEN(not_finished); i++)
		wants[i + 1] = (struct evtx_want){ .id = not_finished[i], .max = EVENTS_MAX };
	if (!in->n_blobs || in->blob[0].state == PROBE_BLOB_ABSENT)
		return 0;
	events_read(&s.e, 0, LOG ".evtx", wants, each, &s);
	events_note(&s.e, FACT_KIND_BACKUP_EVENT);
	add(&s, FLAG_YES, s.done, s.last_done);
	add(&s, FLAG_NO, s.failed, s.last_failed);
	add_trace(&s);
	return 0;
}

const struct probe probe_backup_events = {
	.id = "backup-events",
	.targets = TARGET_WINDOWS,
	.files = { WANT_LOG(LOG) },
	.gives = { FACT_KIND_BACKUP_EVENT, FACT_KIND_BACKUP_TRACE, FACT_KIND_NONE },
	.seconds = EVENTS_SECONDS,
	.run = PROBE_RUN(run),
};
