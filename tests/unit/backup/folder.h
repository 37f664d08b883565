/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A folder for the tests of backup: made anew for each, with what they put into it. */
#pragma once

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/err.h"
#include "core/base/io.h"
#include "tests/unit/suite.h"

static char folder[64];
static int folder_fd = -1;
static struct err err UNUSED;

static inline void folder_begin(void)
{
	snprintf(folder, sizeof(folder), "/tmp/kenshin-test-backup-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	folder_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ck_assert_int_ge(folder_fd, 0);
	err_clear(&err);
}

static inline void folder_end(void)
{
	char command[100];

	close(folder_fd);
	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
#undef system
	ck_assert_int_eq(system(command), 0);
}

/* All of a file; free it. */
static inline uint8_t *folder_read(int dir, const char *name, size_t *ret_n)
{
	int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
	struct stat st;
	uint8_t *p;

	ck_assert_msg(fd >= 0 && fstat(fd, &st) == 0, "%s is not there", name);
	p = malloc((size_t)st.st_size + 1);
	*ret_n = (size_t)st.st_size;
	ck_assert_int_eq(io_pread_full(fd, p, *ret_n, 0), (ssize_t)*ret_n);
	close(fd);
	return p;
}

static inline void folder_write(int dir, const char *name, const void *p, size_t n)
{
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(io_write_full(fd, p, n), 0);
	close(fd);
}

static inline bool folder_has(int dir, const char *name)
{
	return faccessat(dir, name, F_OK, 0) == 0;
}

/* What was allocated for a blob of pack.h. */
static inline void give_back(const uint8_t *p, size_t n)
{
	(void)n;
	free((void *)(uintptr_t)p);
}
