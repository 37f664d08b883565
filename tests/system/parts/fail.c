/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Preloaded: the FAIL_AT-th call that reaches a medium fails with FAIL_ERR, or, with FAIL_ERR=-1, a
 * write takes half of what it is given. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int fails(void)
{
	static atomic_int n;
	const char *at = getenv("FAIL_AT"), *what = getenv("FAIL_ERR");

	if (!at || !what || ++n != atoi(at))
		return 0;
	errno = atoi(what);
	return 1;
}

/* Half of a call is of writes alone. */
static int fails_here(void)
{
	return fails() && errno != -1;
}

#define NEXT(name) (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define CALL(type, name, args, values)                                                             \
	type name args                                                                             \
	{                                                                                          \
		return fails_here() ? (type)-1 : (NEXT(name))values;                               \
	}

ssize_t write(int fd, const void *p, size_t n)
{
	int failed = fails();

	if (failed && errno == -1 && n > 1)
		return (NEXT(write))(fd, p, n / 2);
	return failed && errno != -1 ? -1 : (NEXT(write))(fd, p, n);
}

int fallocate(int fd, int mode, off_t from, off_t n)
{
	int failed = fails();

	return failed && errno != -1 ? -1 : (NEXT(fallocate))(fd, mode, from, n);
}

int ftruncate(int fd, off_t n)
{
	int failed = fails();

	return failed && errno != -1 ? -1 : (NEXT(ftruncate))(fd, n);
}

CALL(ssize_t, pread, (int a, void *b, size_t c, off_t d), (a, b, c, d))
CALL(int, fsync, (int a), (a))
CALL(int, fdatasync, (int a), (a))
CALL(int, renameat, (int a, const char *b, int c, const char *d), (a, b, c, d))
CALL(int, renameat2, (int a, const char *b, int c, const char *d, unsigned e), (a, b, c, d, e))
CALL(int, syncfs, (int a), (a))
CALL(int, futimens, (int a, const struct timespec b[2]), (a, b))
CALL(int, mkdirat, (int a, const char *b, mode_t c), (a, b, c))
CALL(int, unlinkat, (int a, const char *b, int c), (a, b, c))

int openat(int dir, const char *path, int flags, ...)
{
	va_list ap;
	int mode;

	va_start(ap, flags);
	mode = va_arg(ap, int);
	va_end(ap);
	return fails_here() ? -1 : (NEXT(openat))(dir, path, flags, mode);
}
