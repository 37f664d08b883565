/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Phones, cameras and players, out of three places: devices that Windows served as portable ones
 * (SYSTEM\...\Enum\USB), its bus of portable devices (Enum\SWD\WPDBUSENUM) and its list of their names
 * (SOFTWARE). The last two also hold every USB memory and card: these are no phones and are told by the
 * probe usb-storage. One device is one fact, in however many places it stands. */
#include "scanners/probes/portable_known.h"

#define ENUM_USB    "CurrentControlSet\\Enum\\USB"
#define LIST        "Microsoft\\Windows Portable Devices\\Devices"
#define ALWAYS      "Microsoft\\Windows\\CurrentVersion"
#define CLASS_WPD   "{eec5ad98-8080-425f-922a-dabf3de3f69a}"
#define CLASSES_MAX ((size_t)10000)
#define DEVICES_MAX ((size_t)20000)

extern const struct probe probe_portable_device;

/* Windows 8 and later; Windows 7. */
static const char *const buses[] = { "CurrentControlSet\\Enum\\SWD\\WPDBUSENUM",
				     "CurrentControlSet\\Enum\\WpdBusEnumRoot\\UMB" };

static bool is(const char *text, const char *what)
{
	return text && !strcasecmp(text, what);
}

/* The driver for media devices, or any driver of their class but the one that shows a file system. */
static bool is_portable(struct registry *r, const struct portable_unit *u)
{
	return is(u->service, "WUDFWpdMtp") ||
	       (is(registry_text(r, u->key, "ClassGUID"), CLASS_WPD) &&
		!is(u->service, "WUDFWpdFs"));
}

static bool is_storage(const struct portable_unit *u)
{
	return u && (is(u->service, "USBSTOR") || is(u->service, "UASPStor"));
}

static void add_device(struct portable_known *known, struct registry *r,
		       const struct portable_unit *u)
{
	const struct portable_unit *owner = portable_owner(known, u);
	struct usb_dates d = usb_dates(r, u->key);
	struct portable_id id = { "mtp", u->model, u->instance, owner->instance, u->container };
	struct fact_portable_device *f =
	    portable_add(known, r, &id, arena_printf(r->arena, ENUM_USB "\\%s", u->model), u->key);

	if (!f)
		return;
	f->name = f->name ? f->name : usb_name(r, u->key);
	portable_dates(f, &d);
}

static void read_usb(struct portable_known *known, struct registry *r)
{
	hive_key top = registry_must(r, ENUM_USB), *class_key, *device;
	size_t n = top ? hive_children(r->hive, top, CLASSES_MAX, r->arena, &class_key) : 0;

	for (size_t i = 0; i < n; i++) {
		const char *model = hive_key_name(r->hive, class_key[i], r->arena);
		size_t m = hive_children(r->hive, class_key[i], DEVICES_MAX, r->arena, &device);

		for (size_t k = 0; k < m; k++)
			portable_unit_add(known, r, model ? model : "", device[k]);
	}
	for (size_t i = 0; i < known->n_units; i++)
		if (is_portable(r, &known->unit[i]))
			add_device(known, r, &known->unit[i]);
}

/* "USB#VID_05AC&PID_12A8&MI_00#SERIAL#{...}" in two. */
static bool split(struct arena *a, const char *id, const char **ret_model, const char **ret_serial)
{
	const char *p = strcasestr(id, "USB#VID_"), *end;

	if (!p)
		return false;
	p += 4;
	end = strchr(p, '#');
	if (!end)
		return false;
	*ret_model = arena_strndup(a, p, (size_t)(end - p));
	*ret_serial = arena_strndup(a, end + 1, strcspn(end + 1, "#"));
	return true;
}

/* Memories, cards and outside disks stand there by their disk ("_??_USBSTOR#Disk&Ven_...") or by their
 * volume ("{8c1d...}#0000000000100000"), served by the driver that shows a file system. */
static bool shows_files(struct registry *r, hive_key key, const char *id)
{
	static const char *const marks[] = { "USBSTOR#", "STORAGE#", "SCSI#", "#Disk&", "#CdRom&" };
	const char *end = *id == '{' ? strchr(id, '}') : NULL;

	if (end && end[1] == '#')
		return true;
	for (size_t i = 0; i < LEN(marks); i++)
		if (strcasestr(id, marks[i]))
			return true;
	return is(registry_text(r, key, "Service"), "WUDFWpdFs") ||
	       is(registry_text(r, key, "CompatibleIDs"), "wpdbusenum\\fs");
}

static void add_of_bus(struct portable_known *known, struct registry *r, const char *path,
		       hive_key key)
{
	const char *name = hive_key_name(r->hive, key, r->arena), *model = NULL, *serial = NULL;
	const char *container = registry_text(r, key, "ContainerID");
	struct phrase odd = PHRASE(N_("because one of the portable devices that Windows lists does "
				      "not tell what it is"));
	const struct portable_unit *u = NULL;
	struct fact_portable_device *f;
	struct portable_id id;
	struct usb_dates d;

	if (!name || shows_files(r, key, name))
		return;
	if (split(r->arena, name, &model, &serial)) {
		u = portable_unit_find(known, model, serial);
	} else if (!is(registry_text(r, key, "Service"), "WUDFWpdMtp")) {
		probe_unseen(&probe_portable_device, r->facts, &odd);
		return;
	}
	if (is_storage(u))
		return;
	id = (struct portable_id){ "wpd", model, serial,
				   u ? portable_owner(known, u)->instance : serial, container };
	f = portable_add(known, r, &id, path, key);
	if (!f)
		return;
	d = usb_dates(r, key);
	portable_dates(f, &d);
	f->name = f->name ? f->name : usb_name(r, key);
}

/* Entries below a place that is made with the first device: none when it is not there. */
static size_t entries(struct portable_known *known, struct registry *r, const char *path,
		      hive_key **ret)
{
	hive_key top = registry_find(r, path);
	size_t n = top ? hive_children(r->hive, top, PORTABLE_MAX + 1, r->arena, ret) : 0;

	known->full |= n > PORTABLE_MAX;
	return MIN(n, PORTABLE_MAX);
}

static void read_buses(struct portable_known *known, struct registry *r)
{
	for (size_t i = 0; i < LEN(buses); i++) {
		hive_key *child;
		size_t n = entries(known, r, buses[i], &child);

		for (size_t k = 0; k < n; k++)
			add_of_bus(known, r, buses[i], child[k]);
	}
}

/* A device's name in the list is what its owner sees. */
static void add_listed(struct portable_known *known, struct registry *r, hive_key key)
{
	const char *name = hive_key_name(r->hive, key, r->arena), *model, *serial;
	const char *label = registry_text(r, key, "FriendlyName");
	const struct portable_unit *u;
	struct fact_portable_device *f;
	struct portable_id id;

	if (!name || !split(r->arena, name, &model, &serial))
		return;
	u = portable_unit_find(known, model, serial);
	if (is_storage(u))
		return;
	id = (struct portable_id){ "list", model, serial,
				   u ? portable_owner(known, u)->instance : serial,
				   u ? u->container : NULL };
	f = portable_add(known, r, &id, LIST, key);
	if (!f)
		return;
	f->name = label ? label : f->name;
	if (!strcmp(f->bus, "list"))
		f->key_written = MAX(f->key_written, hive_key_written(r->hive, key));
}

static void read_list(struct portable_known *known, struct registry *r)
{
	hive_key *child;
	size_t n = registry_must(r, ALWAYS) ? entries(known, r, LIST, &child) : 0;

	for (size_t i = 0; i < n; i++)
		add_listed(known, r, child[i]);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct portable_known known = { 0 };
	struct registry r;

	if (registry_open(&r, &probe_portable_device, in, 0, "SYSTEM", out)) {
		read_usb(&known, &r);
		read_buses(&known, &r);
		registry_close(&r);
	}
	if (registry_open(&r, &probe_portable_device, in, 1, "SOFTWARE", out)) {
		read_list(&known, &r);
		registry_close(&r);
	}
	if (known.full) {
		struct phrase reason =
		    PHRASE(N_("because more USB devices are listed here than any PC has"));

		probe_unseen(&probe_portable_device, out, &reason);
	}
	portable_known_done(&known);
	return 0;
}

const struct probe probe_portable_device = {
	.id = "portable-device",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SYSTEM, WANT_SOFTWARE },
	.gives = { FACT_KIND_PORTABLE_DEVICE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
