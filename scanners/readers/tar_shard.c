/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libarchive over read(). */
#include "scanners/readers/tar_shard.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/base/arena.h"
#include "scanners/readers/part_data.h"

#define CHUNK ((size_t)256 << 10)

struct tar_shard {
	int fd;
	struct archive *a;
	uint64_t at;  /* of the header at hand, */
	bool at_hand; /* whose contents were not asked for yet */
	bool over;    /* there is nothing more, or nothing that can be read */
	uint8_t buf[CHUNK];
};

static la_ssize_t on_read(struct archive *a, void *arg, const void **ret)
{
	struct tar_shard *t = arg;
	ssize_t n;

	do
		n = read(t->fd, t->buf, sizeof(t->buf));
	while (n < 0 && errno == EINTR);
	*ret = t->buf;
	if (n < 0)
		archive_set_error(a, EIO, "read");
	return n;
}

struct tar_shard *tar_shard_new(int fd)
{
	struct tar_shard *t = xcalloc(1, sizeof(*t));

	t->fd = fd;
	t->a = archive_read_new();
	if (!t->a || archive_read_support_filter_zstd(t->a) != ARCHIVE_OK ||
	    archive_read_support_format_tar(t->a) != ARCHIVE_OK)
		abort();
	archive_read_set_callback_data(t->a, t);
	archive_read_set_read_callback(t->a, on_read);
	t->over = archive_read_open1(t->a) != ARCHIVE_OK;
	return t;
}

void tar_shard_free(struct tar_shard *t)
{
	if (t)
		archive_read_free(t->a);
	free(t);
}

/* To the next header. A name that cannot be made into letters is only a warning. */
static bool next(struct tar_shard *t)
{
	struct archive_entry *e;
	int r = archive_read_next_header(t->a, &e);

	t->over = r == ARCHIVE_EOF || r < ARCHIVE_WARN;
	t->at_hand = !t->over;
	t->at = t->over ? 0 : (uint64_t)archive_read_header_position(t->a);
	return t->at_hand;
}

int tar_shard_get(struct tar_shard *t, uint64_t offset, uint64_t max, const struct zip_taker *taker,
		  enum zip_end *ret, struct err *err)
{
	*ret = ZIP_END_OTHER;
	while (!t->over && (!t->at_hand || t->at < offset) && next(t))
		;
	if (t->at_hand && t->at == offset) {
		t->at_hand = false;
		return part_data_give(t->a, max, taker, ret, err);
	}
	if (t->over && archive_errno(t->a)) {
		*ret = ZIP_END_BROKEN;
		part_data_say(t->a, err);
	} else {
		err_set(err, ERR_FORMAT, -EBADMSG, N_("it is not where the list says"));
	}
	return 0;
}
