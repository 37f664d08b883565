/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S01: the first page. What this stick does, and whether it and the PC are fit for it. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

#define NOTE_COL 49
#define MARK_COL 23
#define TEXT_COL 34

static unsigned choices(const struct visit *v, struct choice *c)
{
	unsigned n = 0;

	c[n++] = (struct choice){ 1, C_("S01", "Start the check-up"), C_("S01", "about 30 minutes"),
				  false };
	c[n++] = (struct choice){ 2, C_("S01", "Something odd is happening"),
				  C_("S01", "go slowly, keep the traces"), false };
	c[n++] = (struct choice){ 3, C_("S01", "Check a USB memory only"),
				  v->able.usb_check ? C_("S01", "about 5 minutes")
						    : C_("page", "not yet on this stick"),
				  !v->able.usb_check };
	c[n++] = (struct choice){ 4, C_("S01", "Practise"), C_("S01", "on a sample PC"), false };
	c[n++] = (struct choice){ 0, C_("S01", "Other"), C_("S01", "settings, about, power off"),
				  false };
	return n;
}

static void guard(const struct visit *v, struct page *p)
{
	struct line *l = body_text(&p->body, 2, C_("S01", "Write guard"));
	const struct machine *m = &v->machine;
	const char *text;

	screen_mark(l, MARK_COL, m->guard);
	if (m->sample)
		text = C_("S01", "a sample file, opened for reading only");
	else if (m->unguarded)
		text = C_("S01", "not on every disk! Please end here and tell the chamber");
	else if (m->stick && m->disks == 0)
		text = C_("S01", "no disk of this PC is in sight");
	else if (m->guard != STATE_GOOD)
		text = C_("S01", "set before a disk is opened; not tried yet");
	else if (m->disks == 1)
		text = C_("S01", "set on the disk");
	else if (m->disks == 2)
		text = C_("S01", "set on both disks");
	else
		text = screen_fill(p, C_("S01", "set on all {0} disks"), 1,
				   screen_number(p, m->disks));
	line_seg(l, TEXT_COL, ATTR_PAGE, text);
}

static int64_t age(const struct visit *v)
{
	int64_t days = time_days_between(v->machine.samples, v->today);

	return days < 0 ? 0 : days;
}

static void samples(const struct visit *v, struct page *p)
{
	struct line *l = body_text(&p->body, 2, C_("S01", "Virus samples"));
	const struct machine *m = &v->machine;

	if (m->no_samples && m->data_unread) {
		screen_mark(l, MARK_COL, STATE_UNSEEN);
		line_seg(l, TEXT_COL, ATTR_PAGE, C_("S01", "could not be read"));
	} else if (m->no_samples) {
		screen_mark(l, MARK_COL, STATE_UNSEEN);
		line_seg(l, TEXT_COL, ATTR_PAGE, C_("S01", "none on this stick"));
	} else if (m->samples == TIME_ABSENT) {
		screen_mark(l, MARK_COL, STATE_UNSEEN);
		line_seg(l, TEXT_COL, ATTR_PAGE, C_("S01", "their date shows up in the check"));
	} else {
		int64_t days = age(v);

		screen_mark(l, MARK_COL,
			    days <= 7    ? STATE_GOOD
			    : days <= 30 ? STATE_NOTE
					 : STATE_CARE);
		line_seg(l, TEXT_COL, ATTR_PAGE,
			 screen_fill(p,
				     days == 1 ? C_("S01", "of {0} ({1} day old)")
					       : C_("S01", "of {0} ({1} days old)"),
				     2, screen_date(p, m->samples, SHEET_ZONE_JAPAN),
				     screen_number(p, days)));
	}
}

static void power(const struct visit *v, struct page *p)
{
	struct line *l = body_text(&p->body, 2, C_("S01", "Power cord"));
	enum flag f = v->machine.power;

	screen_mark(l, MARK_COL, f == FLAG_YES ? STATE_GOOD : f == FLAG_NO ? STATE_CARE : STATE_NA);
	line_seg(l, TEXT_COL, ATTR_PAGE,
		 f == FLAG_YES  ? C_("S01", "plugged in")
		 : f == FLAG_NO ? C_("S01", "not plugged in; please plug it in")
				: C_("S01", "this PC does not tell"));
}

static void memory(const struct visit *v, struct page *p)
{
	struct line *l = body_text(&p->body, 2, C_("S01", "Memory of the PC"));
	uint64_t gib = (v->machine.memory + ((uint64_t)1 << 29)) >> 30;
	enum state s = v->machine.memory == 0 ? STATE_UNSEEN : gib >= 4 ? STATE_GOOD : STATE_NOTE;

	screen_mark(l, MARK_COL, s);
	line_seg(l, TEXT_COL, ATTR_PAGE,
		 v->machine.memory ? page_printf(p, "%u GB", (unsigned)gib)
				   : C_("S01", "could not be told"));
}

/* The place of the warning about old samples (X21), a wrong clock (X18), what was left behind. */
static const char *second_row(const struct visit *v, struct page *p)
{
	const struct machine *m = &v->machine;

	if (m->left_stays)
		return C_("S01", "Something of an earlier visit may still be here. Hand this "
				 "stick to the chamber.");
	if (m->data_unread)
		return C_("S01", "What is kept on this stick cannot be read. Hand it to the "
				 "chamber afterwards.");
	if (m->clock_odd)
		return C_("S01", "The clock of this PC seems wrong. Please write the date on the "
				 "paper by hand.");
	if (!m->no_samples && m->samples != TIME_ABSENT && age(v) > 7) {
		const char *days = screen_number(p, age(v));

		if (age(v) <= 30)
			return screen_fill(p,
					   C_("S01", "The samples are {0} days old; new viruses "
						     "may be missed."),
					   1, days);
		if (age(v) <= 90)
			return screen_fill(p,
					   C_("S01", "The samples are {0} days old; the grade "
						     "is capped."),
					   1, days);
		return screen_fill(p,
				   C_("S01", "The samples are {0} days old; no word about "
					     "viruses."),
				   1, days);
	}
	if (m->left_before)
		return C_("S01", "Something of an earlier visit was left. It has been erased and "
				 "read back.");
	return C_("S01",
		  "This stick is empty. No earlier client is left on it (confirmed at start).");
}

void s01_draw(const struct visit *v, struct page *p)
{
	struct choice c[5];
	unsigned n = choices(v, c);

	screen_title(v, p, 0, C_("S01", "Start"));
	p->row2 = second_row(v, p);
	body_blank(&p->body);
	body_heading(&p->body, C_("S01", "Start a check-up of this PC"));
	body_blank(&p->body);
	body_text(&p->body, 2,
		  v->machine.network
		      ? C_("S01", "We only read settings and files. We change nothing. We use "
				  "no network.")
		      : C_("S01", "We only read settings and files. We change nothing. There is "
				  "no network."));
	body_blank(&p->body);
	screen_choices(p, c, n, v->cursor[SCREEN_S01], NOTE_COL);
	body_blank(&p->body);
	body_text(&p->body, 2, C_("S01", "-- This stick and this PC --"));
	guard(v, p);
	samples(v, p);
	power(v, p);
	memory(v, p);
	screen_script(p, C_("S01", "\"I only read. I change nothing. You can stop at any time.\""));
	page_key(p, "Enter", C_("S01", "start"));
	page_key_wide(p, C_("key", "up/down"), C_("key", "choose"));
	screen_keys(p, "124");
	page_key(p, "0", C_("key", "other"));
}

bool s01_key(struct visit *v, int key)
{
	struct choice c[5];
	unsigned n = choices(v, c);

	switch (screen_choose(v, c, n, key)) {
	case 1:
		v->minutes = 0;
		visit_go(v, SCREEN_S02);
		return true;
	case 2: visit_go(v, SCREEN_S32); return true;
	case 3:
		v->minutes = 0;
		usb_look_open(v);
		visit_go(v, SCREEN_S29);
		return true;
	case 4:
		v->minutes = 0;
		if (!v->machine.sample) {
			visit_say(v, C_("S01", "There is no sample PC on this stick yet."));
			return true;
		}
		v->practice = true;
		visit_go(v, SCREEN_S02);
		return true;
	case 0: visit_go(v, SCREEN_S23); return true;
	case CHOSE_NOTHING: return key == KEY_ESC_ || key == KEY_LEFT_ || key == KEY_RIGHT_;
	default: return true;
	}
}
