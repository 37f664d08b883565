/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is ticked: the groups, and single folders beside them or in them. The nearest word above a folder counts. */
#include <string.h>

#include "core/record/backup.h"
#include "core/text/text.h"
#include "tui/visit/visit.h"

static bool below(const char *path, const char *of)
{
	size_t n = strlen(of);

	return n == 0 || (!strncmp(path, of, n) && (path[n] == '/' || !path[n]));
}

static bool named(const struct backup_told_folder *f)
{
	return f->part >= 0;
}

/* The files at the top of a part stand beside its folders. */
static bool flat(const struct backup_told_folder *f)
{
	return !strcmp(f->path, ".");
}

static const struct backing_point *point_at(const struct backing_tree *t, int part,
					    const char *path)
{
	for (unsigned i = 0; i < t->n_points; i++)
		if (t->point[i].part == part && !strcmp(t->point[i].path, path))
			return &t->point[i];
	return NULL;
}

static bool group_on(const struct backing *b, unsigned folder)
{
	return b->kind_of[folder] < b->n_kinds && b->kind[b->kind_of[folder]].on;
}

/* A folder of a group that has no line is in no group: nothing is said about it. */
static bool in_group(const struct backing *b, unsigned folder)
{
	return b->kind_of[folder] < b->n_kinds && named(&b->folder[folder]);
}

static int group_at(const struct backing *b, int part, const char *path)
{
	for (unsigned i = 0; i < b->n_folders; i++)
		if (in_group(b, i) && !flat(&b->folder[i]) && b->folder[i].part == part &&
		    !strcmp(b->folder[i].path, path))
			return (int)i;
	return -1;
}

/* What is said of this very folder. */
static bool own(const struct backing *b, unsigned folder)
{
	const struct backup_told_folder *f = &b->folder[folder];
	const struct backing_point *p =
	    named(f) && !flat(f) ? point_at(&b->tree, f->part, f->path) : NULL;

	return p ? p->take : group_on(b, folder);
}

bool backing_wanted(const struct visit *v, unsigned i)
{
	return own(&v->backing, i);
}

/* The nearest word about a path; above: about its folders only. */
static bool taken(const struct backing *b, int part, const char *path, bool above)
{
	size_t nearest = 0, size = strlen(path);
	bool any = false, take = false;

	for (unsigned i = 0; i < b->n_folders; i++) {
		const struct backup_told_folder *f = &b->folder[i];
		size_t n = strlen(f->path);

		if (!in_group(b, i) || flat(f) || f->part != part || !below(path, f->path) ||
		    (above && n == size) || (any && n < nearest))
			continue;
		nearest = n;
		take = own(b, i);
		any = true;
	}
	for (unsigned i = 0; i < b->tree.n_points; i++) {
		const struct backing_point *p = &b->tree.point[i];
		size_t n = strlen(p->path);

		if (p->part != part || !below(path, p->path) || (above && n == size) ||
		    (any && n < nearest))
			continue;
		nearest = n;
		take = p->take;
		any = true;
	}
	return take;
}

/* Something below it is not as it is. */
static bool differs_below(const struct backing *b, int part, const char *path, bool take)
{
	for (unsigned i = 0; i < b->n_folders; i++)
		if (in_group(b, i) && !flat(&b->folder[i]) && b->folder[i].part == part &&
		    strcmp(b->folder[i].path, path) != 0 && below(b->folder[i].path, path) &&
		    own(b, i) != take)
			return true;
	for (unsigned i = 0; i < b->tree.n_points; i++)
		if (b->tree.point[i].part == part && strcmp(b->tree.point[i].path, path) != 0 &&
		    below(b->tree.point[i].path, path) && b->tree.point[i].take != take)
			return true;
	return false;
}

static enum backing_mark mark(const struct backing *b, int part, const char *path)
{
	bool take = taken(b, part, path, false);

	return differs_below(b, part, path, take) ? BACKING_PART : take ? BACKING_YES : BACKING_NO;
}

enum backing_mark backing_tree_mark(const struct visit *v, const struct backing_node *n)
{
	if (!n->path) /* it goes with its folder */
		return n->parent >= 0 ? backing_tree_mark(v, &v->backing.tree.node[n->parent])
				      : BACKING_NO;
	return mark(&v->backing, n->part, n->path);
}

bool backing_tree_whole(const struct visit *v, const struct backing_node *part)
{
	return group_at(&v->backing, part->part, "") >= 0;
}

/* --- ticking --------------------------------------------------------------------------------- */
static void forget_below(struct backing_tree *t, int part, const char *path)
{
	unsigned kept = 0;

	for (unsigned i = 0; i < t->n_points; i++) {
		if (t->point[i].part == part && below(t->point[i].path, path))
			free(t->point[i].path);
		else
			t->point[kept++] = t->point[i];
	}
	t->n_points = kept;
}

static bool put(struct backing_tree *t, const struct backing_point *p)
{
	if (t->n_points == BACKING_POINTS)
		return false;
	if (!t->point)
		t->point = xcalloc(BACKING_POINTS, sizeof(*t->point));
	t->point[t->n_points] = *p;
	t->point[t->n_points++].path = xstrdup(p->path);
	return true;
}

/* The folders of groups at it and below it get its word. */
static bool put_groups(struct backing *b, int part, const char *path, bool take)
{
	for (unsigned i = 0; i < b->n_folders; i++) {
		const struct backup_told_folder *f = &b->folder[i];
		const struct backing_point p = { .path = b->folder[i].path,
						 .part = part,
						 .take = take,
						 .files = f->files,
						 .bytes = f->bytes,
						 .unknown = f->unread };

		if (in_group(b, i) && !flat(f) && f->part == part && below(f->path, path) &&
		    group_on(b, i) != take && !put(&b->tree, &p))
			return false;
	}
	return true;
}

/* Not less than the groups that lie in it. */
static void at_least(const struct backing *b, struct backing_point *p)
{
	uint64_t files = 0, bytes = 0;

	for (unsigned i = 0; i < b->n_folders; i++) {
		const struct backup_told_folder *f = &b->folder[i];

		if (!in_group(b, i) || flat(f) || f->part != p->part || !below(f->path, p->path))
			continue;
		files += MIN(f->files, UINT64_MAX - files);
		bytes += MIN(f->bytes, UINT64_MAX - bytes);
	}
	p->files = MAX(p->files, files);
	p->bytes = MAX(p->bytes, bytes);
}

bool backing_tree_tick(struct visit *v, unsigned row)
{
	struct backing *b = &v->backing;
	const struct backing_node *n = backing_tree_row(v, row);
	struct backing_point p;

	/* A part of the disk as a whole only where the disk is one of data, and taken so anyway. */
	if (!n || n->settings || !n->path || (n->parent < 0 && !backing_tree_whole(v, n)))
		return false;
	p = (struct backing_point){ .path = n->path,
				    .part = n->part,
				    .take = backing_tree_mark(v, n) != BACKING_YES,
				    .files = n->files,
				    .bytes = n->bytes,
				    .unknown = !n->counted || n->unread };
	if (b->tree.n_points + b->n_folders >= BACKING_POINTS) {
		visit_say(v,
			  C_("S50", "So many single folders cannot be chosen. Take a whole one."));
		return true;
	}
	if (p.unknown)
		at_least(b, &p);
	forget_below(&b->tree, n->part, n->path);
	if (!put_groups(b, n->part, n->path, p.take))
		return false;
	if (group_at(b, n->part, n->path) < 0 && taken(b, n->part, n->path, true) != p.take)
		return put(&b->tree, &p);
	return true;
}

enum backing_mark backing_kind_mark(const struct visit *v, unsigned kind)
{
	const struct backing *b = &v->backing;
	unsigned yes = 0, no = 0;

	for (unsigned i = 0; i < b->n_folders; i++) {
		const struct backup_told_folder *f = &b->folder[i];

		if (b->kind_of[i] != kind)
			continue;
		if (named(f) && !flat(f) && differs_below(b, f->part, f->path, own(b, i)) &&
		    b->tree.n_points)
			return BACKING_PART;
		yes += own(b, i);
		no += !own(b, i);
	}
	if (yes && no)
		return BACKING_PART;
	return yes + no           ? (yes ? BACKING_YES : BACKING_NO)
	       : b->kind[kind].on ? BACKING_YES
				  : BACKING_NO;
}

void backing_kind_tick(struct visit *v, unsigned kind)
{
	struct backing *b = &v->backing;
	bool on = backing_kind_mark(v, kind) != BACKING_YES;

	for (unsigned i = 0; i < b->n_folders; i++)
		if (b->kind_of[i] == kind && named(&b->folder[i]) && !flat(&b->folder[i]))
			forget_below(&b->tree, b->folder[i].part, b->folder[i].path);
	b->kind[kind].on = on;
}

/* --- sums ------------------------------------------------------------------------------------ */
static void add(struct backing_more *m, bool plus, uint64_t files, uint64_t bytes)
{
	uint64_t *f = plus ? &m->plus_files : &m->minus_files;
	uint64_t *b = plus ? &m->plus_bytes : &m->minus_bytes;

	*f += MIN(files, UINT64_MAX - *f);
	*b += MIN(bytes, UINT64_MAX - *b);
}

/* The groups were counted by their own ticks: what is otherwise is put right. */
static void add_group(const struct backing *b, unsigned i, struct backing_more *m)
{
	const struct backup_told_folder *f = &b->folder[i];
	bool on = group_on(b, i), take = own(b, i), above;

	if (!in_group(b, i) || flat(f))
		return;
	above = taken(b, f->part, f->path, true);
	m->taken += take && !on;
	m->left += !take && on;
	if (on)
		add(m, false, f->files, f->bytes);
	if (take && !above)
		add(m, true, f->files, f->bytes);
	if (!take && above)
		add(m, false, f->files, f->bytes);
}

void backing_more(const struct visit *v, struct backing_more *ret)
{
	const struct backing *b = &v->backing;

	*ret = (struct backing_more){ 0 };
	if (!b->tree.n_points) /* the groups are all there is */
		return;
	for (unsigned i = 0; i < b->n_folders; i++)
		add_group(b, i, ret);
	for (unsigned i = 0; i < b->tree.n_points; i++) {
		const struct backing_point *p = &b->tree.point[i];

		if (group_at(b, p->part, p->path) >= 0)
			continue;
		ret->taken += p->take;
		ret->left += !p->take;
		ret->unknown |= p->unknown;
		add(ret, p->take, p->files, p->bytes);
	}
}

/* --- for `kenshin backup run` ------------------------------------------------------------------ */
static void line(void *arg, const char *json, size_t n)
{
	str_addn(arg, json, n);
	str_addc(arg, '\n');
}

static void say(struct str *out, enum backup_wish what, int part, const char *path)
{
	const struct record_sink sink = { line, out };
	struct backup_told_wish w = { .what = what, .part = part };

	if (strlen(path) < sizeof(w.path))
		memcpy(w.path, path, strlen(path) + 1);
	else
		out->full = true;
	record_backup_wish(&sink, &w);
}

/* Where the usual ones are taken, a usual folder says nothing but that it is not. */
static void say_group(const struct backing *b, unsigned i, bool usual, struct str *out)
{
	const struct backup_told_folder *f = &b->folder[i];
	bool take = own(b, i), above = !flat(f) && taken(b, f->part, f->path, true);

	if (!in_group(b, i))
		return;
	if (usual && f->ticked) {
		if (!take)
			say(out, BACKUP_WISH_LEAVE, f->part, f->path);
	} else if (take && !above) {
		say(out, BACKUP_WISH_TAKE, f->part, f->path);
	} else if (!take && above) {
		say(out, BACKUP_WISH_LEAVE, f->part, f->path);
	}
}

bool backing_choice(const struct visit *v, struct str *out)
{
	const struct backing *b = &v->backing;
	bool usual = backing_all(v);

	if (usual)
		say(out, BACKUP_WISH_USUAL, -1, "");
	for (unsigned i = 0; i < b->n_folders; i++)
		say_group(b, i, usual, out);
	for (unsigned i = 0; i < b->tree.n_points; i++) {
		const struct backing_point *p = &b->tree.point[i];

		if (group_at(b, p->part, p->path) < 0)
			say(out, p->take ? BACKUP_WISH_TAKE : BACKUP_WISH_LEAVE, p->part, p->path);
	}
	return !out->full;
}
