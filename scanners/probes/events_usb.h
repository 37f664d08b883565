/* SPDX-License-Identifier: GPL-2.0-or-later */
/* USB storage in event logs: which device an event speaks of, and one fact per device and log. */
#pragma once

#include "scanners/probes/events.h"

#define EVENTS_DEVICES_MAX 500u

/* parents: events of what a UASP disk hangs on; each time it is plugged in, both speak. */
struct events_device {
	const char *vendor, *product, *serial;
	int64_t bytes, events, parents, first, last;
	bool uasp;
};

/* A disk below SCSI of which an event does not tell whether it is one of the PC's own. */
struct events_disk {
	const char *class_name, *instance;
	int64_t events, first, last;
};

struct events_devices {
	struct arena *arena;
	struct events_device device[EVENTS_DEVICES_MAX];
	struct events_disk disk[EVENTS_DEVICES_MAX];
	size_t n, n_disks;
	bool full;
};

/* What an event of a set-up or a start says: ids of the device and of what it hangs on, its driver;
 * each NULL when it does not say. */
struct events_setup {
	const char *id, *parent, *service, *driver;
	int64_t at;
};

/* The id of a disk below USBSTOR, wherever it stands in the event; NULL when there is none. Nothing
 * else that is attached (printers, cameras, hubs) has one. */
const char *events_usbstor(struct arena *a, const char *text);

/* Counts an event that speaks of the disk with this id (as events_usbstor() gives it). */
void events_device_id(struct events_devices *d, const char *id, int64_t at);
/* Counts an event that speaks of a disk on the fast connection (UASP), which stands below SCSI like the
 * PC's own disks: told by what it hangs on, or by the driver of that. */
void events_device_setup(struct events_devices *d, const struct events_setup *setup);
/* Partition/Diagnostic 1006: only disks on the USB bus. */
void events_device_partition(struct events_devices *d, const struct evtx_event *event);

/* One fact per device, and how reading the log went. */
void events_devices_add(struct events_devices *d, struct events *e, const char *log);
/* The same for the disks of which the events do not tell whether they are the PC's own. */
void events_disks_add(struct events_devices *d, struct events *e, const char *log);
