/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The data partition as a folder of this PC. Paths in it come from manifest_known() or from
 * ourselves: at most one folder deep, never absolute, never with "..". */
#include "image-build/stick/content.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "core/base/times.h"
#include "image-build/exfat/fill.h"
#include "image-build/stick/apart.h"
#include "image-build/stick/manifest.h"

int content_begin(struct content *c, struct err *err)
{
	const char *parent = getenv("TMPDIR");

	*c = (struct content){ .fd = -1 };
	if (!parent || strlen(parent) > sizeof(c->dir) - 32)
		parent = "/var/tmp";
	snprintf(c->dir, sizeof(c->dir), "%s/kenshin-stick-XXXXXX", parent);
	if (!mkdtemp(c->dir)) {
		c->dir[0] = '\0';
		return err_sys(err, -errno, "%s: no room for the stick's content", parent);
	}
	c->fd = open(c->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return c->fd < 0 ? err_sys(err, -errno, "%s", c->dir) : 0;
}

static int remove_one(const char *path, const struct stat *st, int what, struct FTW *where)
{
	(void)st;
	(void)what;
	(void)where;
	return remove(path) < 0 && errno != ENOENT ? -1 : 0;
}

static void remove_tree(const char *path)
{
	nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

void content_done(struct content *c)
{
	if (c->fd >= 0)
		close(c->fd);
	c->fd = -1;
	if (c->dir[0])
		remove_tree(c->dir);
	c->dir[0] = '\0';
}

void content_remove(struct content *c, const char *path)
{
	char full[PATH_MAX];

	snprintf(full, sizeof(full), "%s/%s", c->dir, path);
	remove_tree(full);
}

/* A new file for writing, with the folder that it is in. */
static int create(const struct content *c, const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');
	char folder[256];
	int fd;

	if (slash) {
		snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path), path);
		if (mkdirat(c->fd, folder, 0700) < 0 && errno != EEXIST)
			return err_sys(err, -errno, "%s", folder);
	}
	fd = openat(c->fd, path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	return fd < 0 ? err_sys(err, -errno, "%s", path) : fd;
}

int content_put(struct content *c, const char *path, const void *p, size_t n, struct err *err)
{
	CLEANUP(cleanup_close) int fd = create(c, path, err);
	int r;

	if (fd < 0)
		return fd;
	r = io_write_full(fd, p, n);
	return r < 0 ? err_sys(err, r, "%s", path) : 0;
}

int content_get(const struct content *c, const char *path, size_t max, char **ret, size_t *ret_n,
		struct err *err)
{
	CLEANUP(cleanup_close) int fd = openat(c->fd, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	CLEANUP(cleanup_free) char *buf = NULL;
	ssize_t n;

	if (fd < 0)
		return err_sys(err, -errno, "%s", path);
	buf = xmalloc(max + 2);
	n = io_pread_full(fd, buf, max + 1, 0);
	if (n < 0)
		return err_sys(err, (int)n, "%s", path);
	if ((size_t)n > max)
		return err_set(err, ERR_LIMIT, -EFBIG, "%s: too large", path);
	buf[n] = '\0';
	*ret_n = (size_t)n;
	*ret = TAKE_PTR(buf);
	return 0;
}

int content_copy(struct content *c, int dir, const char *name, const char *path, struct err *err)
{
	CLEANUP(cleanup_close) int from = openat(dir, name, O_RDONLY | O_CLOEXEC);
	CLEANUP(cleanup_close) int to = -1;
	CLEANUP(cleanup_free) uint8_t *buf = xmalloc(1 << 20);
	struct timespec times[2];
	struct stat st;
	ssize_t n;

	if (from < 0 || fstat(from, &st) < 0)
		return err_sys(err, -errno, "%s", name);
	to = create(c, path, err);
	if (to < 0)
		return to;
	while ((n = read(from, buf, 1 << 20)) != 0) {
		int r;

		if (n < 0 && errno == EINTR)
			continue;
		r = n < 0 ? -errno : io_write_full(to, buf, (size_t)n);
		if (r < 0)
			return err_sys(err, r, "%s", path);
	}
	times[0] = times[1] = st.st_mtim;
	futimens(to, times);
	c->bytes += (uint64_t)st.st_size;
	return 0;
}

/* --- out of a stick --- */

struct loading {
	struct content *c;
	int fd; /* of the file that is being taken out; -1: none */
	int64_t mtime;
};

static int take(void *arg, const void *p, size_t n, struct err *err)
{
	const struct loading *l = arg;
	int r = l->fd < 0 ? -EBADF : io_write_full(l->fd, p, n);

	return r < 0 ? err_sys(err, r, "could not keep it on this PC") : 0;
}

static bool leftover(const char *path)
{
	size_t n = strlen(path);

	return n > 5 && !strcmp(path + n - 5, ".part");
}

static void end_file(struct loading *l)
{
	struct timespec times[2] = { { .tv_sec = l->mtime }, { .tv_sec = l->mtime } };

	if (l->fd < 0)
		return;
	if (l->mtime != TIME_ABSENT)
		futimens(l->fd, times);
	close(l->fd);
	l->fd = -1;
}

/* Asked on both sides: by the reader, and here. */
static bool (*load_only)(const char *path);

static bool load_wanted(const struct fs_file *f)
{
	return f->good_name && manifest_known(f->path, f->folder) && !leftover(f->path) &&
	       (!load_only || load_only(f->path));
}

static int load_file(void *arg, const struct fs_file *f, struct err *err)
{
	struct loading *l = arg;

	end_file(l);
	if (!f->good_name || !manifest_known(f->path, f->folder)) {
		if (l->c->left_out)
			l->c->left_out(l->c->arg, f->path);
		return 0;
	}
	if (!load_wanted(f))
		return 0;
	if (f->folder)
		return mkdirat(l->c->fd, f->path, 0700) < 0 && errno != EEXIST
			   ? err_sys(err, -errno, "%s", f->path)
			   : 0;
	l->fd = create(l->c, f->path, err);
	if (l->fd < 0)
		return l->fd;
	l->mtime = f->mtime;
	l->c->bytes += f->size;
	return 0;
}

int content_load(struct content *c, int fd, uint64_t at, uint64_t size,
		 bool (*only)(const char *path), struct err *err)
{
	struct loading l = { .c = c, .fd = -1 };
	struct apart a = { .kind = APART_EXFAT,
			   .fd = fd,
			   .at = at,
			   .size = size,
			   .wanted = load_wanted,
			   .each = load_file,
			   .take = take,
			   .arg = &l };
	int r;

	load_only = only;
	r = apart_walk(&a, err);
	end_file(&l);
	c->serial = a.serial;
	return r;
}

/* --- into a stick --- */

struct target {
	int fd;
	uint64_t at;
	uint8_t *buf; /* for comparing */
	size_t size;
};

static int write_part(void *arg, uint64_t off, const void *p, size_t n, struct err *err)
{
	struct target *t = arg;

	return exfat_put_fd(&t->fd, t->at + off, p, n, err);
}

static int compare_part(void *arg, uint64_t off, const void *p, size_t n, struct err *err)
{
	struct target *t = arg;
	ssize_t got;

	if (n > t->size) {
		t->buf = xrealloc(t->buf, n);
		t->size = n;
	}
	got = io_pread_full(t->fd, t->buf, n, t->at + off);
	if (got < 0)
		return err_sys(err, (int)got, "could not read back");
	if ((size_t)got != n || memcmp(t->buf, p, n) != 0)
		return err_set(err, ERR_IO, -EUCLEAN, "what was written reads back differently");
	return 0;
}

static struct exfat_fill recipe(uint64_t at, uint64_t size, uint32_t serial)
{
	return (struct exfat_fill){ .size = size,
				    .partition = at,
				    .serial = serial,
				    .now = TIME_ABSENT,
				    .label = "KENSHIN" };
}

int content_compare(const struct content *c, int fd, uint64_t at, uint64_t size, uint32_t serial,
		    struct err *err)
{
	struct target t = { .fd = fd, .at = at };
	struct exfat_sink sink = { .put = compare_part, .arg = &t, .compares = true };
	struct exfat_fill f = recipe(at, size, serial);
	int r = exfat_fill(&f, c->fd, &sink, err);

	free(t.buf);
	return r;
}

int content_store(const struct content *c, int fd, uint64_t at, uint64_t size, uint32_t serial,
		  const struct content_flush *flush, struct err *err)
{
	struct target t = { .fd = fd, .at = at };
	struct exfat_sink sink = { .put = write_part, .arg = &t };
	struct exfat_fill f = recipe(at, size, serial);
	int r = exfat_fill(&f, c->fd, &sink, err);

	if (r == 0 && flush)
		r = flush->flush(flush->arg, err);
	return r < 0 ? r : content_compare(c, fd, at, size, serial, err);
}
