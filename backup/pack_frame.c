/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tar, the threads' side: frames made and written, shards sealed, both lists told of them. */
#include <errno.h>
#include <string.h>

#include "backup/pack_private.h"
#include "backup/plan.h"
#include "core/base/arena.h"

#define TOGETHER 32u

/* --- any order --------------------------------------------------------------------------------------- */
/* A few at a time, side by side. */
static void hash_some(struct pack_span *const *span, size_t n, const uint8_t *at)
{
	struct sha256_ctx ctx[TOGETHER];
	struct hash_job job[TOGETHER];

	for (size_t i = 0; i < n; i++) {
		sha256_init(&ctx[i]);
		job[i] = (struct hash_job){ &ctx[i], at + span[i]->at, span[i]->n };
	}
	hash_jobs(job, n);
	for (size_t i = 0; i < n; i++)
		sha256_digest(&ctx[i], HASH_SIZE, span[i]->sha256);
}

static void hash_whole_files(struct pack_piece *piece)
{
	struct pack_frame *f = piece->frame;
	struct pack_span *some[TOGETHER];
	size_t n = 0;

	for (size_t i = 0; i < f->n_spans; i++) {
		struct pack_span *s = &f->span[i];

		if (!s->first || !s->last || s->n >= PACK_BESIDE || s->entry->left_out ||
		    s->entry->folder)
			continue;
		some[n++] = s;
		if (n == TOGETHER) {
			hash_some(some, n, piece->at);
			n = 0;
		}
	}
	hash_some(some, n, piece->at);
}

void pack_frame_work(struct framer *framer, struct pack_piece *piece)
{
	struct pack_frame *f = piece->frame;
	size_t size = frame_bound(f->n);

	hash_whole_files(piece);
	piece->out = xmalloc(size);
	piece->out_n = f->packed ? frame_store(piece->at, f->n, piece->out)
				 : frame_make(framer, piece->at, f->n, piece->out, size);
	piece->out = xrealloc(piece->out, MAX(piece->out_n, 1u));
}

/* --- their order --------------------------------------------------------------------------------------- */
static int open_shard(struct pack *p, struct err *err)
{
	char name[SHARD_NAME_MAX], piece[SHARD_NAME_MAX];
	int r;

	inside_names(p->number, p->o.sealed->n > 0, name, piece);
	p->counts = (struct manifest_end){ 0 };
	memset(p->why, 0, sizeof(p->why));
	p->signs = 0;
	r = inside_begin(&p->inside, p->o.dirfd, piece, p->o.inside, p->o.sealed, err);
	if (r == 0)
		r = sealed_begin(&p->sealed, p->o.dirfd, name, p->o.sealed, err);
	p->sealed_open = r == 0;
	return r;
}

/* First the part, then its piece of the list, then the line that says that both are there. */
static int add_line(struct pack *p, const struct pack_frame *last, struct manifest_shard *line,
		    struct manifest_piece *piece, struct err *err)
{
	int r = inside_end(&p->inside, line, piece, err);

	line->counts = &p->counts;
	line->why = p->why;
	line->signs = p->signs;
	line->piece = piece;
	if (r == 0)
		walk_bind(line, p->bound);
	if (r == 0 && !piece->cut)
		r = walk_proof(p->o.inside->id, last->walk, p->bound, piece->proof, err);
	if (!piece->cut)
		memset(p->bound, 0, sizeof(p->bound));
	p->told.written += piece->size;
	return r < 0 ? r : manifest_add_shard(p->o.manifest, line, err);
}

static int close_shard(struct pack *p, const struct pack_frame *last, struct err *err)
{
	struct manifest_shard line = { .files = p->counts.files };
	struct manifest_piece piece = { .from = last->from,
					.reached = last->reached,
					.cut = last->cut };
	char name[SHARD_NAME_MAX];
	int r;

	memcpy(name, p->sealed.file.name, sizeof(name));
	line.name = name;
	r = sealed_commit(&p->sealed, line.sha256, err);
	line.size = p->sealed.file.size;
	p->sealed_open = false;
	if (r == 0)
		r = add_line(p, last, &line, &piece, err);
	p->told.written += line.size;
	p->told.shard = ++p->number;
	return r;
}

static int end_entry(struct pack *p, struct pack_entry *e, const struct pack_span *s,
		     struct err *err)
{
	uint8_t sha256[HASH_SIZE];

	memcpy(sha256, s->sha256, HASH_SIZE);
	if (!s->first || s->n >= PACK_BESIDE)
		sha256_digest(&e->hash, HASH_SIZE, sha256);
	p->counts.files += !e->folder && e->part == e->parts;
	p->counts.folders += e->folder;
	p->counts.bytes += e->size;
	p->counts.damaged += e->damaged > 0;
	p->signs += e->sign && e->part == e->parts;
	p->told.files += !e->folder && e->part == e->parts;
	if (p->o.progress)
		p->o.progress(p->o.arg, &p->told);
	return pack_list_file(&p->inside.list, e, sha256, err);
}

static void count_left_out(struct pack *p, const char *reason)
{
	p->counts.left_out++;
	for (size_t i = 0; i < MANIFEST_REASONS_MAX && plan_left_out_word(i); i++)
		if (!strcmp(plan_left_out_word(i), reason))
			p->why[i]++;
}

static int put_span(struct pack *p, const struct pack_piece *piece, const struct pack_span *s,
		    struct err *err)
{
	struct pack_entry *e = s->entry;

	if (e->left_out) {
		count_left_out(p, e->left_out);
		return pack_list_left(&p->inside.list, e, err);
	}
	p->told.bytes += s->n;
	e->damaged += s->bad;
	if (s->first && !s->last && s->n < PACK_BESIDE)
		sha256_init(&e->hash);
	if ((!s->first || !s->last) && s->n < PACK_BESIDE)
		sha256_update(&e->hash, s->n, piece->at + s->at);
	return s->last ? end_entry(p, e, s, err) : 0;
}

/* A large piece goes as it is, and nothing else is with it. */
static void hash_beside(struct pack *p, const struct pack_piece *piece)
{
	const struct pack_span *s = piece->frame->span;

	if (!piece->frame->n_spans || s->n < PACK_BESIDE)
		return;
	if (s->first)
		sha256_init(&s->entry->hash);
	shard_beside(&p->sealed.file, &s->entry->hash, piece->at, s->n);
}

int pack_frame_write(struct pack *p, const struct pack_piece *piece, struct err *err)
{
	const struct pack_frame *f = piece->frame;
	int r = p->sealed_open ? 0 : open_shard(p, err);

	if (r == 0) {
		hash_beside(p, piece);
		r = sealed_write(&p->sealed, piece->out, piece->out_n, err);
		shard_beside_end(&p->sealed.file);
	}
	for (size_t i = 0; r == 0 && i < f->n_spans; i++)
		r = put_span(p, piece, &f->span[i], err);
	return r == 0 && f->closes ? close_shard(p, f, err) : r;
}
