/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading back what the medium has. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "backup/plan.h"
#include "backup/session.h"
#include "core/base/io.h"

#define CHUNK ((size_t)1 << 20)

/* Past the cache where the file system can: a stick that lies is found out only by what it gives
 * back itself. */
static int open_past_cache(int dirfd, const char *name)
{
	int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
	int fd = openat(dirfd, name, flags | O_DIRECT);

	if (fd < 0 && errno == EINVAL)
		fd = openat(dirfd, name, flags);
	if (fd >= 0)
		posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	return fd;
}

/* O_DIRECT asks for whole blocks: up to the end of the file it gets them. */
static ssize_t read_some(int fd, uint8_t *buf, uint64_t at)
{
	ssize_t n;

	do
		n = pread(fd, buf, CHUNK, (off_t)at);
	while (n < 0 && errno == EINTR);
	return n < 0 ? -errno : n;
}

int session_hash(int dirfd, const char *name, uint64_t size, uint8_t ret[HASH_SIZE],
		 const struct session_watch *w, uint64_t *read_so_far, struct err *err)
{
	int fd CLEANUP(cleanup_close) = open_past_cache(dirfd, name);
	struct sha256_ctx hash;
	struct stat st;
	uint8_t *buf;
	uint64_t at = 0;
	ssize_t n = 0;

	if (fd < 0 || fstat(fd, &st) < 0)
		return err_sys(err, -errno, "%s", name);
	if (!S_ISREG(st.st_mode) || (uint64_t)st.st_size != size)
		return err_set(err, ERR_FORMAT, -EBADMSG, "%s has another size", name);
	buf = aligned_alloc(4096, CHUNK);
	if (!buf)
		abort();
	sha256_init(&hash);
	while (at < size && !(w && w->cancel && *w->cancel) && (n = read_some(fd, buf, at)) > 0) {
		sha256_update(&hash, (size_t)n, buf);
		at += (size_t)n;
		*read_so_far += (size_t)n;
		if (w && w->progress)
			w->progress(w->arg, *read_so_far);
	}
	free(buf);
	if (n >= 0 && at != size && w && w->cancel && *w->cancel)
		return err_set(err, ERR_LIMIT, -ECANCELED, "stopped");
	if (n < 0 || at != size)
		return err_sys(err, n < 0 ? (int)n : -EIO, "%s", name);
	sha256_digest(&hash, HASH_SIZE, ret);
	return 0;
}

struct verifying {
	int dirfd;
	const struct session_watch *watch;
	struct session_verdict *v;
	uint64_t read;
	uint64_t by_reason[SESSION_REASONS_MAX], marked; /* since the last line of a shard */
	uint64_t files; /* of the shard whose line is still to come */
};

static void count(struct verifying *g)
{
	for (size_t i = 0; i < SESSION_REASONS_MAX; i++)
		g->v->by_reason[i] += g->by_reason[i];
	g->v->marked += g->marked;
	memset(g->by_reason, 0, sizeof(g->by_reason));
	g->marked = 0;
}

static int on_file(void *arg, const struct manifest_file *f)
{
	struct verifying *g = arg;

	g->marked += f->sign && f->part == f->parts;
	g->files += !f->folder && f->part == f->parts;
	return 0;
}

/* A reason that is none of ours was written by a later one of us: it is among the unreadable ones. */
static int on_left(void *arg, const struct manifest_left *l)
{
	struct verifying *g = arg;
	size_t other = 0;

	for (size_t i = 0; plan_left_out_word(i); i++) {
		if (!strcmp(plan_left_out_word(i), "unreadable"))
			other = i;
		if (!strcmp(plan_left_out_word(i), l->reason)) {
			g->by_reason[i]++;
			return 0;
		}
	}
	g->by_reason[other]++;
	return 0;
}

static int on_head(void *arg, const struct manifest_head *head)
{
	struct verifying *g = arg;

	snprintf(g->v->head_source, sizeof(g->v->head_source), "%.199s", head->source);
	g->v->started = head->started;
	g->v->viruses = head->viruses;
	g->v->signs_copied = head->signs_copied;
	g->v->samples = head->samples;
	g->v->not_looked = head->not_looked;
	return 0;
}

static int compare(struct verifying *g, const char *name, uint64_t size, const uint8_t *sha256,
		   struct err *why)
{
	uint8_t hash[HASH_SIZE];
	int r = session_hash(g->dirfd, name, size, hash, g->watch, &g->read, why);

	return r == 0 && memcmp(hash, sha256, HASH_SIZE) != 0
		   ? err_set(why, ERR_FORMAT, -EBADMSG, "%s is not what was written", name)
		   : r;
}

/* With its piece of the sealed list. */
static int on_shard(void *arg, const struct manifest_shard *s, uint64_t end_of_line)
{
	struct verifying *g = arg;
	struct err why = { 0 };
	char text[300];
	int r = compare(g, s->name, s->size, s->sha256, &why);

	(void)end_of_line;
	if (r == 0 && s->piece)
		r = compare(g, s->piece->name, s->piece->size, s->piece->sha256, &why);
	for (size_t i = 0; s->why && i < SESSION_REASONS_MAX && i < MANIFEST_REASONS_MAX; i++)
		g->by_reason[i] += s->why[i];
	g->marked += s->signs;
	count(g);
	if (r == -ECANCELED)
		return r;
	if (why.kind != ERR_NONE) {
		g->v->shards_bad++;
		g->v->files_bad += g->files;
	} else if (g->watch && g->watch->same) {
		g->watch->same(g->watch->arg, g->files);
	}
	g->files = 0;
	if (g->watch && g->watch->shard)
		g->watch->shard(g->watch->arg, s->name,
				why.kind == ERR_NONE ? NULL : err_text(&why, text, sizeof(text)));
	return 0;
}

int session_verify(int dirfd, const struct session_watch *w, struct session_verdict *ret,
		   struct err *err)
{
	struct verifying g = { .dirfd = dirfd, .watch = w, .v = ret };
	const struct manifest_reader reader = {
		.arg = &g, .head = on_head, .file = on_file, .left = on_left, .shard = on_shard
	};
	int fd CLEANUP(cleanup_close) = open_past_cache(dirfd, MANIFEST_NAME);
	int r;

	*ret = (struct session_verdict){ 0 };
	if (fd >= 0) /* lines do not come in blocks */
		(void)!fcntl(fd, F_SETFL, O_RDONLY);
	if (fd < 0)
		return err_sys(err, -errno, MANIFEST_NAME);
	r = manifest_read(fd, &reader, &ret->list, &ret->counted, err);
	if (ret->list == MANIFEST_COMPLETE) /* what was left out behind the last shard */
		count(&g);
	ret->complete = r == 0 && ret->list == MANIFEST_COMPLETE && ret->shards_bad == 0;
	return r;
}
