/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Outside disks on the fast connection (UASP) in event logs. Their own id is one of SCSI, as that of a
 * disk inside the PC: what they hang on makes the difference, which an event tells or only the
 * registry knows (fact uasp-disk). See events_usb.h. */
#include <string.h>

#include "scanners/probes/events_usb.h"
#include "scanners/probes/usb_common.h"

static bool same(const char *a, const char *b)
{
	return a && b && !strcasecmp(a, b);
}

static int64_t older(int64_t a, int64_t b)
{
	if (a == TIME_ABSENT || b == TIME_ABSENT)
		return MAX(a, b);
	return MIN(a, b);
}

/* The device with this serial; what an event says of its name fits when one of both is silent. */
static struct events_device *device_of(struct events_devices *d, const char *product,
				       const char *serial)
{
	for (size_t i = 0; i < d->n; i++) {
		struct events_device *x = &d->device[i];

		if (x->uasp && same(x->serial, serial) &&
		    (!product || !x->product || same(x->product, product)))
			return x;
	}
	if (d->n == EVENTS_DEVICES_MAX) {
		d->full = true;
		return NULL;
	}
	d->device[d->n] = (struct events_device){ .serial = serial,
						  .bytes = NUMBER_ABSENT,
						  .first = TIME_ABSENT,
						  .last = TIME_ABSENT,
						  .uasp = true };
	return &d->device[d->n++];
}

/* class_name: of the disk, "Disk&Ven_...", or NULL: the event is about what it hangs on. */
static void count(struct events_devices *d, const char *class_name, const char *serial,
		  const struct events_disk *seen)
{
	struct usb_identity who = usb_identity(d->arena, class_name ? class_name : "", "");
	struct events_device *x = device_of(d, who.product, serial);

	if (!x)
		return;
	x->vendor = x->vendor ? x->vendor : who.vendor;
	x->product = x->product ? x->product : who.product;
	*(class_name ? &x->events : &x->parents) += seen->events;
	x->first = older(x->first, seen->first);
	x->last = MAX(x->last, seen->last);
}

/* A disk whose event is silent: a fact of its own. */
static void keep(struct events_devices *d, const char *class_name, const char *instance,
		 const struct events_disk *seen)
{
	struct events_disk *x = NULL;

	for (size_t i = 0; i < d->n_disks && !x; i++)
		if (same(d->disk[i].class_name, class_name) && same(d->disk[i].instance, instance))
			x = &d->disk[i];
	if (!x && d->n_disks == EVENTS_DEVICES_MAX) {
		d->full = true;
		return;
	}
	if (!x) {
		x = &d->disk[d->n_disks++];
		*x = (struct events_disk){ class_name, instance, 0, TIME_ABSENT, TIME_ABSENT };
	}
	x->events += seen->events;
	x->first = older(x->first, seen->first);
	x->last = MAX(x->last, seen->last);
}

/* "BUS\CLASS\INSTANCE": the last two parts. */
static bool parts(struct arena *a, const char *id, const char *bus, const char **ret_class,
		  const char **ret_instance)
{
	size_t n = strlen(bus), k;

	if (!id || strncasecmp(id, bus, n))
		return false;
	k = strcspn(id + n, "\\");
	if (!id[n + k] || !id[n + k + 1])
		return false;
	*ret_class = arena_strndup(a, id + n, k);
	*ret_instance = arena_strdup(a, id + n + k + 1);
	return true;
}

void events_device_setup(struct events_devices *d, const struct events_setup *setup)
{
	struct events_disk seen = { .events = 1, .first = setup->at, .last = setup->at };
	const char *class_name, *instance, *parent_class, *serial;

	if (parts(d->arena, setup->id, "USB\\", &class_name, &instance)) {
		if (same(setup->service, "UASPStor") ||
		    (setup->driver && strcasestr(setup->driver, "uaspstor.inf")))
			count(d, NULL, instance, &seen);
		return;
	}
	if (!parts(d->arena, setup->id, "SCSI\\", &class_name, &instance) ||
	    strncasecmp(class_name, "Disk&", 5))
		return;
	if (parts(d->arena, setup->parent, "USB\\", &parent_class, &serial))
		count(d, class_name, serial, &seen);
	else if (!setup->parent)
		keep(d, class_name, instance, &seen);
}

void events_disks_add(struct events_devices *d, struct events *e, const char *log)
{
	events_note(e, FACT_KIND_DISK_EVENT);
	if (d->full)
		events_full(e, FACT_KIND_DISK_EVENT);
	for (size_t i = 0; i < d->n_disks; i++) {
		const struct events_disk *x = &d->disk[i];
		struct fact_disk_event *f = FACTS_ADD(e->facts, disk_event, DISK_EVENT, e->name);
		struct usb_identity who = usb_identity(d->arena, x->class_name, "");

		if (!f)
			return;
		f->log = log;
		f->vendor = who.vendor;
		f->product = who.product;
		f->disk = arena_printf(d->arena, "%s\\%s", x->class_name, x->instance);
		f->events = x->events;
		f->first = x->first;
		f->last = x->last;
	}
}
