/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The data partition may have been pulled out, may be full, may be any PC's work. */
#include "cli/data.h"

#include <dirent.h>
#include <errno.h>
#include <grp.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "core/base/io.h"
#include "core/base/times.h"

static bool is_empty(const char *path)
{
	DIR *d = opendir(path);
	bool empty = true;
	struct dirent *e;

	while (d && empty && (e = readdir(d)))
		empty = !strcmp(e->d_name, ".") || !strcmp(e->d_name, "..");
	if (d)
		closedir(d);
	return empty;
}

static int become_owner(const struct stat *st, struct err *err)
{
	if (geteuid() != 0 || st->st_uid == 0)
		return 0;
	if (setgroups(0, NULL) < 0 || setresgid(st->st_gid, st->st_gid, st->st_gid) < 0 ||
	    setresuid(st->st_uid, st->st_uid, st->st_uid) < 0)
		return err_sys(err, -errno, "cannot become the owner of the data partition");
	return 0;
}

int data_begin(const struct options *o, struct err *err)
{
	struct stat st;
	int r;

	if (stat(o->data, &st) < 0)
		return err_set(err, ERR_IO, -ENODEV, "%s: there is no data partition", o->data);
	if (!S_ISDIR(st.st_mode))
		return err_set(err, ERR_IO, -ENODEV, "%s: is no folder", o->data);
	r = become_owner(&st, err);
	if (r == 0 && is_empty(o->data))
		r = err_set(err, ERR_IO, -ENODEV, "%s: is empty; the data partition is not there",
			    o->data);
	return r;
}

int data_fail(const struct options *o, const struct err *err)
{
	int code = command_fail(o, err);

	switch (err->code) {
	case -ENOKEY: return EXIT_NO_KEY;
	case -ENOSPC:
	case -EDQUOT: return EXIT_NO_ROOM;
	case -ENODEV:
	case -ENXIO:
	case -EIO:
	case -EROFS:
	case -ESHUTDOWN: return EXIT_NO_DATA;
	case -EACCES: return err->kind == ERR_DENIED ? EXIT_NOT_OPENED : code;
	default: return code;
	}
}

int data_pass(int fd, char *ret, size_t size, struct err *err)
{
	size_t n = 0, at = 0;
	ssize_t got;

	while (n < size && (got = read(fd, ret + n, size - n)) > 0)
		n += (size_t)got;
	if (fd > STDERR_FILENO)
		close(fd); /* age has no business with it */
	if (n == size)
		return err_set(err, ERR_LIMIT, -E2BIG, "the pass phrases are too long");
	for (size_t i = 0; i < n; i++) {
		if (ret[i] == '\n' && i + 1 == n)
			break;
		ret[at++] = ret[i] == '\n' ? '-' : ret[i];
	}
	explicit_bzero(ret + at, size - at);
	if (at == 0 || strlen(ret) != at)
		return err_set(err, ERR_FORMAT, -EINVAL, "no pass phrase came");
	return 0;
}

int data_slurp(FILE *f, const char *path, size_t max, struct str *out, struct err *err)
{
	char part[65536];
	size_t n;
	int r = 0;

	errno = 0;
	while (!out->full && (n = fread(part, 1, sizeof(part), f)) > 0)
		str_addn(out, part, n);
	if (ferror(f))
		r = err_set(err, ERR_FORMAT, -EBADF, "%s: could not be read", path);
	else if (out->full || out->len > max)
		r = err_set(err, ERR_LIMIT, -EFBIG, "%s: larger than %zu bytes", path, max);
	explicit_bzero(part, sizeof(part));
	fclose(f);
	return r;
}
