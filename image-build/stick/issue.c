/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing one stick. */
#include "image-build/stick/issue.h"

#include <errno.h>
#include <unistd.h>

#include "core/base/io.h"
#include "image-build/exfat/fill.h"
#include "image-build/stick/check.h"

#define CHUNK ((size_t)4 << 20)
#define SYNC  ((uint64_t)16 << 20)

struct writing {
	const struct issue *i;
	int fd;
	uint8_t head[GPT_HEAD_BYTES];
	uint64_t sectors; /* that the table is for */
	uint64_t data, data_size;
	uint8_t *buf;
};

static int put(const struct writing *w, uint64_t off, const void *p, size_t n, struct err *err)
{
	int fd = w->fd;

	return exfat_put_fd(&fd, off, p, n, err);
}

static void step(const struct writing *w, enum issue_step step, unsigned percent)
{
	if (w->i->step)
		w->i->step(w->i->arg, step, percent);
}

int issue_fits(const struct manifest *m, uint64_t content, uint64_t size, struct err *err)
{
	/* Its content, what exFAT itself needs, and some room to work in. */
	uint64_t need = m->part[GPT_PARTS - 1].start * GPT_SECTOR + content + content / 50 +
			((uint64_t)24 << 20);

	need = MAX(need, m->sectors * GPT_SECTOR);
	if (size >= need)
		return 0;
	return err_set(err, ERR_LIMIT, -ENOSPC, "too small: %llu MB, and %llu MB are needed",
		       (unsigned long long)(size / 1000000),
		       (unsigned long long)(need / 1000000 + 1));
}

/* Zeros from `from` to `to`. */
static int put_zeros(const struct writing *w, uint64_t from, uint64_t to, bool tell,
		     struct err *err)
{
	uint64_t at = from;
	int r = 0;

	memset(w->buf, 0, CHUNK);
	while (r == 0 && at < to) {
		size_t n = (size_t)MIN(to - at, CHUNK);

		r = put(w, at, w->buf, n, err);
		at += n;
		if (r == 0 && tell && !w->i->d->file &&
		    (at - from) / SYNC != (at - from - n) / SYNC && fdatasync(w->fd) < 0)
			r = err_sys(err, -errno, "could not write");
		if (tell)
			step(w, ISSUE_WIPE, (unsigned)((at - from) * 100 / (to - from)));
	}
	return r;
}

/* No table, old or new, from here until the end. */
static int clear_tables(const struct writing *w, struct err *err)
{
	uint64_t end = w->i->d->size;
	int r = put_zeros(w, 0, GPT_HEAD_BYTES, false, err);

	if (r == 0)
		r = put_zeros(w, end - GPT_TAIL_BYTES, end, false, err);
	return r < 0 ? r : device_flush(w->i->d, w->fd, err);
}

static int wipe(const struct writing *w, struct err *err)
{
	step(w, ISSUE_WIPE, 0);
	if (device_forget(w->i->d, w->fd, 0, w->i->d->size) == 0 || w->i->quick)
		return 0;
	return put_zeros(w, w->data, w->i->d->size, true, err);
}

static int copy(const struct writing *w, uint64_t from, uint64_t to, struct err *err)
{
	uint64_t at = from;

	while (at < to) {
		size_t n = (size_t)MIN(to - at, CHUNK);
		ssize_t got = io_pread_full(w->i->image, w->buf, n, at);
		int r;

		if (got != (ssize_t)n)
			return err_sys(err, got < 0 ? (int)got : -EIO, "the image can't be read");
		r = put(w, at, w->buf, n, err);
		if (r < 0)
			return r;
		at += n;
		/* So that "100 %" is what the stick has, and a pulled one is noticed soon. */
		if (!w->i->d->file && (at - from) / SYNC != (at - from - n) / SYNC &&
		    fdatasync(w->fd) < 0)
			return err_sys(err, -errno, "could not write");
		step(w, ISSUE_WRITE, (unsigned)((at - from) * 100 / (to - from)));
	}
	return 0;
}

/* Byte by byte against the image: for the data partition that was taken over as it is. */
static int compare_with_image(const struct writing *w, uint64_t from, uint64_t to, struct err *err)
{
	while (from < to) {
		size_t n = (size_t)MIN(to - from, CHUNK / 2);

		if (io_pread_full(w->i->image, w->buf, n, from) != (ssize_t)n ||
		    io_pread_full(w->fd, w->buf + CHUNK / 2, n, from) != (ssize_t)n ||
		    memcmp(w->buf, w->buf + CHUNK / 2, n) != 0)
			return err_set(err, ERR_IO, -EUCLEAN,
				       "what was written reads back differently");
		from += n;
	}
	return 0;
}

static void nothing(void *arg, enum difference what, const char *name)
{
	(void)arg;
	(void)what;
	(void)name;
}

static int read_back(const struct writing *w, int (*part)(struct check *, struct err *),
		     struct err *err)
{
	struct check c = { .m = w->i->m, .fd = w->fd, .size = w->i->d->size, .each = nothing };
	int r = part(&c, err);

	if (r == 0 && c.differences + c.unread)
		r = err_set(err, ERR_IO, -EUCLEAN, "what was written reads back differently");
	return r;
}

static int plan(struct writing *w, struct err *err)
{
	const struct manifest *m = w->i->m;
	const struct gpt_part *data = &m->part[GPT_PARTS - 1];
	ssize_t n = io_pread_full(w->i->image, w->head, sizeof(w->head), 0);
	uint64_t last = data->start + data->sectors - 1;

	if (n != (ssize_t)sizeof(w->head) || check_shape(m, w->head, 0) != 0)
		return err_set(err, ERR_FORMAT, -EUCLEAN, "the image is not that of its manifest");
	w->sectors = m->sectors;
	if (w->i->content) {
		w->sectors = w->i->d->size / GPT_SECTOR;
		last = gpt_grown_last(w->sectors);
		gpt_fit(w->head, w->sectors, last);
	}
	w->data = data->start * GPT_SECTOR;
	w->data_size = (last + 1 - data->start) * GPT_SECTOR;
	return 0;
}

static int put_tables(const struct writing *w, struct err *err)
{
	uint8_t tail[GPT_TAIL_BYTES];
	int r;

	gpt_tail(w->head, tail);
	r = put(w, w->sectors * GPT_SECTOR - sizeof(tail), tail, sizeof(tail), err);
	if (r == 0)
		r = device_flush(w->i->d, w->fd, err);
	if (r == 0)
		r = put(w, 0, w->head, sizeof(w->head), err);
	if (r == 0)
		r = device_flush(w->i->d, w->fd, err);
	return r < 0 ? r : read_back(w, check_tables, err);
}

static int flush(void *arg, struct err *err)
{
	const struct writing *w = arg;

	return device_flush(w->i->d, w->fd, err);
}

static int write_all(struct writing *w, struct err *err)
{
	struct content_flush f = { flush, w };
	int r = clear_tables(w, err);

	if (r == 0 && w->i->wipe)
		r = wipe(w, err);
	if (r == 0)
		r = copy(w, GPT_HEAD_BYTES, w->i->content ? w->data : w->data + w->data_size, err);
	if (r == 0)
		r = device_flush(w->i->d, w->fd, err);
	step(w, ISSUE_READ, 0);
	if (r == 0)
		r = read_back(w, check_areas, err);
	if (r == 0)
		r = w->i->content ? content_store(w->i->content, w->fd, w->data, w->data_size,
						  w->i->serial, &f, err)
				  : compare_with_image(w, w->data, w->data + w->data_size, err);
	if (r == 0)
		r = put_tables(w, err);
	if (r == 0)
		step(w, ISSUE_DONE, 100);
	return r;
}

int issue_write(const struct issue *i, struct err *err)
{
	CLEANUP(cleanup_close) int fd = device_open(i->d, true, err);
	CLEANUP(cleanup_free) uint8_t *buf = xmalloc(CHUNK);
	struct writing w = { .i = i, .fd = fd, .buf = buf };
	int r;

	if (fd < 0)
		return fd;
	r = plan(&w, err);
	if (r == 0)
		r = write_all(&w, err);
	if (r == 0)
		device_reread(i->d, fd);
	return r;
}

int issue_data_place(int fd, uint64_t size, uint64_t *ret_at, uint64_t *ret_size, struct err *err)
{
	uint8_t head[GPT_HEAD_BYTES];
	const struct gpt_part *p;
	struct gpt g;
	int r;

	if (io_pread_full(fd, head, sizeof(head), 0) != (ssize_t)sizeof(head))
		return err_set(err, ERR_IO, -EIO, "could not read");
	r = gpt_parse(head, &g, err);
	if (r < 0)
		return r;
	p = &g.part[GPT_PARTS - 1];
	if (strcmp(p->name, "kenshin-data") != 0 || p->start + p->sectors > size / GPT_SECTOR)
		return err_set(err, ERR_FORMAT, -EUCLEAN, "no data partition of Kenshin");
	*ret_at = p->start * GPT_SECTOR;
	*ret_size = p->sectors * GPT_SECTOR;
	return 0;
}

int issue_data(const struct device *d, const struct content *content, uint32_t serial,
	       struct err *err)
{
	CLEANUP(cleanup_close) int fd = device_open(d, true, err);
	struct issue i = { .d = d };
	struct writing w = { .i = &i, .fd = fd };
	struct content_flush f = { flush, &w };
	uint64_t at, size;
	int r;

	if (fd < 0)
		return fd;
	r = issue_data_place(fd, d->size, &at, &size, err);
	return r < 0 ? r : content_store(content, fd, at, size, serial, &f, err);
}
