/* SPDX-License-Identifier: GPL-2.0-or-later */
/* USB storage in event logs: which device an event speaks of, and one fact per device and log. */
#pragma once

#include "scanners/probes/events.h"

#define EVENTS_DEVICES_MAX 500u

struct events_device {
	const char *vendor, *product, *serial;
	int64_t bytes, events, first, last;
};

struct events_devices {
	struct arena *arena;
	struct events_device device[EVENTS_DEVICES_MAX];
	size_t n;
	bool full;
};

/* The id of a disk below USBSTOR, wherever it stands in the event; NULL when there is none. Nothing
 * else that is attached (printers, cameras, hubs) has one. */
const char *events_usbstor(struct arena *a, const char *text);

/* Counts an event that speaks of the disk with this id (as events_usbstor() gives it). */
void events_device_id(struct events_devices *d, const char *id, int64_t at);
/* Partition/Diagnostic 1006: only disks on the USB bus. */
void events_device_partition(struct events_devices *d, const struct evtx_event *event);

/* One fact per device, and how reading the log went. */
void events_devices_add(struct events_devices *d, struct events *e, const char *log);
