/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every USB storage device that Windows remembers. Two drivers, two places: USBSTOR has a branch
 * of its own, UASP disks stand among SCSI disks and are told by their USB parent's service.
 * Odd data of one device never hides another. */
#include "scanners/probes/usb_common.h"

#define ENUM        "CurrentControlSet\\Enum"
#define USBSTOR     ENUM "\\USBSTOR"
#define CLASSES_MAX ((size_t)10000)
#define DEVICES_MAX ((size_t)20000)

extern const struct probe probe_usb_storage;

static void set_dates(struct registry *r, hive_key device, struct fact_usb_storage *f)
{
	struct usb_dates d = usb_dates(r, device);

	f->installed = d.installed;
	f->first_installed = d.first_installed;
	f->last_arrival = d.last_arrival;
	f->last_removal = d.last_removal;
	f->key_written = d.key_written;
}

static void set_names(struct registry *r, hive_key device, const char *class_name,
		      struct fact_usb_storage *f)
{
	struct usb_identity id = usb_identity(r->arena, class_name, "");

	f->vendor = id.vendor;
	f->product = id.product;
	f->friendly_name = usb_name(r, device);
}

static void add_usbstor(struct registry *r, const char *class_name, hive_key device)
{
	const char *instance = hive_key_name(r->hive, device, r->arena);
	struct usb_identity id = usb_identity(r->arena, class_name, instance ? instance : "");
	struct fact_usb_storage *f =
	    REGISTRY_FACT(r, usb_storage, USB_STORAGE,
			  arena_printf(r->arena, USBSTOR "\\%s", class_name), device);

	if (!f)
		return;
	f->bus = "usbstor";
	set_names(r, device, class_name, f);
	f->serial = id.serial;
	f->own_serial = id.own_serial;
	set_dates(r, device, f);
}

/* Optical drives are no memory to carry data away on; everything else is. */
static bool is_optical(const char *class_name)
{
	return !strncasecmp(class_name, "CdRom&", 6);
}

/* False when Windows has no such branch at all. */
static bool read_usbstor(struct registry *r)
{
	hive_key top = registry_find(r, USBSTOR), *class_key, *device;
	size_t n;

	if (!top)
		return false;
	n = hive_children(r->hive, top, CLASSES_MAX, r->arena, &class_key);
	for (size_t i = 0; i < n; i++) {
		const char *class_name = hive_key_name(r->hive, class_key[i], r->arena);
		size_t m;

		if (!class_name)
			class_name = ""; /* its devices count all the same */
		if (is_optical(class_name))
			continue;
		m = hive_children(r->hive, class_key[i], DEVICES_MAX, r->arena, &device);
		for (size_t k = 0; k < m; k++)
			add_usbstor(r, class_name, device[k]);
	}
	return true;
}

/* --- UASP ---------------------------------------------------------------------------------- */
struct scsi_disk {
	hive_key key;
	const char *class_name, *instance, *container;
};

struct scsi_disks {
	struct scsi_disk *item;
	size_t n, cap;
};

static void list_scsi(struct registry *r, struct scsi_disks *disks)
{
	hive_key top = registry_find(r, ENUM "\\SCSI"), *class_key, *device;
	size_t n = top ? hive_children(r->hive, top, CLASSES_MAX, r->arena, &class_key) : 0;

	for (size_t i = 0; i < n; i++) {
		const char *name = hive_key_name(r->hive, class_key[i], r->arena);
		size_t m;

		if (!name || strncasecmp(name, "Disk&", 5))
			continue;
		m = hive_children(r->hive, class_key[i], DEVICES_MAX, r->arena, &device);
		for (size_t k = 0; k < m && disks->n < DEVICES_MAX; k++) {
			const char *instance = hive_key_name(r->hive, device[k], r->arena);

			disks->item = xgrow(disks->item, disks->n, &disks->cap,
					    sizeof(*disks->item), DEVICES_MAX);
			disks->item[disks->n++] =
			    (struct scsi_disk){ device[k], name, instance ? instance : "",
						registry_text(r, device[k], "ContainerID") };
		}
	}
}

/* The child's instance begins with its parent's ParentIdPrefix; both share a container. */
static bool is_child(const struct scsi_disk *disk, const char *prefix, const char *container)
{
	if (prefix)
		return !strncasecmp(disk->instance, prefix, strlen(prefix));
	return container && disk->container && !strcasecmp(disk->container, container);
}

/* By this id the event logs speak of it. */
static void add_link(struct registry *r, const char *usb_class, hive_key parent,
		     const struct scsi_disk *disk)
{
	struct fact_uasp_disk *f =
	    disk ? REGISTRY_FACT(r, uasp_disk, UASP_DISK,
				 arena_printf(r->arena, ENUM "\\USB\\%s", usb_class), parent)
		 : NULL;

	if (!f)
		return;
	f->serial = hive_key_name(r->hive, parent, r->arena);
	f->disk = arena_printf(r->arena, "%s\\%s", disk->class_name, disk->instance);
}

/* A USB device that the UASP driver served, and its disk (NULL: Windows forgot it). */
static void add_disk(struct registry *r, const char *usb_class, hive_key parent,
		     const struct scsi_disk *disk)
{
	const char *instance = hive_key_name(r->hive, parent, r->arena);
	const char *path = disk ? arena_printf(r->arena, ENUM "\\SCSI\\%s", disk->class_name)
				: arena_printf(r->arena, ENUM "\\USB\\%s", usb_class);
	struct fact_usb_storage *f =
	    REGISTRY_FACT(r, usb_storage, USB_STORAGE, path, disk ? disk->key : parent);

	add_link(r, usb_class, parent, disk);
	if (!f)
		return;
	f->bus = "uasp";
	set_names(r, disk ? disk->key : parent, disk ? disk->class_name : usb_class, f);
	f->serial = instance;
	f->own_serial = usb_own_serial(instance);
	set_dates(r, disk ? disk->key : parent, f);
	if (f->installed == TIME_ABSENT && f->last_arrival == TIME_ABSENT) {
		int64_t written = f->key_written;

		set_dates(r, parent, f);
		f->key_written = MAX(written, f->key_written);
	}
}

/* A case with two bays is two disks. */
static void add_uasp(struct registry *r, const char *usb_class, hive_key parent,
		     const struct scsi_disks *disks)
{
	const char *prefix = registry_text(r, parent, "ParentIdPrefix");
	const char *container = registry_text(r, parent, "ContainerID");
	size_t found = 0;

	for (size_t i = 0; prefix && i < disks->n; i++)
		if (is_child(&disks->item[i], prefix, NULL)) {
			add_disk(r, usb_class, parent, &disks->item[i]);
			found++;
		}
	for (size_t i = 0; !found && i < disks->n; i++)
		if (is_child(&disks->item[i], NULL, container)) {
			add_disk(r, usb_class, parent, &disks->item[i]);
			found++;
		}
	if (!found)
		add_disk(r, usb_class, parent, NULL);
}

static void read_uasp(struct registry *r)
{
	hive_key top = registry_must(r, ENUM "\\USB"), *class_key, *device;
	size_t n = top ? hive_children(r->hive, top, CLASSES_MAX, r->arena, &class_key) : 0;
	struct scsi_disks disks = { 0 };

	if (n)
		list_scsi(r, &disks);
	for (size_t i = 0; i < n; i++) {
		const char *name = hive_key_name(r->hive, class_key[i], r->arena);
		size_t m = hive_children(r->hive, class_key[i], DEVICES_MAX, r->arena, &device);

		for (size_t k = 0; k < m; k++) {
			const char *service = registry_text(r, device[k], "Service");

			if (!service || strcasecmp(service, "UASPStor"))
				continue;
			add_uasp(r, name ? name : "", device[k], &disks);
		}
	}
	free(disks.item);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct registry r;
	bool kept;

	if (!registry_open(&r, &probe_usb_storage, in, 0, "SYSTEM", out))
		return 0;
	if (registry_must(&r, ENUM)) {
		kept = read_usbstor(&r);
		read_uasp(&r);
		if (!kept) {
			struct phrase reason = PHRASE(
			    N_("because Windows has no list of USB memory here (it makes one with "
			       "the first that is connected; it may have been cleared)"));

			facts_note(out, FACT_KIND_USB_STORAGE,
				   facts_count(out, FACT_KIND_USB_STORAGE) ? FACT_STATE_PARTIAL
									   : FACT_STATE_FAILED,
				   &reason);
		}
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_usb_storage = {
	.id = "usb-storage",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SYSTEM },
	.gives = { FACT_KIND_USB_STORAGE, FACT_KIND_UASP_DISK, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
