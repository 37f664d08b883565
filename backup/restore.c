/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list is read twice: what it will be, then part by part. A list that is another one the second
 * time gets no more bytes than the first one was told of. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "backup/plan.h"
#include "backup/restore_private.h"
#include "backup/session.h"

int restore_read_list(const struct restore_options *o, const struct manifest_reader *reader,
		      enum manifest_state *ret, struct manifest_end *ret_end, struct err *err)
{
	int fd CLEANUP(cleanup_close) = -1;

	if (o->list)
		return manifest_read(*o->list, reader, ret, ret_end, err);
	fd = openat(o->session, MANIFEST_NAME,
		    O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);

	if (fd < 0)
		return err_sys(err, -errno, MANIFEST_NAME);
	return manifest_read(fd, reader, ret, ret_end, err);
}

bool restore_all(const struct restore_options *o)
{
	return !o->n_folders && !o->n_files;
}

static bool below(const struct manifest_file *f, const char *of)
{
	char name[4096];
	size_t n = strlen(f->name);

	/* The zip's name of a folder ends in '/'. */
	if (n && f->name[n - 1] == '/' && n < sizeof(name)) {
		snprintf(name, sizeof(name), "%.*s", (int)(n - 1), f->name);
		if (plan_below(name, of))
			return true;
	}
	return plan_below(f->name, of) || (f->path && plan_below(f->path, of));
}

static bool same(const struct manifest_file *f, const char *file)
{
	return (!strcasecmp(f->name, file) && f->parts == 1) ||
	       (f->path && !strcasecmp(f->path, file));
}

bool restore_wants(const struct restore_options *o, const struct manifest_file *f)
{
	if (restore_all(o))
		return true;
	for (size_t i = 0; i < o->n_folders; i++)
		if (below(f, o->folder[i]))
			return true;
	for (size_t i = 0; !f->folder && i < o->n_files; i++)
		if (same(f, o->file[i]))
			return true;
	return false;
}

/* --- before ------------------------------------------------------------------------------------ */
struct reckoning {
	const struct restore_options *o;
	struct restore_sum *sum;
	uint64_t files, folders, bytes; /* since the last line of a part */
};

static int reckon_head(void *arg, const struct manifest_head *head)
{
	struct reckoning *g = arg;

	snprintf(g->sum->profile, sizeof(g->sum->profile), "%s", head->profile);
	snprintf(g->sum->source, sizeof(g->sum->source), "%.399s", head->source);
	g->sum->started = head->started;
	return 0;
}

/* Sums of a list that lies do not turn round. */
static void sum_up(uint64_t *sum, uint64_t n)
{
	if (__builtin_add_overflow(*sum, n, sum))
		*sum = UINT64_MAX;
}

static int reckon_file(void *arg, const struct manifest_file *f)
{
	struct reckoning *g = arg;

	if (!restore_wants(g->o, f))
		return 0;
	g->folders += f->folder;
	g->files += !f->folder && f->part == f->parts;
	sum_up(&g->bytes, f->size);
	return 0;
}

static int reckon_shard(void *arg, const struct manifest_shard *s, uint64_t end_of_line)
{
	struct reckoning *g = arg;

	(void)s, (void)end_of_line;
	g->sum->files += g->files;
	g->sum->folders += g->folders;
	sum_up(&g->sum->bytes, g->bytes);
	g->files = g->folders = g->bytes = 0;
	return 0;
}

int restore_reckon(const struct restore_options *o, struct restore_sum *ret, struct err *err)
{
	struct reckoning g = { .o = o, .sum = ret };
	const struct manifest_reader reader = {
		.arg = &g, .head = reckon_head, .file = reckon_file, .shard = reckon_shard
	};
	int r;

	*ret = (struct restore_sum){ 0 };
	r = restore_read_list(o, &reader, &ret->list, &ret->all, err);
	if (r < 0)
		return r;
	if (!ret->profile[0])
		return err_set(err, ERR_FORMAT, -EBADMSG, "there is no list of a backup in it");
	if (!o->list && !strcmp(ret->profile, MANIFEST_SEALED))
		return err_set(err, ERR_UNSUPPORTED, -ENOTSUP,
			       "it is sealed: name its key with --identity; " SESSION_README
			       " in it says how else it is opened");
	if (strcmp(ret->profile, o->list ? MANIFEST_LIST : MANIFEST_PLAIN) != 0)
		return err_set(err, ERR_UNSUPPORTED, -ENOTSUP, "it is a backup of an unknown kind");
	if (!ret->files && !ret->folders)
		return err_set(err, ERR_UNSUPPORTED, -ENOENT,
			       restore_all(o) ? "there is no finished part in this backup"
					      : "there is none of that in this backup");
	return 0;
}

/* --- the second reading ------------------------------------------------------------------------- */
struct running {
	struct restoring r;
	struct err *err;
};

static int file(void *arg, const struct manifest_file *f)
{
	struct running *g = arg;

	g->r.over = restore_keep(&g->r, f, g->err);
	return g->r.over ? 1 : 0;
}

static int shard(void *arg, const struct manifest_shard *s, uint64_t end_of_line)
{
	struct running *g = arg;

	(void)end_of_line;
	g->r.over = restore_part(&g->r, s->name, g->err);
	return g->r.over ? 1 : 0;
}

/* 1 is ours: manifest_read() gives it back when something of ours ended it. */
static int read_and_do(struct running *g, enum manifest_state *state, struct manifest_end *end)
{
	const struct manifest_reader reader = { .arg = g, .file = file, .shard = shard };
	int r = restore_read_list(g->r.o, &reader, state, end, g->err);

	return r == 1 ? g->r.over : r;
}

static void on_second(void *arg, const char *path, const char *name)
{
	const struct restoring *r = arg;

	r->o->told(r->o->arg, RESTORE_SECOND, path, name);
}

static void on_lost(void *arg, const char *path, const struct err *why)
{
	struct restoring *r = arg;

	r->sum->lost++;
	r->o->told(r->o->arg, RESTORE_LOST, path, restore_words(why));
}

int restore_run(const struct restore_options *o, const struct restore_source *source,
		struct restore_sum *sum, struct err *err)
{
	struct running g = { .r = { .o = o, .source = source, .sum = sum }, .err = err };
	const struct put_options put = { o->target, &g.r, on_second, on_lost };
	struct manifest_end end;
	int r = put_back_new(&put, &g.r.put, err), finished;
	struct err later = { 0 };

	if (r < 0)
		return r;
	r = read_and_do(&g, &sum->list, &end);
	/* Of what was stopped nobody says that its rest is missing. */
	g.r.join.lost |= r < 0;
	restore_join_end(&g.r);
	/* What is whole gets its name also when something ended it. */
	finished = put_back_finish(g.r.put, &later);
	if (r == 0 && finished < 0) {
		r = finished;
		if (err)
			*err = later;
	}
	sum->put = *put_back_counts(g.r.put);
	put_back_free(g.r.put);
	restore_done(&g.r);
	return r;
}

/* --- a sample ------------------------------------------------------------------------------------ */
struct counting {
	uint64_t open, files; /* open: since the last line of a part */
	const char *profile;
	bool known;
};

static int count_head(void *arg, const struct manifest_head *head)
{
	struct counting *n = arg;

	n->known = !strcmp(head->profile, n->profile);
	return 0;
}

static int count_file(void *arg, const struct manifest_file *f)
{
	struct counting *n = arg;

	n->open += !f->folder;
	return 0;
}

static int count_shard(void *arg, const struct manifest_shard *s, uint64_t end_of_line)
{
	struct counting *n = arg;

	(void)s, (void)end_of_line;
	n->files = n->open;
	return 0;
}

int restore_prove(const struct restore_options *o, const struct restore_source *source, uint64_t n,
		  struct restore_proof *ret, struct err *err)
{
	struct counting count = { .profile = o->list ? MANIFEST_LIST : MANIFEST_PLAIN };
	const struct manifest_reader counting = {
		.arg = &count, .head = count_head, .file = count_file, .shard = count_shard
	};
	struct restore_sum sum = { 0 };
	struct running g = { .r = { .o = o, .source = source, .sum = &sum, .proof = ret },
			     .err = err };
	enum manifest_state state;
	struct manifest_end end;
	int r = restore_read_list(o, &counting, &state, &end, err);

	*ret = (struct restore_proof){ 0 };
	if (r < 0 || !count.files || !count.known)
		return r;
	g.r.count = count.files;
	g.r.chosen = MIN(n, count.files);
	r = read_and_do(&g, &state, &end);
	restore_done(&g.r);
	return r;
}
