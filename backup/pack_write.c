/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pieces to the medium, in their order; shards opened and closed; the list told of each. */
#include <errno.h>
#include <string.h>

#include "backup/pack_private.h"
#include "core/base/arena.h"

#define DIRECTORY_MAX ((size_t)64 << 20) /* of one shard: its names are long */
#define BUFFER_MAX    ((size_t)64 << 10)

static int put_buffer(struct pack *p, struct err *err)
{
	int r = shard_write(&p->shard, str_c(&p->buffer), p->buffer.len, err);

	str_clear(&p->buffer);
	return r;
}

static int open_shard(struct pack *p, struct err *err)
{
	char name[SHARD_NAME_MAX];

	snprintf(name, sizeof(name), "%04u.zip", p->number);
	p->shard_files = p->shard_raw = 0;
	str_clear(&p->directory);
	return shard_begin(&p->shard, p->o.dirfd, name, err);
}

static int close_shard(struct pack *p, struct err *err)
{
	struct manifest_shard line = { .files = p->shard_files };
	uint64_t begin = p->shard.size;
	char name[SHARD_NAME_MAX];
	int r;

	if (p->shard.fd < 0)
		return 0;
	if (p->directory.full)
		return err_set(err, ERR_LIMIT, -EFBIG, "too many names for one part");
	r = shard_write(&p->shard, str_c(&p->directory), p->directory.len, err);
	zip_end(&p->buffer, p->shard_files, p->directory.len, begin);
	if (r == 0)
		r = put_buffer(p, err);
	memcpy(name, p->shard.name, sizeof(name));
	line.name = name;
	line.size = p->shard.size;
	if (r == 0)
		r = shard_commit(&p->shard, line.sha256, err);
	if (r == 0)
		r = manifest_add_shard(p->o.manifest, &line, err);
	p->told.written += line.size;
	p->told.shard = ++p->number;
	return r;
}

/* The shard for the entry whose first piece this is. */
static int make_room(struct pack *p, const struct pack_entry *e, struct err *err)
{
	int r = 0;

	if (p->shard.fd >= 0 && p->shard_files &&
	    (p->shard_raw + e->size > p->o.shard_bytes || p->shard_files >= PACK_SHARD_FILES ||
	     p->directory.len > DIRECTORY_MAX - 2 * ENTRY_NAME_MAX))
		r = close_shard(p, err);
	if (r == 0 && p->shard.fd < 0)
		r = open_shard(p, err);
	p->shard_raw += e->size + zip_overhead(e->name);
	p->shard_files++;
	return r;
}

static int put_head(struct pack *p, struct pack_entry *e, const struct pack_piece *piece,
		    struct err *err)
{
	struct zip_entry *z = &e->zip;
	int r = make_room(p, e, err);

	if (r < 0)
		return r;
	*z = (struct zip_entry){ .name = e->name,
				 .size = e->size,
				 .method = piece->method,
				 .streamed = !piece->last,
				 .offset = p->shard.size,
				 .modified = e->modified,
				 .attributes = e->attributes };
	if (piece->last && !e->folder) {
		z->crc32 = piece->crc32;
		z->packed = piece->out ? piece->out_n : piece->n;
	} else if (piece->method == ZIP_STORED) {
		z->packed = e->size;
	}
	zip_local(&p->buffer, z, p->o.zone);
	sha256_init(&e->hash);
	return put_buffer(p, err);
}

static int put_bytes(struct pack *p, struct pack_entry *e, const struct pack_piece *piece,
		     struct err *err)
{
	size_t n = piece->out ? piece->out_n : piece->n;
	int r = 0;

	e->packed += n;
	e->damaged += piece->bad;
	if (e->zip.streamed)
		e->crc32 = deflate_crc32(e->crc32, piece->at, piece->n);
	if (e->zip.streamed || piece->n >= PACK_BESIDE)
		shard_beside(&p->shard, &e->hash, piece->at, piece->n);
	if (n)
		r = shard_write(&p->shard, piece->out ? piece->out : piece->at, n, err);
	shard_beside_end(&p->shard);
	return r;
}

int pack_list_file(struct manifest *m, const struct pack_entry *e, const uint8_t sha256[HASH_SIZE],
		   struct err *err)
{
	struct manifest_file line = { .name = e->name,
				      .path = e->path,
				      .size = e->size,
				      .modified = e->modified,
				      .attributes = e->attributes,
				      .streams = e->streams,
				      .sign = e->sign,
				      .damaged = e->damaged,
				      .folder = e->folder,
				      .offset = e->zip.offset,
				      .part = e->part,
				      .parts = e->parts };

	memcpy(line.sha256, sha256, HASH_SIZE);
	return manifest_add_file(m, &line, err);
}

int pack_list_left(struct manifest *m, const struct pack_entry *e, struct err *err)
{
	const struct manifest_left line = { .name = e->name,
					    .path = e->path,
					    .reason = e->left_out,
					    .size = e->size,
					    .sign = e->sign };

	return manifest_add_left(m, &line, err);
}

static int put_tail(struct pack *p, struct pack_entry *e, const struct pack_piece *piece,
		    struct err *err)
{
	struct zip_entry *z = &e->zip;
	uint8_t sha256[HASH_SIZE];
	int r = 0;

	memcpy(sha256, piece->sha256, HASH_SIZE);
	if (z->streamed || piece->n >= PACK_BESIDE)
		sha256_digest(&e->hash, HASH_SIZE, sha256);
	if (z->streamed) {
		z->crc32 = e->crc32;
		z->packed = e->packed;
		zip_descriptor(&p->buffer, z);
		r = put_buffer(p, err);
	}
	zip_central(&p->directory, z, p->o.zone);
	if (r == 0)
		r = pack_list_file(p->o.manifest, e, sha256, err);
	p->told.files += !e->folder && e->part == e->parts;
	return r;
}

static int put_piece(struct pack *p, const struct pack_piece *piece, struct err *err)
{
	struct pack_entry *e = piece->entry;
	int r = 0;

	if (piece->frame)
		return pack_frame_write(p, piece, err);
	if (e->left_out)
		return pack_list_left(p->o.manifest, e, err);
	if (piece->first)
		r = put_head(p, e, piece, err);
	if (r == 0)
		r = put_bytes(p, e, piece, err);
	if (r == 0 && piece->last)
		r = put_tail(p, e, piece, err);
	p->told.bytes += piece->n;
	if (r == 0 && piece->last && p->o.progress)
		p->o.progress(p->o.arg, &p->told);
	return r;
}

static struct pack_piece *wait_for_next(struct pack *p)
{
	struct pack_piece *piece = &p->ring[p->tail % PACK_RING];

	pthread_mutex_lock(&p->lock);
	while (piece->state != PIECE_READY && !p->stop && !(p->closing && p->tail == p->head))
		pthread_cond_wait(&p->ready, &p->lock);
	if (piece->state != PIECE_READY || p->stop)
		piece = NULL;
	pthread_mutex_unlock(&p->lock);
	return piece;
}

static void free_piece(struct pack *p, struct pack_piece *piece)
{
	pack_piece_done(piece);
	pthread_mutex_lock(&p->lock);
	p->in_flight -= piece->n;
	*piece = (struct pack_piece){ 0 };
	p->tail++;
	pthread_cond_signal(&p->freed);
	pthread_mutex_unlock(&p->lock);
}

static void note_failure(struct pack *p, int code, const struct err *err)
{
	pthread_mutex_lock(&p->lock);
	p->failed = code;
	p->err = *err;
	pthread_cond_signal(&p->freed);
	pthread_mutex_unlock(&p->lock);
}

/* After a failure the rest is taken and thrown away: the caller hears of it at its next call. */
void *pack_write(void *arg)
{
	struct pack *p = arg;
	struct err err = { 0 };
	int r = 0;

	for (struct pack_piece *piece; (piece = wait_for_next(p));) {
		if (r == 0 && (r = put_piece(p, piece, &err)) < 0)
			note_failure(p, r, &err);
		free_piece(p, piece);
	}
	if (r == 0 && !p->stop && (r = close_shard(p, &err)) < 0)
		note_failure(p, r, &err);
	shard_abort(&p->shard);
	if (p->o.sealed) {
		sealed_abort(&p->sealed);
		inside_abort(&p->inside);
	}
	str_done(&p->buffer);
	str_done(&p->directory);
	return NULL;
}
