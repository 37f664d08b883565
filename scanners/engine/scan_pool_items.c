/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What becomes of each file of the malware scan: looked at, a hit, or a gap with its reason.
 * Nothing leaves here without one of the three. */
#include <stdio.h>
#include <string.h>

#include "scanners/engine/scan_pool_private.h"

#define FOLDERS_OF_PEOPLE 3
static const char *const people[FOLDERS_OF_PEOPLE] = { "Users", "Documents and Settings", "home" };

const char *scan_pool_folder(const char *path, char *buf, size_t size)
{
	const char *begin = path, *end = strchr(path, '/');
	for (size_t i = 0; end && i < FOLDERS_OF_PEOPLE; i++) {
		size_t n = strlen(people[i]);
		if ((size_t)(end - begin) != n || strncasecmp(begin, people[i], n) != 0)
			continue;
		const char *name_end = strchr(end + 1, '/');
		const char *next_end = name_end ? strchr(name_end + 1, '/') : NULL;
		if (next_end) {
			begin = name_end + 1;
			end = next_end;
		}
		break;
	}
	size_t n = end ? (size_t)(end - begin) : 0;
	snprintf(buf, size, "%.*s", (int)MIN(n, size - 1), begin);
	return buf;
}

/* Of a walk by folder: a folder, or what is no file of this disk. */
static bool is_file(const struct reader_item *item)
{
	return item->state != READER_ITEM_FOLDER && item->state != READER_ITEM_LINK &&
	       item->state != READER_ITEM_OTHER;
}

/* A file as reader_count() counts it: once, however many names and streams it has. */
static bool counts(const struct reader_item *item)
{
	return !item->stream && item->state != READER_ITEM_LINKED && is_file(item);
}

static void count_done(struct pool *p, const struct reader_item *item)
{
	if (!counts(item))
		return;
	p->done_files++;
	if (item->state != READER_ITEM_HOLD) /* bytes that can't be had are in no total */
		p->done_bytes += item->size;
}

static void tell_gap(struct pool *p, const struct reader_item *item, struct phrase why)
{
	p->result->not_looked++;
	if (p->o->on.gap)
		p->o->on.gap(p->o->on.arg, &why, 1, item);
	count_done(p, item);
}

static void tell_looked(struct pool *p, const struct reader_item *item)
{
	p->result->files += counts(item);
	count_done(p, item);
}

static const char *hold_words(enum volume_hold hold)
{
	switch (hold) {
	case VOLUME_HOLD_CLOUD: return N_("because the file is only in the cloud");
	case VOLUME_HOLD_EFS: return N_("because its user has encrypted it");
	case VOLUME_HOLD_DEDUP: return N_("because the server keeps it in shared pieces");
	case VOLUME_HOLD_WOF:
		return N_("because Windows keeps it packed in a way that is not read here");
	case VOLUME_HOLD_UNKNOWN_TAG:
	case VOLUME_HOLD_NONE:
	case VOLUME_HOLD_KINDS: break;
	}
	return N_("because it is kept in a way that is not known here");
}

/* Files that need no scanner. True when this is one. */
static bool settle(struct pool *p, const struct reader_item *item, bool has_bytes)
{
	switch (item->state) {
	case READER_ITEM_WHOLE:
	case READER_ITEM_PART:
		if (item->length > 0 && has_bytes)
			return false;
		if (item->state == READER_ITEM_WHOLE && item->length == 0 && item->size == 0)
			tell_looked(p, item);
		else
			tell_gap(p, item, PHRASE(scan_reason_words(SCAN_REASON_READ)));
		return true;
	case READER_ITEM_TOO_LARGE:
		tell_gap(p, item,
			 phrase_of(N_("because it is larger than {0}"), 1,
				   PHRASE_BYTES((int64_t)SCAN_FILE_MAX)));
		return true;
	case READER_ITEM_HOLD: tell_gap(p, item, PHRASE(hold_words(item->hold))); return true;
	case READER_ITEM_UNREADABLE:
		tell_gap(p, item, PHRASE(N_("because the disk did not give it back")));
		return true;
	case READER_ITEM_LINKED:
		tell_looked(p, item); /* under its other name */
		return true;
	case READER_ITEM_FOLDER:
	case READER_ITEM_LINK:
	case READER_ITEM_OTHER: return true;
	case READER_ITEM_STATES: break;
	}
	tell_gap(p, item, PHRASE(scan_reason_words(SCAN_REASON_READ)));
	return true;
}

static void release(struct pool *p, struct pool_batch *batch)
{
	p->in_flight -= batch->bytes;
	if (batch->read.fd >= 0)
		close(batch->read.fd);
	arena_done(&batch->arena);
	free(batch);
}

void pool_queue(struct pool *p, struct pool_piece *piece, bool front)
{
	struct pool_piece **at = &p->queue;
	while (!front && *at)
		at = &(*at)->next;
	piece->next = *at;
	*at = piece;
}

void pool_take(struct pool *p, struct pool_batch *batch)
{
	struct pool_piece *piece = xcalloc(1, sizeof(*piece));
	piece->batch = batch;
	for (size_t i = 0; i < batch->read.n && i < READER_BATCH_FILES; i++) {
		const struct reader_item *item = &batch->read.item[i];
		p->reached += counts(item);
		scan_pool_folder(item->path, p->folder, sizeof(p->folder));
		if (settle(p, item, batch->read.fd >= 0))
			continue;
		piece->index[piece->n++] = (uint8_t)i;
		batch->bytes += item->length;
	}
	batch->open = piece->n;
	p->in_flight += batch->bytes;
	if (piece->n > 0) {
		pool_queue(p, piece, false);
	} else {
		free(piece);
		release(p, batch);
	}
}

/* The file at piece->at is answered for. */
static void next(struct pool_piece *piece)
{
	piece->at++;
	piece->batch->open--;
}

/* Once more in a fresh scanner: room may have run out because of what came before. */
static void try_again(struct pool *p, struct pool_piece *piece)
{
	struct pool_piece *again = xcalloc(1, sizeof(*again));
	again->batch = piece->batch;
	again->batch->open++;
	again->n = 1;
	again->index[0] = piece->index[piece->at];
	again->again = true;
	pool_queue(p, again, false);
}

void pool_verdict(struct pool *p, struct pool_piece *piece, const struct scan_verdict *v)
{
	const struct reader_item *item = &piece->batch->read.item[piece->index[piece->at]];
	p->deaths = 0;
	switch (v->outcome) {
	case SCAN_HIT:
		p->result->hits++;
		if (p->o->on.hit)
			p->o->on.hit(p->o->on.arg, item, v->signature);
		tell_looked(p, item);
		break;
	case SCAN_CLEAN:
		if (item->state == READER_ITEM_PART)
			tell_gap(p, item, PHRASE(scan_reason_words(SCAN_REASON_READ)));
		else
			tell_looked(p, item);
		break;
	case SCAN_INCOMPLETE:
		if (v->reason == SCAN_REASON_SPACE && !piece->again)
			try_again(p, piece);
		else
			tell_gap(p, item, PHRASE(scan_reason_words(v->reason)));
		break;
	case SCAN_FAILED: tell_gap(p, item, PHRASE(scan_reason_words(SCAN_REASON_NONE))); break;
	}
	next(piece);
}

void pool_give_up(struct pool *p, struct pool_piece *piece, const char *why)
{
	tell_gap(p, &piece->batch->read.item[piece->index[piece->at]], PHRASE(why));
	next(piece);
}

void pool_free_piece(struct pool *p, struct pool_piece *piece)
{
	piece->batch->open -= piece->n - piece->at;
	if (piece->batch->open == 0)
		release(p, piece->batch);
	free(piece);
}
