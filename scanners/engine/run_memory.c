/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A USB memory that was put in to be looked at: each of its parts stands in the place of a system. What
 * the kernel and the disk's own words tell about it becomes facts here; what lies on it is the probes'
 * business. */
#include <errno.h>
#include <string.h>

#include "scanners/disks/usb_faces.h"
#include "scanners/engine/run_private.h"

#define PLACE "USB"

/* "USB 32 GB": the same in every language, and nothing that somebody typed. */
static const char *name_of(struct run *r)
{
	uint64_t size = r->c->disk.size;

	if (!size)
		return "USB";
	if (size < 1000000000)
		return arena_printf(&r->c->arena, "USB %u MB",
				    (unsigned)((size + 500000) / 1000000));
	return arena_printf(&r->c->arena, "USB %u GB", (unsigned)((size + 500000000) / 1000000000));
}

/* How it is locked, as far as its first bytes tell; NULL: no telling. */
static const char *lock_of(const struct volume_info *v)
{
	if (!strcmp(v->type, "BitLocker"))
		return "bitlocker";
	if (!strcmp(v->type, "crypto_LUKS"))
		return "luks";
	return v->state == VOLUME_STATE_READABLE ? "none" : NULL;
}

static const char *told(const char *text)
{
	return text && *text ? text : NULL;
}

static void add_memory(struct run *r, struct client_system *s)
{
	const struct disk *d = &r->c->disk;
	const struct volume_info *v = &d->volume[s->volume];
	struct fact_usb_memory *f = FACTS_ADD(&s->facts, usb_memory, USB_MEMORY, PLACE);
	struct phrase why =
	    r->source.kind == SOURCE_DIRECTORY
		? PHRASE(N_("because this is a copy, not the device itself"))
		: PHRASE(N_("because what is on it is of a kind that is not known"));

	if (!f)
		return;
	f->model = told(d->model);
	f->serial = r->source.kind == SOURCE_DISK ? told(d->serial) : NULL;
	f->label = told(v->label);
	f->bytes = d->size <= INT64_MAX && d->size ? (int64_t)d->size : NUMBER_ABSENT;
	f->file_system = told(v->type);
	/* A folder may lie on something that was opened with a key. */
	f->lock = r->source.kind == SOURCE_DIRECTORY ? NULL : lock_of(v);
	f->guarded = r->source.kind != SOURCE_DISK ? FLAG_ABSENT : d->guarded ? FLAG_YES : FLAG_NO;
	facts_note(&s->facts, FACT_KIND_USB_MEMORY,
		   f->lock ? FACT_STATE_COLLECTED : FACT_STATE_PARTIAL, f->lock ? NULL : &why);
}

static void add_face(struct facts *facts, enum usb_use use, bool beside)
{
	struct fact_usb_face *f = FACTS_ADD(facts, usb_face, USB_FACE, PLACE);

	if (!f)
		return;
	f->use = usb_use_name(use);
	f->beside = beside ? FLAG_YES : FLAG_NO;
}

static void add_faces(struct run *r, struct facts *facts)
{
	struct phrase copy = PHRASE(N_("because this is a copy, not the device itself"));
	struct phrase unread = PHRASE(N_("because the device did not tell what it is"));
	struct phrase part = PHRASE(
	    N_("because it could not be told of every device whether it belongs to this plug"));
	struct usb_faces faces;
	struct err err = { 0 };

	if (r->source.kind != SOURCE_DISK) {
		facts_note(facts, FACT_KIND_USB_FACE, FACT_STATE_FAILED, &copy);
		return;
	}
	if (usb_faces_read(NULL, r->c->disk.name, &faces, &err) < 0) {
		facts_note(facts, FACT_KIND_USB_FACE, FACT_STATE_FAILED, &unread);
		return;
	}
	for (unsigned i = 0; i < USB_USES; i++) {
		if (faces.own[i])
			add_face(facts, (enum usb_use)i, false);
		if (faces.beside[i])
			add_face(facts, (enum usb_use)i, true);
	}
	facts_note(facts, FACT_KIND_USB_FACE, faces.cut ? FACT_STATE_PARTIAL : FACT_STATE_COLLECTED,
		   faces.cut ? &part : NULL);
}

static bool add_part(struct run *r, unsigned volume)
{
	struct client_system *s = checkup_add_system(r->c);

	if (!s)
		return false;
	s->kind = SYSTEM_USB_MEMORY;
	s->volume = volume;
	s->name = name_of(r);
	add_memory(r, s);
	add_faces(r, &s->facts);
	return true;
}

/* Nothing at all was recognised, or nobody could look: it is named all the same. */
static unsigned nameless_part(struct run *r)
{
	struct volume_info *v = checkup_add_volume(r->c);

	v->state = VOLUME_STATE_UNREADABLE;
	v->reason = r->unlooked ? PHRASE(N_("because it could not be looked at"))
				: PHRASE(N_("because no file system was found on it"));
	run_gap(r, "volume", run_volume_name(r, v), v->reason, 0);
	return (unsigned)r->c->disk.n_volumes - 1;
}

void run_find_memory(struct run *r)
{
	bool any = false;
	size_t n = r->c->disk.n_volumes;

	for (unsigned i = 0; i < n; i++)
		if (r->c->disk.volume[i].state != VOLUME_STATE_EMPTY) {
			any = true;
			if (!add_part(r, i))
				run_gap(r, "volume", run_volume_name(r, &r->c->disk.volume[i]),
					PHRASE(N_("because it has too many parts")), 0);
		}
	if (!any)
		(void)add_part(r, nameless_part(r));
}
