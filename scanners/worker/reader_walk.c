/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The walk for the malware scan: collects every file once, and sorts by where it begins on the disk
 * (2.7 times faster to read than by folder, more on a spinning disk). */
#include <errno.h>
#include <string.h>

#include "core/base/times.h"
#include "scanners/worker/reader_files.h"

static uint32_t keep_text(struct reader_files *f, const char *text, size_t n)
{
	uint32_t at = (uint32_t)f->text_n;

	if (f->text_n + n + 1 > f->text_cap) {
		f->text_cap = MAX(f->text_cap * 2, f->text_n + n + 4096);
		f->text = xrealloc(f->text, f->text_cap);
	}
	memcpy(f->text + at, text, n);
	f->text[at + n] = '\0';
	f->text_n += n + 1;
	return at;
}

static enum walked_what what_is(const struct volume_stat *st)
{
	switch (st->type) {
	case VOLUME_FILE_REGULAR: return WALKED_FILE;
	case VOLUME_FILE_DIRECTORY: return WALKED_FOLDER;
	case VOLUME_FILE_LINK: return WALKED_LINK;
	case VOLUME_FILE_OTHER: break;
	}
	return WALKED_OTHER;
}

void reader_files_note(struct reader_files *f, const char *path, const struct volume_stat *st,
		       enum walked_what what)
{
	const char *slash = strrchr(path, '/');
	size_t n = slash ? (size_t)(slash - path) : 0;
	struct walked *w;

	if (n >= sizeof(f->folder))
		return;
	if (f->text_n > UINT32_MAX - 2 * VOLUME_PATH_MAX) { /* no disk has so many names */
		f->unread++;
		return;
	}
	if (!f->n || strncmp(f->folder, path, n) != 0 || f->folder[n]) {
		memcpy(f->folder, path, n);
		f->folder[n] = '\0';
		f->folder_at = keep_text(f, path, n);
	}
	f->file = xgrow(f->file, f->n, &f->cap, sizeof(*f->file), VOLUME_ENTRIES_MAX);
	w = &f->file[f->n++];
	*w = (struct walked){ .id = st->id,
			      .lcn = st->first_lcn,
			      .size = st->size,
			      .folder = f->folder_at,
			      .modified = st->modified,
			      .attributes = st->attributes,
			      .streams = (uint16_t)MIN(st->streams, 65535u),
			      .hold = (uint8_t)st->hold,
			      .what = (uint8_t)what };
	w->name = keep_text(f, slash ? slash + 1 : path, strlen(slash ? slash + 1 : path));
}

static bool is_left(const struct reader_server *s, const char *path)
{
	for (size_t i = 0; i < s->n_leave; i++)
		if (!strcmp(s->leave[i], path))
			return true;
	return false;
}

int reader_files_collect(void *arg, const char *path, const struct volume_stat *st)
{
	struct reader_server *s = arg;
	enum walked_what what = what_is(st);

	reader_busy(s);
	if (s->files->flat && what == WALKED_FOLDER)
		return 0;
	if (s->files->by_folder && what == WALKED_FOLDER && is_left(s, path))
		return VOLUME_WALK_PAST;
	/* A folder can hold alternate streams, and malware hides there. */
	if (s->files->by_folder || what == WALKED_FILE || (what == WALKED_FOLDER && st->streams))
		reader_files_note(s->files, path, st, what);
	return 0;
}

void reader_files_unread(void *arg, const char *path, const struct err *why)
{
	static const struct volume_stat unknown = { .modified = TIME_ABSENT };
	struct reader_server *s = arg;

	(void)why;
	s->files->unread++;
	if (s->files->by_folder && *path)
		reader_files_note(s->files, path, &unknown, WALKED_UNREAD);
}

static int by_place(const void *a, const void *b)
{
	const struct walked *x = a, *y = b;

	if (x->lcn != y->lcn)
		return x->lcn < y->lcn ? -1 : 1;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x->name < y->name ? -1 : x->name > y->name;
}

void reader_files_free(struct reader_files *f)
{
	if (!f)
		return;
	volume_steps_end(f->steps);
	free(f->file);
	free(f->text);
	free(f);
}

/* Walks unless the last walk was of the same place. */
static int collect_all(struct reader_server *s, struct err *err)
{
	struct volume_walk walk = { .each = reader_files_collect,
				    .unread = reader_files_unread,
				    .arg = s };
	struct reader_files *f = s->files;
	int r;

	if (s->ask.flags & READER_BY_FOLDER)
		return reader_folders_begin(s, err);
	if (f && !f->by_folder && !strcmp(f->path, s->ask.path))
		return 0;
	reader_files_free(f);
	s->files = f = xcalloc(1, sizeof(*f));
	f->streams_of = SIZE_MAX;
	r = volume_walk(s->volume, s->ask.path, &walk, err);
	if (r < 0) {
		reader_files_free(f);
		s->files = NULL;
		return r;
	}
	snprintf(f->path, sizeof(f->path), "%s", s->ask.path);
	if (f->n)
		qsort(f->file, f->n, sizeof(*f->file), by_place);
	for (size_t i = 1; i < f->n; i++)
		if (f->file[i].id == f->file[i - 1].id)
			f->file[i].what = WALKED_AGAIN;
	return 0;
}

void reader_files_tally(const struct reader_files *f, struct wire_totals *t)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct walked *w = &f->file[i];

		t->links += w->what == WALKED_LINK;
		t->others += w->what == WALKED_OTHER;
		if (w->what != WALKED_FILE)
			continue;
		t->files++;
		if (w->hold)
			t->hold[w->hold < VOLUME_HOLD_KINDS ? w->hold : VOLUME_HOLD_UNKNOWN_TAG]++;
		else
			t->bytes += w->size;
	}
	t->unread_directories = f->unread;
}

int reader_do_count(struct reader_server *s, struct err *err)
{
	struct wire_totals *t = &s->answer.u.totals;
	int r = collect_all(s, err);

	if (r < 0)
		return r;
	do
		reader_files_tally(s->files, t);
	while (s->files->by_folder && reader_folders_next(s));
	t->unread_directories = s->files->unread;
	return 0;
}

int reader_do_leave(struct reader_server *s, struct err *err)
{
	if (!s->ask.max) {
		while (s->n_leave)
			free(s->leave[--s->n_leave]);
		return 0;
	}
	if (s->n_leave >= READER_LEAVES_MAX)
		return err_set(err, ERR_LIMIT, -E2BIG, "too many folders to leave out");
	s->leave = xgrow(s->leave, s->n_leave, &s->cap_leave, sizeof(*s->leave), READER_LEAVES_MAX);
	s->leave[s->n_leave++] = xstrdup(s->ask.path);
	return 0;
}

/* A position is the file's number and, in the low 16 bits, its stream's. */
int reader_do_walk(struct reader_server *s, struct err *err)
{
	int r = collect_all(s, err);
	uint64_t from = s->ask.from >> 16;
	struct reader_files *f = s->files;

	if (r < 0)
		return r;
	f->file_max = MIN(s->ask.max, READER_MEMFD_MAX - READER_BATCH_BYTES);
	while (f->by_folder && from - f->base >= f->n && reader_folders_next(s))
		;
	f->at = (size_t)(from - f->base);
	f->sub = (unsigned)(s->ask.from & 0xffff);
	return 0;
}
