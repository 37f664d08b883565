/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The walk for the malware scan, from the caller's side. A file that kills the reader is found by
 * asking one by one after a death, named as unreadable, and stepped over. */
#include <errno.h>
#include <string.h>

#include "core/base/bytes.h"
#include "core/base/log.h"
#include "scanners/engine/reader_client.h"
#include "scanners/engine/reader_exchange.h"

#define ITEMS_MAX ((uint64_t)VOLUME_ENTRIES_MAX * 4)

void reader_leave(struct reader *r, const char *const *path, size_t n)
{
	r->leave = path;
	r->n_leave = n;
	r->leave_told = false;
}

static int tell_leave(struct reader *r, const char *path, struct err *err)
{
	struct reader_ask ask = { .op = READER_LEAVE, .max = path != NULL };
	struct reader_message *m;
	int e;

	if (path && strlen(path) >= sizeof(ask.path))
		return err_set(err, ERR_LIMIT, -ENAMETOOLONG, "the path is too long");
	snprintf(ask.path, sizeof(ask.path), "%s", path ? path : "");
	m = xmalloc(sizeof(*m));
	e = reader_exchange(r, &ask, m, NULL, err);
	free(m);
	return e;
}

/* A worker that came in the place of one that died knows none. */
static int tell_leaves(struct reader *r, uint32_t flags, struct err *err)
{
	int e;

	if (!(flags & READER_BY_FOLDER) || (r->leave_told && r->worker.sock >= 0))
		return 0;
	e = tell_leave(r, NULL, err);
	for (size_t i = 0; e == 0 && i < r->n_leave; i++)
		e = tell_leave(r, r->leave[i], err);
	r->leave_told = e == 0;
	return e;
}

static int count(struct reader *r, const char *path, uint32_t flags, struct reader_totals *ret,
		 struct err *err)
{
	struct reader_ask ask = { .op = READER_COUNT, .flags = flags };
	struct reader_message *m;
	int e;

	if (strlen(path) >= sizeof(ask.path))
		return err_set(err, ERR_LIMIT, -ENAMETOOLONG, "the path is too long");
	snprintf(ask.path, sizeof(ask.path), "%s", path);
	e = tell_leaves(r, flags, err);
	if (e < 0)
		return e;
	m = xmalloc(sizeof(*m));
	e = reader_exchange(r, &ask, m, NULL, err);
	if (e == 0) {
		const struct wire_totals *w = &m->answer.u.totals;

		*ret = (struct reader_totals){ .files = w->files,
					       .bytes = w->bytes,
					       .unread_directories = w->unread_directories,
					       .links = w->links,
					       .others = w->others };
		memcpy(ret->hold, w->hold, sizeof(ret->hold));
	}
	free(m);
	return e;
}

int reader_count(struct reader *r, const char *path, struct reader_totals *ret, struct err *err)
{
	return count(r, path, 0, ret, err);
}

static uint32_t folder_flags(bool flat)
{
	return READER_BY_FOLDER | (flat ? READER_FLAT : 0);
}

int reader_count_folders(struct reader *r, const char *path, bool flat, struct reader_totals *ret,
			 struct err *err)
{
	return count(r, path, folder_flags(flat), ret, err);
}

static int begin(struct reader *r, struct err *err)
{
	struct reader_ask ask = { .op = READER_WALK,
				  .flags = r->walk.flags,
				  .max = r->walk.file_max,
				  .from = r->walk.position };
	struct reader_message *m;
	int e = tell_leaves(r, r->walk.flags, err);

	if (e < 0)
		return e;
	m = xmalloc(sizeof(*m));
	snprintf(ask.path, sizeof(ask.path), "%s", r->walk.path);
	e = reader_exchange(r, &ask, m, NULL, err);
	free(m);
	return e;
}

static int walk(struct reader *r, const char *path, uint64_t file_max, uint32_t flags,
		struct err *err)
{
	if (strlen(path) >= sizeof(r->walk.path))
		return err_set(err, ERR_LIMIT, -ENAMETOOLONG, "the path is too long");
	memset(&r->walk, 0, sizeof(r->walk));
	snprintf(r->walk.path, sizeof(r->walk.path), "%s", path);
	r->walk.file_max = file_max;
	r->walk.on = true;
	r->walk.flags = flags;
	return begin(r, err);
}

int reader_walk(struct reader *r, const char *path, uint64_t file_max, struct err *err)
{
	return walk(r, path, file_max, 0, err);
}

int reader_walk_folders(struct reader *r, const char *path, bool flat, uint64_t file_max,
			struct err *err)
{
	return walk(r, path, file_max, folder_flags(flat), err);
}

static bool take_item(struct bytes table, uint64_t *at, int64_t bytes, const struct reader *r,
		      struct arena *a, struct reader_item *ret)
{
	struct bytes path, stream;
	struct wire_item w;

	if (!bytes_has(table, *at, sizeof(w)))
		return false;
	memcpy(&w, table.p + *at, sizeof(w));
	*at += sizeof(w);
	if (!bytes_sub(table, *at, w.path_n, &path) ||
	    !bytes_sub(table, *at + w.path_n, w.stream_n, &stream) || !path.n ||
	    path.n >= VOLUME_PATH_MAX || stream.n >= VOLUME_NAME_MAX || memchr(path.p, 0, path.n) ||
	    (stream.n && memchr(stream.p, 0, stream.n)))
		return false;
	*at += path.n + stream.n;
	if (w.state >=
		(r->walk.flags & READER_BY_FOLDER ? READER_ITEM_STATES : READER_ITEM_FOLDER) ||
	    w.hold >= VOLUME_HOLD_KINDS || w.length > r->walk.file_max)
		return false;
	if (w.length &&
	    (bytes < 0 || w.offset > (uint64_t)bytes || w.length > (uint64_t)bytes - w.offset))
		return false;
	/* A hold that has its bytes, a whole file without all of them: no. */
	if ((w.state == READER_ITEM_WHOLE || w.state == READER_ITEM_PART) ? w.length != w.size
									  : w.length != 0)
		return false;
	*ret = (struct reader_item){ .state = (enum reader_item_state)w.state,
				     .hold = (enum volume_hold)w.hold,
				     .size = w.size,
				     .offset = w.offset,
				     .length = w.length,
				     .bad = MIN(w.bad, w.length),
				     .modified = w.modified,
				     .attributes = w.attributes,
				     .streams = w.streams,
				     .path = arena_strndup(a, (const char *)path.p, path.n) };
	if (stream.n)
		ret->stream = arena_strndup(a, (const char *)stream.p, stream.n);
	return true;
}

static bool take_batch(struct reader *r, const struct reader_message *m, int fd, struct arena *a,
		       struct reader_batch *ret)
{
	struct bytes table = bytes_of(m->table, m->answer.table_n);
	int64_t bytes = -1;
	uint64_t at = 0;

	if (fd >= 0) {
		bytes = reader_sealed_size(fd, r->walk.file_max + READER_BATCH_BYTES);
		if (bytes < 0)
			return false;
	}
	if (m->answer.n > READER_BATCH_FILES ||
	    (m->answer.n && m->answer.position <= r->walk.position) ||
	    r->walk.items + m->answer.n > ITEMS_MAX)
		return false;
	for (size_t i = 0; i < m->answer.n; i++)
		if (!take_item(table, &at, bytes, r, a, &ret->item[i]))
			return false;
	return at == table.n;
}

/* One batch of at most max files. ERR_INTERNAL and a dead worker, or another refusal. */
static int ask_batch(struct reader *r, uint64_t max, uint32_t flags, struct arena *a,
		     struct reader_batch *ret, struct err *err)
{
	struct reader_ask ask = { .op = READER_NEXT, .max = max, .flags = flags };
	struct reader_message *m;
	int e = 0, fd = -1;

	if (r->worker.sock < 0)
		e = begin(r, err);
	if (e < 0)
		return e;
	m = xmalloc(sizeof(*m));
	e = reader_exchange(r, &ask, m, &fd, err);
	if (e == 0 && !take_batch(r, m, fd, a, ret))
		e = reader_give_up(r, "gave a strange batch", err);
	if (e == 0) {
		ret->n = m->answer.n;
		ret->fd = fd;
		r->walk.position = m->answer.position;
		r->walk.items += ret->n;
	} else if (fd >= 0) {
		close(fd);
	}
	free(m);
	return e;
}

int reader_next(struct reader *r, struct arena *a, struct reader_batch *ret, struct err *err)
{
	ret->n = 0;
	ret->fd = -1;
	if (!r->walk.on)
		return err_set(err, ERR_INTERNAL, -EINVAL, "no walk was begun");
	for (;;) {
		bool careful = r->walk.careful > 0;
		struct err why = { 0 };
		int e = ask_batch(r, careful ? 1 : READER_BATCH_FILES, 0, a, ret, &why);

		if (e == 0) {
			if (careful)
				r->walk.careful--;
			return 0;
		}
		if (r->worker.sock >= 0 || r->deaths > READER_REVIVALS) {
			if (err)
				*err = why;
			return e;
		}
		if (careful) {
			/* This one it is. */
			log_add("engine", "a file stopped the reader and was stepped over");
			return ask_batch(r, 1, READER_NAMES_ONLY, a, ret, err);
		}
		r->walk.careful = READER_BATCH_FILES;
	}
}
