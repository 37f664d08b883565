/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes to the medium, and the moment when they count. */
#include "backup/shard.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/arena.h"
#include "core/base/io.h"

/* So much may be under way to the medium: "written" shall mean written. */
#define PUSH ((uint64_t)64 << 20)

int shard_begin(struct shard *s, int dirfd, const char *name, struct err *err)
{
	*s = (struct shard){ .dirfd = dirfd, .fd = -1 };
	if (!*name || strlen(name) >= sizeof(s->name) || strchr(name, '/'))
		return err_set(err, ERR_INTERNAL, -EINVAL, "%s: no name of a part", name);
	if (faccessat(dirfd, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		return err_set(err, ERR_IO, -EEXIST, "%s is there already", name);
	snprintf(s->name, sizeof(s->name), "%s", name);
	snprintf(s->temporary, sizeof(s->temporary), "%s.part", name);
	if (unlinkat(dirfd, s->temporary, 0) < 0 && errno != ENOENT)
		return err_sys(err, -errno, "%s", s->temporary);
	s->fd =
	    openat(dirfd, s->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (s->fd < 0)
		return err_sys(err, -errno, "%s", s->temporary);
	/* It is the owner's: whoever holds the disk reads it, whatever numbers its users have there. */
	(void)!fchmod(s->fd, 0644);
	s->buffer = xmalloc(SHARD_BUFFER);
	sha256_init(&s->hash);
	return 0;
}

/* The kernel begins to write what came since the last time, and what came before that is waited
 * for: the bar shows what is on the medium, and the last sync is short. */
static int push(struct shard *s, uint64_t written, struct err *err)
{
	unsigned how = SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE;

	if (written - s->pushed < PUSH)
		return 0;
	/* An error of the medium is told here once and not again at the end. */
	if (sync_file_range(s->fd, 0, (off_t)written, how) < 0 && errno != ESPIPE &&
	    errno != ENOSYS && errno != EINVAL)
		return err_sys(err, -errno, "%s", s->name);
	s->pushed = written;
	return 0;
}

/* What was laid beside it keeps step. */
static void hash(struct shard *s, const void *p, size_t n)
{
	size_t beside = MIN(n, s->beside.n);
	struct hash_job job[] = { { &s->hash, p, n }, { s->beside.ctx, s->beside.p, beside } };

	hash_jobs(job, beside ? 2 : 1);
	s->beside.p += beside;
	s->beside.n -= beside;
}

void shard_beside(struct shard *s, struct sha256_ctx *ctx, const uint8_t *p, size_t n)
{
	s->beside = (struct hash_job){ ctx, p, n };
}

void shard_beside_end(struct shard *s)
{
	hash_jobs(&s->beside, s->beside.n ? 1 : 0);
	s->beside = (struct hash_job){ 0 };
}

static int put(struct shard *s, const void *p, size_t n, struct err *err)
{
	int r = reserve_upto(&s->room, s->fd, s->put + n);

	if (r == 0)
		r = io_write_full(s->fd, p, n);
	s->put += n;
	hash(s, p, n);
	return r < 0 ? err_sys(err, r, "%s", s->name) : 0;
}

static int flush(struct shard *s, struct err *err)
{
	int r = s->held ? put(s, s->buffer, s->held, err) : 0;

	s->held = 0;
	return r;
}

int shard_write(struct shard *s, const void *p, size_t n, struct err *err)
{
	int r = 0;

	s->size += n;
	if (s->held + n > SHARD_BUFFER)
		r = flush(s, err);
	if (r == 0 && n >= SHARD_BUFFER)
		r = put(s, p, n, err);
	else if (r == 0 && n) {
		memcpy(s->buffer + s->held, p, n);
		s->held += n;
	}
	return r < 0 ? r : push(s, s->size - s->held, err);
}

static void forget(struct shard *s)
{
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
	free(s->buffer);
	s->buffer = NULL;
}

int shard_commit(struct shard *s, uint8_t sha256[SHA256_DIGEST_SIZE], struct err *err)
{
	int r = flush(s, err);

	if (r == 0) {
		r = reserve_end(&s->room, s->fd, s->put);
		if (r == 0 && fdatasync(s->fd) < 0)
			r = -errno;
		if (r < 0)
			err_sys(err, r, "%s", s->name);
	}
	if (r == 0 && renameat(s->dirfd, s->temporary, s->dirfd, s->name) < 0)
		r = err_sys(err, -errno, "%s", s->name);
	/* vfat keeps size and place of a renamed file to itself until it is synced again. */
	if (r == 0 && (fsync(s->fd) < 0 || fsync(s->dirfd) < 0))
		r = err_sys(err, -errno, "%s", s->name);
	if (r < 0) {
		shard_abort(s);
		return r;
	}
	sha256_digest(&s->hash, SHA256_DIGEST_SIZE, sha256);
	forget(s);
	return 0;
}

void shard_abort(struct shard *s)
{
	if (s->fd >= 0)
		(void)unlinkat(s->dirfd, s->temporary, 0);
	forget(s);
}
