/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of the data partition: bounded in, whole or not at all out, left-overs away. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/arena.h"
#include "core/base/io.h"
#include "core/base/times.h"
#include "report/keep.h"

static int below(const char *data, const char *name, char *buf, size_t size, struct err *err)
{
	if ((size_t)snprintf(buf, size, "%s/%s", data, name) >= size)
		return err_set(err, ERR_IO, -ENAMETOOLONG, "%s: the name is too long", data);
	return 0;
}

static int read_path(const char *path, size_t max, struct str *out, struct err *err)
{
	int fd CLEANUP(cleanup_close) =
	    open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	struct stat st;
	char part[65536];
	ssize_t n;

	if (fd < 0 || fstat(fd, &st) < 0)
		return err_sys(err, -errno, "%s", path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_FORMAT, -EINVAL, "%s: is no plain file", path);
	/* What was just written comes from the medium, where that can be had. */
	posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	for (uint64_t at = 0; (n = io_pread_full(fd, part, sizeof(part), at)) > 0;
	     at += (size_t)n) {
		if (out->len + (size_t)n > max)
			return err_set(err, ERR_LIMIT, -EFBIG, "%s: larger than %zu bytes", path,
				       max);
		str_addn(out, part, (size_t)n);
	}
	explicit_bzero(part, sizeof(part));
	return n < 0 ? err_sys(err, (int)n, "%s", path) : 0;
}

int keep_read(const char *data, const char *name, size_t max, struct str *out, struct err *err)
{
	char path[4096];
	int r = below(data, name, path, sizeof(path), err);

	return r < 0 ? r : read_path(path, max, out, err);
}

static int read_back(const char *path, const void *p, size_t n, struct err *err)
{
	struct str back = STR_INIT(n + 1);
	int r = read_path(path, n, &back, err);

	if (r == 0 && (back.len != n || (n && memcmp(back.p, p, n) != 0)))
		r = err_set(err, ERR_IO, -EIO, "%s: came back changed", path);
	str_done(&back);
	return r;
}

int keep_write(const char *data, const char *name, const void *p, size_t n, int64_t stamp,
	       struct err *err)
{
	const struct timespec times[2] = { { .tv_sec = stamp }, { .tv_sec = stamp } };
	char path[4096];
	struct io_save save;
	int r = below(data, name, path, sizeof(path), err);

	if (r == 0)
		r = io_save_begin(&save, path, err);
	if (r < 0)
		return r;
	r = io_write_full(save.fd, p, n);
	if (r < 0) {
		io_save_abort(&save);
		return err_sys(err, r, "%s", path);
	}
	if (stamp != TIME_ABSENT)
		(void)!futimens(save.fd, times);
	r = io_save_commit(&save, err);
	return r < 0 ? r : read_back(path, p, n, err);
}

/* ".NAME.PID.part" of a program that is gone, or of none of ours that took its number. */
static bool of_the_dead(const char *name)
{
	size_t n = strlen(name);
	const char *dot =
	    n > 6 && name[0] == '.' && !strcmp(name + n - 5, ".part") ? name + n - 6 : NULL;
	char path[64], comm[32] = "";
	long pid;
	int fd;

	while (dot && dot > name && *dot >= '0' && *dot <= '9')
		dot--;
	if (!dot || *dot != '.' || dot == name || dot + 6 == name + n)
		return false;
	pid = strtol(dot + 1, NULL, 10);
	if (pid == getpid())
		return false;
	snprintf(path, sizeof(path), "/proc/%ld/comm", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return true;
	if (read(fd, comm, sizeof(comm) - 1) < 0)
		comm[0] = '\0';
	close(fd);
	return strncmp(comm, "kenshin", 7) != 0;
}

static int sweep_folder(const char *path, struct err *err)
{
	DIR *d = opendir(path);
	struct dirent *e;
	int swept = 0;

	if (!d)
		return errno == ENOENT ? 0 : err_sys(err, -errno, "%s", path);
	for (;;) {
		errno = 0;
		e = readdir(d);
		if (!e)
			break;
		if (of_the_dead(e->d_name) && unlinkat(dirfd(d), e->d_name, 0) == 0)
			swept++;
	}
	if (errno)
		swept = err_sys(err, -errno, "%s", path);
	if (swept > 0)
		(void)!fsync(dirfd(d));
	closedir(d);
	return swept;
}

int keep_sweep(const char *data, struct err *err)
{
	static const char *const folders[] = { "results", "kenshin" };
	int swept = 0;

	for (size_t i = 0; i < LEN(folders); i++) {
		char path[4096];
		int r = below(data, folders[i], path, sizeof(path), err);

		if (r == 0)
			r = sweep_folder(path, err);
		if (r < 0)
			return r;
		swept += r;
	}
	return swept;
}

static bool is_result(const char *name)
{
	return strlen(name) == KEEP_NAME_SIZE - 4 && strspn(name, "0123456789abcdef") == 32 &&
	       !strcmp(name + 32, ".age");
}

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

int keep_list(const char *data, char (**ret_names)[KEEP_NAME_SIZE], struct err *err)
{
	char path[4096];
	struct dirent *e;
	int n = 0, r = below(data, "results", path, sizeof(path), err);
	DIR *d = r < 0 ? NULL : opendir(path);

	*ret_names = NULL;
	if (r < 0)
		return r;
	if (!d)
		return errno == ENOENT ? 0 : err_sys(err, -errno, "%s", path);
	*ret_names = xcalloc(KEEP_RESULTS_MAX, KEEP_NAME_SIZE);
	while (n < KEEP_RESULTS_MAX && (e = readdir(d)))
		if (is_result(e->d_name))
			snprintf((*ret_names)[n++], KEEP_NAME_SIZE, "%.39s", e->d_name);
	closedir(d);
	qsort(*ret_names, (size_t)n, KEEP_NAME_SIZE, by_name);
	return n;
}
