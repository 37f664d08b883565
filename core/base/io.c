/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole reads and writes, sealed memory files, files that appear only when whole. */
#include "core/base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#define SEALS (F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL)

ssize_t io_pread_full(int fd, void *buf, size_t n, uint64_t off)
{
	size_t done = 0;

	while (done < n) {
		ssize_t r = pread(fd, (char *)buf + done, n - done, (off_t)(off + done));

		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0)
			return -errno;
		if (r == 0)
			break;
		done += (size_t)r;
	}
	return (ssize_t)done;
}

int io_write_full(int fd, const void *buf, size_t n)
{
	const char *p = buf;

	while (n) {
		ssize_t r = write(fd, p, n);

		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0)
			return -errno;
		if (r == 0)
			return -EIO;
		p += r;
		n -= (size_t)r;
	}
	return 0;
}

int io_seal(int memfd, struct err *err)
{
	if (fcntl(memfd, F_ADD_SEALS, SEALS) < 0)
		return err_sys(err, -errno, "could not seal memory");
	return 0;
}

int io_sealed_memfd(const char *name, const void *buf, size_t n, struct err *err)
{
	CLEANUP(cleanup_close) int fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
	int r;

	if (fd < 0)
		return err_sys(err, -errno, "could not make a memory file");
	r = io_write_full(fd, buf, n);
	if (r < 0)
		return err_sys(err, r, "could not fill a memory file");
	r = io_seal(fd, err);
	return r < 0 ? r : TAKE_FD(fd);
}

int io_map_sealed(int fd, uint64_t ceiling, const uint8_t **ret_p, size_t *ret_n, struct err *err)
{
	int seals = fcntl(fd, F_GET_SEALS);
	struct stat st;
	void *p;

	if (seals < 0 || (seals & SEALS) != SEALS || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return err_set(err, ERR_INTERNAL, -EBADF, "memory file is not sealed");
	if (st.st_size < 0 || (uint64_t)st.st_size > ceiling)
		return err_set(err, ERR_LIMIT, -EFBIG, "memory file is too large");
	*ret_p = NULL;
	*ret_n = (size_t)st.st_size;
	if (st.st_size == 0)
		return 0;
	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		return err_sys(err, -errno, "could not map memory");
	*ret_p = p;
	return 0;
}

void io_unmap(const uint8_t *p, size_t n)
{
	if (p)
		munmap((void *)(uintptr_t)p, n);
}

static void split_path(const char *path, char *dir, size_t dir_size, const char **ret_name)
{
	const char *slash = strrchr(path, '/');

	*ret_name = slash ? slash + 1 : path;
	if (!slash)
		snprintf(dir, dir_size, ".");
	else
		snprintf(dir, dir_size, "%.*s", (int)(slash == path ? 1 : slash - path), path);
}

int io_save_begin(struct io_save *s, const char *path, struct err *err)
{
	char dir[4096];
	const char *name;
	struct stat st;

	*s = (struct io_save){ .fd = -1, .dirfd = -1 };
	split_path(path, dir, sizeof(dir), &name);
	if (!*name || strlen(name) >= sizeof(s->name) || strlen(path) >= sizeof(dir))
		return err_set(err, ERR_IO, -EINVAL, "%s: not a file name to write to", path);
	snprintf(s->name, sizeof(s->name), "%s", name);
	snprintf(s->temporary, sizeof(s->temporary), ".%s.%ld.part", name, (long)getpid());
	s->dirfd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (s->dirfd < 0)
		return err_sys(err, -errno, "%s", dir);
	if (fstatat(s->dirfd, name, &st, 0) == 0 && !S_ISREG(st.st_mode)) {
		io_save_abort(s);
		return err_set(err, ERR_IO, -EEXIST, "%s: there is something else of that name",
			       path);
	}
	/* Best without a name: then nothing is left behind even by a kill. Not every file system can
	 * (FAT). There, a file of our number is of a process that is dead. */
	s->fd = openat(s->dirfd, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	s->unnamed = s->fd >= 0;
	if (s->fd < 0)
		(void)unlinkat(s->dirfd, s->temporary, 0);
	if (s->fd < 0)
		s->fd =
		    openat(s->dirfd, s->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (s->fd < 0) {
		int r = err_sys(err, -errno, "%s", path);

		s->temporary[0] = '\0';
		io_save_abort(s);
		return r;
	}
	return 0;
}

/* Gives an unnamed file its temporary name: a link can't take the place of an older file. */
static int give_name(const struct io_save *s)
{
	char self[64];

	if (!s->unnamed)
		return 0;
	snprintf(self, sizeof(self), "/proc/self/fd/%d", s->fd);
	(void)unlinkat(s->dirfd, s->temporary, 0);
	if (linkat(AT_FDCWD, self, s->dirfd, s->temporary, AT_SYMLINK_FOLLOW) == 0)
		return 0;
	return linkat(s->fd, "", s->dirfd, s->temporary, AT_EMPTY_PATH);
}

int io_save_commit(struct io_save *s, struct err *err)
{
	int r = 0;

	if (fsync(s->fd) < 0 || give_name(s) < 0 ||
	    renameat(s->dirfd, s->temporary, s->dirfd, s->name) < 0)
		r = err_sys(err, -errno, "%s", s->name);
	else
		s->temporary[0] = '\0';
	/* The name itself is only as durable as its directory; some file systems refuse this. */
	if (r == 0 && fsync(s->dirfd) < 0 && errno != EINVAL && errno != EROFS)
		r = err_sys(err, -errno, "%s", s->name);
	io_save_abort(s);
	return r;
}

void io_save_abort(struct io_save *s)
{
	if (s->fd >= 0)
		close(s->fd);
	if (s->temporary[0] && s->dirfd >= 0)
		unlinkat(s->dirfd, s->temporary, 0);
	if (s->dirfd >= 0)
		close(s->dirfd);
	*s = (struct io_save){ .fd = -1, .dirfd = -1 };
}
