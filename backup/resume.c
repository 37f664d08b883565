/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Going on where a backup was cut. The list is read twice: once to look at the shards, once to copy
 * the lines of those that are whole. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "backup/resume_private.h"
#include "core/base/arena.h"
#include "core/base/log.h"

#define KEY_SIZE 16

/* Paths by the first half of their SHA-256: what is found here is not read again, so that two paths
 * must not be taken for one. */
struct session_done {
	struct key_set keys;
};

static void key_of(const char *path, uint8_t key[KEY_SIZE])
{
	struct sha256_ctx c;
	uint8_t hash[HASH_SIZE];

	sha256_init(&c);
	sha256_update(&c, strlen(path), (const uint8_t *)path);
	sha256_digest(&c, HASH_SIZE, hash);
	memcpy(key, hash, KEY_SIZE);
}

static void note(struct session_done *d, const char *path)
{
	uint8_t key[KEY_SIZE];

	key_of(path, key);
	(void)key_set_add(&d->keys, key, KEY_SIZE);
}

bool session_has(const struct session_done *d, const char *path)
{
	uint8_t key[KEY_SIZE];

	if (!d)
		return false;
	key_of(path, key);
	return key_set_has(&d->keys, key, KEY_SIZE);
}

void session_done_free(struct session_done *d)
{
	if (d)
		key_set_done(&d->keys);
	free(d);
}

struct resuming {
	int dirfd;
	struct manifest_head *wanted;
	struct manifest *to;
	struct session_resume *ret;
	const struct session_watch *watch;
	struct err *err;
	uint8_t *whole; /* per shard */
	size_t n, cap, at;
	uint64_t read;
};

/* --- first: which shards are whole ----------------------------------------------------------- */
bool resume_same_head(const struct manifest_head *was, struct manifest_head *now)
{
	bool looked = was->viruses != MANIFEST_NOT_LOOKED;

	if (strcmp(was->profile, now->profile) != 0 || was->shard_bytes != now->shard_bytes ||
	    was->file_max != now->file_max || looked != (now->viruses != MANIFEST_NOT_LOOKED) ||
	    (looked && (was->signs_copied != now->signs_copied || was->samples != now->samples)))
		return false;
	now->viruses = MIN(now->viruses, was->viruses);
	now->not_looked = MAX(now->not_looked, was->not_looked);
	return true;
}

int resume_is_whole(int dirfd, const char *name, uint64_t size, const uint8_t sha256[HASH_SIZE],
		    const struct session_watch *w, uint64_t *read_so_far, bool *ret)
{
	uint8_t hash[HASH_SIZE];
	int r = session_hash(dirfd, name, size, hash, w, read_so_far, NULL);

	*ret = r == 0 && memcmp(hash, sha256, HASH_SIZE) == 0;
	return r == -ECANCELED ? r : 0;
}

static bool same_choice(const uint8_t *a, const uint8_t *b)
{
	return a && b ? !memcmp(a, b, HASH_SIZE) : !a && !b;
}

static int same_head(void *arg, const struct manifest_head *h)
{
	struct resuming *g = arg;

	if (!same_choice(h->choice, g->wanted->choice))
		return err_set(g->err, ERR_FORMAT, -EINVAL,
			       "that backup was begun with another choice of folders");
	return strcmp(h->source, g->wanted->source) == 0 && resume_same_head(h, g->wanted)
		   ? 0
		   : err_set(g->err, ERR_FORMAT, -EINVAL,
			     "that backup is of another source, or was begun in another way");
}

static int look_at_shard(void *arg, const struct manifest_shard *s, uint64_t end_of_line)
{
	struct resuming *g = arg;
	unsigned number = 0;
	bool whole;

	(void)end_of_line;
	if (g->n >= RESUME_SHARDS_MAX)
		return err_set(g->err, ERR_LIMIT, -E2BIG, "that backup has too many parts");
	if (resume_is_whole(g->dirfd, s->name, s->size, s->sha256, g->watch, &g->read, &whole) < 0)
		return err_set(g->err, ERR_LIMIT, -ECANCELED, "stopped");
	g->whole = xgrow(g->whole, g->n, &g->cap, 1, RESUME_SHARDS_MAX);
	g->whole[g->n] = whole;
	if (g->whole[g->n])
		g->ret->kept++;
	else
		g->ret->thrown++;
	if (!g->whole[g->n] && unlinkat(g->dirfd, s->name, 0) < 0 && errno != ENOENT)
		return err_sys(g->err, -errno, "%s", s->name);
	if (sscanf(s->name, "%u.", &number) == 1)
		g->ret->next_shard = MAX(g->ret->next_shard, number + 1);
	g->n++;
	return 0;
}

/* --- then: their lines ----------------------------------------------------------------------- */
static bool kept(const struct resuming *g)
{
	return g->at < g->n && g->whole[g->at];
}

static int too_many(struct err *err)
{
	return err_set(err, ERR_LIMIT, -E2BIG, "the list of that backup has too many names");
}

static void know(struct resuming *g, const char *name)
{
	struct str copy = STR_INIT(ENTRY_NAME_MAX + 64);

	str_add(&copy, name);
	(void)name_set_add(&g->ret->names, &copy);
	str_done(&copy);
}

/* Its name ends in a '/' that is the zip's. */
static void note_folder(struct resuming *g, const struct manifest_file *f)
{
	char *name = xstrdup(f->path ? f->path : f->name);
	size_t n = strlen(name);

	if (!f->path && n && name[n - 1] == '/')
		name[n - 1] = '\0';
	note(g->ret->done, name);
	free(name);
}

static int copy_file(void *arg, const struct manifest_file *f)
{
	struct resuming *g = arg;

	if (!kept(g))
		return 0;
	if (name_set_full(&g->ret->names) || key_set_full(&g->ret->done->keys))
		return too_many(g->err);
	know(g, f->name);
	if (f->folder)
		note_folder(g, f);
	else if (f->part == f->parts)
		note(g->ret->done, f->path ? f->path : f->name);
	return manifest_add_file(g->to, f, g->err);
}

static int copy_left(void *arg, const struct manifest_left *l)
{
	struct resuming *g = arg;

	if (!kept(g))
		return 0;
	if (key_set_full(&g->ret->done->keys))
		return too_many(g->err);
	note(g->ret->done, l->path ? l->path : l->name);
	return manifest_add_left(g->to, l, g->err);
}

static int copy_shard(void *arg, const struct manifest_shard *s, uint64_t end_of_line)
{
	struct resuming *g = arg;
	bool keep = kept(g);

	(void)end_of_line;
	g->at++;
	return keep ? manifest_add_shard(g->to, s, g->err) : 0;
}

/* A part without a line, and one that was never named. */
static int sweep(int dirfd, const struct session_resume *ret, struct err *err)
{
	int fd = openat(dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;
	int r = 0;

	if (!d)
		return err_sys(err, -errno, "the folder");
	while (r == 0 && (e = readdir(d))) {
		size_t n = strlen(e->d_name);
		unsigned number;
		char rest[8];

		if (sscanf(e->d_name, "%u.%7s", &number, rest) != 2 || strncmp(rest, "zip", 3) ||
		    (number < ret->next_shard && n < 9))
			continue;
		if (unlinkat(dirfd, e->d_name, 0) < 0 && errno != ENOENT)
			r = err_sys(err, -errno, "%s", e->d_name);
	}
	closedir(d);
	return r;
}

static int copy_lines(struct resuming *g, int fd, const struct manifest_head *head, struct err *err)
{
	const struct manifest_reader copy = {
		.arg = g, .file = copy_file, .left = copy_left, .shard = copy_shard
	};
	enum manifest_state state;
	struct manifest_end end;
	int r = manifest_create_as(g->to, g->dirfd, MANIFEST_NEW, head, err);

	if (r == 0)
		r = manifest_read(fd, &copy, &state, &end, err);
	return r < 0 ? r : manifest_take_place(g->to, MANIFEST_NEW, err);
}

int session_resume(int dirfd, const struct manifest_head *head, const struct session_watch *w,
		   struct manifest *m, struct session_resume *ret, struct err *err)
{
	struct manifest_head now = *head;
	struct resuming g = {
		.dirfd = dirfd, .wanted = &now, .to = m, .ret = ret, .watch = w, .err = err
	};
	const struct manifest_reader look = { .arg = &g,
					      .head = same_head,
					      .shard = look_at_shard };
	int fd CLEANUP(cleanup_close) =
	    openat(dirfd, MANIFEST_NAME, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	enum manifest_state state = MANIFEST_CHANGED;
	struct manifest_end end;
	int r;

	*ret = (struct session_resume){ .next_shard = 1 };
	if (fd < 0)
		return err_sys(err, -errno, MANIFEST_NAME);
	r = manifest_read(fd, &look, &state, &end, err);
	if (r == 0 && state == MANIFEST_COMPLETE && ret->thrown == 0)
		r = err_set(err, ERR_FORMAT, -EALREADY, "that backup is complete");
	else if (r == 0 && state == MANIFEST_CHANGED)
		r = err_set(err, ERR_FORMAT, -EBADMSG, "the list of that backup was changed");
	/* First what is thrown away: a file that a pulled FAT has torn takes with it, when it goes,
	 * what was given its places after. */
	if (r == 0)
		r = sweep(dirfd, ret, err);
	if (r == 0) {
		ret->done = xcalloc(1, sizeof(*ret->done));
		r = copy_lines(&g, fd, &now, err);
	}
	free(g.whole);
	if (r < 0) {
		session_done_free(ret->done);
		name_set_done(&ret->names);
		ret->done = NULL;
	}
	return r;
}
