/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tar, the caller's side: headers and small files are gathered into pieces of some MiB; a large piece of a file
 * (PACK_BESIDE) goes as it is, uncopied. Where a piece ends follows from the files alone, so that the same
 * source gives the same frames. */
#include <errno.h>
#include <stdatomic.h>
#include <string.h>

#include "backup/pack_private.h"
#include "core/base/arena.h"

#define BATCH     PACK_PIECE_MAX
#define SPANS_MAX 8192u

void pack_frame_free(struct pack_frame *f)
{
	if (!f)
		return;
	free(f->bytes);
	free(f->span);
	free(f);
}

static struct pack_span *add_span(struct pack_frame *f, struct pack_entry *e)
{
	f->span = xgrow(f->span, f->n_spans, &f->cap, sizeof(*f->span), SPANS_MAX);
	f->span[f->n_spans] = (struct pack_span){ .entry = e, .at = f->n };
	return &f->span[f->n_spans++];
}

/* What was gathered goes to the threads. After an error it is still here. */
static int send(struct pack *p, bool closes, struct err *err)
{
	struct pack_frame *f = p->batch;
	struct pack_piece piece = { .frame = f, .at = f ? f->bytes : NULL, .n = f ? f->n : 0 };
	int r;

	if (!f)
		return 0;
	f->closes = closes;
	r = pack_push(p, &piece, err);
	if (r == 0)
		p->batch = NULL;
	return r;
}

/* Room for n bytes and a span more. */
static int room(struct pack *p, size_t n, struct err *err)
{
	int r = 0;

	if (p->batch && (p->batch->n + n > BATCH || p->batch->n_spans >= SPANS_MAX))
		r = send(p, false, err);
	if (r == 0 && !p->batch) {
		p->batch = xcalloc(1, sizeof(*p->batch));
		p->batch->bytes = xmalloc(MAX(n, BATCH));
	}
	return r;
}

/* Takes what stands in p->header. */
static int add_header(struct pack *p, struct err *err)
{
	size_t n = p->header.len;
	int r = room(p, n, err);

	if (r == 0 && n) {
		memcpy(p->batch->bytes + p->batch->n, p->header.p, n);
		p->batch->n += n;
		p->tar += n;
	}
	str_clear(&p->header);
	return r;
}

int pack_batch_end(struct pack *p, bool cut, struct err *err)
{
	struct pack_frame *f;
	int r;

	if (!p->tar_open)
		return 0;
	p->tar_open = false;
	tar_end(&p->header);
	r = add_header(p, err);
	if (r < 0)
		return r;
	f = p->batch;
	f->from = p->tar_from;
	f->reached = cut ? p->of_n : p->o.walk->n;
	f->cut = cut;
	walk_hash(p->o.walk, f->walk);
	return send(p, true, err);
}

/* The shard for an entry that begins: by the rule of zip files (pack_write.c). */
static int shard_for(struct pack *p, const struct pack_entry *e, const char *name, struct err *err)
{
	uint64_t size = e->left_out ? 0 : e->size;
	bool middle = e->part > 1;
	int r = 0;

	if (p->tar_open && p->tar_items && !e->left_out &&
	    (p->tar_raw + size > p->o.shard_bytes || p->tar_items >= PACK_SHARD_FILES))
		r = pack_batch_end(p, middle, err);
	if (!p->tar_open) {
		p->tar = p->tar_raw = p->tar_items = 0;
		p->tar_from = middle ? p->of_n : p->o.walk->n;
	}
	p->tar_open = true;
	if (!e->left_out) {
		p->tar_raw += size + tar_header_max(name);
		p->tar_items++;
	}
	return r;
}

int pack_batch_entry(struct pack *p, struct pack_entry *e, const char *name, struct err *err)
{
	const struct tar_entry t = {
		.name = name, .folder = e->folder, .size = e->size, .modified = e->modified
	};
	struct pack_span *span;
	int r = shard_for(p, e, name, err);

	e->zip.offset = p->tar + p->header.len; /* there may be padding to come before it */
	if (r == 0 && !e->left_out)
		tar_header(&p->header, &t);
	if (r == 0)
		r = add_header(p, err);
	if (r < 0 || (!e->left_out && !e->folder))
		return r;
	span = add_span(p->batch, e);
	span->first = span->last = true;
	return 0;
}

static int as_it_is(struct pack *p, const struct pack_piece *of, struct err *err)
{
	struct pack_frame *f;
	struct pack_piece piece = { .at = of->at, .n = of->n, .blob = of->blob };
	struct pack_span *span;
	int r = send(p, false, err);

	if (r < 0)
		return r;
	piece.frame = f = xcalloc(1, sizeof(*f));
	f->packed = pack_is_packed(p, of->entry, of->at, of->n);
	span = add_span(f, of->entry);
	f->n = span->n = of->n;
	span->bad = of->bad;
	span->first = of->first;
	span->last = of->last;
	r = pack_push(p, &piece, err);
	if (r < 0)
		pack_frame_free(f);
	return r;
}

static int copied(struct pack *p, const struct pack_piece *of, struct err *err)
{
	struct pack_span *span;
	int r = room(p, of->n, err);

	if (r < 0)
		return r;
	span = add_span(p->batch, of->entry);
	span->n = of->n;
	span->bad = of->bad;
	span->first = of->first;
	span->last = of->last;
	if (of->n)
		memcpy(p->batch->bytes + p->batch->n, of->at, of->n);
	p->batch->n += of->n;
	pack_blob_drop(of->blob);
	return 0;
}

int pack_batch_bytes(struct pack *p, const struct pack_piece *piece, struct err *err)
{
	uint64_t size = piece->entry->size;
	bool last = piece->last;
	int r = piece->n >= PACK_BESIDE ? as_it_is(p, piece, err) : copied(p, piece, err);

	if (r < 0)
		return r;
	p->tar += piece->n;
	if (last)
		tar_padding(&p->header, size);
	return 0;
}
