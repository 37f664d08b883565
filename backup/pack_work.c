/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a piece is worth: its hash, and its bytes made smaller where that pays. */
#include <string.h>

#include "backup/pack_private.h"
#include "core/base/arena.h"

static struct pack_piece *take(struct pack *p)
{
	struct pack_piece *piece = NULL;

	pthread_mutex_lock(&p->lock);
	while (p->next == p->head && !p->closing && !p->stop)
		pthread_cond_wait(&p->filled, &p->lock);
	if (p->next != p->head && !p->stop) {
		piece = &p->ring[p->next++ % PACK_RING];
		piece->state = PIECE_TAKEN;
	}
	pthread_mutex_unlock(&p->lock);
	return piece;
}

static void give_back(struct pack *p, struct pack_piece *piece)
{
	pthread_mutex_lock(&p->lock);
	piece->state = PIECE_READY;
	pthread_cond_signal(&p->ready);
	pthread_mutex_unlock(&p->lock);
}

/* A small file has its hashes made here; those of a larger one run through all its pieces, or
 * beside the part, and that is the writer's. */
static void hash(struct pack_piece *piece)
{
	struct sha256_ctx ctx;

	if (!piece->first || !piece->last)
		return;
	piece->crc32 = deflate_crc32(0, piece->at, piece->n);
	if (piece->n >= PACK_BESIDE)
		return;
	sha256_init(&ctx);
	sha256_update(&ctx, piece->n, piece->at);
	sha256_digest(&ctx, HASH_SIZE, piece->sha256);
}

static void compress(struct deflater *d, struct pack_piece *piece)
{
	bool whole = piece->first && piece->last;
	size_t size = deflate_bound(piece->n);

	piece->method = piece->entry->method;
	if (piece->method == ZIP_STORED || (whole && !deflate_pays(d, piece->at, piece->n))) {
		piece->method = ZIP_STORED;
		return;
	}
	piece->out = xmalloc(size);
	piece->out_n = deflate_piece(d, piece->at, piece->n, piece->last, piece->out, size);
	if (whole && piece->out_n >= piece->n) { /* it did not get smaller */
		free(piece->out);
		piece->out = NULL;
		piece->method = ZIP_STORED;
	} else {
		piece->out = xrealloc(piece->out, MAX(piece->out_n, 1u));
	}
}

void *pack_work(void *arg)
{
	struct pack *p = arg;
	struct framer *f = p->o.sealed ? framer_new() : NULL;
	struct deflater *d = p->o.sealed ? NULL : deflater_new();

	for (struct pack_piece *piece; (piece = take(p));) {
		if (piece->frame) {
			pack_frame_work(f, piece);
		} else if (!piece->entry->left_out && !piece->entry->folder) {
			hash(piece);
			compress(d, piece);
		}
		give_back(p, piece);
	}
	deflater_free(d);
	framer_free(f);
	return NULL;
}
