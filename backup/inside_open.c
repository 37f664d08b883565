/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sealed lists of a backup, read: what each of them says is written into one list anew. Which pieces there have
 * to be is said by the sealed copy of the list without names; of a backup that was cut, by that list itself. */
#include "backup/inside.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/base/arena.h"
#include "core/base/io.h"

/* Two million files. It lies in memory, and age gives whatever somebody sealed. */
#define LIST_MAX  ((uint64_t)1 << 30)
#define PARTS_MAX 100000u
#define NOT_OURS  "{\"record\":\"missing\"}\n"

struct part {
	unsigned number;
	bool said; /* by the sealed copy: then its part must be this one */
	uint64_t size;
	uint8_t sha256[HASH_SIZE];
};

struct merging {
	int dirfd, key_fd, out; /* out: in memory */
	uint64_t written, read;
	struct manifest to;
	bool begun, hurt;
	bool any, denied; /* something opened with this key, did not */
	uint8_t id[HASH_SIZE];
	bool id_known;
	struct part *part;
	size_t n, cap;
	struct part *at; /* whose piece is read */
	unsigned lines;  /* of parts, in it */
	struct err *err;
};

/* --- one file into memory ----------------------------------------------------------------------------- */
struct kept {
	int fd;
	uint64_t *n;
};

static int keep(void *arg, const void *p, size_t n, struct err *err)
{
	const struct kept *k = arg;
	int r;

	*k->n += n;
	if (*k->n > LIST_MAX)
		return err_set(err, ERR_LIMIT, -E2BIG,
			       "its list is longer than that of any backup");
	r = io_write_full(k->fd, p, n);
	return r < 0 ? err_sys(err, r, "the list") : 0;
}

static int unseal(int dirfd, const char *name, int key_fd, uint64_t *read_so_far, struct err *err)
{
	struct kept k = { .fd = memfd_create("list", MFD_CLOEXEC), .n = read_so_far };
	int fd CLEANUP(cleanup_close) =
	    openat(dirfd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	int r = k.fd < 0 ? err_sys(err, -errno, "memory for the list")
		: fd < 0 ? err_sys(err, -errno, "%s", name)
			 : sealed_open(fd, key_fd, keep, &k, err);

	if (r == 0)
		return k.fd;
	cleanup_close(&k.fd);
	return r;
}

/* --- which pieces there are ----------------------------------------------------------------------------- */
static void add_part(struct merging *g, const struct part *p)
{
	g->part = xgrow(g->part, g->n, &g->cap, sizeof(*g->part), PARTS_MAX);
	g->part[g->n++] = *p;
}

static int note_id(void *arg, const struct manifest_head *h)
{
	struct merging *g = arg;

	if (!h->id || strcmp(h->profile, MANIFEST_SEALED) != 0)
		return -EBADMSG;
	memcpy(g->id, h->id, HASH_SIZE);
	g->id_known = true;
	return 0;
}

static int note_part(void *arg, const struct manifest_shard *s, uint64_t end_of_line)
{
	struct merging *g = arg;
	struct part p = { .said = true, .size = s->size };

	(void)end_of_line;
	if (s->list)
		return 0;
	if (!s->piece || !inside_is_ours(s->name, &p.number) || !p.number || g->n >= PARTS_MAX)
		return -EBADMSG;
	memcpy(p.sha256, s->sha256, HASH_SIZE);
	add_part(g, &p);
	return 0;
}

static int by_number(const void *a, const void *b)
{
	const struct part *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

/* Those that have their final name. */
static int look_into_folder(struct merging *g, struct err *err)
{
	int fd = openat(g->dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;

	if (!d)
		return err_sys(err, -errno, "the folder");
	while ((e = readdir(d)) && g->n < PARTS_MAX) {
		struct part p = { 0 };
		size_t n = strlen(e->d_name);

		if (*e->d_name == 'm' && e->d_name[n - 1] == 'e' &&
		    inside_is_ours(e->d_name, &p.number) && p.number)
			add_part(g, &p);
	}
	closedir(d);
	if (g->n)
		qsort(g->part, g->n, sizeof(*g->part), by_number);
	return 0;
}

/* Without the sealed copy: a backup that was cut, as the list without names has it. Where that was changed, the folder
 * says what there is. */
static int look_at_list(struct merging *g, struct err *err)
{
	const struct manifest_reader r = { .arg = g, .head = note_id, .shard = note_part };
	int fd CLEANUP(cleanup_close) =
	    openat(g->dirfd, MANIFEST_NAME, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	enum manifest_state state = MANIFEST_CHANGED;
	struct manifest_end end;

	if (fd >= 0 && manifest_read(fd, &r, &state, &end, NULL) < 0)
		state = MANIFEST_CHANGED;
	if (state != MANIFEST_CHANGED && g->id_known) {
		g->hurt |= state == MANIFEST_COMPLETE; /* the copy was there once */
		return 0;
	}
	g->hurt = true;
	g->n = 0;
	g->id_known = false;
	if (look_into_folder(g, err) < 0)
		return -EIO;
	return g->n ? 0 : err_set(err, ERR_UNSUPPORTED, -ENOENT, "it is not sealed");
}

/* True when the key is of no use: nothing is to be tried further. */
static bool ends_it(struct merging *g, int fd, const struct err *why)
{
	g->any |= fd >= 0;
	if (fd == -EACCES) {
		g->denied = true;
		if (g->err)
			*g->err = *why;
	}
	if (fd >= 0 || why->kind != ERR_UNSUPPORTED)
		return false;
	if (g->err)
		*g->err = *why;
	return true;
}

/* By the sealed copy when it is there, else by the folder. */
static int find_pieces(struct merging *g, bool *ret_complete, struct err *err)
{
	const struct manifest_reader r = { .arg = g, .head = note_id, .shard = note_part };
	struct err why = { 0 };
	int fd = unseal(g->dirfd, MANIFEST_INSIDE, g->key_fd, &g->read, &why);
	enum manifest_state state = MANIFEST_CHANGED;
	struct manifest_end end;

	*ret_complete = false;
	if (ends_it(g, fd, &why))
		return fd;
	if (fd >= 0) {
		*ret_complete = manifest_read(fd, &r, &state, &end, NULL) == 0 &&
				state == MANIFEST_INCOMPLETE && g->id_known;
		g->hurt = !*ret_complete;
		close(fd);
		return 0;
	}
	g->hurt = fd != -ENOENT; /* it is there, and does not open */
	return look_at_list(g, err);
}

/* --- what they say ------------------------------------------------------------------------------------------ */
static int put(void *arg, const void *p, size_t n, struct err *err)
{
	struct merging *g = arg;
	const struct kept k = { g->out, &g->written };

	return keep((void *)(uintptr_t)&k, p, n, err);
}

/* Only of the same backup: whoever holds the disk could put a piece of another one there. */
static int take_head(void *arg, const struct manifest_head *h)
{
	struct merging *g = arg;

	if (!h->id || strcmp(h->profile, MANIFEST_LIST) != 0 ||
	    (g->id_known && memcmp(g->id, h->id, HASH_SIZE) != 0))
		return -EBADMSG;
	memcpy(g->id, h->id, HASH_SIZE);
	g->id_known = true;
	return 0;
}

static bool is_its_part(const struct merging *g, const struct manifest_shard *s)
{
	char part[SHARD_NAME_MAX], piece[SHARD_NAME_MAX];

	inside_names(g->at->number, true, part, piece);
	return !strcmp(s->name, part) &&
	       (!g->at->said ||
		(s->size == g->at->size && !memcmp(s->sha256, g->at->sha256, HASH_SIZE)));
}

static int check_part(void *arg, const struct manifest_shard *s, uint64_t end_of_line)
{
	struct merging *g = arg;

	(void)end_of_line;
	return is_its_part(g, s) && ++g->lines == 1 ? 0 : -EBADMSG;
}

static int copy_head(void *arg, const struct manifest_head *h)
{
	struct merging *g = arg;

	if (g->begun)
		return 0;
	g->begun = true;
	return manifest_begin_into(&g->to, put, g, h, g->err);
}

static int copy_file(void *arg, const struct manifest_file *f)
{
	struct merging *g = arg;

	return manifest_add_file(&g->to, f, g->err);
}

static int copy_left(void *arg, const struct manifest_left *l)
{
	struct merging *g = arg;

	return manifest_add_left(&g->to, l, g->err);
}

static int copy_part(void *arg, const struct manifest_shard *s, uint64_t end_of_line)
{
	struct merging *g = arg;

	(void)end_of_line;
	return manifest_add_shard(&g->to, s, g->err);
}

/* A piece counts as a whole or not at all: it is read once to see that, and once more to copy it. */
static int merge(struct merging *g, struct err *err)
{
	const struct manifest_reader look = { .arg = g, .head = take_head, .shard = check_part };
	const struct manifest_reader copy = { .arg = g,
					      .head = copy_head,
					      .file = copy_file,
					      .left = copy_left,
					      .shard = copy_part };
	char part[SHARD_NAME_MAX], piece[SHARD_NAME_MAX];
	enum manifest_state state = MANIFEST_CHANGED;
	struct err why = { 0 };
	struct manifest_end end;
	int fd CLEANUP(cleanup_close) = -1;

	inside_names(g->at->number, true, part, piece);
	g->read = 0;
	fd = unseal(g->dirfd, piece, g->key_fd, &g->read, &why);
	if (ends_it(g, fd, &why))
		return fd;
	g->lines = 0;
	if (fd >= 0 && manifest_read(fd, &look, &state, &end, NULL) < 0)
		state = MANIFEST_CHANGED;
	if (fd < 0 || state != MANIFEST_COMPLETE || g->lines != 1) {
		g->hurt = true;
		return 0;
	}
	return MIN(manifest_read(fd, &copy, &state, &end, err), 0);
}

static int end_list(struct merging *g, bool complete, struct err *err)
{
	static const struct manifest_head empty = { .tool = "",
						    .profile = MANIFEST_LIST,
						    .source = "" };
	struct manifest_head head = empty;
	int r = 0;

	head.id = g->id;
	if (!g->begun) /* not one part is there */
		r = manifest_begin_into(&g->to, put, g, &head, err);
	g->begun = true;
	if (r == 0 && complete && !g->hurt)
		return manifest_finish(&g->to, err);
	if (r == 0)
		r = manifest_flush(&g->to, err);
	return r == 0 && g->hurt ? put(g, NOT_OURS, strlen(NOT_OURS), err) : r;
}

int inside_open(int dirfd, int key_fd, struct err *err)
{
	struct merging g = { .dirfd = dirfd,
			     .key_fd = key_fd,
			     .out = memfd_create("list", MFD_CLOEXEC),
			     .to = { .fd = -1 },
			     .err = err };
	bool complete = false;
	int r = g.out < 0 ? err_sys(err, -errno, "memory for the list")
			  : find_pieces(&g, &complete, err);

	for (size_t i = 0; r == 0 && i < g.n; i++) {
		g.at = &g.part[i];
		r = merge(&g, err);
	}
	if (r == 0 && g.denied && !g.any)
		r = -EACCES;
	if (r == 0)
		r = end_list(&g, complete, err);
	manifest_close(&g.to);
	free(g.part);
	if (r == 0)
		return g.out;
	cleanup_close(&g.out);
	return r;
}

/* --- the list without names against its sealed copy ------------------------------------------------------- */
#define CHUNK 4096u

/* It goes on with two lines: the one about the copy, and the last one. */
static bool two_lines(int fd, uint64_t at)
{
	char rest[CHUNK];
	ssize_t n = io_pread_full(fd, rest, sizeof(rest), at);
	unsigned lines = 0;

	for (ssize_t i = 0; i < n; i++)
		lines += rest[i] == '\n';
	return n > 0 && (size_t)n < sizeof(rest) && lines == 2;
}

bool inside_is_list(int dirfd, int key_fd)
{
	uint64_t size = 0, at = 0;
	int copy CLEANUP(cleanup_close) = unseal(dirfd, MANIFEST_INSIDE, key_fd, &size, NULL);
	int fd CLEANUP(cleanup_close) =
	    openat(dirfd, MANIFEST_NAME, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	char a[CHUNK], b[CHUNK];

	if (copy < 0 || fd < 0)
		return false;
	while (at < size) {
		size_t want = (size_t)MIN(size - at, (uint64_t)CHUNK);

		if (io_pread_full(copy, a, want, at) != (ssize_t)want ||
		    io_pread_full(fd, b, want, at) != (ssize_t)want || memcmp(a, b, want) != 0)
			return false;
		at += want;
	}
	return two_lines(fd, size);
}
