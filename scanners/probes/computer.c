/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The machine as its SYSTEM hive describes it: name, model, kind of case, time zone, last
 * shutdown. */
#include "scanners/probes/registry.h"

#define CONTROL     "CurrentControlSet\\Control"
#define NAME        CONTROL "\\ComputerName\\ComputerName"
#define INFORMATION CONTROL "\\SystemInformation"
#define BATTERY     "CurrentControlSet\\Enum\\ACPI\\PNP0C0A"

extern const struct probe probe_computer;

/* SMBIOS specification, table "System Enclosure or Chassis Types". */
static const char *chassis_words(int64_t type)
{
	switch (type) {
	case 8:
	case 9:
	case 10:
	case 11:
	case 14:
	case 30:
	case 31:
	case 32: return "laptop";
	case 3:
	case 4:
	case 5:
	case 6:
	case 7:
	case 13:
	case 15:
	case 16:
	case 24:
	case 35:
	case 36: return "desktop";
	default: return NULL;
	}
}

/* What the firmware told at the last start: HardwareConfig\{id}, its id in LastConfig. */
static hive_key hardware(struct registry *r)
{
	hive_key top = registry_find(r, "HardwareConfig");
	const char *last = registry_text(r, top, "LastConfig");
	hive_key key = last ? hive_find(r->hive, top, last) : 0;

	return key ? key : top ? hive_find(r->hive, top, "Current") : 0;
}

static const char *model_of(struct registry *r, hive_key hard)
{
	hive_key key = hard && registry_text(r, hard, "SystemProductName")
			   ? hard
			   : registry_find(r, INFORMATION);
	const char *maker = registry_text(r, key, "SystemManufacturer");
	const char *product = registry_text(r, key, "SystemProductName");

	if (!maker || !product)
		return product ? product : maker;
	if (!strncasecmp(product, maker, strlen(maker)))
		return product;
	return arena_printf(r->arena, "%s %s", maker, product);
}

/* Vista and later keep a name that is the same in every language. Before that there was only the one
 * that people read; where it points into a library ("@tzres.dll,-632"), it is no name. */
static const char *zone_name(struct registry *r)
{
	hive_key key = registry_find(r, CONTROL "\\TimeZoneInformation");
	const char *name = registry_text(r, key, "TimeZoneKeyName");

	if (!name)
		name = registry_text(r, key, "StandardName");
	return name && *name != '@' ? name : NULL;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct fact_computer *f = NULL;
	struct registry r;
	hive_key hard;

	if (!registry_open(&r, &probe_computer, in, 0, "SYSTEM", out))
		return 0;
	if (registry_must(&r, CONTROL))
		f = REGISTRY_FACT(&r, computer, COMPUTER, NAME, registry_find(&r, NAME));
	if (f) {
		hard = hardware(&r);
		f->name = registry_text(&r, registry_find(&r, NAME), "ComputerName");
		f->model = model_of(&r, hard);
		f->chassis = chassis_words(registry_number(&r, hard, "EnclosureType"));
		if (!f->chassis && registry_find(&r, BATTERY))
			f->chassis = "laptop";
		f->zone_offset = registry_zone(&r);
		f->zone = zone_name(&r);
		f->last_shutdown =
		    registry_time(&r, registry_find(&r, CONTROL "\\Windows"), "ShutdownTime");
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_computer = {
	.id = "computer",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SYSTEM },
	.gives = { FACT_KIND_COMPUTER, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
