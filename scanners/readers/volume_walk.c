/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The walk over everything below a folder: a work list instead of recursion, a set of folders
 * already entered, ceilings on entries, depth and length. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/arena.h"
#include "scanners/readers/id_set.h"
#include "scanners/readers/volume_private.h"

struct pending {
	uint64_t id;
	char *path;
	unsigned depth;
};

struct walking {
	struct volume *v;
	const struct volume_walk *walk;
	struct pending *pending;
	size_t n, cap;
	struct id_set seen;
	uint64_t entries;
	/* the folder being listed */
	const char *path;
	unsigned depth;
	struct err *err;
};

static void unread(struct walking *w, const char *path, enum err_kind kind, int code,
		   const char *why)
{
	struct err err = { 0 };

	(void)err_set(&err, kind, code, "%s", why);
	if (w->walk->unread)
		w->walk->unread(w->walk->arg, path, &err);
}

static void push(struct walking *w, uint64_t id, const char *path, unsigned depth)
{
	w->pending = xgrow(w->pending, w->n, &w->cap, sizeof(*w->pending), VOLUME_ENTRIES_MAX);
	w->pending[w->n++] = (struct pending){ id, xstrdup(path), depth };
}

static int walk_entry(void *arg, const char *name, const struct volume_stat *st)
{
	struct walking *w = arg;
	char path[VOLUME_PATH_MAX];
	int n, r;

	if (++w->entries > VOLUME_ENTRIES_MAX)
		return err_set(w->err, ERR_LIMIT, -E2BIG, "more than %u entries",
			       VOLUME_ENTRIES_MAX);
	n = snprintf(path, sizeof(path), "%s%s%s", w->path, *w->path ? "/" : "", name);
	if (n < 0 || (size_t)n >= sizeof(path)) {
		unread(w, w->path, ERR_LIMIT, -ENAMETOOLONG, "a path below is too long");
		return 0;
	}
	r = w->walk->each(w->walk->arg, path, st);
	if (r == VOLUME_WALK_PAST)
		return 0;
	if (r || st->type != VOLUME_FILE_DIRECTORY)
		return r;
	if (w->depth + 1 >= VOLUME_DEPTH_MAX)
		unread(w, path, ERR_LIMIT, -ELOOP, "folders are nested too deep");
	else if (!id_set_add(&w->seen, st->id))
		unread(w, path, ERR_FORMAT, -ELOOP, "this folder contains itself");
	else
		push(w, st->id, path, w->depth + 1);
	return 0;
}

/* The folder at the end of the list. */
static int walk_folder(struct walking *w)
{
	struct pending p = w->pending[--w->n];
	struct err err = { 0 };
	int r;

	w->path = p.path;
	w->depth = p.depth;
	r = w->v->ops->list(w->v, p.id, p.path, walk_entry, w, &err);
	/* A negative answer of `each` or of a ceiling ends the walk; one of the listing
	 * itself costs that folder. The listing sets err, `each` does not. */
	if (r < 0 && err.kind != ERR_NONE && w->entries <= VOLUME_ENTRIES_MAX) {
		if (w->walk->unread)
			w->walk->unread(w->walk->arg, p.path, &err);
		r = 0;
	}
	free(p.path);
	return r;
}

static int begin(struct walking *w, const char *path, struct err *err)
{
	char found[VOLUME_PATH_MAX];
	struct volume_stat st;
	int r = volume_find(w->v, path, found, sizeof(found), &st, err);

	if (r < 0)
		return r;
	if (st.type != VOLUME_FILE_DIRECTORY)
		return err_set(err, ERR_IO, -ENOTDIR, "not a folder");
	id_set_add(&w->seen, st.id);
	push(w, st.id, found, 0);
	return 0;
}

static void end(struct walking *w)
{
	while (w->n)
		free(w->pending[--w->n].path);
	free(w->pending);
	id_set_done(&w->seen);
}

int volume_walk(struct volume *v, const char *path, const struct volume_walk *walk, struct err *err)
{
	struct walking w = { .v = v, .walk = walk, .err = err };
	int r = begin(&w, path, err);

	while (r == 0 && w.n)
		r = walk_folder(&w);
	end(&w);
	return r;
}

/* --- one folder at a time --------------------------------------------------------------------- */
struct volume_steps {
	struct walking w;
};

int volume_steps_begin(struct volume *v, const char *path, struct volume_steps **ret,
		       struct err *err)
{
	struct volume_steps *s = xcalloc(1, sizeof(*s));
	int r;

	s->w.v = v;
	r = begin(&s->w, path, err);
	if (r < 0) {
		volume_steps_end(s);
		s = NULL;
	}
	*ret = s;
	return r;
}

/* The first one at the end, where the next is taken from. */
static int last_first(const void *a, const void *b)
{
	const struct pending *x = a, *y = b;

	return strcmp(y->path, x->path);
}

int volume_steps_next(struct volume_steps *s, const struct volume_walk *walk, struct err *err)
{
	size_t before;
	int r;

	if (!s->w.n)
		return 0;
	s->w.walk = walk;
	s->w.err = err;
	before = s->w.n - 1;
	r = walk_folder(&s->w);
	if (r)
		return r;
	if (s->w.n > before)
		qsort(s->w.pending + before, s->w.n - before, sizeof(*s->w.pending), last_first);
	return 1;
}

void volume_steps_end(struct volume_steps *s)
{
	if (!s)
		return;
	end(&s->w);
	free(s);
}
