/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See devices.h. Sources are joined by the serial number: the only thing that all of them share. */
#include "core/checklist/devices.h"

#include <string.h>

#include "core/base/util.h"

#define DEVICES_MAX ((size_t)40000)

struct maker {
	const struct facts *facts;
	struct arena *arena;
	struct device *item;
	size_t n, cap;
};

static struct device *add(struct maker *m, enum device_way way, const char *name,
			  const char *serial, enum flag own)
{
	struct device *d;

	m->item = xgrow(m->item, m->n, &m->cap, sizeof(*m->item), DEVICES_MAX);
	d = &m->item[m->n++];
	*d = (struct device){ .way = way,
			      .name = name ? name : "",
			      .serial = serial,
			      .own_serial = own == FLAG_YES };
	for (size_t i = 0; i < DEVICE_DATES; i++)
		d->at[i] = TIME_ABSENT;
	return d;
}

static const char *or_joined(struct arena *a, const char *name, const char *vendor,
			     const char *product)
{
	if (name)
		return name;
	if (vendor && product)
		return arena_printf(a, "%s %s", vendor, product);
	return vendor ? vendor : product;
}

static void add_storage(struct maker *m)
{
	for (size_t i = 0; i < facts_count(m->facts, FACT_KIND_USB_STORAGE); i++) {
		const struct fact_usb_storage *f = FACTS_AT(m->facts, usb_storage, USB_STORAGE, i);
		bool fast = f->bus && !strcmp(f->bus, "uasp");
		struct device *d = add(m, fast ? DEVICE_WAY_FAST_DISK : DEVICE_WAY_MEMORY,
				       or_joined(m->arena, f->friendly_name, f->vendor, f->product),
				       f->serial, f->own_serial);

		d->at[DEVICE_DATE_FIRST_SET_UP] = f->first_installed;
		d->at[DEVICE_DATE_SET_UP] = f->installed;
		d->at[DEVICE_DATE_ARRIVAL] = f->last_arrival;
		d->at[DEVICE_DATE_REMOVAL] = f->last_removal;
		d->at[DEVICE_DATE_RECORD] = f->key_written;
	}
}

static void add_phones(struct maker *m)
{
	for (size_t i = 0; i < facts_count(m->facts, FACT_KIND_PORTABLE_DEVICE); i++) {
		const struct fact_portable_device *f =
		    FACTS_AT(m->facts, portable_device, PORTABLE_DEVICE, i);
		struct device *d = add(m, DEVICE_WAY_PHONE, f->name ? f->name : f->model, f->serial,
				       f->own_serial);

		d->at[DEVICE_DATE_FIRST_SET_UP] = f->first_installed;
		d->at[DEVICE_DATE_SET_UP] = f->installed;
		d->at[DEVICE_DATE_ARRIVAL] = f->last_arrival;
		d->at[DEVICE_DATE_REMOVAL] = f->last_removal;
		d->at[DEVICE_DATE_RECORD] = f->key_written;
	}
}

/* Devices with this serial; at least one when `make` is set and it is worth one. */
static struct device *with_serial(struct maker *m, const char *serial, struct device *after)
{
	for (size_t i = after ? (size_t)(after - m->item) + 1 : 0; serial && i < m->n; i++)
		if (m->item[i].serial && !strcasecmp(m->item[i].serial, serial))
			return &m->item[i];
	return NULL;
}

static void note(struct device *d, enum device_date_what what, int64_t at, bool oldest)
{
	if (at == TIME_ABSENT)
		return;
	if (d->at[what] == TIME_ABSENT || (oldest ? at < d->at[what] : at > d->at[what]))
		d->at[what] = at;
}

/* A Linux keeps no list, only logs; a device that a Windows of the same PC knows is the same one. */
static void add_from_linux(struct maker *m)
{
	for (size_t i = 0; i < facts_count(m->facts, FACT_KIND_USB_STORAGE); i++) {
		const struct fact_usb_storage *f = FACTS_AT(m->facts, usb_storage, USB_STORAGE, i);
		bool fast = f->bus && !strcmp(f->bus, "uasp");
		struct device *d = with_serial(m, f->serial, NULL);

		if (!d)
			d = add(m, fast ? DEVICE_WAY_FAST_DISK : DEVICE_WAY_MEMORY,
				or_joined(m->arena, NULL, f->vendor, f->product), f->serial,
				f->own_serial);
		for (; d; d = with_serial(m, f->serial, d))
			note(d, DEVICE_DATE_KERNEL, f->last_arrival, false);
	}
}

/* How far back the oldest of its logs reaches. */
static void linux_logs(const struct facts *facts, struct phrase *ret)
{
	int64_t begins = TIME_ABSENT;

	for (size_t i = 0; i < facts_count(facts, FACT_KIND_DEVICE_LOG); i++) {
		int64_t at = FACTS_AT(facts, device_log, DEVICE_LOG, i)->begins;

		if (at != TIME_ABSENT && (begins == TIME_ABSENT || at < begins))
			begins = at;
	}
	if (begins != TIME_ABSENT)
		*ret =
		    phrase_of(N_("Of Linux its logs were looked at, which reach back to {0}; they "
				 "name no phones."),
			      1, PHRASE_DATE(begins));
}

/* A USB memory that only a log remembers was attached all the same. */
static void add_logged(struct maker *m)
{
	for (size_t i = 0; i < facts_count(m->facts, FACT_KIND_USB_INSTALL); i++) {
		const struct fact_usb_install *f = FACTS_AT(m->facts, usb_install, USB_INSTALL, i);
		struct device *d = with_serial(m, f->serial, NULL);

		if (!d && f->bus && !strcmp(f->bus, "usbstor"))
			d = add(m, DEVICE_WAY_MEMORY,
				or_joined(m->arena, NULL, f->vendor, f->product), f->serial,
				f->own_serial);
		for (; d; d = with_serial(m, f->serial, d))
			note(d, DEVICE_DATE_LOG, f->at, true);
	}
}

static void add_user(struct maker *m, struct device *d, const char *user)
{
	if (!user || (d->users && strstr(d->users, user)))
		return;
	d->users = d->users ? arena_printf(m->arena, "%s, %s", d->users, user) : user;
}

static void opened(struct maker *m, const struct fact_usb_volume *v)
{
	for (size_t i = 0; v->volume && i < facts_count(m->facts, FACT_KIND_MOUNT_POINT); i++) {
		const struct fact_mount_point *p = FACTS_AT(m->facts, mount_point, MOUNT_POINT, i);
		struct device *d = NULL;

		if (!p->volume || strcasecmp(p->volume, v->volume) != 0)
			continue;
		while ((d = with_serial(m, v->serial, d))) {
			add_user(m, d, p->user);
			note(d, DEVICE_DATE_OPENED, p->seen, false);
		}
	}
}

static void add_volumes(struct maker *m)
{
	for (size_t i = 0; i < facts_count(m->facts, FACT_KIND_USB_VOLUME); i++) {
		const struct fact_usb_volume *v = FACTS_AT(m->facts, usb_volume, USB_VOLUME, i);

		if (!with_serial(m, v->serial, NULL))
			add(m, DEVICE_WAY_MEMORY, or_joined(m->arena, NULL, v->vendor, v->product),
			    v->serial, v->own_serial);
		opened(m, v);
	}
}

static void add_events(struct maker *m)
{
	for (size_t i = 0; i < facts_count(m->facts, FACT_KIND_USB_EVENT); i++) {
		const struct fact_usb_event *e = FACTS_AT(m->facts, usb_event, USB_EVENT, i);
		struct device *d = with_serial(m, e->serial, NULL);

		if (!d)
			d = add(m, DEVICE_WAY_MEMORY,
				or_joined(m->arena, NULL, e->vendor, e->product), e->serial,
				e->serial && e->serial[0] && e->serial[1] == '&' ? FLAG_NO
										 : FLAG_YES);
		for (; d; d = with_serial(m, e->serial, d))
			note(d, DEVICE_DATE_EVENT, e->last, false);
	}
}

/* Events of a disk below SCSI, which the registry knows to hang on a USB port. */
static void add_disk_events(struct maker *m)
{
	for (size_t i = 0; i < facts_count(m->facts, FACT_KIND_UASP_DISK); i++) {
		const struct fact_uasp_disk *u = FACTS_AT(m->facts, uasp_disk, UASP_DISK, i);
		struct device *d = with_serial(m, u->serial, NULL);

		for (size_t k = 0; d && k < facts_count(m->facts, FACT_KIND_DISK_EVENT); k++) {
			const struct fact_disk_event *e =
			    FACTS_AT(m->facts, disk_event, DISK_EVENT, k);

			if (e->disk && u->disk && !strcasecmp(e->disk, u->disk))
				note(d, DEVICE_DATE_EVENT, e->last, false);
		}
	}
}

static enum device_whose whose_of(enum device_holder holder)
{
	switch (holder) {
	case DEVICE_HOLDER_COMPANY: return DEVICE_WHOSE_COMPANY;
	case DEVICE_HOLDER_PRIVATE: return DEVICE_WHOSE_PRIVATE;
	case DEVICE_HOLDER_UNKNOWN: break;
	}
	return DEVICE_WHOSE_UNKNOWN;
}

static void whose(struct maker *m, const struct device_register *known)
{
	for (size_t i = 0; i < m->n; i++) {
		struct device *d = &m->item[i];
		const struct known_device *k =
		    d->own_serial ? device_register_find(known, d->serial) : NULL;

		if (!k)
			continue;
		d->whose = whose_of(k->holder);
		d->label = *k->label ? k->label : NULL;
	}
}

int64_t device_last_seen(const struct device *d)
{
	static const enum device_date_what days[] = { DEVICE_DATE_ARRIVAL, DEVICE_DATE_REMOVAL,
						      DEVICE_DATE_EVENT, DEVICE_DATE_OPENED,
						      DEVICE_DATE_KERNEL };
	int64_t newest = TIME_ABSENT;

	for (size_t i = 0; i < LEN(days); i++)
		newest = MAX(newest, d->at[days[i]]);
	return newest;
}

/* The day that decides the order. */
static int64_t rank(const struct device *d)
{
	int64_t at = device_last_seen(d);

	for (size_t i = 0; at == TIME_ABSENT && i < DEVICE_DATES; i++)
		at = d->at[i];
	return at;
}

/* Small lists; equals keep their order. */
static void sort(struct device *d, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct device one = d[i];
		size_t k = i;

		for (; k && rank(&d[k - 1]) < rank(&one); k--)
			d[k] = d[k - 1];
		d[k] = one;
	}
}

/* The first source that was not looked at whole. */
static void holes(const struct facts *facts, bool windows, struct phrase *ret)
{
	static const enum fact_kind kinds[] = { FACT_KIND_USB_STORAGE, FACT_KIND_PORTABLE_DEVICE,
						FACT_KIND_USB_INSTALL, FACT_KIND_USB_VOLUME,
						FACT_KIND_MOUNT_POINT, FACT_KIND_USB_EVENT };

	/* The logs of a Linux are all behind the first of them. */
	for (size_t i = 0; i < (windows ? LEN(kinds) : 1) && !ret->id; i++) {
		enum fact_state state = facts_state(facts, kinds[i]);

		if (state == FACT_STATE_NOT_COLLECTED)
			*ret = PHRASE(N_("because nobody looked at this part this time"));
		else if (state != FACT_STATE_COLLECTED)
			*ret = facts->by_kind[kinds[i]].reason;
	}
}

void devices_make(const struct checkup *c, const struct device_register *known, struct arena *a,
		  struct device_list *ret)
{
	struct maker m = { .arena = a };

	*ret = (struct device_list){ .linux_logs = PHRASE_NONE, .incomplete = PHRASE_NONE };
	for (size_t s = 0; s < c->n_systems; s++) {
		if (c->system[s].kind != SYSTEM_WINDOWS)
			continue;
		m.facts = &c->system[s].facts;
		add_storage(&m);
		add_phones(&m);
		add_logged(&m);
		add_volumes(&m);
		add_events(&m);
		add_disk_events(&m);
		holes(m.facts, true, &ret->incomplete);
		ret->windows = true;
	}
	for (size_t s = 0; s < c->n_systems; s++) {
		if (c->system[s].kind != SYSTEM_LINUX)
			continue;
		m.facts = &c->system[s].facts;
		add_from_linux(&m);
		linux_logs(m.facts, &ret->linux_logs);
		holes(m.facts, false, &ret->incomplete);
	}
	whose(&m, known);
	sort(m.item, m.n);
	ret->device = arena_array(a, m.n, sizeof(*ret->device));
	ret->n = m.n;
	if (m.n)
		memcpy(ret->device, m.item, m.n * sizeof(*ret->device));
	free(m.item);
}

const char *device_date_word(enum device_date_what what)
{
	static const char *const words[] = {
		[DEVICE_DATE_FIRST_SET_UP] = N_("First set up"),
		[DEVICE_DATE_LOG] = N_("First connection"),
		[DEVICE_DATE_SET_UP] = N_("Set up"),
		[DEVICE_DATE_ARRIVAL] = N_("Last plugged in"),
		[DEVICE_DATE_REMOVAL] = N_("Last taken out"),
		[DEVICE_DATE_EVENT] = N_("Last event"),
		[DEVICE_DATE_OPENED] = N_("Opened by a user"),
		[DEVICE_DATE_RECORD] = N_("Record written, no day of use"),
		[DEVICE_DATE_KERNEL] = N_("Last plugged in"),
	};

	return what < DEVICE_DATES ? words[what] : "";
}

const char *device_date_source(enum device_date_what what)
{
	switch (what) {
	case DEVICE_DATE_LOG: return N_("log of device set-up");
	case DEVICE_DATE_EVENT: return N_("event log");
	case DEVICE_DATE_OPENED: return N_("user's list");
	case DEVICE_DATE_KERNEL: return N_("log of Linux");
	case DEVICE_DATE_FIRST_SET_UP:
	case DEVICE_DATE_SET_UP:
	case DEVICE_DATE_ARRIVAL:
	case DEVICE_DATE_REMOVAL:
	case DEVICE_DATE_RECORD:
	case DEVICE_DATES: break;
	}
	return N_("Windows settings");
}

const char *device_way_word(enum device_way way)
{
	switch (way) {
	case DEVICE_WAY_FAST_DISK: return N_("fast outside disk");
	case DEVICE_WAY_PHONE: return N_("phone or camera");
	case DEVICE_WAY_MEMORY: break;
	}
	return N_("USB memory or disk");
}
