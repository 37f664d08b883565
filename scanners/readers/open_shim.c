/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The program's own open() and mmap(). fcntl.h is left out on purpose: its fortified open() would
 * collide; sys/mman.h, because it may rename mmap(). */
#include "scanners/readers/open_shim.h"

#include <errno.h>
#include <linux/fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char prefix[] = "\1fd:";

int open(const char *path, int flags, ...);
void *mmap(void *at, size_t n, int protection, int flags, int fd, off_t from);
void *mmap64(void *at, size_t n, int protection, int flags, int fd, off_t from);
/* Weak: the malware guard's own one counts refused opens of libclamav, which calls no other. */
__attribute__((weak)) int open64(const char *path, int flags, ...);

const char *open_shim_path(int fd, char *buf, size_t size)
{
	snprintf(buf, size, "%s%d", prefix, fd);
	return buf;
}

static struct {
	void *p;
	size_t n;
	long fd; /* that was opened for it, or -1 */
} lent = { .fd = -1 };

void open_shim_lend(void *p, size_t n)
{
	lent.p = p;
	lent.n = n;
	lent.fd = -1;
}

bool open_shim_lent(void)
{
	bool ours = lent.p != NULL;

	open_shim_lend(NULL, 0);
	return ours;
}

static int open_any(const char *path, int flags, unsigned mode)
{
	long fd;

	if (!strncmp(path, prefix, sizeof(prefix) - 1)) {
		fd = strtol(path + sizeof(prefix) - 1, NULL, 10);
		fd = syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, 3);
		if (lent.p)
			lent.fd = fd;
		return (int)fd;
	}
	fd = syscall(SYS_openat, AT_FDCWD, path, flags, mode);
	if (fd < 0 && open_watch)
		open_watch(errno);
	return (int)fd;
}

int open(const char *path, int flags, ...)
{
	unsigned mode = 0;
	va_list ap;

	va_start(ap, flags);
	if (flags & (O_CREAT | O_TMPFILE))
		mode = va_arg(ap, unsigned);
	va_end(ap);
	return open_any(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
	unsigned mode = 0;
	va_list ap;

	va_start(ap, flags);
	if (flags & (O_CREAT | O_TMPFILE))
		mode = va_arg(ap, unsigned);
	va_end(ap);
	return open_any(path, flags, mode);
}

static void *map_any(void *at, size_t n, int protection, int flags, int fd, off_t from)
{
	if (lent.p && fd >= 0 && fd == lent.fd && n == lent.n && from == 0) {
		void *p = lent.p;

		lent.p = NULL;
		return p;
	}
	return (void *)syscall(SYS_mmap, at, n, protection, flags, fd, from);
}

void *mmap(void *at, size_t n, int protection, int flags, int fd, off_t from)
{
	return map_any(at, n, protection, flags, fd, from);
}

void *mmap64(void *at, size_t n, int protection, int flags, int fd, off_t from)
{
	return map_any(at, n, protection, flags, fd, from);
}
