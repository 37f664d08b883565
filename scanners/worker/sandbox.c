/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is done once per worker: limits, fence, filter; and the null descriptors. */
#include "scanners/worker/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "scanners/worker/landlock.h"
#include "scanners/worker/rights.h"

int sandbox_null(bool keep_stderr, struct err *err)
{
	int fd = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (fd < 0)
		fd = memfd_create("null", MFD_CLOEXEC);
	if (fd < 0)
		return err_sys(err, -errno, "could not open an empty input");
	for (int i = 0; i <= (keep_stderr ? 1 : 2); i++)
		if (fd != i && dup2(fd, i) < 0)
			return err_sys(err, -errno, "could not put null on descriptor %d", i);
	if (fd > 2)
		close(fd);
	return 0;
}

static int limit(int what, uint64_t n, struct err *err)
{
	struct rlimit l = { n, n };

	if (setrlimit((__rlimit_resource_t)what, &l) < 0)
		return err_sys(err, -errno, "could not set limit %d", what);
	return 0;
}

static int limits(const struct sandbox *s, const struct role_spec *spec, struct err *err)
{
	int r = limit(RLIMIT_CORE, 0, err);

	if (r == 0)
		r = limit(RLIMIT_CPU, spec->cpu, err);
	if (r == 0)
		r = limit(RLIMIT_FSIZE, spec->fsize, err);
	if (r == 0)
		r = limit(RLIMIT_NOFILE, spec->nofile, err);
	if (r == 0)
		r = limit(RLIMIT_NPROC, 0, err);
#ifndef __SANITIZE_ADDRESS__
	if (r == 0)
		r = limit(RLIMIT_AS, s->size + spec->as, err);
#else
	(void)s;
#endif
	return r;
}

static bool is_fuse(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISCHR(st.st_mode) && st.st_rdev == makedev(10, 229);
}

/* Which of a role's descriptors may write. */
static bool may_write(const struct role_spec *spec, size_t i, int fd)
{
	if (spec->fds != FDS_READ_ONLY && i == 1)
		return is_fuse(fd);
	return spec->fds == FDS_SERVE && i == 0;
}

/* 0 to 2 open, nothing that can write but memory that is already sealed, and what its role has to. */
static int descriptors(const struct role_spec *spec, const int *fds, size_t n_fds, struct err *err)
{
	for (int i = 0; i <= 2; i++)
		if (fcntl(i, F_GETFD) < 0)
			return err_set(err, ERR_INTERNAL, -EBADF, "descriptor %d is closed", i);
	for (size_t i = 0; i < n_fds; i++) {
		int flags = fcntl(fds[i], F_GETFL), seals = fcntl(fds[i], F_GET_SEALS);

		if (flags < 0)
			return err_sys(err, -errno, "descriptor %zu is closed", i);
		if ((flags & O_ACCMODE) != O_RDONLY && (seals < 0 || !(seals & F_SEAL_WRITE)) &&
		    !may_write(spec, i, fds[i]))
			return err_set(err, ERR_DENIED, -EPERM, "descriptor %zu can write", i);
	}
	return 0;
}

static int fence(const struct sandbox *s, const struct role_spec *spec, const int *fds,
		 size_t n_fds, struct err *err)
{
	int abi = (int)s->walls.landlock_abi;

	switch (spec->fence) {
	case FENCE_NO_PATH: break;
	case FENCE_DIRECTORY:
		if (!n_fds)
			return err_set(err, ERR_INTERNAL, -EBADF, "no directory was handed over");
		return landlock_fence(abi, fds[0], LANDLOCK_READ, err);
	case FENCE_SCRATCH: {
		CLEANUP(cleanup_close)
		int cwd = openat(AT_FDCWD, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

		if (cwd < 0)
			return err_sys(err, -errno, "could not open the scratch directory");
		return landlock_fence(abi, cwd, LANDLOCK_SCRATCH, err);
	}
	}
	return landlock_fence(abi, -1, LANDLOCK_READ, err);
}

int sandbox_worker(const struct sandbox *s, const struct role_spec *spec, const int *fds,
		   size_t n_fds, struct err *err)
{
	const struct call *lists[] = { spec->calls, seccomp_common };
	int r = descriptors(spec, fds, n_fds, err);

	if (r < 0 || s->off)
		return r;
	/* A Linux disk's folders are open to their owners only; its reader may look past that, but
	 * only where the fence holds it to that one directory. */
	r = rights_keep(spec->fence == FENCE_DIRECTORY && s->walls.landlock_abi ? RIGHTS_READ_ALL
										: RIGHTS_NONE,
			err);
	if (r == 0)
		r = limits(s, spec, err);
	if (r == 0)
		r = fence(s, spec, fds, n_fds, err);
	if (r == 0 && s->walls.seccomp)
		r = seccomp_install(lists, LEN(lists), err);
	return r;
}
