/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Phones, cameras and players: devices that Windows served as portable ones (SYSTEM\...\Enum\USB),
 * and those that stand in its list of them (SOFTWARE). The list also holds every USB memory; those
 * are no phones and are told by the probe usb-storage. */
#include "scanners/probes/usb_common.h"

#define ENUM_USB    "CurrentControlSet\\Enum\\USB"
#define LIST        "Microsoft\\Windows Portable Devices\\Devices"
#define ALWAYS      "Microsoft\\Windows\\CurrentVersion"
#define CLASS_WPD   "{eec5ad98-8080-425f-922a-dabf3de3f69a}"
#define CLASSES_MAX ((size_t)10000)
#define DEVICES_MAX ((size_t)20000)

extern const struct probe probe_portable_device;

/* The driver for media devices, or any driver of their class. */
static bool is_portable(struct registry *r, hive_key device)
{
	const char *service = registry_text(r, device, "Service");
	const char *class_id = registry_text(r, device, "ClassGUID");

	return (service && !strcasecmp(service, "WUDFWpdMtp")) ||
	       (class_id && !strcasecmp(class_id, CLASS_WPD));
}

static void add_device(struct registry *r, const char *model, hive_key device)
{
	const char *instance = hive_key_name(r->hive, device, r->arena);
	struct usb_dates d = usb_dates(r, device);
	struct fact_portable_device *f =
	    REGISTRY_FACT(r, portable_device, PORTABLE_DEVICE,
			  arena_printf(r->arena, ENUM_USB "\\%s", model), device);

	if (!f)
		return;
	f->bus = "mtp";
	f->model = *model ? model : NULL;
	f->name = usb_name(r, device);
	f->serial = instance;
	f->own_serial = usb_own_serial(instance);
	f->installed = d.installed;
	f->first_installed = d.first_installed;
	f->last_arrival = d.last_arrival;
	f->last_removal = d.last_removal;
	f->key_written = d.key_written;
}

static void read_usb(struct registry *r)
{
	hive_key top = registry_must(r, ENUM_USB), *class_key, *device;
	size_t n = top ? hive_children(r->hive, top, CLASSES_MAX, r->arena, &class_key) : 0;

	for (size_t i = 0; i < n; i++) {
		const char *model = hive_key_name(r->hive, class_key[i], r->arena);
		size_t m = hive_children(r->hive, class_key[i], DEVICES_MAX, r->arena, &device);

		for (size_t k = 0; k < m; k++)
			if (is_portable(r, device[k]))
				add_device(r, model ? model : "", device[k]);
	}
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

/* The device that the registry's tree told already; its name in the list is what its owner sees. */
static struct fact_portable_device *known(struct facts *out, const char *model, const char *serial)
{
	for (size_t i = 0; i < facts_count(out, FACT_KIND_PORTABLE_DEVICE); i++) {
		struct fact_portable_device *f =
		    (struct fact_portable_device *)out->by_kind[FACT_KIND_PORTABLE_DEVICE].item[i];

		if (f->model && f->serial && !strcasecmp(f->model, model) &&
		    !strcasecmp(f->serial, serial))
			return f;
	}
	return NULL;
}

static void add_listed(struct registry *r, hive_key key)
{
	const char *id = hive_key_name(r->hive, key, r->arena), *model, *serial;
	const char *name = registry_text(r, key, "FriendlyName");
	struct fact_portable_device *f;

	if (!id || !split(r->arena, id, &model, &serial))
		return;
	f = known(r->facts, model, serial);
	if (f) {
		f->name = name ? name : f->name;
		registry_also(r, &f->fact);
		return;
	}
	f = REGISTRY_FACT(r, portable_device, PORTABLE_DEVICE, LIST, key);
	if (!f)
		return;
	f->bus = "list";
	f->model = model;
	f->name = name;
	f->serial = serial;
	f->own_serial = usb_own_serial(serial);
	f->key_written = hive_key_written(r->hive, key);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct registry r;
	hive_key top, *child;

	if (registry_open(&r, &probe_portable_device, in, 0, "SYSTEM", out)) {
		read_usb(&r);
		registry_close(&r);
	}
	if (registry_open(&r, &probe_portable_device, in, 1, "SOFTWARE", out)) {
		/* The list itself is made with the first device. */
		top = registry_must(&r, ALWAYS) ? registry_find(&r, LIST) : 0;
		if (top) {
			size_t n = hive_children(r.hive, top, DEVICES_MAX, r.arena, &child);

			for (size_t i = 0; i < n; i++)
				add_listed(&r, child[i]);
		}
		registry_close(&r);
	}
	return 0;
}

const struct probe probe_portable_device = {
	.id = "portable-device",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SYSTEM, WANT_SOFTWARE },
	.gives = { FACT_KIND_PORTABLE_DEVICE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
