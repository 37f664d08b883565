/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which phone is which: the same one stands in several places of the registry, and in one of them
 * several times (once as what is plugged in, once for each of its functions, once more for each way
 * in which its owner lets it show itself). Makes one fact of them. Must not judge. */
#pragma once

#include "scanners/probes/usb_common.h"

/* Entries that are compared with each other: no PC has as many; the time for it stays short. */
#define PORTABLE_MAX ((size_t)5000)

/* A key of Enum\USB. prefix: how the instances of its functions begin. */
struct portable_unit {
	const char *model, *instance, *service, *container, *prefix;
	hive_key key;
};

/* A name under which a device was seen. */
struct portable_alias {
	const char *model, *instance, *container;
	struct fact_portable_device *fact;
};

struct portable_known {
	struct portable_unit *unit;
	size_t n_units, cap_units;
	struct portable_alias *alias;
	size_t n_aliases, cap_aliases;
	bool full; /* past PORTABLE_MAX: some were left out */
};

/* What an entry says. serial: of what is plugged in, which may be more than the entry's own instance
 * tells; NULL: not told. */
struct portable_id {
	const char *bus, *model, *instance, *serial, *container;
};

void portable_unit_add(struct portable_known *known, struct registry *r, const char *model,
		       hive_key key);
const struct portable_unit *portable_unit_find(const struct portable_known *known,
					       const char *model, const char *instance);
/* What is plugged in when u is one of its functions, else u itself. */
const struct portable_unit *portable_owner(const struct portable_known *known,
					   const struct portable_unit *u);

/* The fact of this device: the one that is there already, or a new one with bus, model and serial.
 * NULL beyond a ceiling. */
struct fact_portable_device *portable_add(struct portable_known *known, struct registry *r,
					  const struct portable_id *id, const char *path,
					  hive_key key);
/* The oldest first set-up, the newest of the others. */
void portable_dates(struct fact_portable_device *f, const struct usb_dates *d);
void portable_known_done(struct portable_known *known);
