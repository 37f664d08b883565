/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every USB storage device that Windows remembers. Two drivers, two places: USBSTOR has a branch
 * of its own, UASP disks stand among SCSI disks and are told by their USB parent's service.
 * Odd data of one device never hides another. */
#include "scanners/probes/registry.h"

#define ENUM        "CurrentControlSet\\Enum"
#define USBSTOR     ENUM "\\USBSTOR"
#define DATES       "Properties\\{83da6326-97a6-4088-9453-a1923f573b29}"
#define CLASSES_MAX ((size_t)10000)
#define DEVICES_MAX ((size_t)20000)

extern const struct probe probe_usb_storage;

/* A date property: since Windows 8 the default value of "0064", before that the value Data of
 * "00000064\00000000". */
static int64_t date_of(struct registry *r, hive_key device, unsigned property)
{
	char path[96];
	hive_key key;
	int64_t t;

	if (!device)
		return TIME_ABSENT;
	snprintf(path, sizeof(path), DATES "\\%04x", property);
	key = hive_find(r->hive, device, path);
	t = registry_time(r, key, "");
	if (t != TIME_ABSENT)
		return t;
	snprintf(path, sizeof(path), DATES "\\%08x\\00000000", property);
	key = hive_find(r->hive, device, path);
	t = registry_time(r, key, "Data");
	return t != TIME_ABSENT ? t : registry_time(r, key, "");
}

static void set_dates(struct registry *r, hive_key device, struct fact_usb_storage *f)
{
	f->installed = date_of(r, device, 0x64);
	f->first_installed = date_of(r, device, 0x65);
	f->last_arrival = date_of(r, device, 0x66);
	f->last_removal = date_of(r, device, 0x67);
	f->key_written = hive_key_written(r->hive, device);
}

/* The part after `mark` up to the next '&', with '_' as spaces: "Ven_" in
 * "Disk&Ven_BUFFALO&Prod_SSD-PG&Rev_1.00". NULL when there is none. */
static const char *part(struct arena *a, const char *class_name, const char *mark)
{
	const char *p = strcasestr(class_name, mark);
	char *text;
	size_t n;

	if (!p)
		return NULL;
	p += strlen(mark);
	n = strcspn(p, "&");
	text = arena_strndup(a, p, n);
	for (size_t i = 0; i < n; i++)
		if (text[i] == '_')
			text[i] = ' ';
	while (n && text[n - 1] == ' ')
		text[--n] = '\0';
	return n ? text : NULL;
}

/* "AA0102&0": the serial, and a count that Windows adds. When the second letter is an '&' the
 * device has no serial of its own and Windows made one up. */
static void set_serial(struct arena *a, const char *instance, struct fact_usb_storage *f)
{
	const char *last = strrchr(instance, '&');

	f->own_serial = instance[0] && instance[1] == '&' ? FLAG_NO : FLAG_YES;
	if (f->own_serial == FLAG_YES && last && last != instance)
		f->serial = arena_strndup(a, instance, (size_t)(last - instance));
	else
		f->serial = arena_strdup(a, instance);
}

/* A text resource "@disk.inf,%desc%;Disk drive" reads as what stands after the ';'. */
static const char *readable(const char *text)
{
	const char *semicolon = text && *text == '@' ? strrchr(text, ';') : NULL;

	return semicolon ? semicolon + 1 : text;
}

static void set_names(struct registry *r, hive_key device, const char *class_name,
		      struct fact_usb_storage *f)
{
	f->vendor = part(r->arena, class_name, "Ven_");
	f->product = part(r->arena, class_name, "Prod_");
	f->friendly_name = readable(registry_text(r, device, "FriendlyName"));
	if (!f->friendly_name)
		f->friendly_name = readable(registry_text(r, device, "DeviceDesc"));
}

static void add_usbstor(struct registry *r, const char *class_name, hive_key device)
{
	const char *instance = hive_key_name(r->hive, device, r->arena);
	struct fact_usb_storage *f =
	    REGISTRY_FACT(r, usb_storage, USB_STORAGE,
			  arena_printf(r->arena, USBSTOR "\\%s", class_name), device);

	if (!f)
		return;
	f->bus = "usbstor";
	set_names(r, device, class_name, f);
	set_serial(r->arena, instance ? instance : "", f);
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

		if (!class_name || is_optical(class_name))
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
static const struct scsi_disk *child_of(struct registry *r, hive_key parent,
					const struct scsi_disks *disks)
{
	const char *prefix = registry_text(r, parent, "ParentIdPrefix");
	const char *container = registry_text(r, parent, "ContainerID");

	for (size_t i = 0; prefix && i < disks->n; i++)
		if (!strncasecmp(disks->item[i].instance, prefix, strlen(prefix)))
			return &disks->item[i];
	for (size_t i = 0; container && i < disks->n; i++)
		if (disks->item[i].container && !strcasecmp(disks->item[i].container, container))
			return &disks->item[i];
	return NULL;
}

/* One fact per USB device that the UASP driver served, with what its disk adds. */
static void add_uasp(struct registry *r, const char *usb_class, hive_key parent,
		     const struct scsi_disks *disks)
{
	const struct scsi_disk *disk = child_of(r, parent, disks);
	const char *instance = hive_key_name(r->hive, parent, r->arena);
	const char *path = disk ? arena_printf(r->arena, ENUM "\\SCSI\\%s", disk->class_name)
				: arena_printf(r->arena, ENUM "\\USB\\%s", usb_class);
	struct fact_usb_storage *f =
	    REGISTRY_FACT(r, usb_storage, USB_STORAGE, path, disk ? disk->key : parent);

	if (!f)
		return;
	f->bus = "uasp";
	set_names(r, disk ? disk->key : parent, disk ? disk->class_name : usb_class, f);
	f->serial = instance;
	f->own_serial = instance && instance[0] && instance[1] == '&' ? FLAG_NO : FLAG_YES;
	set_dates(r, disk ? disk->key : parent, f);
	if (f->installed == TIME_ABSENT && f->last_arrival == TIME_ABSENT) {
		int64_t written = f->key_written;

		set_dates(r, parent, f);
		f->key_written = MAX(written, f->key_written);
	}
}

static size_t read_uasp(struct registry *r)
{
	hive_key top = registry_find(r, ENUM "\\USB"), *class_key, *device;
	size_t n = top ? hive_children(r->hive, top, CLASSES_MAX, r->arena, &class_key) : 0;
	struct scsi_disks disks = { 0 };
	size_t seen = 0;

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
			seen++;
		}
	}
	free(disks.item);
	return seen;
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

			probe_unseen(&probe_usb_storage, out, &reason);
		}
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_usb_storage = {
	.id = "usb-storage",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SYSTEM },
	.gives = { FACT_KIND_USB_STORAGE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
