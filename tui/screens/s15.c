/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S15: the backup runs: how far, how long, what is copied, read back, not readable, left out. Leaving the
 * page leaves it running. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

#define VALUE_COL 16
#define COUNT_END 31
#define SIZE_COL  35
#define BAR_FROM  7
#define BAR_TO    51

static const char *left(const struct visit *v, struct page *p)
{
	const struct backing *b = &v->backing;

	if (b->step == BACKING_STOPPING)
		return C_("work", "stopping ...");
	if (b->permille == 0)
		return C_("S15", "started");
	if (b->minutes_left < 0)
		return "";
	return screen_minutes(p, b->minutes_left);
}

static void bar(const struct visit *v, struct page *p)
{
	unsigned percent = v->backing.permille / 10;
	const char *number = page_printf(p, "%3u%%", percent), *time = left(v, p);
	struct line *l;

	if (p->layout == LAYOUT_NORMAL) {
		l = body_bar(&p->body, BAR_FROM, BAR_TO, percent);
		line_seg(l, 2, ATTR_PAGE, C_("S15", "All"));
		line_seg(l, BAR_TO + 1, ATTR_PAGE, number);
		line_seg(l, BAR_TO + 8, ATTR_PAGE, time);
		return;
	}
	l = body_bar(&p->body, 2, 26, percent);
	l->fixed = true;
	line_seg(l, 27, ATTR_PAGE, number);
	if (*time)
		body_text(&p->body, 2, time);
}

const char *screen_medium(struct page *p, const struct backup_told_medium *m)
{
	size_t n = strlen(m->serial);

	return page_printf(p, "%s  %s  %s", screen_bytes(p, m->size),
			   screen_escape(p, m->model, 16),
			   n ? screen_fill(p, C_("S04", "number ends {0}"), 1,
					   screen_escape(p, m->serial + (n > 4 ? n - 4 : 0), 8))
			     : "");
}

static void fact(struct page *p, const char *label, const char *value)
{
	line_seg(body_text(&p->body, 2, label), VALUE_COL, ATTR_PAGE, value);
}

static void count(struct page *p, const char *label, uint64_t n, const char *note)
{
	struct line *l = body_text(&p->body, 2, label);
	const char *number = screen_files(p, n);
	unsigned width = (unsigned)text_width(number);

	/* Numbers end where the others end. */
	line_seg(l, MAX(VALUE_COL, COUNT_END - MIN(width, COUNT_END)), ATTR_PAGE, number);
	if (note && *note)
		line_seg(l, SIZE_COL, ATTR_PAGE, note);
}

/* The disk that the check was about. */
static const char *from(const struct visit *v, struct page *p)
{
	const struct visit_disk *d = v->chosen >= 0 ? &v->disk[v->chosen] : NULL;

	if (!d || d->place == PLACE_IMAGE)
		return C_("S15", "a sample of a PC");
	return screen_fill(p,
			   d->place == PLACE_INSIDE ? C_("S15", "inside the PC, {0}")
						    : C_("S15", "a disk on USB, {0}"),
			   1, screen_bytes(p, d->size));
}

static const char *now(const struct visit *v, struct page *p)
{
	const char *folder = backing_at_hand(v);

	if (v->backing.step == BACKING_STOPPING)
		return C_("S15", "What is in hand is being closed. Please leave the disk in.");
	if (v->backing.progress.reading)
		return C_("S15", "Now: reading it back from the disk, and comparing");
	if (!v->backing.progress.files_total)
		return C_("S15", "Now: counting");
	if (!*folder)
		return C_("S15", "Now: copying");
	return screen_fill(p, C_("S15", "Now: copying {0}"), 1,
			   screen_escape(p, text_get(folder), 24));
}

static void running(const struct visit *v, struct page *p)
{
	const struct backing *b = &v->backing;
	const struct backup_told_progress *g = &b->progress;
	bool small = p->layout == LAYOUT_VERY_LARGE;

	bar(v, p);
	body_blank(&p->body);
	if (!small) {
		fact(p, C_("S15", "From"), from(v, p));
		fact(p, C_("S15", "To"), screen_medium(p, &b->to));
	}
	body_blank(&p->body);
	count(p, C_("S15", "copied"), g->files,
	      g->files_total ? screen_fill(p, C_("S15", "{0} of {1}"), 2, screen_bytes(p, g->bytes),
					   screen_bytes(p, g->bytes_total))
			     : "");
	count(p, C_("S15", "read back, same"), g->same_files,
	      g->same_bytes
		  ? screen_fill(p, C_("S15", "{0} of {1} on the disk"), 2,
				screen_bytes(p, g->same_bytes), screen_bytes(p, g->same_total))
		  : "");
	count(p, C_("S15", "could not be read"), g->unreadable,
	      g->unreadable && !small ? C_("S15", "a list follows; the paper says so, too") : "");
	count(p, C_("S15", "left out"), g->left_out,
	      g->left_out && !small ? C_("S15", "the end tells which and why") : "");
	body_blank(&p->body);
	body_text(&p->body, 2, now(v, p));
	body_blank(&p->body);
	body_text(&p->body, 2, C_("S15", "Do not unplug the disk before \"done\" shows up."));
	body_text(&p->body, 2,
		  C_("S15", "If it comes out, what was copied stays, and it goes on when it is "
			    "back."));
}

static unsigned choices(struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S15", "Go on with the backup"), NULL, false };
	c[1] =
	    (struct choice){ 2, C_("S15", "End it here"), C_("S15", "it stays incomplete"), false };
	return 2;
}

static void ask(const struct visit *v, struct page *p)
{
	struct choice c[2];
	unsigned n = choices(c);

	bar(v, p);
	body_blank(&p->body);
	body_text(&p->body, 2,
		  C_("S15", "What is finished stays on the disk, and can be gone on with later."));
	body_blank(&p->body);
	screen_choices(p, c, n, v->cursor[SCREEN_S15], 43);
}

void s15_draw(const struct visit *v, struct page *p)
{
	bool asking = v->backing.asking;

	screen_title(v, p, 6, C_("S15", "Backup"));
	body_heading(&p->body,
		     asking ? C_("S15", "End the backup here?") : C_("S15", "Backing up"));
	body_blank(&p->body);
	if (asking)
		ask(v, p);
	else
		running(v, p);
	screen_script(p, C_("S15", "\"It does not only copy: it reads back and compares.\""));
	if (asking) {
		screen_keys(p, "n");
		page_key(p, "1-2", C_("key", "choose"));
	} else {
		page_key(p, "F8", C_("S15", "end it here"));
		page_key(p, "Esc",
			 p->layout == LAYOUT_NORMAL ? C_("S15", "other pages (the backup goes on)")
						    : C_("S15", "other pages"));
	}
	screen_keys(p, "12");
}

bool s15_key(struct visit *v, int key)
{
	struct backing *b = &v->backing;
	struct choice c[2];

	if (b->asking) {
		if (key == KEY_ESC_) {
			b->asking = false;
			return true;
		}
		switch (screen_choose(v, c, choices(c), key)) {
		case 1: b->asking = false; return true;
		case 2: backing_stop(v); return true;
		case CHOSE_NOTHING: return key == KEY_F8_;
		default: return true;
		}
	}
	if (key == KEY_F8_) {
		b->asking = b->step == BACKING_RUNNING;
		v->cursor[SCREEN_S15] = 0;
		return true;
	}
	return key == KEY_ENTER_;
}
