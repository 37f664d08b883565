/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The reader's server: one question, one answer, as in scanners/engine/wire.h. */
#include <errno.h>
#include <string.h>

#include "core/base/io.h"
#include "core/base/str.h"
#include "scanners/worker/reader.h"

_Static_assert(sizeof(struct reader_answer) + READER_TABLE_MAX <= IO_MESSAGE_MAX, "one message");

void reader_reply(struct reader_server *s, const void *table, size_t table_n, int fd)
{
	static char message[sizeof(struct reader_answer) + READER_TABLE_MAX];

	s->answer.op = s->ask.op;
	s->answer.table_n = (uint32_t)table_n;
	memcpy(message, &s->answer, sizeof(s->answer));
	if (table_n)
		memcpy(message + sizeof(s->answer), table, table_n);
	/* Nobody there to hear it: nothing left to do. */
	if (io_send(s->sock, message, sizeof(s->answer) + table_n, &fd, fd >= 0 ? 1 : 0) < 0)
		_exit(0);
}

void reader_busy(struct reader_server *s)
{
	struct reader_answer busy = { .op = READER_BUSY };
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	if (t.tv_sec == s->last_busy)
		return;
	s->last_busy = t.tv_sec;
	if (io_send(s->sock, &busy, sizeof(busy), NULL, 0) < 0)
		_exit(0);
}

void reader_stat_wire(const struct volume_stat *st, struct wire_stat *ret)
{
	*ret = (struct wire_stat){ .id = st->id,
				   .size = st->size,
				   .first_lcn = st->first_lcn,
				   .modified = st->modified,
				   .created = st->created,
				   .type = st->type,
				   .hold = st->hold,
				   .attributes = st->attributes,
				   .reparse_tag = st->reparse_tag,
				   .cloud = st->cloud,
				   .links = st->links,
				   .streams = st->streams };
}

void reader_err_wire(const struct err *err, int code, struct wire_err *ret)
{
	*ret = (struct wire_err){ .kind = (uint32_t)err->kind, .code = code };
	if (code < 0)
		err_text(err, ret->words, sizeof(ret->words));
}

static int do_lookup(struct reader_server *s, struct err *err)
{
	struct volume_stat st;
	bool spelled = s->ask.flags & READER_SPELLED;
	int r = volume_find(s->volume, s->ask.path, spelled ? s->answer.u.text : NULL,
			    sizeof(s->answer.u.text), &st, err);

	if (r == 0)
		reader_stat_wire(&st, &s->answer.st);
	return r;
}

/* --- listing ------------------------------------------------------------------------------- */
struct listing {
	struct reader_server *s;
	struct str out;
	uint64_t n;
};

static int listing_each(void *arg, const char *name, const struct volume_stat *st)
{
	struct listing *l = arg;
	struct wire_stat wire;
	uint32_t len = (uint32_t)strlen(name);

	if (l->n >= l->s->ask.max)
		return 1;
	reader_stat_wire(st, &wire);
	str_addn(&l->out, (const char *)&wire, sizeof(wire));
	str_addn(&l->out, (const char *)&len, sizeof(len));
	str_addn(&l->out, name, len);
	if (l->out.full)
		return -EFBIG;
	l->n++;
	reader_busy(l->s);
	return 0;
}

static int do_list(struct reader_server *s, struct err *err)
{
	struct listing l = { .s = s, .out = STR_INIT(READER_LIST_BYTES) };
	int fd, r = volume_list(s->volume, s->ask.path, listing_each, &l, err);

	if (r == -EFBIG)
		err_set(err, ERR_LIMIT, r, "the folder has too many entries");
	if (r >= 0) {
		fd = io_sealed_memfd("list", str_c(&l.out), l.out.len, err);
		r = fd < 0 ? fd : 0;
		s->answer.n = (uint32_t)l.n;
		if (fd >= 0) {
			reader_reply(s, NULL, 0, fd);
			close(fd);
			r = 1;
		}
	}
	str_done(&l.out);
	return r;
}

/* --- one file, or a piece of it ------------------------------------------------------------ */
static int fetch_file(struct reader_server *s, struct volume_file *f, struct err *err)
{
	CLEANUP(cleanup_close) int fd = -1;
	uint64_t size = volume_file_size(f), from = 0, bad = 0;
	bool piece = s->ask.flags & READER_PIECE;
	int r;

	s->answer.st.size = size;
	if (size > s->ask.max && !piece && !(s->ask.flags & READER_HEAD))
		return err_set(err, ERR_LIMIT, -EFBIG, "the file is larger than expected");
	if (piece) {
		from = MIN(s->ask.from, size);
		size -= from;
	}
	size = MIN(size, s->ask.max);
	if (size > READER_MEMFD_MAX)
		return err_set(err, ERR_LIMIT, -EFBIG, "the file is too large to hand over");
	fd = reader_memfd();
	reader_copy(s, f, from, size, fd, &bad);
	s->answer.position = bad;
	if (bad && !piece)
		return err_set(err, ERR_IO, -EIO, "a place in the file could not be read");
	r = io_seal(fd, err);
	if (r < 0)
		return r;
	reader_reply(s, NULL, 0, fd);
	return 1;
}

static int do_fetch(struct reader_server *s, struct err *err)
{
	struct volume_file *f = NULL;
	struct volume_stat st;
	int r = volume_lookup(s->volume, s->ask.path, &st, err);

	if (r < 0)
		return r;
	reader_stat_wire(&st, &s->answer.st);
	if (st.type != VOLUME_FILE_REGULAR)
		return err_set(err, ERR_UNSUPPORTED, -EINVAL, "this is no regular file");
	r = volume_open(s->volume, s->ask.path, NULL, &f, err);
	if (r < 0)
		return r;
	r = fetch_file(s, f, err);
	volume_file_close(f);
	return r;
}

/* --- who may do what ----------------------------------------------------------------------- */
static int do_rights(struct reader_server *s, struct err *err)
{
	static uint8_t list[VOLUME_RIGHTS_MAX];
	size_t n = 0;
	int fd, r = volume_rights(s->volume, s->ask.path, list, &n, err);

	if (r < 0)
		return r;
	fd = io_sealed_memfd("rights", list, n, err);
	if (fd < 0)
		return fd;
	reader_reply(s, NULL, 0, fd);
	close(fd);
	return 1;
}

/* 1: the answer is sent already. */
static int dispatch(struct reader_server *s, struct err *err)
{
	switch (s->ask.op) {
	case READER_LOOKUP: return do_lookup(s, err);
	case READER_LIST: return do_list(s, err);
	case READER_FETCH: return do_fetch(s, err);
	case READER_RIGHTS: return do_rights(s, err);
	case READER_CLOUD: return reader_do_cloud(s, err);
	case READER_LEAVE: return reader_do_leave(s, err);
	case READER_COUNT: return reader_do_count(s, err);
	case READER_WALK: return reader_do_walk(s, err);
	case READER_NEXT: reader_do_next(s); return 1;
	default: return err_set(err, ERR_INTERNAL, -EINVAL, "no such question");
	}
}

static int open_volume(struct reader_server *s, const char *arg, int fd, struct err *err)
{
	char *end = NULL;
	uint64_t offset, size;

	if (!strcmp(arg, "directory"))
		return volume_dir_open(fd, true, &s->volume, err);
	if (strncmp(arg, "ntfs ", 5) != 0)
		return err_set(err, ERR_INTERNAL, -EINVAL, "no such kind of volume");
	offset = strtoull(arg + 5, &end, 10);
	size = strtoull(end, NULL, 10);
	return volume_ntfs_open(fd, offset, size, &s->volume, err);
}

static void tell_about(struct reader_server *s)
{
	struct wire_about *w = &s->answer.u.about;
	struct volume_about about;

	volume_about(s->volume, &about);
	snprintf(w->type, sizeof(w->type), "%s", about.type);
	snprintf(w->label, sizeof(w->label), "%s", about.label);
	snprintf(w->overlay, sizeof(w->overlay), "%s", about.overlay);
	w->size = about.size;
	w->free_bytes = about.free_bytes;
	w->cluster = about.cluster;
	w->dirty = about.dirty;
}

int serve_reader(int sock, const char *arg, const int *fds, size_t n_fds)
{
	struct reader_server *s = xcalloc(1, sizeof(*s));
	struct err err = { 0 };
	int r;

	if (n_fds < 1)
		return 1;
	s->sock = sock;
	s->ask.op = READER_ABOUT;
	r = open_volume(s, arg, fds[0], &err);
	if (r == 0)
		tell_about(s);
	reader_err_wire(&err, r, &s->answer.err);
	reader_reply(s, NULL, 0, -1);
	while (r >= 0) {
		size_t n;
		ssize_t got = io_recv(sock, &s->ask, sizeof(s->ask), NULL, 0, &n);

		if (got != (ssize_t)sizeof(s->ask))
			break;
		s->ask.path[sizeof(s->ask.path) - 1] = '\0';
		s->answer = (struct reader_answer){ 0 };
		err_clear(&err);
		r = dispatch(s, &err);
		if (r == 1)
			continue;
		reader_err_wire(&err, r < 0 ? r : 0, &s->answer.err);
		reader_reply(s, NULL, 0, -1);
		r = 0;
	}
	return 0;
}
