/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lies on the source, and a reader for each volume that can be read. */
#include <errno.h>
#include <string.h>

#include "scanners/broker/broker.h"
#include "scanners/engine/blkid_ask.h"
#include "scanners/engine/run_private.h"

#define EFI_SYSTEM "c12a7328-f81f-11d2-ba4b-00a0c93ec93b"

struct phrase run_volume_name(const struct run *r, const struct volume_info *v)
{
	if (r->o->usb_memory)
		return v->partition > 1 ? phrase_of(N_("Part {0} of the USB memory"), 1,
						    PHRASE_NUMBER(v->partition))
					: PHRASE(N_("The USB memory"));
	/* On every newer PC; named by its use, because its label says nothing to its owner. */
	if (!strcasecmp(v->partition_type, EFI_SYSTEM))
		return PHRASE(N_("The start-up part of the disk"));
	if (v->label[0])
		return phrase_of(N_("The part of the disk named {0}"), 1, PHRASE_TEXT(v->label));
	if (v->partition)
		return phrase_of(N_("Part {0} of the disk"), 1, PHRASE_NUMBER(v->partition));
	return PHRASE(N_("This disk"));
}

/* The descriptor for a volume's reader: NTFS is read from the disk's own, all else from a directory
 * that the kernel shows. The descriptor of a mount is the volume's own and closed with it. */
static int reader_source(struct run *r, unsigned volume, bool *ret_directory, struct err *err)
{
	const struct volume_info *v = &r->c->disk.volume[volume];
	struct run_volume *own = &r->volume[volume];

	*ret_directory = true;
	if (r->source.kind == SOURCE_DIRECTORY)
		return r->source.fd;
	if (blkid_client_reader(v->type) == BLKID_READER_NTFS) {
		*ret_directory = false;
		return r->source.fd;
	}
	if (!own->mounted) {
		int fd = broker_mount(r->broker, r->source.fd, v->type, v->offset, v->size, err);

		if (fd < 0)
			return fd;
		own->mounted = true;
		own->mount_fd = fd;
	}
	return own->mount_fd;
}

static int open_reader(struct run *r, unsigned volume, struct err *err)
{
	struct volume_info *v = &r->c->disk.volume[volume];
	struct reader *reader = &r->volume[volume].reader;
	bool directory;
	int fd = reader_source(r, volume, &directory, err);
	int e = fd < 0 ? fd
		       : reader_open_until(r->crew, directory ? "directory" : "ntfs", fd, v->offset,
					   v->size, r->deadline, reader, err);

	if (e < 0)
		return e;
	r->volume[volume].open = true;
	v->free_bytes = reader->about.free_bytes;
	if (!directory)
		v->dirty = reader->about.dirty ? FLAG_YES : FLAG_NO;
	if (reader->about.overlay[0])
		v->remark = PHRASE(N_("its file table was read with the help of its second copy"));
	return 0;
}

int run_reopen_volume(struct run *r, unsigned volume, struct err *err)
{
	if (r->volume[volume].open)
		reader_close(&r->volume[volume].reader);
	r->volume[volume].open = false;
	return open_reader(r, volume, err);
}

static void unreadable(struct volume_info *v, enum volume_state state, const char *because)
{
	v->state = state;
	v->reason = PHRASE(because);
}

static void open_volume(struct run *r, unsigned volume)
{
	struct volume_info *v = &r->c->disk.volume[volume];
	struct err err = { 0 };

	if (v->state != VOLUME_STATE_READABLE)
		return;
	switch (blkid_client_reader(v->type)) {
	case BLKID_READER_NONE:
		unreadable(v, VOLUME_STATE_UNSUPPORTED,
			   N_("because this tool cannot read this kind yet"));
		return;
	case BLKID_READER_MOUNT:
		if (r->broker < 0) {
			unreadable(v, VOLUME_STATE_UNSUPPORTED,
				   N_("because this kind can be read only when Kenshin was started "
				      "with full rights"));
			return;
		}
		break;
	case BLKID_READER_NTFS: break;
	}
	/* Out of time says nothing about the volume. */
	if (open_reader(r, volume, &err) < 0 && !run_late(r))
		unreadable(v,
			   err.kind == ERR_UNSUPPORTED ? VOLUME_STATE_UNSUPPORTED
						       : VOLUME_STATE_UNREADABLE,
			   because_of(err.kind));
}

/* Everything but a readable volume and an empty or small helper part is named as not looked at. */
static void tell_unread(struct run *r)
{
	for (size_t i = 0; i < r->c->disk.n_volumes; i++) {
		const struct volume_info *v = &r->c->disk.volume[i];

		if (v->state == VOLUME_STATE_READABLE || v->state == VOLUME_STATE_EMPTY)
			continue;
		run_gap(r, "volume", run_volume_name(r, v), v->reason, 0);
	}
}

static int probe_disk(struct run *r, struct err *err)
{
	struct blkid_answer answer = { 0 };
	int e = blkid_ask(r->crew, r->source.fd, r->source.size, run_ms_left(r), &r->c->arena,
			  &answer, err);

	if (e < 0)
		return e;
	r->c->disk.table = answer.table;
	r->c->disk.reason = answer.reason;
	for (size_t i = 0; i < answer.n; i++) {
		struct volume_info *v = checkup_add_volume(r->c);

		if (v)
			*v = answer.volume[i];
	}
	return 0;
}

static int whole_directory(struct run *r, struct err *err)
{
	struct volume_info *v = checkup_add_volume(r->c);

	v->type = "directory";
	v->state = VOLUME_STATE_READABLE;
	return open_reader(r, 0, err);
}

/* A source on which nothing at all was recognised is a mistake of whoever named it. */
static int nothing_there(const struct run *r, struct err *err)
{
	for (size_t i = 0; i < r->c->disk.n_volumes; i++)
		if (r->c->disk.volume[i].state != VOLUME_STATE_EMPTY)
			return 0;
	return err_set(err, ERR_FORMAT, -ENODATA, "%s: no file system was found in it",
		       r->c->source_name);
}

struct reader *run_reader(struct run *r, unsigned volume)
{
	return volume < r->c->disk.n_volumes && r->volume[volume].open ? &r->volume[volume].reader
								       : NULL;
}

int run_list_volumes(struct run *r, struct err *err)
{
	return r->source.kind == SOURCE_DIRECTORY ? whole_directory(r, err) : probe_disk(r, err);
}

void run_open_volumes(struct run *r)
{
	if (r->source.kind != SOURCE_DIRECTORY)
		for (unsigned i = 0; i < r->c->disk.n_volumes && !run_late(r); i++)
			open_volume(r, i);
}

int run_find_volumes(struct run *r, struct err *err)
{
	int e = run_list_volumes(r, err);

	if (e == 0 && !r->o->usb_memory) /* an empty memory is one, too */
		e = nothing_there(r, err);
	if (e < 0)
		return e;
	run_open_volumes(r);
	if (r->sink)
		record_disk(r->sink, &r->c->disk);
	tell_unread(r);
	return 0;
}
