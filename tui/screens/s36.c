/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S36: the backup before it begins: what is copied, onto which disk, really onto this one. Nothing is
 * written before the last of the three answers. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

#define TICK_COL   7
#define NAME_COL   17
#define COUNT_COL  50
#define SIZE_COL   64
#define LARGE_COL  42 /* of the size, where letters are large */
#define VALUE_COL  17
#define TREE_DIGIT 9

const char *screen_files(struct page *p, uint64_t n)
{
	return n == 1 ? C_("S36", "1 file")
		      : screen_fill(p, C_("S36", "{0} files"), 1,
				    screen_number(p, (int64_t)MIN(n, (uint64_t)INT64_MAX)));
}

static void planning(struct page *p)
{
	body_heading(&p->body, C_("S36", "Counting what there is to back up"));
	body_blank(&p->body);
	body_text(&p->body, 2, C_("S36", "A moment, please. Nothing is written yet."));
	screen_script(p, C_("S36", "\"First we count. You choose what goes along.\""));
	screen_keys(p, "b12");
}

/* --- what ------------------------------------------------------------------------------------ */
static const char *name_of(struct page *p, const struct backing_kind *k)
{
	return k->words[0]
		   ? screen_escape(p, text_get(k->words), p->layout == LAYOUT_NORMAL ? 32 : 24)
		   : C_("S36", "Everything else");
}

const char *screen_backing_mark(enum backing_mark m)
{
	switch (m) {
	case BACKING_YES: return C_("S03", "[ yes  ]");
	case BACKING_PART: return C_("S50", "[ part ]");
	case BACKING_NO: break;
	}
	return C_("S03", "[  no  ]");
}

static void kind(const struct visit *v, struct page *p, unsigned i)
{
	const struct backing_kind *k = &v->backing.kind[i];
	enum backing_mark m = backing_kind_mark(v, i);
	struct line *l = body_line(&p->body);

	l->item = (int)i + 1;
	l->selected = v->cursor[SCREEN_S36] == i;
	l->fixed = p->layout != LAYOUT_VERY_LARGE;
	line_seg(l, TICK_COL, m == BACKING_NO ? ATTR_NOTE : ATTR_PAGE, screen_backing_mark(m));
	line_seg(l, NAME_COL, ATTR_PAGE, name_of(p, k));
	if (p->layout == LAYOUT_NORMAL)
		line_seg(l, COUNT_COL, ATTR_PAGE, screen_files(p, k->files));
	line_seg(l, p->layout == LAYOUT_NORMAL ? SIZE_COL : LARGE_COL, ATTR_PAGE,
		 k->unread ? C_("S36", "not all counted") : screen_bytes(p, k->bytes));
}

void screen_backing_sum(const struct visit *v, struct page *p)
{
	struct backing_more more;
	uint64_t n, bytes;

	backing_sum(v, &n, &bytes);
	backing_more(v, &more);
	body_text(&p->body, 2,
		  screen_fill(p,
			      more.unknown ? C_("S50", "Together {0}, {1}; not all is counted")
					   : C_("S36", "Together {0}, {1}"),
			      2, screen_files(p, n), screen_bytes(p, bytes)));
}

/* What the tree adds to the groups, or why it cannot be opened. */
static const char *single(const struct visit *v, struct page *p, const struct backing_more *m)
{
	const char *why = backing_tree_why_not(v);

	if (why)
		return why;
	if (m->taken && m->left)
		return screen_fill(p, C_("S36", "{0} more, {1} left out"), 2,
				   screen_number(p, m->taken), screen_number(p, m->left));
	if (m->taken)
		return screen_fill(p, C_("S36", "{0} more"), 1, screen_number(p, m->taken));
	if (m->left)
		return screen_fill(p, C_("S36", "{0} left out"), 1, screen_number(p, m->left));
	return "";
}

static void tree_line(const struct visit *v, struct page *p, const struct backing_more *m)
{
	const char *note = single(v, p, m);

	body_item(&p->body, TREE_DIGIT, v->cursor[SCREEN_S36] == v->backing.n_kinds,
		  C_("S36", "Choose single folders"), COUNT_COL, *note ? note : NULL);
}

static void what(const struct visit *v, struct page *p)
{
	const struct backing *b = &v->backing;
	uint64_t cloud = 0;
	struct backing_more more;

	body_heading(&p->body, C_("S36", "What goes into the backup?"));
	body_blank(&p->body);
	for (unsigned i = 0; i < b->n_kinds; i++) {
		kind(v, p, i);
		cloud += MIN(b->kind[i].cloud, UINT64_MAX - cloud);
	}
	backing_more(v, &more);
	tree_line(v, p, &more);
	body_blank(&p->body);
	screen_backing_sum(v, p);
	if (cloud)
		body_text(&p->body, 2,
			  screen_fill(p,
				      C_("S36", "{0} more are in the cloud only. They cannot go "
						"along."),
				      1, screen_files(p, cloud)));
	screen_script(p, C_("S36", "\"Is there anything here that should not be copied?\""));
	screen_keys(p, "n");
	page_key(p, "1-9", C_("S36", "yes/no"));
	screen_keys(p, "b12");
}

static void nothing(const struct visit *v, struct page *p)
{
	(void)v;
	screen_three(
	    p, C_("S36", "There is nothing to back up"), _(backup_end_words(BACKUP_NOTHING)),
	    C_("three", "PC and result are unchanged."), _(backup_end_help(BACKUP_NOTHING)));
	screen_script(p, C_("S36", "\"We can back up another disk, or go on.\""));
	screen_keys(p, "b12");
}

/* --- where ----------------------------------------------------------------------------------- */
static const char *ends(struct page *p, const struct backup_told_medium *m)
{
	size_t n = strlen(m->serial);

	return n ? screen_fill(p, C_("S04", "number ends {0}"), 1,
			       screen_escape(p, m->serial + (n > 4 ? n - 4 : 0), 16))
		 : "";
}

static const char *which(struct page *p, const struct backup_told_medium *m)
{
	const char *number = ends(p, m), *name = "", *room = "";

	if (m->label[0])
		name =
		    screen_fill(p, C_("S42", "its name: {0}"), 1, screen_escape(p, m->label, 16));
	if (m->reason == BACKUP_NONE && backing_locked(m))
		room = C_("S36", "locked: its password is asked for");
	if (m->reason == BACKUP_NONE && m->room != UINT64_MAX)
		room = screen_fill(p, C_("S36", "{0} free"), 1, screen_bytes(p, m->room));
	return page_printf(p, "%s%s%s%s%s", number, *number && *name ? "   " : "", name,
			   *room && (*number || *name) ? "   " : "", room);
}

/* "Leave out three" rather than a refusal; what never fits says that. */
static const char *too_small(const struct visit *v, struct page *p,
			     const struct backup_told_medium *m)
{
	unsigned less = backing_less(v, m), on = 0;
	struct backing_more more;

	for (unsigned i = 0; i < v->backing.n_kinds; i++)
		on += v->backing.kind[i].on;
	if (m->reason != BACKUP_NONE || less == 0)
		return NULL;
	backing_more(v, &more);
	if (less >= on && more.taken)
		return C_("S36", "Not enough room. Leave out single folders, too.");
	if (less >= on)
		return C_("S36", "Not enough room on it, whatever is left out.");
	if (less == 1)
		return C_("S36", "Not enough room. Leave out the largest, and it fits.");
	return screen_fill(p, C_("S36", "Not enough room. Leave out the {0} largest, and it fits."),
			   1, screen_number(p, less));
}

static void medium(const struct visit *v, struct page *p, unsigned i)
{
	const struct backup_told_medium *m = &v->backing.medium[i];
	const char *small = too_small(v, p, m), *words = which(p, m);
	const struct choice c = { (int)i + 1,
				  page_printf(p, "%s  %s", screen_bytes(p, m->size),
					      screen_escape(p, m->model, 24)),
				  NULL, m->reason != BACKUP_NONE || small };

	screen_choices(p, &c, 1, v->cursor[SCREEN_S36] == i && !c.off ? 0 : 1, 0);
	if (*words)
		body_text(&p->body, 7, words);
	if (m->reason != BACKUP_NONE)
		body_text(&p->body, 7, _(backup_end_words(m->reason)));
	else if (small)
		body_text(&p->body, 7, small);
}

static void where(const struct visit *v, struct page *p)
{
	const struct backing *b = &v->backing;

	body_heading(&p->body, b->n ? C_("S36", "Onto which disk?")
				    : C_("S36", "Please plug in your disk or USB memory"));
	body_blank(&p->body);
	for (unsigned i = 0; i < b->n; i++)
		medium(v, p, i);
	if (b->n > 0)
		body_blank(&p->body);
	if (b->looking && b->n == 0)
		body_text(&p->body, 2, C_("S42", "Looking for it. This takes a few seconds."));
	else if (b->n == 0)
		body_text(&p->body, 2, C_("S42", "It shows up here by itself."));
	else
		body_text(&p->body, 2,
			  C_("S42", "Choosing writes nothing yet: the next page asks once more."));
	body_text(&p->body, 2, C_("S42", "The check-up stick stays where it is."));
	screen_script(p, C_("S36", "\"Do you have a disk of your own with you? What is on it "
				   "stays.\""));
	screen_keys(p, "n");
	page_key(p, "1-6", C_("key", "choose"));
	screen_keys(p, "b12");
}

/* --- really? --------------------------------------------------------------------------------- */
static unsigned sure_choices(struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S36", "Back up onto this one"), NULL, false };
	c[1] = (struct choice){ 2, C_("S36", "Choose another one"), NULL, false };
	return 2;
}

static void fact(struct page *p, const char *label, const char *value)
{
	line_seg(body_text(&p->body, 2, label), VALUE_COL, ATTR_PAGE, value);
}

static void sure(const struct visit *v, struct page *p)
{
	const struct backup_told_medium *m = &v->backing.to;
	struct choice c[2];
	uint64_t n, bytes;

	backing_sum(v, &n, &bytes);
	body_heading(&p->body, C_("S36", "Back up onto this disk?"));
	body_blank(&p->body);
	fact(p, C_("S43", "Size"), screen_bytes(p, m->size));
	if (m->model[0])
		fact(p, C_("S43", "Make"), screen_escape(p, m->model, 24));
	if (m->serial[0])
		fact(p, C_("S43", "Number ends"),
		     screen_escape(p, m->serial + MAX(strlen(m->serial), (size_t)4) - 4, 16));
	if (m->label[0])
		fact(p, C_("S43", "Its name"), screen_escape(p, m->label, 24));
	fact(p, C_("S36", "Room"),
	     m->room == UINT64_MAX ? C_("S36", "not known")
				   : screen_fill(p, C_("S36", "{0} free; up to {1} are needed"), 2,
						 screen_bytes(p, m->room),
						 screen_bytes(p, backup_told_need(n, bytes))));
	fact(p, C_("S43", "Written"),
	     C_("S36", "zip files in a folder of their own; what is there stays"));
	body_blank(&p->body);
	screen_choices(p, c, sure_choices(c), v->cursor[SCREEN_S36], 43);
	body_blank(&p->body);
	body_text(&p->body, 2,
		  C_("S43", "The write guard is lifted for this one only, and set again after."));
	body_text(&p->body, 2,
		  backing_locked(m)
		      ? C_("S36", "The disk is locked, and so is the backup on it.")
		      : C_("S36", "The backup is not locked: keep the disk in a good place."));
	screen_script(p, C_("S43", "\"Is this yours? Let us look at size and name together.\""));
	screen_keys(p, "nb12");
}

void s36_draw(const struct visit *v, struct page *p)
{
	screen_title(v, p, 6, C_("S15", "Backup"));
	body_blank(&p->body);
	if (v->backing.step == BACKING_WHERE)
		where(v, p);
	else if (v->backing.step == BACKING_SURE)
		sure(v, p);
	else if (v->backing.step != BACKING_WHAT)
		planning(p);
	else if (v->backing.n_kinds)
		what(v, p);
	else
		nothing(v, p);
}

/* --- keys ------------------------------------------------------------------------------------ */
static bool is_opening(int key)
{
	return key == KEY_ENTER_ || key == KEY_RIGHT_;
}

static bool what_key(struct visit *v, int key)
{
	struct backing *b = &v->backing;
	unsigned *at = &v->cursor[SCREEN_S36];
	uint64_t n, bytes;

	if (key == KEY_UP_ || key == KEY_DOWN_) {
		*at = key == KEY_UP_ ? *at - (*at > 0) : MIN(*at + 1, b->n_kinds);
		return true;
	}
	if (b->n_kinds && (key == TREE_DIGIT || (*at == b->n_kinds && is_opening(key)))) {
		const char *why = backing_tree_why_not(v);

		*at = b->n_kinds;
		if (why)
			visit_say(v, why);
		else
			backing_tree_begin(v);
		return true;
	}
	if (key == KEY_LEFT_ || key == KEY_RIGHT_)
		key = (int)*at + 1;
	if (key >= 1 && key <= (int)b->n_kinds) {
		*at = (unsigned)key - 1;
		backing_kind_tick(v, *at);
		return true;
	}
	if (key != KEY_ENTER_ || !b->n_kinds)
		return false;
	backing_sum(v, &n, &bytes);
	if (n)
		backing_where(v);
	else
		visit_say(v, C_("S36", "Nothing is chosen. Set one line to yes."));
	return true;
}

static bool where_key(struct visit *v, int key)
{
	struct backing *b = &v->backing;
	struct choice choice[BACKING_MEDIA] = { { 0 } };
	const struct backup_told_medium *m;
	int chosen;

	for (unsigned i = 0; i < b->n; i++)
		choice[i].digit = (int)i + 1;
	if (b->n == 0 && key == KEY_ENTER_) {
		v->want |= WANT_BACKUP_MEDIA;
		return true;
	}
	chosen = screen_choose(v, choice, b->n, key);
	if (chosen < 1 || (unsigned)chosen > b->n)
		return chosen != CHOSE_NOTHING;
	m = &b->medium[chosen - 1];
	if (m->reason != BACKUP_NONE) {
		visit_say(v, _(backup_end_help(m->reason)));
		return true;
	}
	if (backing_less(v, m)) {
		visit_say(v,
			  C_("S36", "Esc leads back: leave something out, or use a larger disk."));
		return true;
	}
	b->to = *m;
	b->step = BACKING_SURE;
	v->cursor[SCREEN_S36] = 0;
	v->page_changed = true;
	return true;
}

static bool sure_key(struct visit *v, int key)
{
	struct choice c[2];
	int chosen = screen_choose(v, c, sure_choices(c), key);

	if (chosen == 1)
		backing_start(v, false);
	else if (chosen == 2)
		backing_where(v);
	return chosen != CHOSE_NOTHING;
}

/* One step back, and out of it only from the first. */
static bool step_back(struct visit *v)
{
	struct backing *b = &v->backing;

	if (b->step != BACKING_WHERE && b->step != BACKING_SURE)
		return false;
	if (b->step == BACKING_SURE) {
		backing_where(v);
		return true;
	}
	if (!b->n_kinds) /* S37 led here: there is nothing to choose from any more */
		return false;
	b->step = BACKING_WHAT;
	v->cursor[SCREEN_S36] = 0;
	v->page_changed = true;
	return true;
}

bool s36_key(struct visit *v, int key)
{
	if (key == KEY_ESC_)
		return step_back(v);
	if (v->backing.step == BACKING_WHAT)
		return what_key(v, key);
	if (v->backing.step == BACKING_WHERE)
		return where_key(v, key);
	if (v->backing.step == BACKING_SURE)
		return sure_key(v, key);
	return key == KEY_ENTER_;
}
