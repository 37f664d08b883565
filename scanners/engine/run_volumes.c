/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lies on the source, and a reader for each volume that can be read. */
#include <errno.h>
#include <string.h>

#include "scanners/disks/blkid_client.h"
#include "scanners/engine/run_private.h"

#define BLKID_MS 30000

struct phrase run_volume_name(const struct volume_info *v)
{
	if (v->label[0])
		return phrase_of(N_("The part of the disk named {0}"), 1, PHRASE_TEXT(v->label));
	if (v->partition)
		return phrase_of(N_("Part {0} of the disk"), 1, PHRASE_NUMBER(v->partition));
	return PHRASE(N_("This disk"));
}

static int open_reader(struct run *r, unsigned volume, struct err *err)
{
	struct volume_info *v = &r->c->disk.volume[volume];
	struct reader *reader = &r->volume[volume].reader;
	bool directory = r->source.kind == SOURCE_DIRECTORY;
	int e = reader_open(r->crew, directory ? "directory" : "ntfs", r->source.fd, v->offset,
			    v->size, reader, err);

	if (e < 0)
		return e;
	r->volume[volume].open = true;
	v->free_bytes = reader->about.free_bytes;
	if (!directory)
		v->dirty = reader->about.dirty ? FLAG_YES : FLAG_NO;
	if (reader->about.overlay[0])
		v->remark = phrase_of(N_("its file table was read with the help of its second copy"),
				      0);
	return 0;
}

int run_reopen_volume(struct run *r, unsigned volume, struct err *err)
{
	if (r->volume[volume].open)
		reader_close(&r->volume[volume].reader);
	r->volume[volume].open = false;
	return open_reader(r, volume, err);
}

/* A readable volume whose file system nobody here opens, or that would not open. */
static void unreadable(struct run *r, struct volume_info *v, enum volume_state state,
		       const char *because)
{
	v->state = state;
	v->reason = PHRASE(because);
	(void)r;
}

static void open_volume(struct run *r, unsigned volume)
{
	struct volume_info *v = &r->c->disk.volume[volume];
	struct err err = { 0 };

	if (v->state != VOLUME_STATE_READABLE)
		return;
	switch (blkid_client_reader(v->type)) {
	case BLKID_READER_NTFS:
		if (open_reader(r, volume, &err) < 0)
			unreadable(r, v, VOLUME_STATE_UNREADABLE, run_because(&err));
		return;
	case BLKID_READER_MOUNT:
	case BLKID_READER_NONE:
		break;
	}
	unreadable(r, v, VOLUME_STATE_UNSUPPORTED,
		   blkid_client_reader(v->type) == BLKID_READER_MOUNT ?
			   N_("because this kind can be read only when Kenshin runs from its own stick") :
			   N_("because this tool cannot read this kind yet"));
}

/* Everything but a readable volume and an empty or small helper part is named as not looked at. */
static void tell_unread(struct run *r)
{
	for (size_t i = 0; i < r->c->disk.n_volumes; i++) {
		const struct volume_info *v = &r->c->disk.volume[i];

		if (v->state == VOLUME_STATE_READABLE || v->state == VOLUME_STATE_EMPTY)
			continue;
		run_gap(r, "volume", run_volume_name(v), v->reason, 0);
	}
}

static int probe_disk(struct run *r, struct err *err)
{
	struct blkid_answer answer = { 0 };
	struct worker w;
	struct err end = { 0 };
	char size[32];
	int e;

	snprintf(size, sizeof(size), "%llu", (unsigned long long)r->source.size);
	e = crew_spawn(r->crew, ROLE_BLKID, size, &r->source.fd, 1, &w, err);
	if (e < 0)
		return e;
	e = blkid_client_read(w.sock, r->source.size, BLKID_MS, &r->c->arena, &answer, err);
	(void)crew_end(r->crew, &w, true, &end);
	if (e < 0)
		return err_while(err, "while looking at what is on the disk");
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

int run_find_volumes(struct run *r, struct err *err)
{
	int e;

	if (r->source.kind == SOURCE_DIRECTORY)
		e = whole_directory(r, err);
	else
		e = probe_disk(r, err);
	if (e == 0)
		e = nothing_there(r, err);
	if (e < 0)
		return e;
	if (r->source.kind != SOURCE_DIRECTORY)
		for (unsigned i = 0; i < r->c->disk.n_volumes; i++)
			open_volume(r, i);
	if (r->sink)
		record_disk(r->sink, &r->c->disk);
	tell_unread(r);
	return 0;
}
