/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The walk for a backup: by folder, and everything that there is: folders, links, what could not be
 * read. One folder is in memory at a time, so that a million files cost no more than a thousand. */
#include <errno.h>
#include <string.h>

#include "core/base/times.h"
#include "scanners/worker/reader_files.h"

/* What is in a folder in the order of its names: the same whatever order the disk has them in. */
static int by_name(const void *a, const void *b, void *text)
{
	const struct walked *x = a, *y = b;
	const char *t = text;
	int r = x->folder == y->folder ? 0 : strcmp(t + x->folder, t + y->folder);

	return r ? r : strcmp(t + x->name, t + y->name);
}

/* False: that was the last one. What ends a walk before its end (too many entries) is told like a
 * folder that could not be read. */
static bool step(struct reader_server *s)
{
	struct volume_walk walk = { .each = reader_files_collect,
				    .unread = reader_files_unread,
				    .arg = s };
	struct reader_files *f = s->files;
	struct err err = { 0 };
	int r;

	f->base += f->n;
	f->n = f->at = f->text_n = 0;
	f->sub = 0;
	f->streams_of = SIZE_MAX;
	if (!f->steps)
		return false;
	r = volume_steps_next(f->steps, &walk, &err);
	if (r <= 0 || f->flat) {
		volume_steps_end(f->steps);
		f->steps = NULL;
	}
	if (r < 0)
		reader_files_unread(s, *f->path ? f->path : ".", &err);
	if (f->n)
		qsort_r(f->file, f->n, sizeof(*f->file), by_name, f->text);
	return r > 0;
}

bool reader_folders_next(struct reader_server *s)
{
	while (step(s))
		if (s->files->n)
			return true;
	return s->files->n > 0;
}

int reader_folders_begin(struct reader_server *s, struct err *err)
{
	struct reader_files *f = xcalloc(1, sizeof(*f));
	int r;

	reader_files_free(s->files);
	s->files = f;
	f->by_folder = true;
	f->flat = s->ask.flags & READER_FLAT;
	f->streams_of = SIZE_MAX;
	snprintf(f->path, sizeof(f->path), "%s", s->ask.path);
	r = volume_steps_begin(s->volume, s->ask.path, &f->steps, err);
	if (r < 0) {
		reader_files_free(f);
		s->files = NULL;
		return r;
	}
	if (step(s) && f->n)
		return 0;
	if (f->unread) { /* the folder itself */
		reader_files_free(f);
		s->files = NULL;
		return err_set(err, ERR_IO, -EIO, "the folder could not be read");
	}
	return 0;
}
