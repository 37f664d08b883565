/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The caller's side of the ring, and the threads' beginning and end. */
#include "backup/pack.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

#include "backup/pack_private.h"
#include "core/base/arena.h"

static const uint8_t zeros[PACK_PIECE_MAX];

/* --- bytes that several pieces lie in -------------------------------------------------------- */
struct pack_blob {
	const uint8_t *p;
	size_t n;
	void (*release)(const uint8_t *p, size_t n);
	atomic_uint holds;
};

struct pack_blob *pack_blob_new(const uint8_t *p, size_t n,
				void (*release)(const uint8_t *, size_t))
{
	struct pack_blob *b = xcalloc(1, sizeof(*b));

	*b = (struct pack_blob){ .p = p, .n = n, .release = release };
	atomic_init(&b->holds, 1);
	return b;
}

void pack_blob_drop(struct pack_blob *b)
{
	if (!b || atomic_fetch_sub(&b->holds, 1) != 1)
		return;
	if (b->release)
		b->release(b->p, b->n);
	free(b);
}

void pack_entry_free(struct pack_entry *e)
{
	if (!e)
		return;
	free(e->name);
	free(e->path);
	free(e->sign);
	free(e);
}

void pack_piece_done(struct pack_piece *piece)
{
	struct pack_frame *f = piece->frame;

	if (piece->last)
		pack_entry_free(piece->entry);
	for (size_t i = 0; f && i < f->n_spans; i++)
		if (f->span[i].last)
			pack_entry_free(f->span[i].entry);
	pack_frame_free(f);
	free(piece->out);
	pack_blob_drop(piece->blob);
}

/* --- the ring -------------------------------------------------------------------------------- */
static bool full(const struct pack *p, size_t n)
{
	return p->head - p->tail >= PACK_RING ||
	       (p->in_flight && p->in_flight + n > PACK_IN_FLIGHT);
}

int pack_push(struct pack *p, const struct pack_piece *piece, struct err *err)
{
	int r;

	pthread_mutex_lock(&p->lock);
	while (full(p, piece->n) && p->failed == 0)
		pthread_cond_wait(&p->freed, &p->lock);
	r = p->failed;
	if (r < 0 && err)
		*err = p->err;
	if (r == 0) {
		p->ring[p->head % PACK_RING] = *piece;
		p->ring[p->head % PACK_RING].state = PIECE_FILLED;
		p->head++;
		p->in_flight += piece->n;
		pthread_cond_signal(&p->filled);
	}
	pthread_mutex_unlock(&p->lock);
	return r;
}

/* --- what the caller says -------------------------------------------------------------------- */
static struct pack_entry *entry_new(struct pack *p, const char *path, const char *suffix)
{
	struct pack_entry *e = xcalloc(1, sizeof(*e));
	bool spelled = entry_name(path, &p->name);

	str_add(&p->name, suffix);
	spelled |= name_set_add(&p->names, &p->name);
	e->name = xstrdup(str_c(&p->name));
	e->path = spelled || *suffix ? xstrdup(path) : NULL;
	e->part = e->parts = 1;
	return e;
}

/* In a tar it has the name that the disk has, unless that could lead out of the folder. */
static int tar_entry_of(struct pack *p, struct pack_entry *e, const char *suffix, struct err *err)
{
	const char *path = e->path ? e->path : e->name;
	bool leads_out = *path == '/' || strstr(path, "//");
	struct str name = STR_INIT(ENTRY_NAME_MAX + 32);
	int r;

	for (const char *at = path; at; at = strchr(at, '/')) {
		size_t n = strcspn(at += *at == '/', "/");

		leads_out |= n <= 2 && n == strspn(at, ".");
	}
	str_add(&name, leads_out ? e->name : path);
	if (!leads_out && e->path)
		str_add(&name, suffix);
	r = name.full ? err_set(err, ERR_LIMIT, -ENAMETOOLONG, "a name is too long")
		      : pack_batch_entry(p, e, str_c(&name), err);
	str_done(&name);
	return r;
}

static unsigned parts_of(const struct pack *p, uint64_t size)
{
	uint64_t max = p->o.file_max;

	return max && size > max ? (unsigned)MIN((size + max - 1) / max, 999u) : 1;
}

/* The next part of the file that was begun; most have one. */
static int open_part(struct pack *p, unsigned part, struct err *err)
{
	unsigned parts = parts_of(p, p->of.size);
	uint64_t rest = p->of.size - p->given;
	char suffix[8] = "";
	struct pack_entry *e;

	if (parts > 1)
		snprintf(suffix, sizeof(suffix), ".%03u", part);
	e = entry_new(p, p->of_path, suffix);
	e->size = part < parts ? MIN(rest, p->o.file_max) : rest;
	e->modified = p->of.modified;
	e->attributes = p->of.attributes;
	e->streams = p->of.streams;
	e->part = part;
	e->parts = parts;
	e->sign = p->of_sign ? xstrdup(p->of_sign) : NULL;
	p->open = e;
	p->left = e->size;
	p->any = false;
	return p->o.sealed ? tar_entry_of(p, e, suffix, err) : 0;
}

int pack_begin(struct pack *p, const struct pack_file *f, struct err *err)
{
	struct pack_piece piece = { .first = true, .last = true, .at = zeros };
	int r;

	if (p->open)
		return err_set(err, ERR_INTERNAL, -EINVAL, "the file before is not whole");
	if (name_set_full(&p->names))
		return err_set(err, ERR_LIMIT, -E2BIG, "too many files for one backup");
	p->of = *f;
	p->of_n = p->o.walk ? p->o.walk->n : 0;
	p->given = 0;
	free(p->of_path);
	p->of_path = xstrdup(f->path);
	free(p->of_sign);
	p->of_sign = f->sign ? xstrdup(f->sign) : NULL;
	if (!f->folder) {
		r = open_part(p, 1, err);
		return r < 0 || f->size ? r : pack_piece(p, NULL, zeros, 0, 0, err);
	}
	piece.entry = entry_new(p, f->path, "/");
	free(piece.entry->path); /* the '/' is the zip's, not the disk's */
	piece.entry->path = strncmp(piece.entry->name, f->path, strlen(f->path)) != 0 ||
				    strlen(piece.entry->name) != strlen(f->path) + 1
				? xstrdup(f->path)
				: NULL;
	piece.entry->folder = true;
	piece.entry->modified = f->modified;
	piece.entry->attributes = f->attributes;
	if (p->o.sealed)
		r = tar_entry_of(p, piece.entry, "", err);
	else
		r = pack_push(p, &piece, err);
	if (r < 0)
		pack_entry_free(piece.entry);
	return r;
}

/* Never over the end of a part. */
static int push_some(struct pack *p, struct pack_blob *blob, const uint8_t *at, size_t n,
		     uint64_t bad, struct err *err)
{
	struct pack_entry *e = p->open;
	unsigned part = e->part;
	struct pack_piece piece = { .entry = e,
				    .blob = blob,
				    .at = at,
				    .n = n,
				    .bad = bad,
				    .first = !p->any,
				    .last = n == p->left };
	int r;

	if (!e->decided && !p->o.sealed)
		pack_decide(p, e, at, n);
	if (blob)
		atomic_fetch_add(&blob->holds, 1);
	r = p->o.sealed ? pack_batch_bytes(p, &piece, err) : pack_push(p, &piece, err);
	if (r < 0) {
		pack_blob_drop(blob);
		return r;
	}
	p->any = true;
	p->left -= n;
	p->given += n;
	if (piece.last)
		p->open = NULL; /* the writer's now */
	return piece.last && p->given < p->of.size ? open_part(p, part + 1, err) : 0;
}

int pack_piece(struct pack *p, struct pack_blob *blob, const uint8_t *at, size_t n, uint64_t bad,
	       struct err *err)
{
	int r = 0;

	if (!p->open || n > PACK_PIECE_MAX || n > p->of.size - p->given || bad > n)
		return err_set(err, ERR_INTERNAL, -EINVAL, "more bytes than the file has");
	if (!blob)
		at = zeros;
	do {
		size_t some = (size_t)MIN((uint64_t)n, p->left);
		uint64_t bad_here = MIN(bad, (uint64_t)some);

		r = push_some(p, blob, at, some, bad_here, err);
		at += blob ? some : 0;
		n -= some;
		bad -= bad_here;
	} while (r == 0 && n);
	return r;
}

int pack_left_out(struct pack *p, const char *path, const char *reason, uint64_t size,
		  const char *sign, struct err *err)
{
	struct pack_piece piece = { .first = true, .last = true, .at = zeros };
	struct str name = STR_INIT(ENTRY_NAME_MAX);
	int r;

	piece.entry = xcalloc(1, sizeof(*piece.entry));
	if (entry_name(path, &name))
		piece.entry->path = xstrdup(path);
	piece.entry->name = xstrdup(str_c(&name));
	piece.entry->left_out = reason;
	piece.entry->sign = sign ? xstrdup(sign) : NULL;
	piece.entry->size = size;
	str_done(&name);
	if (p->o.sealed)
		r = pack_batch_entry(p, piece.entry, "", err);
	else
		r = pack_push(p, &piece, err);
	if (r < 0)
		pack_entry_free(piece.entry);
	return r;
}

/* Its names are taken: what comes later is spelled as if nothing had been cut. */
int pack_skip(struct pack *p, const struct pack_file *f, struct err *err)
{
	unsigned parts = f->folder ? 1 : parts_of(p, f->size);
	int r = p->open ? err_set(err, ERR_INTERNAL, -EINVAL, "the file before is not whole")
			: pack_batch_end(p, false, err);

	if (r == 0 && name_set_full(&p->names))
		r = err_set(err, ERR_LIMIT, -E2BIG, "too many files for one backup");
	for (unsigned part = 1; r == 0 && f->path && part <= parts; part++) {
		char suffix[8] = "";

		if (parts > 1)
			snprintf(suffix, sizeof(suffix), ".%03u", part);
		pack_entry_free(entry_new(p, f->path, f->folder ? "/" : suffix));
	}
	return r;
}

/* --- beginning and end ----------------------------------------------------------------------- */
static unsigned cores(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : (unsigned)MIN(n, (long)PACK_THREADS);
}

struct pack *pack_new(const struct pack_options *o)
{
	struct pack *p = xcalloc(1, sizeof(*p));
	unsigned threads = o->threads ? MIN(o->threads, PACK_THREADS) : cores();

	p->o = *o;
	p->name = (struct str)STR_INIT(ENTRY_NAME_MAX + 32);
	p->buffer = (struct str)STR_INIT(2 * ENTRY_NAME_MAX);
	p->directory = (struct str)STR_INIT((size_t)65 << 20);
	p->header = (struct str)STR_INIT(PACK_HEADER_MAX);
	p->shard.fd = -1;
	p->sealed = (struct sealed)SEALED_NONE;
	p->inside = (struct inside)INSIDE_NONE;
	if (o->names) {
		p->names = *o->names;
		*o->names = (struct name_set){ 0 };
	}
	p->number = p->told.shard = MAX(o->first_shard, 1u);
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->filled, NULL);
	pthread_cond_init(&p->ready, NULL);
	pthread_cond_init(&p->freed, NULL);
	for (; p->n_threads < threads; p->n_threads++)
		if (pthread_create(&p->thread[p->n_threads], NULL, pack_work, p) != 0)
			break;
	p->writing = pthread_create(&p->writer, NULL, pack_write, p) == 0;
	if (!p->n_threads || !p->writing)
		abort(); /* as when memory is out */
	return p;
}

static void end_threads(struct pack *p)
{
	pthread_mutex_lock(&p->lock);
	p->closing = true;
	pthread_cond_broadcast(&p->filled);
	pthread_cond_broadcast(&p->ready);
	pthread_mutex_unlock(&p->lock);
	for (unsigned i = 0; i < p->n_threads; i++)
		pthread_join(p->thread[i], NULL);
	if (p->writing)
		pthread_join(p->writer, NULL);
	p->n_threads = 0;
	p->writing = false;
}

int pack_finish(struct pack *p, struct err *err)
{
	int r = 0;

	if (p->open)
		return err_set(err, ERR_INTERNAL, -EINVAL, "the last file is not whole");
	if (p->o.sealed)
		r = pack_batch_end(p, false, err);
	end_threads(p);
	if (p->failed < 0 && err)
		*err = p->err;
	return p->failed < 0 ? p->failed : r;
}

void pack_free(struct pack *p)
{
	if (!p)
		return;
	pthread_mutex_lock(&p->lock);
	p->stop = true;
	pthread_cond_broadcast(&p->filled);
	pthread_cond_broadcast(&p->ready);
	pthread_mutex_unlock(&p->lock);
	end_threads(p);
	for (; p->tail != p->head; p->tail++) {
		struct pack_piece *piece = &p->ring[p->tail % PACK_RING];

		pack_piece_done(piece);
	}
	if (p->batch)
		pack_piece_done(&(struct pack_piece){ .frame = p->batch });
	pack_entry_free(p->open);
	deflater_free(p->sampler);
	name_set_done(&p->names);
	str_done(&p->name);
	str_done(&p->header);
	free(p->of_path);
	free(p->of_sign);
	free(p);
}
