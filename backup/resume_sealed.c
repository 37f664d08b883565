/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parts that are whole make ranges of entries of the source. A file that lies in several parts is one thing: all of
 * them stay, or none. */
#include "backup/resume_sealed.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "backup/inside.h"
#include "backup/resume_private.h"
#include "core/base/arena.h"
#include "core/base/io.h"

struct line { /* of a part */
	unsigned number;
	bool whole, stays, cut;
	uint64_t from, reached;
	uint8_t bound[HASH_SIZE], proof[HASH_SIZE];
};

struct range { /* of entries that stay */
	uint64_t from, reached;
	const struct line *last;
	uint8_t walk[HASH_SIZE]; /* of the source when it was compared */
};

struct session_sealed {
	int dirfd, list;
	struct manifest_head head;
	uint8_t id[HASH_SIZE], keys[HASH_SIZE];
	struct line *line;
	size_t n, cap;
	struct range *range;
	size_t n_ranges, at;
	bool list_whole; /* its sealed copy, too */
	/* while reading */
	const struct sealed_to *to;
	const struct session_watch *watch;
	uint64_t read;
	uint8_t bound[HASH_SIZE];
	struct manifest *out;
	size_t copied;
	struct err *err;
};

static int changed(struct err *err)
{
	return err_set(err, ERR_FORMAT, -EBADMSG, "the list of that backup was changed");
}

static int other_source(struct err *err)
{
	return err_set(err, ERR_FORMAT, -ESRCH,
		       "what is to be backed up is not as it was when that backup was begun, or "
		       "its list was changed: begin a new one, without --resume");
}

/* --- first: what is whole -------------------------------------------------------------------------- */
static int same_head(void *arg, const struct manifest_head *h)
{
	struct session_sealed *s = arg;

	if (!h->id || !h->keys || !resume_same_head(h, &s->head))
		return err_set(s->err, ERR_FORMAT, -EINVAL, "that backup was begun in another way");
	memcpy(s->id, h->id, HASH_SIZE);
	inside_keys_note(s->to, s->id, s->keys);
	if (memcmp(s->keys, h->keys, HASH_SIZE) != 0)
		return err_set(s->err, ERR_FORMAT, -EBADE,
			       "that backup was sealed for other keys: name the same ones");
	s->head.id = s->id;
	s->head.keys = s->keys;
	return 0;
}

/* Names are ours or nobody's: what is thrown away later goes by them. */
static bool named_as_ours(const struct manifest_shard *s, unsigned *ret_number)
{
	char part[SHARD_NAME_MAX], piece[SHARD_NAME_MAX];

	if (!s->piece || !inside_is_ours(s->name, ret_number) || !*ret_number)
		return false;
	inside_names(*ret_number, true, part, piece);
	return !strcmp(s->name, part) && !strcmp(s->piece->name, piece);
}

static int look(struct session_sealed *s, const char *name, uint64_t size, const uint8_t *sha256,
		bool *ret)
{
	return resume_is_whole(s->dirfd, name, size, sha256, s->watch, &s->read, ret) < 0
		   ? err_set(s->err, ERR_LIMIT, -ECANCELED, "stopped")
		   : 0;
}

static int look_at_part(void *arg, const struct manifest_shard *shard, uint64_t end_of_line)
{
	struct session_sealed *s = arg;
	const struct manifest_piece *p = shard->piece;
	struct line *l;
	bool list;
	int r;

	(void)end_of_line;
	if (shard->list)
		return look(s, shard->name, shard->size, shard->sha256, &s->list_whole);
	if (s->n >= RESUME_SHARDS_MAX)
		return err_set(s->err, ERR_LIMIT, -E2BIG, "that backup has too many parts");
	s->line = xgrow(s->line, s->n, &s->cap, sizeof(*s->line), RESUME_SHARDS_MAX);
	l = &s->line[s->n];
	*l = (struct line){ 0 };
	if (!named_as_ours(shard, &l->number) || (s->n && l->number <= l[-1].number))
		return -EBADMSG;
	l->cut = p->cut;
	l->from = p->from;
	l->reached = p->reached;
	memcpy(l->proof, p->proof, HASH_SIZE);
	walk_bind(shard, s->bound);
	memcpy(l->bound, s->bound, HASH_SIZE);
	if (!l->cut)
		memset(s->bound, 0, sizeof(s->bound));
	s->n++;
	r = look(s, shard->name, shard->size, shard->sha256, &l->whole);
	if (r == 0)
		r = look(s, p->name, p->size, p->sha256, &list);
	l->whole = l->whole && list;
	return r;
}

static int by_from(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

/* The parts from i on that one file holds together; where the next ones begin. */
static size_t together(const struct session_sealed *s, size_t i, bool *ret_whole)
{
	const struct line *l = s->line;

	*ret_whole = l[i].whole;
	while (l[i].cut && i + 1 < s->n && l[i + 1].from == l[i].reached &&
	       l[i + 1].number == l[i].number + 1) {
		i++;
		*ret_whole = *ret_whole && l[i].whole;
	}
	*ret_whole = *ret_whole && !l[i].cut; /* its end may be what is missing */
	return i + 1;
}

static int find_ranges(struct session_sealed *s, struct err *err)
{
	bool whole;

	s->range = xcalloc(s->n + 1, sizeof(*s->range));
	for (size_t i = 0, next; i < s->n; i = next) {
		next = together(s, i, &whole);
		for (size_t k = i; k < next; k++)
			s->line[k].stays = whole;
		if (whole)
			s->range[s->n_ranges++] =
			    (struct range){ .from = s->line[i].from,
					    .reached = s->line[next - 1].reached,
					    .last = &s->line[next - 1] };
	}
	qsort(s->range, s->n_ranges, sizeof(*s->range), by_from);
	for (size_t i = 0; i < s->n_ranges; i++)
		if (s->range[i].from >= s->range[i].reached ||
		    (i && s->range[i].from < s->range[i - 1].reached))
			return changed(err);
	return 0;
}

static size_t staying(const struct session_sealed *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		n += s->line[i].stays;
	return n;
}

int session_sealed_look(int dirfd, const struct manifest_head *head, const struct sealed_to *to,
			const struct session_watch *w, struct session_sealed **ret, struct err *err)
{
	struct session_sealed *s = xcalloc(1, sizeof(*s));
	const struct manifest_reader reader = { .arg = s,
						.head = same_head,
						.shard = look_at_part };
	enum manifest_state state = MANIFEST_CHANGED;
	struct manifest_end end;
	int r;

	*s = (struct session_sealed){ .dirfd = dirfd, .head = *head, .to = to, .watch = w };
	s->err = err;
	s->list = openat(dirfd, MANIFEST_NAME, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	r = s->list < 0 ? err_sys(err, -errno, MANIFEST_NAME)
			: manifest_read(s->list, &reader, &state, &end, err);
	if (r == 0 && (state == MANIFEST_CHANGED || !s->head.id))
		r = changed(err);
	if (r == 0)
		r = find_ranges(s, err);
	if (r == 0 && state == MANIFEST_COMPLETE && s->list_whole && staying(s) == s->n)
		r = err_set(err, ERR_FORMAT, -EALREADY, "that backup is complete");
	*ret = r == 0 ? s : NULL;
	if (r < 0)
		session_sealed_free(s);
	return r;
}

const struct manifest_head *session_sealed_head(const struct session_sealed *s)
{
	return &s->head;
}

void session_sealed_free(struct session_sealed *s)
{
	if (!s)
		return;
	cleanup_close(&s->list);
	free(s->line);
	free(s->range);
	free(s);
}

/* --- then: whether the source is the same ------------------------------------------------------------- */
static struct range *ends_here(struct session_sealed *s, const struct walk *w)
{
	struct range *r = s->at < s->n_ranges ? &s->range[s->at] : NULL;

	if (!r || w->n != r->reached)
		return NULL;
	s->at++;
	return r;
}

int session_sealed_compare(struct session_sealed *s, const struct walk *w, struct err *err)
{
	struct range *range = ends_here(s, w);
	uint8_t proof[HASH_SIZE];
	int r;

	if (!range)
		return 0;
	walk_hash(w, range->walk);
	r = walk_proof(s->id, range->walk, range->last->bound, proof, err);
	return r == 0 && memcmp(proof, range->last->proof, HASH_SIZE) != 0 ? other_source(err) : r;
}

int session_sealed_compared(const struct session_sealed *s, struct err *err)
{
	return s->at == s->n_ranges ? 0 : other_source(err);
}

bool session_sealed_has(struct session_sealed *s, const struct walk *w)
{
	const struct range *r = s->at < s->n_ranges ? &s->range[s->at] : NULL;

	return r && w->n >= r->from && w->n < r->reached;
}

int session_sealed_passed(struct session_sealed *s, const struct walk *w, struct err *err)
{
	const struct range *range = ends_here(s, w);
	uint8_t hash[HASH_SIZE];

	if (!range)
		return 0;
	walk_hash(w, hash);
	return memcmp(hash, range->walk, HASH_SIZE) != 0 ? other_source(err) : 0;
}

/* --- and then what is not whole goes -------------------------------------------------------------------- */
static bool stays(const struct session_sealed *s, const char *name)
{
	size_t n = strlen(name), low = 0, high = s->n;
	unsigned number;

	(void)inside_is_ours(name, &number);
	while (low < high) { /* numbers rise */
		size_t middle = low + (high - low) / 2;

		if (s->line[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return number && strcmp(name + n - 5, ".part") != 0 && low < s->n &&
	       s->line[low].number == number && s->line[low].stays;
}

static int sweep(const struct session_sealed *s, struct err *err)
{
	int fd = openat(s->dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;
	unsigned number;
	int r = 0;

	if (!d)
		return err_sys(err, -errno, "the folder");
	while (r == 0 && (e = readdir(d)))
		if (inside_is_ours(e->d_name, &number) && !stays(s, e->d_name) &&
		    unlinkat(s->dirfd, e->d_name, 0) < 0 && errno != ENOENT)
			r = err_sys(err, -errno, "%s", e->d_name);
	closedir(d);
	return r;
}

static int copy_line(void *arg, const struct manifest_shard *shard, uint64_t end_of_line)
{
	struct session_sealed *s = arg;

	(void)end_of_line;
	if (shard->list || s->copied >= s->n || !s->line[s->copied++].stays)
		return 0;
	return manifest_add_shard(s->out, shard, s->err);
}

static int copy_lines(struct session_sealed *s, struct manifest *m, struct err *err)
{
	const struct manifest_reader reader = { .arg = s, .shard = copy_line };
	enum manifest_state state;
	struct manifest_end end;
	int r = manifest_create_as(m, s->dirfd, MANIFEST_NEW, &s->head, err);

	s->out = m;
	s->err = err;
	s->copied = 0;
	if (r == 0)
		r = manifest_read(s->list, &reader, &state, &end, err);
	return r < 0 ? r : manifest_take_place(m, MANIFEST_NEW, err);
}

int session_sealed_go_on(struct session_sealed *s, struct manifest *m, struct session_resume *ret,
			 struct err *err)
{
	int r;

	*ret = (struct session_resume){ .next_shard = 1, .kept = staying(s) };
	ret->thrown = s->n - ret->kept;
	for (size_t i = 0; i < s->n; i++)
		if (s->line[i].stays)
			ret->next_shard = s->line[i].number + 1;
	s->at = 0;
	r = sweep(s, err);
	return r < 0 ? r : copy_lines(s, m, err);
}
