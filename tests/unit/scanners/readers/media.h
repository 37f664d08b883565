/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For the tests of an NTFS volume that is written to: one by mkntfs, files with contents that are known. */
#pragma once

#include "scanners/readers/ntfs_medium.h"
#include "tests/unit/scanners/readers/volumes.h"

static inline void media_make(const char *name, unsigned kilobytes)
{
	fixtures_run(
	    "truncate -s 0 %s; truncate -s %uK %s; mkntfs -q -F -f -L HD %s >/dev/null 2>&1", name,
	    kilobytes, name, name);
}

/* fd of the image, opened for writing. */
static inline int media_fd(const char *name)
{
	int fd = open(fixtures_path(name), O_RDWR | O_CLOEXEC);

	ck_assert(fd >= 0);
	return fd;
}

static inline uint64_t media_size(int fd)
{
	struct stat st;

	ck_assert(fstat(fd, &st) == 0);
	return (uint64_t)st.st_size;
}

static inline int media_try(int fd, struct ntfs_medium **ret, bool *ret_unclean)
{
	struct err err = { 0 };

	return ntfs_medium_open(fd, 0, media_size(fd), true, ret, ret_unclean, &err);
}

static inline struct ntfs_medium *media_open(int fd)
{
	struct ntfs_medium *m = NULL;
	bool unclean;

	ck_assert_int_eq(media_try(fd, &m, &unclean), 0);
	return m;
}

static inline void media_close(struct ntfs_medium *m)
{
	struct err err = { 0 };
	char text[1024];

	ck_assert_msg(ntfs_medium_close(m, &err) == 0, "%s", err_text(&err, text, sizeof(text)));
}

static inline uint8_t media_byte(unsigned seed, uint64_t at)
{
	return (uint8_t)((at + 1) * (2 * (uint64_t)seed + 1) * 2654435761u >> 11);
}

/* Appends n bytes of its contents from `at` on. Returns what the volume says. */
static inline int media_write(struct ntfs_medium *m, uint64_t node, unsigned seed, uint64_t at,
			      size_t n)
{
	uint8_t *p = malloc(n);
	int r = 0;

	for (size_t i = 0; i < n; i++)
		p[i] = media_byte(seed, at + i);
	for (size_t done = 0; r == 0 && done < n;) {
		ssize_t put = ntfs_medium_write(m, node, p + done, n - done, at + done);

		if (put <= 0)
			r = put < 0 ? (int)put : -EIO;
		else
			done += (size_t)put;
	}
	free(p);
	return r;
}

static inline uint64_t media_file(struct ntfs_medium *m, uint64_t folder, const char *name,
				  unsigned seed, size_t n)
{
	struct medium_stat st;

	ck_assert_int_eq(ntfs_medium_make(m, folder, name, false, &st), 0);
	ck_assert_int_eq(media_write(m, st.node, seed, 0, n), 0);
	return st.node;
}

/* As the reader has it, which is another piece of code on the same library. */
static inline bool media_whole(struct volume *v, const char *path, unsigned seed, size_t n)
{
	struct volume_file *f = NULL;
	uint8_t *p = malloc(n + 1);
	bool same = volume_open(v, path, NULL, &f, NULL) == 0 && volume_file_size(f) == n &&
		    volume_pread(f, p, n, 0, NULL) == (ssize_t)n;

	for (size_t i = 0; same && i < n; i++)
		same = p[i] == media_byte(seed, i);
	if (f)
		volume_file_close(f);
	free(p);
	return same;
}
