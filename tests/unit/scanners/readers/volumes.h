/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For the volume readers' tests: opening an image, reading everything in it. */
#pragma once

#include "scanners/readers/volume.h"
#include "tests/unit/scanners/readers/fixtures.h"

static inline int volumes_open_at(const char *name, uint64_t offset, struct volume **ret,
				  struct err *err)
{
	int fd = open(name[0] == '/' ? name : fixtures_path(name), O_RDONLY | O_CLOEXEC), r;
	struct stat st;

	ck_assert(fd >= 0 && fstat(fd, &st) == 0);
	r = volume_ntfs_open(fd, offset, (uint64_t)st.st_size - offset, ret, err);
	if (r < 0)
		close(fd);
	return r;
}

static inline struct volume *volumes_open(const char *name)
{
	struct volume *v = NULL;
	struct err err = { 0 };
	char text[1024];
	int r = volumes_open_at(name, 0, &v, &err);

	ck_assert_msg(r == 0, "%s", err_text(&err, text, sizeof(text)));
	return v;
}

static inline struct volume *volumes_open_dir(const char *path, bool fold)
{
	struct volume *v = NULL;
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	ck_assert(fd >= 0);
	ck_assert_int_eq(volume_dir_open(fd, fold, &v, NULL), 0);
	return v;
}

static inline void volumes_make(const char *name, const char *manifest)
{
	fixtures_text("manifest", manifest);
	fixtures_run("\"$TOOLS/mkimage\" manifest %s", name);
}

static inline struct volume_stat volumes_stat(struct volume *v, const char *path)
{
	struct volume_stat st;
	struct err err = { 0 };
	char text[1024];
	int r = volume_lookup(v, path, &st, &err);

	ck_assert_msg(r == 0, "%s: %s", path, err_text(&err, text, sizeof(text)));
	return st;
}

/* Whole contents, malloc'ed and terminated; fails the test when they can't be had. */
static inline char *volumes_read(struct volume *v, const char *path, const char *stream, size_t *n)
{
	struct volume_file *f = NULL;
	struct err err = { 0 };
	char text[1024], *p;
	int r = volume_open(v, path, stream, &f, &err);
	ssize_t got;

	ck_assert_msg(r == 0, "%s: %s", path, err_text(&err, text, sizeof(text)));
	p = calloc(1, (size_t)volume_file_size(f) + 1);
	got = volume_pread(f, p, (size_t)volume_file_size(f) + 1, 0, &err);
	ck_assert_msg(got == (ssize_t)volume_file_size(f), "%s: %s", path,
		      err_text(&err, text, sizeof(text)));
	if (n)
		*n = (size_t)got;
	volume_file_close(f);
	return p;
}

/* Reads whatever there is, up to 1 MiB a file; counts. */
struct volumes_tally {
	struct volume *v;
	uint64_t entries, files, folders, links, held, unread_folders, unread_files, bytes, sum;
};

static inline int volumes_stream(void *arg, const char *name, uint64_t size)
{
	(void)arg, (void)name, (void)size;
	return 0;
}

static inline int volumes_extent(void *arg, uint64_t offset, uint64_t place, uint64_t length)
{
	(void)arg, (void)offset, (void)place, (void)length;
	return 0;
}

static inline int volumes_each(void *arg, const char *path, const struct volume_stat *st)
{
	struct volumes_tally *t = arg;
	struct volume_file *f;
	static uint8_t buf[1 << 20];
	ssize_t n;

	t->entries++;
	t->folders += st->type == VOLUME_FILE_DIRECTORY;
	t->links += st->type == VOLUME_FILE_LINK;
	if (st->type != VOLUME_FILE_REGULAR)
		return 0;
	t->files++;
	t->held += st->hold != VOLUME_HOLD_NONE;
	(void)!volume_streams(t->v, st->id, volumes_stream, NULL, NULL);
	(void)!volume_extents(t->v, st->id, volumes_extent, NULL, NULL);
	if (volume_open_entry(t->v, st->id, path, NULL, &f, NULL) < 0) {
		t->unread_files++;
		return 0;
	}
	n = volume_pread(f, buf, sizeof(buf), 0, NULL);
	volume_file_close(f);
	if (n < 0)
		t->unread_files++;
	for (ssize_t i = 0; i < n; i++)
		t->sum = t->sum * 31 + buf[i];
	t->bytes += n > 0 ? (uint64_t)n : 0;
	return 0;
}

static inline void volumes_unread(void *arg, const char *path, const struct err *why)
{
	struct volumes_tally *t = arg;

	(void)path;
	ck_assert(why->kind != ERR_NONE);
	t->unread_folders++;
}

static inline struct volumes_tally volumes_read_all(struct volume *v)
{
	struct volumes_tally t = { .v = v };
	struct volume_walk walk = { volumes_each, volumes_unread, &t };

	(void)!volume_walk(v, "", &walk, NULL);
	return t;
}

/* SHA-256 of a file, as text. */
static inline const char *volumes_sum(const char *name)
{
	static char sum[2][80];
	static int turn;
	struct bytes b;

	fixtures_run("sha256sum < %s > sum", name);
	b = fixtures_load("sum");
	snprintf(sum[turn ^= 1], sizeof(sum[0]), "%.*s", (int)MIN(b.n, 64u), (const char *)b.p);
	return sum[turn];
}
