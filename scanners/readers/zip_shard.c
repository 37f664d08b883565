/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libarchive over pread(). One entry is read as a stream that begins at its header: the directory at
 * the end, which may be cut off or lie, is not asked. */
#include "scanners/readers/zip_shard.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "core/base/arena.h"
#include "core/base/bytes.h"
#include "core/base/io.h"
#include "scanners/readers/part_data.h"

#define HEADER         30u
#define CHUNK          ((size_t)256 << 10)
#define CHUNK_OF_LIST  ((size_t)4096) /* headers lie far apart */
#define FLAG_LOCKED    0x0001u
#define FLAG_STRONG    0x0040u
#define FLAG_MASKED    0x2000u
#define METHOD_STORED  0u
#define METHOD_DEFLATE 8u

/* What libarchive reads through. */
struct window {
	const struct zip_shard *z;
	uint64_t at;
	size_t next; /* bytes of the next look */
	uint8_t *buf;
};

static la_ssize_t on_read(struct archive *a, void *arg, const void **ret)
{
	struct window *w = arg;
	ssize_t n = io_pread_full(w->z->fd, w->buf, w->next, w->at);

	*ret = w->buf;
	if (n < 0) {
		archive_set_error(a, EIO, "read");
		return -1;
	}
	w->at += (uint64_t)n;
	return n;
}

static la_int64_t on_skip(struct archive *a, void *arg, la_int64_t n)
{
	struct window *w = arg;
	uint64_t left = w->at < w->z->size ? w->z->size - w->at : 0;

	(void)a;
	if (n <= 0)
		return 0;
	w->at += MIN((uint64_t)n, left);
	return (la_int64_t)MIN((uint64_t)n, left);
}

static la_int64_t on_seek(struct archive *a, void *arg, la_int64_t offset, int whence)
{
	struct window *w = arg;
	int64_t from = whence == SEEK_SET   ? 0
		       : whence == SEEK_CUR ? (int64_t)w->at
					    : (int64_t)w->z->size;

	if (__builtin_add_overflow(from, offset, &from) || from < 0 ||
	    (uint64_t)from > w->z->size) {
		archive_set_error(a, EINVAL, "seek");
		return ARCHIVE_FATAL;
	}
	w->at = (uint64_t)from;
	return from;
}

/* --- one entry ------------------------------------------------------------------------------- */

static bool other(struct err *err, const char *words)
{
	err_set(err, ERR_FORMAT, -EBADMSG, "%s", words);
	return false;
}

/* The header that the list means, or none: then ret_data stays 0. False, in words, unless it is one
 * that a backup may have. */
static bool look_at_header(const struct zip_shard *z, const struct zip_wanted *w,
			   uint64_t *ret_data, struct err *err)
{
	uint8_t head[HEADER];
	uint16_t flags, method, name_n, extra;
	struct bytes b = bytes_of(head, sizeof(head));
	bool same;
	char *name;

	if (w->offset >= z->size || z->size - w->offset < HEADER + (uint64_t)w->name_n ||
	    io_pread_full(z->fd, head, sizeof(head), w->offset) != (ssize_t)sizeof(head) ||
	    memcmp(head, "PK\3\4", 4) || !bytes_u16le(b, 6, &flags) ||
	    !bytes_u16le(b, 8, &method) || !bytes_u16le(b, 26, &name_n) ||
	    !bytes_u16le(b, 28, &extra))
		return other(err, N_("it is not where the list says"));
	if (name_n != w->name_n)
		return other(err, N_("another name stands there"));
	name = xmalloc(w->name_n + 1);
	same = io_pread_full(z->fd, name, name_n, w->offset + HEADER) == (ssize_t)name_n &&
	       !memcmp(name, w->name, name_n);
	free(name);
	if (!same)
		return other(err, N_("another name stands there"));
	*ret_data = w->offset + HEADER + name_n + extra;
	if (flags & (FLAG_LOCKED | FLAG_STRONG | FLAG_MASKED))
		return other(err, N_("it is locked with a password"));
	if (method != METHOD_STORED && method != METHOD_DEFLATE)
		return other(err, N_("it is packed in a way that no backup has"));
	return true;
}

static struct archive *open_window(struct window *w, bool whole)
{
	struct archive *a = archive_read_new();
	int r;

	if (!a)
		abort();
	w->buf = xmalloc(w->next);
	archive_read_set_callback_data(a, w);
	archive_read_set_read_callback(a, on_read);
	archive_read_set_skip_callback(a, on_skip);
	if (whole)
		archive_read_set_seek_callback(a, on_seek);
	r = whole ? archive_read_support_format_zip_seekable(a)
		  : archive_read_support_format_zip_streamable(a);
	if (r != ARCHIVE_OK)
		abort();
	return a;
}

int zip_shard_get(const struct zip_shard *z, const struct zip_wanted *wanted,
		  const struct zip_taker *taker, enum zip_end *ret, uint64_t *ret_data,
		  struct err *err)
{
	struct window w = { .z = z, .at = wanted->offset };
	struct archive_entry *e;
	struct archive *a;
	int r = 0;

	*ret_data = 0;
	*ret = ZIP_END_OTHER;
	if (!look_at_header(z, wanted, ret_data, err))
		return 0;
	/* Of many small files each costs one look. */
	w.next = (size_t)MIN(*ret_data - wanted->offset + MIN(wanted->max, (uint64_t)CHUNK) + 128,
			     (uint64_t)CHUNK);
	a = open_window(&w, false);
	if (archive_read_open1(a) != ARCHIVE_OK || archive_read_next_header(a, &e) < ARCHIVE_WARN) {
		*ret = ZIP_END_BROKEN;
		part_data_say(a, err);
	} else if ((uint64_t)archive_filter_bytes(a, 0) != *ret_data - wanted->offset) {
		other(err, N_("it is not where the list says"));
	} else {
		r = part_data_give(a, wanted->max, taker, ret, err);
	}
	archive_read_free(a);
	free(w.buf);
	return r;
}

/* --- all names ------------------------------------------------------------------------------ */

int zip_shard_list(const struct zip_shard *z, uint64_t max,
		   int (*entry)(void *arg, uint64_t data, const char *name), void *arg,
		   struct err *err)
{
	struct window w = { .z = z, .next = CHUNK_OF_LIST };
	struct archive *a = open_window(&w, true);
	int r = 0, got = archive_read_open1(a);

	for (uint64_t n = 0; r == 0 && got >= ARCHIVE_WARN && got != ARCHIVE_EOF; n++) {
		struct archive_entry *e;
		const char *name;

		got = archive_read_next_header(a, &e);
		if (got == ARCHIVE_EOF || got < ARCHIVE_WARN)
			break;
		if (n >= max) {
			r = err_set(err, ERR_LIMIT, -E2BIG, N_("there are too many entries in it"));
			break;
		}
		name = archive_entry_pathname(e);
		r = entry(arg, (uint64_t)archive_filter_bytes(a, 0), name ? name : "");
	}
	if (r == 0 && got != ARCHIVE_EOF)
		r = part_data_say(a, err);
	archive_read_free(a);
	free(w.buf);
	return r;
}
