/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Temporary directories. Nothing in them is ever followed: they were written by a worker. */
#include "scanners/worker/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/util.h"

#define DEPTH_MAX 64

static void name_of(uint32_t serial, char buf[32])
{
	snprintf(buf, 32, "w%u", serial);
}

static int open_below(int at, const char *name)
{
	return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

int scratch_enter(int scratch, uint32_t serial)
{
	CLEANUP(cleanup_close) int fd = -1;
	char name[32];

	name_of(serial, name);
	if (mkdirat(scratch, name, 0700) < 0)
		return -errno;
	fd = open_below(scratch, name);
	if (fd < 0 || fchdir(fd) < 0)
		return -errno;
	return 0;
}

static void wipe(int at, const char *name, unsigned depth)
{
	int fd = open_below(at, name);
	const struct dirent *e;
	DIR *d;

	if (fd < 0 || !(d = fdopendir(fd))) {
		if (fd >= 0)
			close(fd);
		return;
	}
	while (depth < DEPTH_MAX && (e = readdir(d))) {
		if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
			continue;
		if (unlinkat(fd, e->d_name, 0) < 0)
			wipe(fd, e->d_name, depth + 1);
	}
	closedir(d);
	unlinkat(at, name, AT_REMOVEDIR);
}

void scratch_wipe(int scratch, uint32_t serial)
{
	char name[32];

	name_of(serial, name);
	wipe(scratch, name, 0);
}
