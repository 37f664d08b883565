/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See autorun_common.h. */
#include "scanners/probes/autorun_common.h"

/* A DWORD, or as older systems wrote it, four bytes. */
static int64_t drive_types(struct registry *r, hive_key key)
{
	int64_t n = registry_number(r, key, "NoDriveTypeAutoRun");
	struct bytes raw;
	uint32_t value;

	if (n == NUMBER_ABSENT && key &&
	    hive_binary(r->hive, key, "NoDriveTypeAutoRun", r->arena, &raw) &&
	    bytes_u32le(raw, 0, &value))
		n = value;
	return n;
}

struct fact_autorun *autorun_add(struct registry *r, const char *scope, const char *explorer,
				 const char *autoplay)
{
	hive_key key = registry_find(r, explorer);
	struct fact_autorun *f = REGISTRY_FACT(r, autorun, AUTORUN, explorer, key);

	if (!f)
		return NULL;
	f->scope = scope;
	f->no_drive_types = drive_types(r, key);
	f->no_autorun = registry_flag(r, key, "NoAutorun");
	f->autoplay_off = registry_flag(r, registry_find(r, autoplay), "DisableAutoplay");
	return f;
}
