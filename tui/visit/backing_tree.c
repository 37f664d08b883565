/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree itself: what is open in it, and what is told of it. */
#include "tui/visit/backing_tree.h"

#include <string.h>

#include "core/text/text.h"
#include "tui/visit/visit.h"

static struct backing_tree *tree_of(struct visit *v)
{
	return &v->backing.tree;
}

const char *backing_tree_why_not(const struct visit *v)
{
	/* Names of folders are names that the owner gave: the third line is about them. */
	if (v->consent[2] != TICK_YES)
		return C_("S36", "needs line 3 of the consent");
	return NULL;
}

void backing_tree_begin(struct visit *v)
{
	struct backing_tree *t = tree_of(v);

	if (!t->begun) {
		t->begun = true;
		t->asked = -1;
		v->want |= WANT_BACKUP_BELOW;
	}
	visit_go(v, SCREEN_S50);
}

/* --- lines ----------------------------------------------------------------------------------- */
/* The i-th line of a folder's own folders and of those that are open in them; NULL: so many there are not,
 * and i is less by those that there are. */
static const struct backing_node *line_below(const struct backing_tree *t, unsigned first,
					     unsigned n, unsigned *i)
{
	for (unsigned k = first; k < first + n; k++) {
		const struct backing_node *found;

		if ((*i)-- == 0)
			return &t->node[k];
		if (!t->node[k].open)
			continue;
		found = line_below(t, t->node[k].first, t->node[k].n, i);
		if (found)
			return found;
	}
	return NULL;
}

static unsigned parts(const struct backing_tree *t)
{
	unsigned n = 0;

	while (n < t->n && t->node[n].parent < 0)
		n++;
	return n;
}

const struct backing_node *backing_tree_row(const struct visit *v, unsigned i)
{
	const struct backing_tree *t = &v->backing.tree;

	return i < BACKING_NODES ? line_below(t, 0, parts(t), &i) : NULL;
}

unsigned backing_tree_rows(const struct visit *v)
{
	const struct backing_tree *t = &v->backing.tree;
	unsigned i = BACKING_NODES;

	(void)line_below(t, 0, parts(t), &i);
	return BACKING_NODES - i;
}

unsigned backing_tree_top(const struct visit *v)
{
	unsigned rows = backing_tree_rows(v), at = v->cursor[SCREEN_S50];
	unsigned top = MIN(v->backing.tree.top, rows - MIN(rows, TREE_ROWS));

	if (at < top)
		return at;
	return at >= top + TREE_ROWS ? at - TREE_ROWS + 1 : top;
}

/* What is to come below may let it be further down than it is now. */
void backing_tree_keep_top(struct visit *v)
{
	struct backing_tree *t = tree_of(v);
	unsigned at = v->cursor[SCREEN_S50];

	if (at < t->top)
		t->top = at;
	if (at >= t->top + TREE_ROWS)
		t->top = at - TREE_ROWS + 1;
}

static struct backing_node *node_at(struct visit *v, unsigned row)
{
	const struct backing_node *n = backing_tree_row(v, row);

	return n ? &tree_of(v)->node[n - tree_of(v)->node] : NULL;
}

static void ask(struct visit *v, const struct backing_node *n)
{
	struct backing_tree *t = tree_of(v);

	t->asked = (int)(n - t->node);
	v->want |= WANT_BACKUP_BELOW;
}

void backing_tree_open(struct visit *v, unsigned row)
{
	struct backing_node *n = node_at(v, row);

	if (!n || n->open)
		return;
	if (n->settings || !n->path) {
		visit_say(v, n->settings
				 ? C_("S50", "What programs keep for themselves is not "
					     "copied here.")
				 : C_("S50", "Its name is too long to be chosen by itself."));
		return;
	}
	n->open = true;
	/* What is in it is to be seen: it moves up from the last lines. */
	if (row > backing_tree_top(v) + TREE_ROWS / 2)
		tree_of(v)->top = row - 1;
	if (!n->listed)
		ask(v, n);
}

void backing_tree_close(struct visit *v, unsigned row)
{
	struct backing_node *n = node_at(v, row);

	if (n && n->open) {
		n->open = false;
		return;
	}
	for (unsigned i = 0; n && n->parent >= 0 && i < row; i++)
		if (backing_tree_row(v, i) == &tree_of(v)->node[n->parent])
			v->cursor[SCREEN_S50] = i;
}

/* --- what is told ---------------------------------------------------------------------------- */
static char *path_of(const struct backing_tree *t, int parent, const char *name)
{
	struct str path = STR_INIT(BACKUP_TOLD_DEEP + 1);
	const char *above;
	char *whole;

	if (parent < 0)
		return xstrdup("");
	above = t->node[parent].path;
	if (!above || !*name)
		return NULL;
	str_addf(&path, "%s%s%s", above, *above ? "/" : "", name);
	whole = path.full ? NULL : xstrdup(str_c(&path));
	str_done(&path);
	return whole;
}

static void append(struct backing_tree *t, const struct backup_told_below *b)
{
	struct backing_node *n;

	if (t->n >= BACKING_NODES)
		return;
	if (!t->node)
		t->node = xcalloc(BACKING_NODES, sizeof(*t->node));
	n = &t->node[t->n];
	*n = (struct backing_node){ .name = xstrdup(b->name),
				    .path = path_of(t, t->asked, b->name),
				    .part = t->asked < 0 ? b->part : t->node[t->asked].part,
				    .parent = t->asked,
				    .depth = t->asked < 0 ? 0 : t->node[t->asked].depth + 1,
				    .settings = b->settings };
	if (n->part < 0) { /* nobody could say where it is */
		free(n->path);
		n->path = NULL;
	}
	if (t->asked >= 0) {
		if (!t->node[t->asked].n)
			t->node[t->asked].first = t->n;
		t->node[t->asked].n++;
	}
	t->n++;
}

/* A folder that was ticked before it was counted. */
static void fill_point(struct backing_tree *t, const struct backing_node *n)
{
	for (unsigned i = 0; n->path && i < t->n_points; i++) {
		struct backing_point *p = &t->point[i];

		if (p->part != n->part || strcmp(p->path, n->path) != 0)
			continue;
		p->files = n->files;
		p->bytes = n->bytes;
		p->unknown = n->unread;
	}
}

static bool list_done(const struct backing_tree *t)
{
	return t->asked < 0 ? t->listed : t->node[t->asked].listed;
}

static struct backing_node *told_row(struct backing_tree *t, unsigned row)
{
	unsigned first = t->asked < 0 ? 0 : t->node[t->asked].first;
	unsigned n = t->asked < 0 ? parts(t) : t->node[t->asked].n;

	return row < n ? &t->node[first + row] : NULL;
}

void backing_below(struct visit *v, const struct backup_told_below *b)
{
	struct backing_tree *t = tree_of(v);
	struct backing_node *n;

	if (!t->asking)
		return;
	if (!b->counted) {
		if (!list_done(t))
			append(t, b);
		return;
	}
	n = told_row(t, b->row);
	if (!n || strcmp(n->name, b->name) != 0) /* not the one that it was told as */
		return;
	n->files = b->files;
	n->bytes = b->bytes;
	n->cloud = b->cloud;
	n->unread = b->unread;
	n->counted = true;
	fill_point(t, n);
}

void backing_listed(struct visit *v, const struct backup_told_listed *l)
{
	struct backing_tree *t = tree_of(v);
	struct backing_node *n = t->asked < 0 ? NULL : &t->node[t->asked];

	if (!t->asking || list_done(t))
		return;
	if (!n) {
		t->listed = true;
		t->unread = l->unread;
		if (parts(t) == 1 && t->node[0].path) { /* it need not be opened by hand */
			t->node[0].open = true;
			ask(v, &t->node[0]);
		}
		return;
	}
	n->listed = true;
	n->list_unread = l->unread;
	n->more = l->more;
	if (t->n == BACKING_NODES) /* what came then is not there */
		n->list_unread = true;
}

/* What is open and was not counted to its end, because somebody opened another one in between. */
static void wait_for(struct visit *v)
{
	struct backing_tree *t = tree_of(v);

	for (unsigned i = t->n; i-- > 0;) {
		struct backing_node *n = &t->node[i];

		if (n->open && !n->listed) {
			ask(v, n);
			return;
		}
		if (!n->counted && n->parent >= 0 && t->node[n->parent].open) {
			ask(v, &t->node[n->parent]);
			return;
		}
	}
}

void backing_asked(struct visit *v)
{
	struct backing_tree *t = tree_of(v);
	const struct backup_told_listed none = { .unread = true };
	unsigned n;

	if (!t->asking)
		return;
	backing_listed(v, &none);
	n = t->asked < 0 ? 0 : t->node[t->asked].n;
	for (unsigned i = 0; i < n; i++) { /* it fell: what it did not count nobody did */
		struct backing_node *k = told_row(t, i);

		k->unread = k->unread || !k->counted;
		k->counted = true;
		fill_point(t, k);
	}
	t->asking = false;
	wait_for(v);
}

static void wipe(char *text)
{
	if (text)
		explicit_bzero(text, strlen(text));
}

static void forget_last(struct backing_tree *t, unsigned down_to)
{
	while (t->n > down_to) {
		t->n--;
		wipe(t->node[t->n].path);
		wipe(t->node[t->n].name);
		free(t->node[t->n].name);
		free(t->node[t->n].path);
	}
}

/* Names of which not all were told are none: they come again. What was asked about one of them is asked about the
 * folder that it is in. */
static void forget_half(struct backing_tree *t)
{
	int half = -1;

	for (unsigned i = t->n; i-- > 0 && half < 0;)
		if (!t->node[i].listed && t->node[i].n)
			half = (int)i;
	if (half >= 0) {
		forget_last(t, t->node[half].first);
		t->node[half].n = 0;
	} else if (!t->listed) {
		forget_last(t, 0);
	}
	if (t->asked >= (int)t->n)
		t->asked = half;
}

bool backing_ask(struct visit *v, struct backup_told_wish *ret)
{
	struct backing_tree *t = tree_of(v);

	*ret = (struct backup_told_wish){ .what = BACKUP_WISH_TAKE, .part = -1 };
	forget_half(t);
	t->asking = false;
	if (!t->begun)
		return false;
	if (t->asked >= 0) {
		const struct backing_node *n = &t->node[t->asked];

		ret->part = n->part;
		if (!n->path || strlen(n->path) >= sizeof(ret->path))
			return false;
		memcpy(ret->path, n->path, strlen(n->path) + 1);
	}
	t->asking = true;
	return true;
}

void backing_tree_done(struct backing_tree *t)
{
	forget_last(t, 0);
	free(t->node);
	while (t->n_points) {
		wipe(t->point[--t->n_points].path);
		free(t->point[t->n_points].path);
	}
	free(t->point);
	*t = (struct backing_tree){ 0 };
}
