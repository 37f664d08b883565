/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names in a directory, and finding a path with or without regard to case. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>

#include "core/base/bytes.h"
#include "scanners/readers/fold.h"
#include "scanners/readers/volume_dir.h"

#define PARTS_OF_DIRENT 19 /* d_ino 8, d_off 8, d_reclen 2, d_type 1, then the name */

int dir_names(int fd, dir_name_fn each, void *arg)
{
	uint8_t buf[32768];
	long n;
	int r = 0;

	while (!r && (n = syscall(SYS_getdents64, fd, buf, sizeof(buf))) != 0) {
		if (n < 0)
			return -errno;
		for (size_t at = 0; !r && at + PARTS_OF_DIRENT < (size_t)n;) {
			const char *name = (const char *)buf + at + PARTS_OF_DIRENT;
			uint16_t size = 0;

			if (!bytes_u16le(bytes_of(buf, (size_t)n), at + 16, &size) || !size)
				return -EIO;
			if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
				r = each(arg, name);
			at += size;
		}
	}
	return r;
}

struct listing {
	struct volume_dir *v;
	int fd;
	volume_list_fn each;
	void *arg;
	uint64_t entries;
	int r; /* each's own answer */
	struct err *err;
};

static int list_name(void *arg, const char *name)
{
	struct listing *l = arg;
	struct volume_stat st;
	int r = dir_stat(l->v, l->fd, name, &st);

	if (r == -ENOENT)
		return 0; /* gone since: a directory may be in use */
	if (r < 0) {      /* it is there, but can't be looked at */
		memset(&st, 0, sizeof(st));
		st.type = VOLUME_FILE_REGULAR;
		st.modified = st.created = INT64_MIN;
		st.first_lcn = st.id = UINT64_MAX;
	}
	if (strlen(name) >= VOLUME_NAME_MAX || ++l->entries > VOLUME_ENTRIES_MAX)
		return l->r = err_set(l->err, ERR_LIMIT, -E2BIG, "a folder has too many entries");
	return l->r = l->each(l->arg, name, &st);
}

int dir_list(struct volume *base, uint64_t id, const char *path, volume_list_fn each, void *arg,
	     struct err *err)
{
	struct listing l = { .v = dir_of(base), .each = each, .arg = arg, .err = err };
	int fd CLEANUP(cleanup_close) = dir_open_below(l.v, path, O_RDONLY | O_DIRECTORY);
	int r;

	(void)id;
	if (fd < 0)
		return err_sys(err, fd, "opening a folder");
	l.fd = fd;
	r = dir_names(fd, list_name, &l);
	if (l.r || r >= 0)
		return r;
	return err_sys(err, r, "reading a folder");
}

struct folding {
	const char *name;
	size_t n;
	char *out; /* VOLUME_NAME_MAX */
	bool exact;
};

static int fold_name(void *arg, const char *name)
{
	struct folding *f = arg;
	size_t n = strlen(name);

	if (n == f->n && !memcmp(name, f->name, n))
		f->exact = true;
	else if (n >= VOLUME_NAME_MAX || *f->out || !fold_equal(name, n, f->name, f->n))
		return 0;
	memcpy(f->out, name, n + 1);
	return f->exact;
}

/* Appends the next part in the spelling of the disk; false when there is none. */
static bool fold_part(struct volume_dir *v, char *found, size_t size, const char *name, size_t n)
{
	char out[VOLUME_NAME_MAX] = "";
	struct folding f = { name, n, out, false };
	size_t len = strlen(found);
	int fd = dir_open_below(v, found, O_RDONLY | O_DIRECTORY), w;

	if (fd < 0)
		return false;
	(void)dir_names(fd, fold_name, &f);
	close(fd);
	w = *out ? snprintf(found + len, size - len, "%s%s", len ? "/" : "", out) : -1;
	return w >= 0 && (size_t)w < size - len;
}

static bool spell(struct volume_dir *v, const char *path, char *found, size_t size)
{
	found[0] = '\0';
	while (*path) {
		size_t n = strcspn(path, "/");

		if (!fold_part(v, found, size, path, n))
			return false;
		path += n;
		path += *path == '/';
	}
	return true;
}

/* The last part through its folder, so that a link that ntfs-3g made up is seen as what it is. */
static int stat_last(struct volume_dir *v, const char *path, struct volume_stat *ret)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	char folder[VOLUME_PATH_MAX];
	int fd, r;

	snprintf(folder, sizeof(folder), "%.*s", (int)(slash ? slash - path : 0), path);
	fd = dir_open_below(v, folder, O_PATH | O_DIRECTORY);
	if (fd < 0)
		return fd;
	r = dir_stat(v, fd, name, ret);
	close(fd);
	return r;
}

/* A link inside of the volume is followed for a look-up: Linux keeps much behind links. */
static int stat_path(struct volume_dir *v, const char *path, struct volume_stat *ret)
{
	struct volume_stat target;
	int r = *path ? stat_last(v, path, ret) : dir_stat(v, v->root, "", ret), fd;

	if (r < 0 || ret->type != VOLUME_FILE_LINK)
		return r;
	fd = dir_open_below(v, path, O_PATH);
	if (fd < 0)
		return 0; /* leads nowhere: a link */
	if (dir_stat(v, fd, "", &target) == 0)
		*ret = target;
	close(fd);
	return 0;
}

int dir_find(struct volume *base, const char *path, char *found, size_t size,
	     struct volume_stat *ret, struct err *err)
{
	struct volume_dir *v = dir_of(base);
	int r, n = snprintf(found, size, "%s", path);

	if (n < 0 || (size_t)n >= size)
		return err_set(err, ERR_LIMIT, -ENAMETOOLONG, "a path is too long");
	r = stat_path(v, path, ret);
	if (r == -ENOENT && v->fold && *path && spell(v, path, found, size))
		r = stat_path(v, found, ret);
	if (r == -ENOENT || r == -ENOTDIR)
		return err_set(err, ERR_IO, -ENOENT, "it is not there");
	return r < 0 ? err_sys(err, r, "looking up a name") : 0;
}
