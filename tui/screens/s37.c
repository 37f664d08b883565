/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S37: how the backup ended, and what proves it. "Done" is said only when all of it came back from the
 * disk as it was written; what is not in it is said beside that (X09 X10 X11: why it did not). */
#include "core/text/text.h"
#include "tui/screens/screen.h"

#define VALUE_COL 18

static bool whole(const struct visit *v)
{
	return v->backing.told.state == BACKUP_STATE_PROVEN;
}

enum to_do { GO_ON, AGAIN, ANOTHER };

static unsigned choices(const struct visit *v, struct choice *c, enum to_do *ret)
{
	const struct backing *b = &v->backing;
	unsigned n = 0;

	ret[n] = GO_ON;
	c[n++] = (struct choice){ 1, C_("S37", "Go on with the visit"), NULL, false };
	if (!whole(v) && b->told.reason != BACKUP_NO_ROOM) {
		ret[n] = AGAIN;
		c[n++] = (struct choice){ 2,
					  b->told.folder[0] ? C_("S37", "Go on with this backup")
							    : C_("S37", "Try again"),
					  NULL, false };
	}
	ret[n] = ANOTHER;
	c[n] = (struct choice){ (int)n + 1,
				whole(v) ? C_("S37", "One more, onto another disk")
					 : C_("S37", "Back up onto another disk"),
				NULL, false };
	return n + 1;
}

static const char *number(struct page *p, uint64_t n)
{
	return screen_number(p, (int64_t)MIN(n, (uint64_t)INT64_MAX));
}

static void fact(struct page *p, const char *label, const char *value)
{
	line_seg(body_text(&p->body, 2, label), VALUE_COL, ATTR_PAGE, value);
}

static const char *heading(const struct backup_told *b, struct page *p)
{
	if (b->restored == UINT64_MAX || b->restored == 0)
		return C_("S37", "Done. All of it was read back, the same");
	return screen_fill(p, C_("S37", "Done. {0} files were brought back, the same"), 1,
			   number(p, b->restored));
}

/* What is not in it, and why. */
static void missing(const struct backup_told *b, struct page *p)
{
	if (b->damaged)
		fact(p, C_("S37", "Damaged"),
		     screen_fill(p, C_("S37", "{0}, with places that could not be read"), 1,
				 number(p, b->damaged)));
	fact(p, C_("S37", "Not in it"), screen_files(p, b->left_out));
	for (unsigned i = 0; i < b->n_why && i < 4; i++)
		body_text(&p->body, VALUE_COL,
			  screen_fill(p, "{0}  {1}", 2, number(p, b->why[i].count),
				      screen_escape(p, text_get(b->why[i].words), 100)));
	if (b->n_why > 4)
		line_seg(body_line(&p->body), VALUE_COL, ATTR_PAGE,
			 C_("S37", "and more; the list on the disk names each"));
}

static void done(const struct visit *v, struct page *p)
{
	const struct backup_told *b = &v->backing.told;

	body_heading(&p->body, heading(b, p));
	body_blank(&p->body);
	fact(p, C_("S37", "In it"),
	     page_printf(p, "%s   %s", screen_files(p, b->files), screen_bytes(p, b->bytes)));
	fact(p, C_("S37", "On the disk"),
	     screen_fill(p, C_("S37", "{0}, folder {1}"), 2, screen_bytes(p, b->stored),
			 screen_escape(p, b->folder, 40)));
	fact(p, C_("S15", "To"), screen_medium(p, &v->backing.to));
	missing(b, p);
	fact(p, C_("S37", "To open"), C_("S37", "a double click on 0001.zip, on any Windows"));
	body_blank(&p->body);
}

/* X10: what happened, how the PC is, what to do next. */
static void not_done(const struct visit *v, struct page *p)
{
	const struct backup_told *b = &v->backing.told;
	const char *pc = C_("three", "PC and result are unchanged.");

	if (b->reason == BACKUP_NOT_SAME && b->changed)
		pc =
		    screen_fill(p,
				C_("S37", "The originals are unchanged. {0} files are in the parts "
					  "that differ."),
				1, number(p, b->changed));
	else if (b->files)
		pc = screen_fill(p, C_("S37", "It is unchanged. {0} files are kept on the disk."),
				 1, number(p, b->files));
	p->body.n = 0;
	screen_three(p, C_("S37", "It is incomplete"), _(backup_end_words(b->reason)), pc,
		     _(backup_end_help(b->reason)));
	if (v->backing.waiting)
		body_text(&p->body, 2,
			  C_("S37", "Waiting for this very disk: it goes on by itself."));
}

void s37_draw(const struct visit *v, struct page *p)
{
	enum to_do what[3];
	struct choice c[3];
	unsigned n = choices(v, c, what);

	screen_title(v, p, 6, C_("S15", "Backup"));
	body_blank(&p->body);
	if (whole(v))
		done(v, p);
	else
		not_done(v, p);
	screen_choices(p, c, n, MIN(v->cursor[SCREEN_S37], n - 1), 43);
	if (whole(v)) {
		body_blank(&p->body);
		body_text(&p->body, 2,
			  C_("S37", "Its write guard is set again. You can unplug it now."));
	}
	screen_script(p, whole(v) ? C_("S37", "\"Which drawer shall it be? Not beside the PC.\"")
				  : C_("S37", "\"Nothing is lost. We can go on, or use another "
					      "one.\""));
	screen_keys(p, "n");
	page_key(p, n > 2 ? "1-3" : "1-2", C_("key", "choose"));
	screen_keys(p, "12");
}

/* With the folders at hand it begins with the disk; a fallen kiosk counts them anew. */
static void another(struct visit *v)
{
	if (!v->backing.n_kinds) {
		backing_done(&v->backing);
		visit_swap(v, backing_begin(v));
		return;
	}
	visit_swap(v, SCREEN_S36);
	backing_where(v);
}

bool s37_key(struct visit *v, int key)
{
	enum to_do what[3];
	struct choice c[3];
	unsigned n = choices(v, c, what);
	int chosen;

	v->cursor[SCREEN_S37] = MIN(v->cursor[SCREEN_S37], n - 1);
	chosen = screen_choose(v, c, n, key);
	if (chosen < 1)
		return chosen != CHOSE_NOTHING;
	switch (what[chosen - 1]) {
	case GO_ON: visit_return(v, SCREEN_S13); break;
	case AGAIN:
		if (v->backing.told.folder[0])
			backing_again(v);
		else
			another(v);
		break;
	case ANOTHER: another(v); break;
	}
	return true;
}
