/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the source gives goes into the pack, or into the list of what is left out. */
#include <string.h>

#include "backup/plan.h"
#include "cli/backing_up.h"
#include "core/base/io.h"

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
	bool skip = session_has(b->resume.done, item->path);
	int r = 0;

	b->left = bytes && !skip && !out && !memory ? item->size : 0;
	b->in = in;
	if (skip) {
		if (bytes)
			backup_live_kept(&b->live, run_folder_name(in), item->size);
		return RUN_FILES_SKIP;
	}
	if (out)
		r = left_out(b, item, f.sign, err);
	else if (memory)
		r = backup_leave_out(b, item->path, "memory", item->size, NULL, err);
	else if (bytes || f.folder)
		r = pack_begin(b->pack, &f, err);
	else
		r = left_out(b, item, NULL, err);
	r = at_target(b, r);
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
	return at_target(
	    b, backup_leave_out(b, run_folder_name(folder), "folder", UINT64_MAX, NULL, err));
}
