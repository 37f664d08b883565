/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When a USB device was set up for the first time, as Windows' own logs of device set-up tell it.
 * They outlive the registry's dates, are turned over when they grow, and are in local time. */
#include "scanners/probes/usb_common.h"
#include "scanners/readers/setupapi.h"

#define LOG_MAX     ((uint64_t)32 << 20)
#define DEVICES_MAX ((size_t)2000)
#define LOG_PLACE   "Windows\\INF\\"

extern const struct probe probe_usb_install;

static const char *const wanted[] = { "USBSTOR\\Disk&", "USB\\VID_", NULL };

/* One device and its oldest section. */
struct device {
	const char *id, *log;
	int64_t local; /* TIME_ABSENT: every section has an odd time */
};

struct devices {
	struct device *item;
	size_t n, cap;
	bool full;
};

static struct device *find(struct devices *d, const char *id)
{
	for (size_t i = 0; i < d->n; i++)
		if (!strcasecmp(d->item[i].id, id))
			return &d->item[i];
	return NULL;
}

static void take(struct devices *d, const struct setupapi_section *s, const char *log)
{
	struct device *old = find(d, s->device);

	if (old) {
		if (s->local != TIME_ABSENT &&
		    (old->local == TIME_ABSENT || s->local < old->local)) {
			old->local = s->local;
			old->log = log;
		}
		return;
	}
	if (d->n == DEVICES_MAX) {
		d->full = true;
		return;
	}
	d->item = xgrow(d->item, d->n, &d->cap, sizeof(*d->item), DEVICES_MAX);
	d->item[d->n++] = (struct device){ s->device, log, s->local };
}

static void unseen(struct facts *out, const char *id, const char *name)
{
	struct phrase reason = phrase_of(id, 1, PHRASE_TEXT(name));

	probe_unseen(&probe_usb_install, out, &reason);
}

static int64_t utc(int64_t local, int64_t zone)
{
	return local == TIME_ABSENT || zone == NUMBER_ABSENT ? TIME_ABSENT : local - zone;
}

static void read_log(const struct probe_packed *file, int64_t zone, struct devices *d,
		     struct facts *out)
{
	struct setupapi *s = xmalloc(sizeof(*s));
	struct setupapi_section section;
	struct fact_device_log *f;
	int64_t begins;

	f = FACTS_ADD(out, device_log, DEVICE_LOG,
		      arena_printf(out->arena, LOG_PLACE "%s", file->name));
	setupapi_open(s, file->data, out->arena);
	if (f) {
		f->fact.replayed = FLAG_NO;
		f->name = file->name;
		f->cut = file->state == PROBE_PACK_CUT ? FLAG_YES : FLAG_NO;
		f->begins = setupapi_time(s, &begins) ? utc(begins, zone) : TIME_ABSENT;
	}
	setupapi_open(s, file->data, out->arena);
	while (setupapi_next(s, wanted, &section))
		take(d, &section, file->name);
	free(s);
}

static void read_pack(const struct probe_blob *blob, int64_t zone, struct devices *d,
		      struct facts *out)
{
	struct probe_packed file;
	size_t pos = 0;

	while (blob->state == PROBE_BLOB_PRESENT &&
	       probe_pack_next(blob->data, &pos, out->arena, &file)) {
		switch (file.state) {
		case PROBE_PACK_UNREADABLE:
		case PROBE_PACK_LEFT_OUT:
			unseen(out, N_("because {0} could not be read"), file.name);
			break;
		case PROBE_PACK_CUT:
			read_log(&file, zone, d, out);
			unseen(out, N_("because {0} is too large to be read whole"), file.name);
			break;
		case PROBE_PACK_WHOLE: read_log(&file, zone, d, out); break;
		}
	}
	if (blob->state == PROBE_BLOB_UNREADABLE)
		unseen(out, N_("because {0} could not be read"), "setupapi.log");
}

static void add(const struct device *d, int64_t zone, struct facts *out)
{
	struct usb_identity id = { 0 };
	bool storage = usb_identity_of_id(out->arena, d->id, &id);
	const char *instance = strrchr(d->id, '\\');
	struct fact_usb_install *f;
	char iso[32];

	f = FACTS_ADD(out, usb_install, USB_INSTALL,
		      arena_printf(out->arena, LOG_PLACE "%s", d->log));
	if (!f)
		return;
	if (!storage)
		id = usb_identity(out->arena, "", instance ? instance + 1 : "");
	f->fact.replayed = FLAG_NO;
	f->bus = storage ? "usbstor" : "usb";
	f->vendor = id.vendor;
	f->product = id.product;
	f->serial = storage || !instance ? id.serial : arena_strdup(out->arena, instance + 1);
	f->own_serial = id.own_serial;
	f->at = utc(d->local, zone);
	if (d->local == TIME_ABSENT)
		return;
	time_iso(d->local, iso, sizeof(iso));
	iso[10] = ' ';
	f->local_time = arena_strndup(out->arena, iso, 19);
}

/* The zone stands in another file; without it the local time is all that is told. */
static int64_t zone_of(const struct probe_input *in, struct facts *out)
{
	struct probe none = { .gives = { FACT_KIND_NONE } };
	int64_t zone = NUMBER_ABSENT;
	struct registry r;

	if (registry_open(&r, &none, in, 2, "SYSTEM", out)) {
		zone = registry_zone(&r);
		registry_close(&r);
	}
	return zone;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	int64_t zone = zone_of(in, out);
	struct devices d = { 0 };

	for (size_t i = 0; i < 2; i++)
		read_pack(&in->blob[i], zone, &d, out);
	for (size_t i = 0; i < d.n; i++)
		add(&d.item[i], zone, out);
	if (d.full)
		unseen(out, N_("because {0} names too many devices"), "setupapi.dev.log");
	/* The list of today's devices; the other one comes only with a feature update. */
	if (in->blob[0].state == PROBE_BLOB_ABSENT)
		probe_missing(&probe_usb_install, out, LOG_PLACE "setupapi.dev.log");
	probe_settle(&probe_usb_install, out);
	free(d.item);
	return 0;
}

const struct probe probe_usb_install = {
	.id = "usb-install",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_PACK, "{windows}/INF/setupapi.dev*.log", LOG_MAX, true },
		   { PROBE_WANT_PACK, "{windows}/INF/setupapi.upgrade*.log", LOG_MAX, true },
		   WANT_SYSTEM },
	.gives = { FACT_KIND_USB_INSTALL, FACT_KIND_DEVICE_LOG, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
