/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See events_usb.h. */
#include "scanners/probes/events_usb.h"

#include <string.h>

#include "scanners/probes/usb_common.h"

#define ID_MAX  400
#define BUS_USB 7 /* STORAGE_BUS_TYPE */

static const char mark[] = "USBSTOR";

/* Up to the end of the value or attribute that it stands in. */
const char *events_usbstor(struct arena *a, const char *text)
{
	for (const char *s = text ? strcasestr(text, mark) : NULL; s; s = strcasestr(s + 1, mark)) {
		const char *rest = s + sizeof(mark) - 1;

		if ((*rest != '\\' && *rest != '#') || strncasecmp(rest + 1, "DISK", 4) != 0)
			continue;
		return arena_strndup(a, s, MIN(strcspn(s, "<>\" "), (size_t)ID_MAX));
	}
	return NULL;
}

/* In XML an '&' is spelled out. */
static const char *plain(struct arena *a, const char *id)
{
	static const char amp[] = "amp;";
	size_t n = strlen(id), len = 0;
	char *out = arena_alloc(a, n + 1);

	for (size_t i = 0; i < n; i++) {
		out[len++] = id[i];
		if (id[i] == '&' && !strncmp(id + i + 1, amp, sizeof(amp) - 1))
			i += sizeof(amp) - 1;
	}
	out[len] = '\0';
	return out;
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && !strcasecmp(a, b));
}

/* The serial of what a disk hangs on, as every other list of devices has it; NULL when Windows made
 * it up. */
static const char *parent_serial(const char *parent)
{
	const char *last =
	    parent && !strncasecmp(parent, "USB\\VID_", 8) ? strrchr(parent, '\\') : NULL;

	return last && last[1] && usb_own_serial(last + 1) == FLAG_YES ? last + 1 : NULL;
}

static void count(struct events_devices *d, const struct events_device *seen)
{
	struct events_device *x;
	size_t i = 0;

	while (i < d->n && !(same(d->device[i].serial, seen->serial) &&
			     same(d->device[i].product, seen->product) &&
			     same(d->device[i].vendor, seen->vendor)))
		i++;
	if (i == EVENTS_DEVICES_MAX) {
		d->full = true;
		return;
	}
	x = &d->device[i];
	if (i == d->n) {
		d->n++;
		*x = *seen;
		x->events = 0;
	}
	x->events++;
	if (seen->bytes != NUMBER_ABSENT && seen->bytes > 0)
		x->bytes = seen->bytes;
	if (seen->last != TIME_ABSENT) {
		x->first = x->first == TIME_ABSENT ? seen->last : MIN(x->first, seen->last);
		x->last = MAX(x->last, seen->last);
	}
}

void events_device_id(struct events_devices *d, const char *id, int64_t at)
{
	struct events_device seen = { .bytes = NUMBER_ABSENT, .first = at, .last = at };
	struct usb_identity who;

	if (!id || !usb_identity_of_id(d->arena, plain(d->arena, id), &who))
		return;
	seen.vendor = who.vendor;
	seen.product = who.product;
	seen.serial = who.serial;
	count(d, &seen);
}

static const char *trimmed(struct arena *a, const char *text)
{
	size_t n;

	if (!text)
		return NULL;
	text += strspn(text, " ");
	n = strlen(text);
	while (n && text[n - 1] == ' ')
		n--;
	return n && strncmp(text, "NULL", n) ? arena_strndup(a, text, n) : NULL;
}

void events_device_partition(struct events_devices *d, const struct evtx_event *event)
{
	struct arena *a = d->arena;
	const char *parent = evtx_data(a, event->xml, "ParentId");
	struct events_device seen = {
		.vendor = trimmed(a, evtx_data(a, event->xml, "Manufacturer")),
		.product = trimmed(a, evtx_data(a, event->xml, "Model")),
		.serial = trimmed(a, evtx_data(a, event->xml, "SerialNumber")),
		.bytes = events_number(evtx_data(a, event->xml, "Capacity")),
		.first = event->written,
		.last = event->written,
	};
	const char *own = parent_serial(parent);

	if (events_number(evtx_data(a, event->xml, "BusType")) != BUS_USB &&
	    !(parent && !strncasecmp(parent, "USB\\", 4)))
		return;
	seen.serial = own ? own : seen.serial;
	count(d, &seen);
}

void events_devices_add(struct events_devices *d, struct events *e, const char *log)
{
	events_note(e, FACT_KIND_USB_EVENT);
	if (d->full)
		events_full(e, FACT_KIND_USB_EVENT);
	for (size_t i = 0; i < d->n; i++) {
		const struct events_device *x = &d->device[i];
		struct fact_usb_event *f = FACTS_ADD(e->facts, usb_event, USB_EVENT, e->name);

		if (!f)
			return;
		f->log = log;
		f->vendor = x->vendor;
		f->product = x->product;
		f->serial = x->serial;
		f->bytes = x->bytes;
		f->events = MAX(x->events, x->parents);
		f->first = x->first;
		f->last = x->last;
	}
}
