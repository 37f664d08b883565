/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See portable_known.h. */
#include "scanners/probes/portable_known.h"

/* What is built into the PC itself is all in one container: that makes no two of them the same. */
#define CONTAINER_OF_PC "{00000000-0000-0000-ffff-ffffffffffff}"
#define SERIAL_LETTERS  4 /* "00000000" and "1111" are on thousands of devices */

void portable_unit_add(struct portable_known *known, struct registry *r, const char *model,
		       hive_key key)
{
	const char *instance = hive_key_name(r->hive, key, r->arena);

	if (known->n_units >= PORTABLE_MAX) {
		known->full = true;
		return;
	}
	known->unit = xgrow(known->unit, known->n_units, &known->cap_units, sizeof(*known->unit),
			    PORTABLE_MAX);
	known->unit[known->n_units++] = (struct portable_unit){
		.model = model,
		.instance = instance ? instance : "",
		.service = registry_text(r, key, "Service"),
		.container = registry_text(r, key, "ContainerID"),
		.prefix = registry_text(r, key, "ParentIdPrefix"),
		.key = key,
	};
}

static bool same(const char *a, const char *b)
{
	return a && b && !strcasecmp(a, b);
}

static bool same_container(const char *a, const char *b)
{
	return same(a, b) && strcasecmp(a, CONTAINER_OF_PC);
}

const struct portable_unit *portable_unit_find(const struct portable_known *known,
					       const char *model, const char *instance)
{
	for (size_t i = 0; i < known->n_units; i++)
		if (same(known->unit[i].model, model) && same(known->unit[i].instance, instance))
			return &known->unit[i];
	return NULL;
}

/* "VID_04E8&PID_6860&MI_00" is a function of "VID_04E8&PID_6860". */
static bool is_function(const struct portable_unit *u, const struct portable_unit *of)
{
	size_t n = strlen(of->model);

	if (!n || strncasecmp(u->model, of->model, n) || strncasecmp(u->model + n, "&MI_", 4))
		return false;
	if (of->prefix && !strncasecmp(u->instance, of->prefix, strlen(of->prefix)))
		return true;
	return same_container(u->container, of->container);
}

const struct portable_unit *portable_owner(const struct portable_known *known,
					   const struct portable_unit *u)
{
	for (size_t i = 0; i < known->n_units && strcasestr(u->model, "&MI_"); i++)
		if (is_function(u, &known->unit[i]))
			return &known->unit[i];
	return u;
}

/* A serial that its maker gave to this one device, as far as it can be seen. */
static bool serial_tells(const char *serial)
{
	size_t different = 0;

	if (!serial || usb_own_serial(serial) != FLAG_YES ||
	    !strncasecmp(serial, "0123456789", 10) || !strncmp(serial, "123456", 6))
		return false;
	for (const char *p = serial; *p; p++)
		different += strchr(serial, *p) == p;
	return different >= SERIAL_LETTERS;
}

/* The maker's part: "VID_04E8". A phone has another PID for each way in which it shows itself. */
static bool same_maker(const char *a, const char *b)
{
	size_t n = a ? strcspn(a, "&") : 0;

	return n && b && n == strcspn(b, "&") && !strncasecmp(a, b, n);
}

static bool is_same(const struct portable_alias *a, const struct portable_id *id)
{
	if (same_container(a->container, id->container))
		return true;
	if (same(a->model, id->model) && same(a->instance, id->instance))
		return true;
	return same(a->fact->serial, id->serial) && same_maker(a->model, id->model) &&
	       serial_tells(id->serial);
}

static struct fact_portable_device *new_fact(struct registry *r, const struct portable_id *id,
					     const char *path, hive_key key)
{
	struct fact_portable_device *f =
	    REGISTRY_FACT(r, portable_device, PORTABLE_DEVICE, path, key);

	if (!f)
		return NULL;
	f->bus = id->bus;
	f->model = id->model && *id->model ? id->model : NULL;
	f->serial = id->serial && *id->serial ? id->serial : NULL;
	f->own_serial = f->serial ? usb_own_serial(f->serial) : FLAG_ABSENT;
	return f;
}

struct fact_portable_device *portable_add(struct portable_known *known, struct registry *r,
					  const struct portable_id *id, const char *path,
					  hive_key key)
{
	struct fact_portable_device *f = NULL;

	for (size_t i = 0; i < known->n_aliases && !f; i++)
		if (is_same(&known->alias[i], id))
			f = known->alias[i].fact;
	if (f)
		registry_also(r, &f->fact);
	if (known->n_aliases >= PORTABLE_MAX) {
		known->full = true;
		return f;
	}
	if (!f)
		f = new_fact(r, id, path, key);
	if (!f)
		return NULL;
	known->alias = xgrow(known->alias, known->n_aliases, &known->cap_aliases,
			     sizeof(*known->alias), PORTABLE_MAX);
	known->alias[known->n_aliases++] =
	    (struct portable_alias){ id->model, id->instance, id->container, f };
	return f;
}

void portable_dates(struct fact_portable_device *f, const struct usb_dates *d)
{
	if (d->first_installed != TIME_ABSENT &&
	    (f->first_installed == TIME_ABSENT || d->first_installed < f->first_installed))
		f->first_installed = d->first_installed;
	f->installed = MAX(f->installed, d->installed);
	f->last_arrival = MAX(f->last_arrival, d->last_arrival);
	f->last_removal = MAX(f->last_removal, d->last_removal);
	f->key_written = MAX(f->key_written, d->key_written);
}

void portable_known_done(struct portable_known *known)
{
	free(known->unit);
	free(known->alias);
	*known = (struct portable_known){ 0 };
}
