/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a walk found, handed over in batches. */
#include <errno.h>
#include <string.h>

#include "core/base/io.h"
#include "scanners/worker/reader_files.h"

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
	if (!f->file[f->at].streams || f->file[f->at].what == WALKED_AGAIN || f->by_folder ||
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
static bool put_bytes(struct batch *b, const struct walked *w, const char *path, const char *stream,
		      struct wire_item *item)
{
	struct volume_file *f = NULL;
	uint64_t bad = 0;
	bool fits;

	item->state = READER_ITEM_UNREADABLE;
	if (volume_open_entry(b->s->volume, w->id, path, stream[0] ? stream : NULL, &f, NULL) < 0)
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
	else if (w->what == WALKED_AGAIN)
		item.state = READER_ITEM_LINKED;
	else if (b->s->ask.flags & READER_NAMES_ONLY)
		item.state = READER_ITEM_UNREADABLE;
	else if (w->hold && !f->sub)
		item.state = READER_ITEM_HOLD;
	else if (!put_bytes(b, w, path, stream, &item))
		return false;
	return put_item(b, &item, path, stream);
}

static bool any_left(struct reader_server *s)
{
	struct reader_files *f = s->files;

	return f && (f->at < f->n || (f->by_folder && reader_folders_next(s)));
}

void reader_do_next(struct reader_server *s)
{
	struct reader_files *f = s->files;
	struct batch *b = xcalloc(1, sizeof(*b));
	struct err err = { 0 };

	b->s = s;
	b->fd = -1;
	while (s->answer.n < MIN(s->ask.max, READER_BATCH_FILES) && any_left(s)) {
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
	s->answer.position = f ? (f->base + f->at) << 16 | f->sub : 0;
	if (b->fd >= 0 && io_seal(b->fd, &err) < 0)
		_exit(1);
	reader_reply(s, b->table, b->table_n, b->fd);
	if (b->fd >= 0)
		close(b->fd);
	free(b);
}
