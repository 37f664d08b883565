/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The System and Setup logs: updates that were put in or did not work, erased logs, USB disks that
 * Windows set up. */
#include <stdlib.h>
#include <string.h>

#include "scanners/probes/events_updates.h"
#include "scanners/probes/events_usb.h"

enum {
	UPDATED = 19,
	NOT_UPDATED = 20,
	CLEARED = 104,
	DRIVER = 20001,
	SERVICE = 20003,
	PACKAGE = 2
};

struct story {
	struct events e;
	struct events_devices devices;
	struct events_updates updates;
};

/* One of our own words for the log, whose own name may tell of a program or a person. */
static const char *log_name(const char *channel)
{
	static const char *const known[][2] = { { "Security", "security" },
						{ "System", "system" },
						{ "Application", "application" } };

	for (size_t i = 0; channel && i < LEN(known); i++)
		if (!strcmp(channel, known[i][0]))
			return known[i][1];
	return "other";
}

/* The channel stands in the event's own part; the first one is that of the log it is in. */
static void add_cleared(struct story *s, const struct evtx_event *event)
{
	const char *own = strstr(event->xml, "<UserData>");
	struct fact_log_cleared *f;

	if (!events_from(event, "Microsoft-Windows-Eventlog"))
		return;
	f = FACTS_ADD(s->e.facts, log_cleared, LOG_CLEARED, s->e.name);
	if (!f)
		return;
	f->log = log_name(own ? evtx_element(s->e.arena, own, "Channel") : NULL);
	f->at = event->written;
}

/* 20001: the driver of a device was set up; 20003: the service of one. */
static void add_setup(struct story *s, const struct evtx_event *event)
{
	const char *own = strstr(event->xml, "<UserData>");
	struct events_setup setup = { .at = event->written };

	if (!events_from(event, "Microsoft-Windows-UserPnp"))
		return;
	events_device_id(&s->devices, events_usbstor(s->e.arena, event->xml), event->written);
	if (!own)
		return;
	setup.id = evtx_element(s->e.arena, own, "DeviceInstanceID");
	setup.service = evtx_element(s->e.arena, own, "ServiceName");
	setup.driver = evtx_element(s->e.arena, own, "DriverName");
	events_device_setup(&s->devices, &setup);
}

static void each(void *arg, const struct evtx_event *event)
{
	struct story *s = arg;

	switch (event->id) {
	case UPDATED:
	case NOT_UPDATED: events_updates_agent(&s->updates, event, event->id == UPDATED); break;
	case CLEARED: add_cleared(s, event); break;
	case DRIVER:
	case SERVICE: add_setup(s, event); break;
	default: break;
	}
}

static void each_setup(void *arg, const struct evtx_event *event)
{
	struct story *s = arg;

	events_updates_package(&s->updates, event);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct evtx_want wants[] = {
		{ UPDATED, EVENTS_MAX, 0, 0 }, { NOT_UPDATED, EVENTS_MAX, 0, 0 },
		{ CLEARED, 1000, 0, 0 },       { DRIVER, EVENTS_MAX, 0, 0 },
		{ SERVICE, EVENTS_MAX, 0, 0 }, { 0 }
	};
	struct evtx_want setup[] = { { PACKAGE, EVENTS_MAX, 0, 0 }, { 0 } };
	struct story *s = xcalloc(1, sizeof(*s));

	s->e = (struct events){ .in = in, .facts = out, .arena = out->arena };
	s->devices.arena = s->updates.arena = out->arena;
	events_read(&s->e, 0, "System.evtx", wants, each, s);
	events_add_log(&s->e, 0, "system");
	events_add_use(&s->e);
	events_note(&s->e, FACT_KIND_LOG_CLEARED);
	events_devices_add(&s->devices, &s->e, "system");
	events_disks_add(&s->devices, &s->e, "system");
	events_updates_add(&s->updates, &s->e, "system");
	s->updates = (struct events_updates){ .arena = out->arena };
	events_read(&s->e, 1, "Setup.evtx", setup, each_setup, s);
	events_updates_add(&s->updates, &s->e, "setup");
	free(s);
	return 0;
}

const struct probe probe_system_events = {
	.id = "system-events",
	.targets = TARGET_WINDOWS,
	.files = { WANT_LOG("System"), WANT_LOG("Setup") },
	.gives = { FACT_KIND_EVENT_LOG, FACT_KIND_LAST_USE, FACT_KIND_LOG_CLEARED,
		   FACT_KIND_USB_EVENT, FACT_KIND_DISK_EVENT, FACT_KIND_UPDATE_EVENT,
		   FACT_KIND_NONE },
	.seconds = EVENTS_SECONDS,
	.run = PROBE_RUN(run),
};
