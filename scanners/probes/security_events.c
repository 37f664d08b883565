/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The Security log: failed sign-ins, locked accounts, the erasing of the log, and new devices where
 * Windows was told to note them. Names of users and addresses stay in the log: only counts, times
 * and whether the other end was on the Internet leave it. */
#include <stdlib.h>

#include "scanners/probes/events_usb.h"

#define HOUR     3600
#define AUDITING "Microsoft-Windows-Security-Auditing"

enum { CLEARED = 1102, FAILED = 4625, LOCKED_OUT = 4740, NEW_DEVICE = 6416 };

struct story {
	struct events e;
	int64_t *failed; /* times */
	size_t n_failed;
	int64_t n_untimed, from_internet, lockouts, last_lockout;
	struct events_devices devices;
};

static void add_cleared(struct story *s, const struct evtx_event *event)
{
	struct fact_log_cleared *f;

	if (!events_from(event, "Microsoft-Windows-Eventlog"))
		return;
	f = FACTS_ADD(s->e.facts, log_cleared, LOG_CLEARED, s->e.name);
	if (!f)
		return;
	f->log = "security";
	f->at = event->written;
}

static void note_failed(struct story *s, const struct evtx_event *event)
{
	s->from_internet += events_internet(evtx_data(s->e.arena, event->xml, "IpAddress"));
	if (event->written == TIME_ABSENT)
		s->n_untimed++;
	else if (s->n_failed < EVENTS_MAX)
		s->failed[s->n_failed++] = event->written;
}

/* A printer makes this event, too: only the disk's own id counts. */
static void note_device(struct story *s, const struct evtx_event *event)
{
	const char *id = evtx_data(s->e.arena, event->xml, "DeviceId");

	events_device_id(&s->devices, events_usbstor(s->e.arena, id), event->written);
}

static void each(void *arg, const struct evtx_event *event)
{
	struct story *s = arg;

	if (event->id == CLEARED)
		add_cleared(s, event);
	else if (!events_from(event, AUDITING))
		return;
	else if (event->id == FAILED)
		note_failed(s, event);
	else if (event->id == NEW_DEVICE)
		note_device(s, event);
	else if (event->id == LOCKED_OUT) {
		s->lockouts++;
		s->last_lockout = MAX(s->last_lockout, event->written);
	}
}

static int by_time(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* The hour with most of them: two ends that walk over the sorted times. */
static void find_worst_hour(struct story *s, struct fact_logon_failure *f)
{
	size_t from = 0;

	qsort(s->failed, s->n_failed, sizeof(*s->failed), by_time);
	for (size_t i = 0; i < s->n_failed; i++) {
		while (s->failed[i] - s->failed[from] >= HOUR)
			from++;
		if ((int64_t)(i - from + 1) > f->worst_hour) {
			f->worst_hour = (int64_t)(i - from + 1);
			f->worst_at = s->failed[from];
		}
	}
	if (s->n_failed)
		f->last = s->failed[s->n_failed - 1];
}

static void add_failures(struct story *s)
{
	struct fact_logon_failure *f;

	events_note(&s->e, FACT_KIND_LOGON_FAILURE);
	if (!s->e.there)
		return;
	f = FACTS_ADD(s->e.facts, logon_failure, LOGON_FAILURE, s->e.name);
	if (!f)
		return;
	f->worst_hour = 0;
	find_worst_hour(s, f);
	f->events = (int64_t)s->n_failed + s->n_untimed;
	f->from_internet = s->from_internet;
	f->lockouts = s->lockouts;
	f->last_lockout = s->last_lockout;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct evtx_want wants[] = { { CLEARED, 1000, 0, 0 },
				     { FAILED, EVENTS_MAX, 0, 0 },
				     { LOCKED_OUT, EVENTS_MAX, 0, 0 },
				     { NEW_DEVICE, EVENTS_MAX, 0, 0 },
				     { 0 } };
	struct story *s = xcalloc(1, sizeof(*s));

	s->e = (struct events){ .in = in, .facts = out, .arena = out->arena };
	s->devices.arena = out->arena;
	s->failed = xcalloc(EVENTS_MAX, sizeof(*s->failed));
	s->last_lockout = TIME_ABSENT;
	events_read(&s->e, 0, "Security.evtx", wants, each, s);
	events_add_log(&s->e, 0, "security");
	events_add_use(&s->e);
	events_note(&s->e, FACT_KIND_LOG_CLEARED);
	add_failures(s);
	events_devices_add(&s->devices, &s->e, "security");
	free(s->failed);
	free(s);
	return 0;
}

const struct probe probe_security_events = {
	.id = "security-events",
	.targets = TARGET_WINDOWS,
	.files = { WANT_LOG("Security") },
	.gives = { FACT_KIND_EVENT_LOG, FACT_KIND_LAST_USE, FACT_KIND_LOG_CLEARED,
		   FACT_KIND_LOGON_FAILURE, FACT_KIND_USB_EVENT, FACT_KIND_NONE },
	.seconds = EVENTS_SECONDS,
	.run = PROBE_RUN(run),
};
