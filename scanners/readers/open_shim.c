/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The program's own open(). fcntl.h is left out on purpose: its fortified open() would collide. */
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
/* Weak: the malware guard's own one counts refused opens of libclamav, which calls no other. */
__attribute__((weak)) int open64(const char *path, int flags, ...);

const char *open_shim_path(int fd, char *buf, size_t size)
{
	snprintf(buf, size, "%s%d", prefix, fd);
	return buf;
}

static int open_any(const char *path, int flags, unsigned mode)
{
	long fd;

	if (!strncmp(path, prefix, sizeof(prefix) - 1)) {
		fd = strtol(path + sizeof(prefix) - 1, NULL, 10);
		return (int)syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, 3);
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
