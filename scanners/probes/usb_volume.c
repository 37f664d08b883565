/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which volume of which USB memory got which place: SYSTEM\MountedDevices. A value's name is the
 * place ("\DosDevices\E:", "\??\Volume{...}"), its bytes are the device's id in UTF-16. Outside
 * disks with a table of partitions are told there by a number only and cannot be joined. */
#include "core/base/utf.h"
#include "scanners/probes/usb_common.h"

#define MOUNTED    "MountedDevices"
#define VALUES_MAX ((size_t)20000)
#define DOS        "\\DosDevices\\"
#define VOLUME     "\\??\\Volume{"

extern const struct probe probe_usb_volume;

static void add(struct registry *r, hive_key key, const char *name)
{
	struct usb_identity id;
	struct fact_usb_volume *f;
	struct bytes raw;

	if (strncasecmp(name, DOS, sizeof(DOS) - 1) &&
	    strncasecmp(name, VOLUME, sizeof(VOLUME) - 1))
		return;
	if (!hive_binary(r->hive, key, name, r->arena, &raw) || raw.n < 16 || raw.n > 4096 ||
	    !usb_identity_of_id(r->arena, utf16le_to_utf8(r->arena, raw.p, raw.n / 2, true), &id))
		return;
	f = REGISTRY_FACT(r, usb_volume, USB_VOLUME, MOUNTED, key);
	if (!f)
		return;
	if (!strncasecmp(name, DOS, sizeof(DOS) - 1))
		f->letter = arena_strdup(r->arena, name + sizeof(DOS) - 1);
	else
		f->volume = arena_strdup(r->arena, name + sizeof(VOLUME) - 2);
	f->vendor = id.vendor;
	f->product = id.product;
	f->serial = id.serial;
	f->own_serial = id.own_serial;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct registry r;
	const char **name;
	hive_key key;

	if (!registry_open(&r, &probe_usb_volume, in, 0, "SYSTEM", out))
		return 0;
	key = registry_must(&r, MOUNTED);
	if (key) {
		size_t n = hive_values(r.hive, key, VALUES_MAX, r.arena, &name);

		for (size_t i = 0; i < n; i++)
			add(&r, key, name[i]);
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_usb_volume = {
	.id = "usb-volume",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SYSTEM },
	.gives = { FACT_KIND_USB_VOLUME, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
