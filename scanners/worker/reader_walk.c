/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The walk for the malware scan: collects every file once, sorts by where it begins on the disk
 * (2.7 times faster to read than by folder, more on a spinning disk), hands over in batches. For a
 * backup it goes by folder, and names all that there is: folders, links, what could not be read. */
#include <errno.h>
#include <string.h>

#include "core/base/io.h"
#include "core/base/times.h"
#include "scanners/worker/reader.h"

#define STREAMS_MAX  60u   /* of one file */
#define STREAMS_MORE "..." /* stands for those that could not be named: reads as unreadable */

struct walked {
	uint64_t id, lcn, size;
	uint64_t name; /* offsets into the pool of texts */
	uint64_t folder;
	int64_t modified;
	uint32_t attributes;
	uint16_t streams;
	uint8_t hold, what; /* enum walked_what */
	bool linked;
};

enum walked_what { WALKED_FILE, WALKED_FOLDER, WALKED_LINK, WALKED_OTHER, WALKED_UNREAD };

struct reader_files {
	char path[VOLUME_PATH_MAX]; /* where the walk began */
	bool by_folder;
	struct walked *file;
	size_t n, cap;
	char *text;
	size_t text_n, text_cap;
	char folder[VOLUME_PATH_MAX]; /* of the file before: folders come in one piece */
	uint64_t folder_at;
	uint64_t unread;
	/* the reading */
	uint64_t file_max;
	size_t at;
	unsigned sub; /* 0: the unnamed stream, then the others */
	char stream[STREAMS_MAX + 1][VOLUME_NAME_MAX];
	unsigned n_streams;
	bool more_streams;
	size_t streams_of; /* file whose streams these are */
};

static uint64_t keep_text(struct reader_files *f, const char *text, size_t n)
{
	uint64_t at = f->text_n;

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

static void note(struct reader_files *f, const char *path, const struct volume_stat *st,
		 enum walked_what what)
{
	const char *slash = strrchr(path, '/');
	size_t n = slash ? (size_t)(slash - path) : 0;
	struct walked *w;

	if (n >= sizeof(f->folder))
		return;
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

static int collect(void *arg, const char *path, const struct volume_stat *st)
{
	struct reader_server *s = arg;
	enum walked_what what = what_is(st);

	reader_busy(s);
	/* A folder can hold alternate streams, and malware hides there. */
	if (s->files->by_folder || what == WALKED_FILE || (what == WALKED_FOLDER && st->streams))
		note(s->files, path, st, what);
	return 0;
}

static void unread(void *arg, const char *path, const struct err *why)
{
	static const struct volume_stat unknown = { .modified = TIME_ABSENT };
	struct reader_server *s = arg;

	(void)why;
	s->files->unread++;
	if (s->files->by_folder && *path)
		note(s->files, path, &unknown, WALKED_UNREAD);
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

/* Folders in the order of their names, what is in them likewise: the same whatever order the disk
 * has them in. */
static int by_name(const void *a, const void *b, void *text)
{
	const struct walked *x = a, *y = b;
	const char *t = text;
	int r = x->folder == y->folder ? 0 : strcmp(t + x->folder, t + y->folder);

	return r ? r : strcmp(t + x->name, t + y->name);
}

void reader_files_free(struct reader_files *f)
{
	if (!f)
		return;
	free(f->file);
	free(f->text);
	free(f);
}

/* Walks unless the last walk was of the same place. */
static int collect_all(struct reader_server *s, struct err *err)
{
	struct volume_walk walk = { .each = collect, .unread = unread, .arg = s };
	bool by_folder = s->ask.flags & READER_BY_FOLDER;
	struct reader_files *f = s->files;
	int r;

	if (f && !strcmp(f->path, s->ask.path) && f->by_folder == by_folder)
		return 0;
	reader_files_free(f);
	s->files = f = xcalloc(1, sizeof(*f));
	f->streams_of = SIZE_MAX;
	f->by_folder = by_folder;
	r = volume_walk(s->volume, s->ask.path, &walk, err);
	if (r < 0) {
		reader_files_free(f);
		s->files = NULL;
		return r;
	}
	snprintf(f->path, sizeof(f->path), "%s", s->ask.path);
	if (f->n && by_folder)
		qsort_r(f->file, f->n, sizeof(*f->file), by_name, f->text);
	else if (f->n)
		qsort(f->file, f->n, sizeof(*f->file), by_place);
	/* A backup has the bytes under each of a file's names. */
	for (size_t i = 1; i < f->n && !by_folder; i++)
		f->file[i].linked = f->file[i].id == f->file[i - 1].id;
	return 0;
}

int reader_do_count(struct reader_server *s, struct err *err)
{
	struct wire_totals *t = &s->answer.u.totals;
	int r = collect_all(s, err);

	for (size_t i = 0; r == 0 && i < s->files->n; i++) {
		const struct walked *w = &s->files->file[i];

		if (w->linked || w->what != WALKED_FILE)
			continue;
		t->files++;
		if (w->hold)
			t->hold[w->hold < VOLUME_HOLD_KINDS ? w->hold : VOLUME_HOLD_UNKNOWN_TAG]++;
		else
			t->bytes += w->size;
	}
	if (r == 0)
		t->unread_directories = s->files->unread;
	return r;
}

/* A position is the file's number and, in the low 16 bits, its stream's. */
int reader_do_walk(struct reader_server *s, struct err *err)
{
	int r = collect_all(s, err);

	if (r < 0)
		return r;
	s->files->file_max = MIN(s->ask.max, READER_MEMFD_MAX - READER_BATCH_BYTES);
	s->files->at = (size_t)(s->ask.from >> 16);
	s->files->sub = (unsigned)(s->ask.from & 0xffff);
	return 0;
}

/* --- one batch ----------------------------------------------------------------------------- */
struct batch {
	struct reader_server *s;
	char table[READER_TABLE_MAX];
	size_t table_n;
	int fd;
	uint64_t bytes;
};

static int note_stream(void *arg, const char *name, uint64_t size)
{
	struct reader_files *f = arg;

	(void)size;
	if (f->n_streams >= STREAMS_MAX || strlen(name) >= VOLUME_NAME_MAX) {
		f->more_streams = true;
		return 0;
	}
	snprintf(f->stream[f->n_streams++], VOLUME_NAME_MAX, "%s", name);
	return 0;
}

static void find_streams(struct reader_server *s)
{
	struct reader_files *f = s->files;

	if (f->streams_of == f->at)
		return;
	f->streams_of = f->at;
	f->n_streams = 0;
	f->more_streams = false;
	if (!f->file[f->at].streams || f->file[f->at].linked || f->by_folder ||
	    s->ask.flags & READER_NAMES_ONLY)
		return;
	if (volume_streams(s->volume, f->file[f->at].id, note_stream, f, NULL) < 0)
		f->more_streams = true;
	if (f->more_streams)
		snprintf(f->stream[f->n_streams++], VOLUME_NAME_MAX, STREAMS_MORE);
}

static bool put_item(struct batch *b, const struct wire_item *item, const char *path,
		     const char *stream)
{
	size_t n = sizeof(*item) + item->path_n + item->stream_n;

	if (b->table_n + n > sizeof(b->table))
		return false;
	memcpy(b->table + b->table_n, item, sizeof(*item));
	memcpy(b->table + b->table_n + sizeof(*item), path, item->path_n);
	memcpy(b->table + b->table_n + sizeof(*item) + item->path_n, stream, item->stream_n);
	b->table_n += n;
	b->s->answer.n++;
	return true;
}

/* The bytes of one stream into the batch. False: it has to begin the next batch. */
static bool put_bytes(struct batch *b, const struct walked *w, const char *stream,
		      struct wire_item *item)
{
	struct volume_file *f = NULL;
	uint64_t bad = 0;
	bool fits;

	item->state = READER_ITEM_UNREADABLE;
	if (volume_open_id(b->s->volume, w->id, stream[0] ? stream : NULL, &f, NULL) < 0)
		return true;
	item->size = volume_file_size(f);
	fits = !b->bytes || b->bytes + item->size <= READER_BATCH_BYTES;
	if (item->size > b->s->files->file_max) {
		item->state = READER_ITEM_TOO_LARGE;
		fits = true;
	} else if (fits) {
		if (b->fd < 0)
			b->fd = reader_memfd();
		reader_copy(b->s, f, 0, item->size, b->fd, &bad);
		item->offset = b->bytes;
		item->length = item->size;
		item->bad = bad;
		item->state = bad ? READER_ITEM_PART : READER_ITEM_WHOLE;
		b->bytes += item->size;
		/* Zeros alone are nothing to look at; they stay where they are. */
		if (bad && bad == item->size) {
			item->state = READER_ITEM_UNREADABLE;
			item->offset = item->length = item->bad = 0;
		}
	}
	volume_file_close(f);
	return fits;
}

static enum reader_item_state other_state(const struct walked *w)
{
	return w->what == WALKED_FOLDER  ? READER_ITEM_FOLDER
	       : w->what == WALKED_LINK  ? READER_ITEM_LINK
	       : w->what == WALKED_OTHER ? READER_ITEM_OTHER
					 : READER_ITEM_UNREADABLE;
}

/* The stream at hand. False when the batch is full without it. */
static bool put_one(struct batch *b)
{
	struct reader_files *f = b->s->files;
	const struct walked *w = &f->file[f->at];
	const char *folder = f->text + w->folder, *name = f->text + w->name;
	const char *stream = f->sub ? f->stream[f->sub - 1] : "";
	struct wire_item item = { .hold = w->hold,
				  .size = w->size,
				  .modified = w->modified,
				  .attributes = w->attributes,
				  .streams = w->streams };
	char path[VOLUME_PATH_MAX + VOLUME_NAME_MAX];

	item.path_n =
	    (uint32_t)snprintf(path, sizeof(path), "%s%s%s", folder, *folder ? "/" : "", name);
	item.path_n = MIN(item.path_n, VOLUME_PATH_MAX - 1u);
	item.stream_n = (uint32_t)strlen(stream);
	if (b->table_n + sizeof(item) + item.path_n + item.stream_n > sizeof(b->table))
		return false;
	if (f->by_folder && w->what != WALKED_FILE)
		item.state = (uint32_t)other_state(w);
	else if (w->linked)
		item.state = READER_ITEM_LINKED;
	else if (b->s->ask.flags & READER_NAMES_ONLY)
		item.state = READER_ITEM_UNREADABLE;
	else if (w->hold && !f->sub)
		item.state = READER_ITEM_HOLD;
	else if (!put_bytes(b, w, stream, &item))
		return false;
	return put_item(b, &item, path, stream);
}

void reader_do_next(struct reader_server *s)
{
	struct reader_files *f = s->files;
	struct batch *b = xcalloc(1, sizeof(*b));
	struct err err = { 0 };

	b->s = s;
	b->fd = -1;
	while (f && f->at < f->n && s->answer.n < MIN(s->ask.max, READER_BATCH_FILES)) {
		find_streams(s);
		if (!(f->file[f->at].what == WALKED_FOLDER && f->sub == 0 && !f->by_folder &&
		      !(s->ask.flags & READER_NAMES_ONLY)) &&
		    !put_one(b))
			break;
		if (++f->sub > f->n_streams) {
			f->sub = 0;
			f->at++;
		}
		reader_busy(s);
		if (b->bytes >= READER_BATCH_BYTES)
			break;
	}
	s->answer.position = f ? (uint64_t)f->at << 16 | f->sub : 0;
	if (b->fd >= 0 && io_seal(b->fd, &err) < 0)
		_exit(1);
	reader_reply(s, b->table, b->table_n, b->fd);
	if (b->fd >= 0)
		close(b->fd);
	free(b);
}
