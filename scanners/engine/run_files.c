/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Batch by batch; large files piece by piece. */
#include "scanners/engine/run_files.h"

#include <errno.h>
#include <string.h>

#include "core/base/io.h"
#include "scanners/engine/run_private.h"

struct run_files {
	struct run *run;
	const struct run_files_sink *sink;
	const struct run_folder *folder; /* at hand */
	bool names;                      /* and no bytes */
};

struct run *run_files_run(struct run_files *f)
{
	return f->run;
}

static struct reader *reader_of(struct run_files *f, unsigned volume)
{
	return run_reader(f->run, volume);
}

static int no_volume(struct err *err)
{
	return err_set(err, ERR_UNSUPPORTED, -ENODEV, "that part of the disk is not open");
}

int run_files_list(struct run_files *f, unsigned volume, const char *path, size_t max,
		   struct arena *a, const char **ret_found, struct reader_entry **ret,
		   size_t *ret_n, struct err *err)
{
	struct reader *r = reader_of(f, volume);
	char found[VOLUME_PATH_MAX];
	struct volume_stat st;
	int e;

	if (!r)
		return no_volume(err);
	e = reader_lookup(r, path, found, sizeof(found), &st, err);
	if (e < 0)
		return e;
	if (st.type != VOLUME_FILE_DIRECTORY)
		return err_set(err, ERR_FORMAT, -ENOENT, "no folder");
	*ret_found = arena_strdup(a, found);
	return reader_list(r, found, max, a, ret, ret_n, err);
}

int run_files_count(struct run_files *f, const struct run_folder *folder, struct reader_totals *ret,
		    struct err *err)
{
	struct reader *r = reader_of(f, folder->volume);

	if (!r)
		return no_volume(err);
	reader_leave(r, folder->leave, folder->n_leave);
	return reader_count_folders(r, folder->path, folder->flat, ret, err);
}

/* The rest of a file that could not be read any more: its size is promised. */
static int give_nothing(struct run_files *f, uint64_t n, struct err *err)
{
	int e = 0;

	while (e == 0 && n) {
		size_t some = (size_t)MIN(n, (uint64_t)RUN_FILES_PIECE);

		e = f->sink->piece(f->sink->arg, NULL, NULL, some, some, err);
		n -= some;
	}
	return e;
}

static int cancelled(struct run_files *f, struct err *err)
{
	return run_cancelled(f->run) ? err_set(err, ERR_LIMIT, -ECANCELED, "stopped") : 0;
}

struct memory {
	const uint8_t *p;
	size_t n;
	void *name; /* the sink's */
};

/* Maps a memory file and hands it over. */
static int give_memory(struct run_files *f, int fd, uint64_t ceiling, struct memory *ret,
		       struct err *err)
{
	int e = io_map_sealed(fd, ceiling, &ret->p, &ret->n, err);

	ret->name = e < 0 ? NULL : f->sink->memory(f->sink->arg, ret->p, ret->n);
	return e;
}

static void forget(struct run_files *f, struct memory *m)
{
	if (m->name)
		f->sink->forget(f->sink->arg, m->name);
	m->name = NULL;
}

/* Larger than a batch: piece by piece. What a worker cannot give is given as nothing. */
static int give_large(struct run_files *f, struct reader *r, const struct reader_item *item,
		      struct err *err)
{
	uint64_t at = 0;
	int e = 0;

	while (e == 0 && at < item->size) {
		size_t want = (size_t)MIN(item->size - at, (uint64_t)RUN_FILES_PIECE);
		struct memory m = { 0 };
		struct err why = { 0 };
		uint64_t bad = 0;
		int fd = -1;

		e = cancelled(f, err);
		if (e == 0 && reader_fetch_piece(r, item->path, at, want, &fd, &bad, &why) < 0)
			return give_nothing(f, item->size - at, err);
		if (e == 0)
			e = give_memory(f, fd, RUN_FILES_PIECE, &m, err);
		if (fd >= 0)
			close(fd);
		if (e == 0 && m.n)
			e = f->sink->piece(f->sink->arg, m.name, m.p, m.n, bad, err);
		forget(f, &m);
		at += m.n;
		if (e == 0 && m.n < want) /* shorter than its folder says */
			return give_nothing(f, item->size - at, err);
	}
	return e;
}

static int give_item(struct run_files *f, struct reader *r, const struct reader_item *item,
		     const struct memory *m, struct err *err)
{
	bool bytes = item->state == READER_ITEM_WHOLE || item->state == READER_ITEM_PART ||
		     item->state == READER_ITEM_TOO_LARGE;
	int e = f->sink->item(f->sink->arg, f->folder, item, bytes, err);

	if (e || !bytes || f->names)
		return e == RUN_FILES_SKIP ? 0 : e;
	if (item->state == READER_ITEM_TOO_LARGE)
		return give_large(f, r, item, err);
	return item->length ? f->sink->piece(f->sink->arg, m->name, m->p + item->offset,
					     (size_t)item->length, item->bad, err)
			    : 0;
}

static int give_batch(struct run_files *f, struct reader *r, const struct reader_batch *b,
		      struct err *err)
{
	struct memory m = { 0 };
	int e = 0;

	if (b->fd >= 0 && !f->names)
		e = give_memory(f, b->fd, RUN_FILES_PIECE + READER_BATCH_BYTES, &m, err);
	for (size_t i = 0; e == 0 && i < b->n; i++)
		e = give_item(f, r, &b->item[i], &m, err);
	forget(f, &m);
	return e;
}

static int give_folder(struct run_files *f, struct err *err)
{
	struct reader *r = reader_of(f, f->folder->volume);
	struct reader_batch *b;
	struct err why = { 0 };
	uint64_t max = f->names ? 0 : RUN_FILES_PIECE; /* larger files come without bytes */
	int e;

	if (r)
		reader_leave(r, f->folder->leave, f->folder->n_leave);
	e = r ? reader_walk_folders(r, f->folder->path, f->folder->flat, max, &why)
	      : no_volume(&why);

	if (e < 0)
		return f->sink->lost(f->sink->arg, f->folder, &why, err);
	b = xcalloc(1, sizeof(*b));
	do {
		struct arena a = { 0 };

		e = cancelled(f, err);
		if (e == 0 && reader_next(r, &a, b, &why) < 0) {
			e = f->sink->lost(f->sink->arg, f->folder, &why, err);
			arena_done(&a);
			break;
		}
		if (e == 0)
			e = give_batch(f, r, b, err);
		if (b->fd >= 0)
			close(b->fd);
		b->fd = -1;
		arena_done(&a);
	} while (e == 0 && b->n);
	free(b);
	return e;
}

int run_files_names(struct run_files *f, const struct run_folder *folder, size_t n,
		    const struct run_files_sink *to, struct err *err)
{
	struct run_files names = { .run = f->run, .sink = to, .names = true };
	int e = 0;

	for (size_t i = 0; e == 0 && i < n; i++) {
		names.folder = &folder[i];
		e = give_folder(&names, err);
	}
	return e;
}

static int give_all(struct run_files *f, struct err *err)
{
	struct run_folder *folder = NULL;
	size_t n = 0;
	int e = f->sink->choose(f->sink->arg, f, f->run->c, &folder, &n, err);

	for (size_t i = 0; e == 0 && i < n; i++) {
		f->folder = &folder[i];
		e = give_folder(f, err);
	}
	return e;
}

int run_files(const struct run_options *o, const struct run_files_sink *sink, struct checkup *c,
	      struct err *err)
{
	/* Whether what programs had open may lie there unfinished. */
	static const enum fact_kind shutdown = FACT_KIND_SHUTDOWN_STATE;
	struct run_files f = { .run = run_new(o, NULL, c), .sink = sink };
	int e = run_start(f.run, err);

	if (e == 0 && f.run->unlooked)
		e = err_set(err, ERR_INTERNAL, -EIO, "the parts that read the disk did not start");
	if (e == 0)
		e = run_find_volumes(f.run, err);
	if (e == 0) {
		run_find_systems(f.run);
		run_collect_kinds(f.run, &shutdown, 1);
		run_note_hibernation(c);
		e = give_all(&f, err);
	}
	run_free(f.run);
	return e;
}
