/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the source gives goes into the pack, or into the list of what is left out. */
#include <errno.h>
#include <string.h>

#include "backup/plan.h"
#include "cli/backing_up.h"
#include "core/base/io.h"
#include "core/base/times.h"

static const char *hold_word(enum volume_hold hold)
{
	switch (hold) {
	case VOLUME_HOLD_CLOUD: return "cloud";
	case VOLUME_HOLD_EFS: return "encrypted";
	case VOLUME_HOLD_DEDUP:
	case VOLUME_HOLD_WOF:
	case VOLUME_HOLD_UNKNOWN_TAG: return "compressed";
	case VOLUME_HOLD_NONE:
	case VOLUME_HOLD_KINDS: break;
	}
	return "unreadable";
}

int backup_leave_out(struct backing_up *b, const char *path, const char *word, uint64_t size,
		     const char *sign, struct err *err)
{
	for (size_t i = 0; plan_left_out_word(i); i++)
		if (!strcmp(plan_left_out_word(i), word))
			b->left_out[i]++;
	backup_live_left_out(&b->live, backup_unreadable(word));
	return pack_left_out(b->pack, path, word, size, sign, err);
}

static int left_out(struct backing_up *b, const struct reader_item *item, const char *sign,
		    struct err *err)
{
	const char *word = sign                               ? "sign"
			   : item->state == READER_ITEM_HOLD  ? hold_word(item->hold)
			   : item->state == READER_ITEM_LINK  ? "link"
			   : item->state == READER_ITEM_OTHER ? "other"
							      : "unreadable";

	return backup_leave_out(b, item->path, word, item->size, sign, err);
}

/* --- how far it came -------------------------------------------------------------------------------- */
void backup_walk_item(struct walk *w, const struct reader_item *item)
{
	walk_add(w, item->path, item->size, item->modified, item->state == READER_ITEM_FOLDER);
}

void backup_walk_lost(struct walk *w, const char *path)
{
	walk_add(w, path, UINT64_MAX, TIME_ABSENT, false);
}

static int passed(struct backing_up *b, struct err *err)
{
	int r = b->seal.cut ? session_sealed_passed(b->seal.cut, &b->walk, err) : 0;

	b->other_source |= r == -ESRCH;
	return r;
}

static int pass_item(struct backing_up *b, const struct reader_item *item, struct err *err)
{
	if (!b->seal.wanted)
		return 0;
	backup_walk_item(&b->walk, item);
	return passed(b, err);
}

/* It is in the backup already; f: NULL when it was left out there. */
static int skip(struct backing_up *b, const struct pack_file *f, const struct reader_item *item,
		struct err *err)
{
	const struct pack_file none = { 0 };
	int r = b->seal.cut ? at_target(b, pack_skip(b->pack, f ? f : &none, err)) : 0;

	return r < 0 ? r : pass_item(b, item, err);
}

static int without_folder(struct backing_up *b, const char *path, const char *word, uint64_t size,
			  struct err *err)
{
	const struct pack_file none = { 0 };
	bool kept = b->seal.cut && session_sealed_has(b->seal.cut, &b->walk);
	int r = kept ? pack_skip(b->pack, &none, err)
		     : backup_leave_out(b, path, word, size, NULL, err);

	if (r < 0 || !b->seal.wanted)
		return at_target(b, r);
	backup_walk_lost(&b->walk, path);
	return passed(b, err);
}

int backup_lose_folder(struct backing_up *b, const char *path, struct err *err)
{
	return without_folder(b, path, "folder", UINT64_MAX, err);
}

int backup_leave_folder(struct backing_up *b, const struct backup_leave *l, struct err *err)
{
	if (session_has(b->resume.done, l->path))
		return 0;
	return without_folder(b, l->path, "not-chosen", l->uncounted ? UINT64_MAX : l->bytes, err);
}

int backup_on_item(void *arg, const struct run_folder *in, const struct reader_item *item,
		   bool bytes, struct err *err)
{
	struct backing_up *b = arg;
	struct pack_file f = { .path = item->path,
			       .size = item->size,
			       .modified = item->modified,
			       .attributes = item->attributes,
			       .streams = item->streams,
			       .folder = item->state == READER_ITEM_FOLDER,
			       .sign = bytes ? backup_signs_of(&b->signs, in->volume, item->path)
					     : NULL };
	bool out = f.sign && !b->head.signs_copied;
	bool memory = in->flat && bytes && plan_memory_file(item->path);
	bool there = b->seal.cut ? session_sealed_has(b->seal.cut, &b->walk)
				 : session_has(b->resume.done, item->path);
	int r = 0;

	b->left = bytes && !there && !out && !memory ? item->size : 0;
	b->in = in;
	if (there) {
		if (bytes)
			backup_live_kept(&b->live, run_folder_name(in), item->size);
		r = skip(b, (bytes && !out && !memory) || f.folder ? &f : NULL, item, err);
		return r < 0 ? r : RUN_FILES_SKIP;
	}
	if (out)
		r = left_out(b, item, f.sign, err);
	else if (memory)
		r = backup_leave_out(b, item->path, "memory", item->size, NULL, err);
	else if (bytes || f.folder)
		r = pack_begin(b->pack, &f, err);
	else
		r = left_out(b, item, NULL, err);
	r = r < 0 ? at_target(b, r) : pass_item(b, item, err);
	return r == 0 && (out || memory) ? RUN_FILES_SKIP : r;
}

void *backup_on_memory(void *arg, const uint8_t *p, size_t n)
{
	(void)arg;
	return pack_blob_new(p, n, io_unmap);
}

void backup_on_forget(void *arg, void *memory)
{
	(void)arg;
	pack_blob_drop(memory);
}

int backup_on_piece(void *arg, void *memory, const uint8_t *at, size_t n, uint64_t bad,
		    struct err *err)
{
	struct backing_up *b = arg;

	b->left -= MIN(b->left, (uint64_t)n);
	backup_live_given(&b->live, run_folder_name(b->in), n);
	return at_target(b, pack_piece(b->pack, memory, at, n, bad, err));
}

int backup_on_lost(void *arg, const struct run_folder *folder, const struct err *why,
		   struct err *err)
{
	struct backing_up *b = arg;

	(void)why;
	return backup_lose_folder(b, run_folder_name(folder), err);
}
