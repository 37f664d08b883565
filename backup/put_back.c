/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One file after the other into our folder; folders; the end. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "backup/entry_name.h"
#include "backup/put_private.h"
#include "core/base/arena.h"
#include "core/base/io.h"
#include "core/base/times.h"

#define OUR_FOLDER   ".kenshin-restore-"
#define WAITING_SIZE ((uint64_t)256 << 20)
#define TIMES_MAX    200000u /* folders whose times are put back */
#define TIMES_BYTES  ((size_t)64 << 20)

bool put_back_over(int code)
{
	switch (-code) {
	case ENOSPC:
	case EDQUOT:
	case EIO:
	case EROFS:
	case ENODEV:
	case ENXIO:
	case ENOTCONN:
	case ESTALE:
	case EUCLEAN:
	case EMFILE:
	case ENFILE:
	case ECANCELED: return true;
	default: return false;
	}
}

int put_back_new(const struct put_options *o, struct put_back **ret, struct err *err)
{
	struct put_back *p = xcalloc(1, sizeof(*p));
	int r = put_where_init(&p->where, o->dirfd, err);

	p->o = *o;
	p->ours = p->fd = -1;
	for (unsigned i = 1; r == 0; i++) {
		snprintf(p->ours_name, sizeof(p->ours_name), OUR_FOLDER "%u", i);
		if (mkdirat(o->dirfd, p->ours_name, 0700) == 0)
			break;
		if (errno != EEXIST || i >= 1000)
			r = err_sys(err, -errno, "the folder cannot be written to");
	}
	if (r == 0) {
		p->ours =
		    openat(o->dirfd, p->ours_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (p->ours < 0)
			r = err_sys(err, -errno, "%s", p->ours_name);
	} else {
		p->ours_name[0] = '\0';
	}
	if (r < 0) {
		put_back_free(p);
		return r;
	}
	*ret = p;
	return 0;
}

static void close_folders(struct put_back *p)
{
	for (unsigned i = 0; i < p->n_folders; i++) {
		close(p->folder[i].fd);
		free(p->folder[i].path);
	}
	p->n_folders = 0;
}

/* --- folders --------------------------------------------------------------------------------- */

/* The folder that f lies in, opened, made where it is not there. Files come folder by folder. */
static int folder_of(struct put_back *p, const struct put_file *f, unsigned *ret, struct err *err)
{
	const char *slash = strrchr(f->path, '/');
	size_t n = slash ? (size_t)(slash - f->path) : 0;
	bool spelled = false;
	int fd, r;

	for (unsigned i = p->n_folders; i-- > 0;)
		if (strlen(p->folder[i].path) == n && !memcmp(p->folder[i].path, f->path, n)) {
			*ret = i;
			return 0;
		}
	if (p->n_folders == PUT_FOLDERS) {
		r = put_names(p, err);
		if (r < 0)
			return r;
		close_folders(p);
	}
	fd = put_where_folder(&p->where, f->path, f->name, put_where_parts(f->path) - 1, true,
			      &spelled, err);
	if (fd < 0)
		return fd;
	p->folder[p->n_folders].fd = fd;
	p->folder[p->n_folders].spelled = spelled;
	p->folder[p->n_folders].path = xmalloc(n + 1);
	memcpy(p->folder[p->n_folders].path, f->path, n);
	p->folder[p->n_folders].path[n] = '\0';
	*ret = p->n_folders++;
	return 0;
}

int put_back_folder(struct put_back *p, const struct put_file *f, struct err *err)
{
	unsigned parts = put_where_parts(f->path);
	bool spelled = false;
	int r = put_where_valid(f->path, f->name, err), fd;
	struct put_time *t;

	if (r < 0)
		return r;
	fd = put_where_folder(&p->where, f->path, f->name, parts, false, &spelled, NULL);
	if (fd >= 0) { /* it was there before, and keeps its time */
		close(fd);
		return 0;
	}
	fd = put_where_folder(&p->where, f->path, f->name, parts, true, &spelled, err);
	if (fd < 0)
		return fd;
	close(fd);
	p->counts.folders++;
	p->times_bytes += strlen(f->path) + strlen(f->name);
	if (f->modified == TIME_ABSENT || p->n_times >= TIMES_MAX || p->times_bytes > TIMES_BYTES)
		return 0;
	p->time = xgrow(p->time, p->n_times, &p->times_cap, sizeof(*p->time), TIMES_MAX);
	t = &p->time[p->n_times++];
	*t = (struct put_time){ xstrdup(f->path), xstrdup(f->name), f->modified };
	return 0;
}

static void set_time(int fd, int64_t modified)
{
	const struct timespec t[2] = { { .tv_nsec = UTIME_OMIT }, { .tv_sec = modified } };

	/* A time that this file system has no room for stays the one of today. */
	if (modified != TIME_ABSENT)
		(void)!futimens(fd, t);
}

/* Last: whatever is put into a folder changes its time. */
static void folder_times(struct put_back *p)
{
	while (p->n_times) {
		struct put_time *t = &p->time[--p->n_times];
		bool spelled = false;
		int fd = put_where_folder(&p->where, t->path, t->name, put_where_parts(t->path),
					  false, &spelled, NULL);

		if (fd >= 0) {
			set_time(fd, t->modified);
			close(fd);
		}
		free(t->path);
		free(t->name);
	}
}

/* --- one file --------------------------------------------------------------------------------- */

static bool same_bytes(int fd, uint64_t size, const uint8_t sha256[HASH_SIZE])
{
	uint8_t *buf = xmalloc((size_t)1 << 20), hash[HASH_SIZE];
	struct sha256_ctx ctx;
	uint64_t at = 0;
	ssize_t n;

	sha256_init(&ctx);
	while ((n = io_pread_full(fd, buf, (size_t)1 << 20, at)) > 0 && at <= size) {
		sha256_update(&ctx, (size_t)n, buf);
		at += (uint64_t)n;
	}
	free(buf);
	sha256_digest(&ctx, HASH_SIZE, hash);
	return n == 0 && at == size && !memcmp(hash, sha256, HASH_SIZE);
}

bool put_back_has(struct put_back *p, const struct put_file *f, const uint8_t sha256[HASH_SIZE])
{
	struct str last = STR_INIT(2 * ENTRY_NAME_MAX + 64);
	bool spelled = false, same = false;
	int folder = -1, fd = -EINVAL;
	struct stat st;

	if (put_where_valid(f->path, f->name, NULL) == 0)
		folder = put_where_folder(&p->where, f->path, f->name, put_where_parts(f->path) - 1,
					  false, &spelled, NULL);
	for (unsigned v = 0; folder >= 0 && put_where_name_refused(fd) &&
			     put_where_last(&p->where, f->path, f->name, v, &last);
	     v++)
		fd = put_where_open(folder, str_c(&last));
	if (fd >= 0) {
		same = fstat(fd, &st) == 0 && (uint64_t)st.st_size == f->size &&
		       same_bytes(fd, f->size, sha256);
		close(fd);
	}
	if (folder >= 0)
		close(folder);
	str_done(&last);
	return same;
}

int put_back_begin(struct put_back *p, const struct put_file *f, struct err *err)
{
	struct put_waiting *w = &p->at_hand;
	unsigned folder = 0;
	int r = put_where_valid(f->path, f->name, err);

	put_back_drop(p);
	if (r == 0)
		r = folder_of(p, f, &folder, err);
	if (r < 0)
		return r;
	*w = (struct put_waiting){ xstrdup(f->path), xstrdup(f->name), "", folder, 0 };
	snprintf(w->temporary, sizeof(w->temporary), "%08u.part", p->number++ % 100000000u);
	p->modified = f->modified;
	p->fd = openat(p->ours, w->temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		       0666);
	if (p->fd < 0)
		r = err_sys(err, -errno, "it could not be made");
	/* Whoever holds the disk reads it, whatever numbers its users have there. */
	else if (fchmod(p->fd, 0644) < 0 && errno != EPERM && errno != EOPNOTSUPP)
		r = err_sys(err, -errno, "it could not be made");
	/* What does not fit is known before it is written, where the file system can tell. */
	else if (f->size && fallocate(p->fd, 0, 0, (off_t)MIN(f->size, (uint64_t)INT64_MAX)) < 0 &&
		 (errno == ENOSPC || errno == EDQUOT || errno == EFBIG))
		r = err_sys(err, -errno, "it could not be written");
	if (r < 0)
		put_back_drop(p);
	return r;
}

int put_back_bytes(struct put_back *p, const void *bytes, size_t n, struct err *err)
{
	int r = p->fd < 0 ? -EBADF : io_write_full(p->fd, bytes, n);

	p->at_hand.size += n;
	return r < 0 ? err_sys(err, r, "it could not be written") : 0;
}

int put_back_end(struct put_back *p, struct err *err)
{
	if (p->fd < 0)
		return err_set(err, ERR_INTERNAL, -EBADF, "no file was begun");
	set_time(p->fd, p->modified);
	close(p->fd);
	p->fd = -1;
	p->waiting[p->n_waiting++] = p->at_hand;
	p->waiting_size += p->at_hand.size;
	p->at_hand = (struct put_waiting){ 0 };
	return p->n_waiting == PUT_WAITING || p->waiting_size >= WAITING_SIZE ? put_names(p, err)
									      : 0;
}

void put_back_drop(struct put_back *p)
{
	if (p->fd >= 0) {
		close(p->fd);
		(void)unlinkat(p->ours, p->at_hand.temporary, 0);
	}
	p->fd = -1;
	put_waiting_forget(&p->at_hand);
}

/* --- the end ---------------------------------------------------------------------------------- */

int put_back_finish(struct put_back *p, struct err *err)
{
	int r;

	put_back_drop(p);
	r = put_names(p, err);
	close_folders(p);
	folder_times(p);
	if (unlinkat(p->o.dirfd, p->ours_name, AT_REMOVEDIR) == 0)
		p->ours_name[0] = '\0';
	if (r == 0 && p->counts.files + p->counts.folders && syncfs(p->ours) < 0)
		r = err_sys(err, -errno, "the medium did not take it");
	return r;
}

const struct put_counts *put_back_counts(const struct put_back *p)
{
	return &p->counts;
}

void put_back_free(struct put_back *p)
{
	if (!p)
		return;
	put_back_drop(p);
	for (unsigned i = 0; i < p->n_waiting; i++) {
		(void)unlinkat(p->ours, p->waiting[i].temporary, 0);
		put_waiting_forget(&p->waiting[i]);
	}
	close_folders(p);
	while (p->n_times) {
		free(p->time[--p->n_times].path);
		free(p->time[p->n_times].name);
	}
	free(p->time);
	if (p->ours_name[0])
		(void)unlinkat(p->o.dirfd, p->ours_name, AT_REMOVEDIR);
	cleanup_close(&p->ours);
	free(p);
}
