/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The logs that tell of USB disks when they are plugged in. Which of them a Windows keeps depends on
 * its version: DriverFrameworks until Windows 8, Partition and Kernel-PnP since Windows 10. So one
 * of the first two must be there, and where Partition is, Kernel-PnP, too. */
#include <stdlib.h>

#include "scanners/probes/events_usb.h"

#define PARTITION "Microsoft-Windows-Partition%4Diagnostic"
#define DRIVERS   "Microsoft-Windows-DriverFrameworks-UserMode%4Operational"
#define PNP       "Microsoft-Windows-Kernel-PnP%4Configuration"

enum { DISK = 1006, ARRIVED = 2003, LEFT = 2102, CONFIGURED = 400, STARTED = 410 };

struct story {
	struct events e;
	struct events_devices devices;
};

static void each_partition(void *arg, const struct evtx_event *event)
{
	struct story *s = arg;

	if (events_from(event, "Microsoft-Windows-Partition"))
		events_device_partition(&s->devices, event);
}

static void each_driver(void *arg, const struct evtx_event *event)
{
	struct story *s = arg;

	if (events_from(event, "Microsoft-Windows-DriverFrameworks-UserMode"))
		events_device_id(&s->devices, events_usbstor(s->e.arena, event->xml),
				 event->written);
}

static void each_pnp(void *arg, const struct evtx_event *event)
{
	struct story *s = arg;
	struct arena *a = s->e.arena;
	struct events_setup setup = { .at = event->written };

	if (!events_from(event, "Microsoft-Windows-Kernel-PnP"))
		return;
	setup.id = evtx_data(a, event->xml, "DeviceInstanceId");
	setup.parent = evtx_data(a, event->xml, "ParentDeviceInstanceId");
	setup.service = evtx_data(a, event->xml, "ServiceName");
	setup.driver = evtx_data(a, event->xml, "DriverName");
	events_device_id(&s->devices, events_usbstor(a, event->xml), event->written);
	events_device_setup(&s->devices, &setup);
}

static bool absent(const struct story *s, size_t i)
{
	return i >= s->e.in->n_blobs || s->e.in->blob[i].state == PROBE_BLOB_ABSENT;
}

static void look(struct story *s, size_t i, const char *name, const char *log,
		 struct evtx_want *wants, evtx_fn each)
{
	struct arena *a = s->e.arena;

	s->devices = (struct events_devices){ .arena = a };
	events_read(&s->e, i, name, wants, each, s);
	events_devices_add(&s->devices, &s->e, log);
	events_disks_add(&s->devices, &s->e, log);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct evtx_want disk[] = { { DISK, EVENTS_MAX, 0, 0 }, { 0 } };
	struct evtx_want driver[] = { { ARRIVED, EVENTS_MAX, 0, 0 },
				      { LEFT, EVENTS_MAX, 0, 0 },
				      { 0 } };
	struct evtx_want pnp[] = { { CONFIGURED, EVENTS_MAX, 0, 0 },
				   { STARTED, EVENTS_MAX, 0, 0 },
				   { 0 } };
	struct story *s = xcalloc(1, sizeof(*s));
	bool old;

	s->e = (struct events){ .in = in, .facts = out, .arena = out->arena };
	old = absent(s, 0) && !absent(s, 1);
	if (!old)
		look(s, 0, PARTITION ".evtx", "partition", disk, each_partition);
	if (!absent(s, 1))
		look(s, 1, DRIVERS ".evtx", "driver-frameworks", driver, each_driver);
	if (!old || !absent(s, 2))
		look(s, 2, PNP ".evtx", "kernel-pnp", pnp, each_pnp);
	free(s);
	return 0;
}

const struct probe probe_usb_events = {
	.id = "usb-events",
	.targets = TARGET_WINDOWS,
	.files = { WANT_LOG(PARTITION), WANT_LOG(DRIVERS), WANT_LOG(PNP) },
	.gives = { FACT_KIND_USB_EVENT, FACT_KIND_DISK_EVENT, FACT_KIND_NONE },
	.seconds = EVENTS_SECONDS,
	.run = PROBE_RUN(run),
};
