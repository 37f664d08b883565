/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S29: a USB memory that is put in is looked at: which one, how far, what came out. Only the chosen one
 * is read; nothing is written onto it. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

#define MARK_COL 4
#define TEXT_COL 15

static void choose(const struct visit *v, struct page *p)
{
	const struct carrying *c = &v->carrying;

	body_heading(&p->body, c->n > 0 ? C_("S29", "Which USB memory shall we look at?")
					: C_("S29", "Put the USB memory in"));
	body_blank(&p->body);
	screen_memories(v, p, false,
			C_("S29", "Press its number when the owner has said: \"You may look.\""));
	body_text(&p->body, 2, C_("S29", "Only that one is read. Nothing is written onto it."));
	if (v->usb.n >= USB_LOOKED_MAX)
		body_text(&p->body, 2,
			  C_("S29", "Four have been looked at. More of them in the next visit."));
	screen_script(p, C_("S29", "\"May I look into this USB memory? I only read.\""));
	screen_keys(p, "n");
	page_key(p, "1-6", C_("key", "choose"));
	screen_keys(p, "b12");
}

static const char *which(const struct visit *v, struct page *p)
{
	const struct carry_memory *m = &v->usb.of;

	return screen_fill(p, C_("S29", "USB memory: {0}  {1}"), 2, screen_bytes(p, m->size),
			   screen_escape(p, m->label[0] ? m->label : m->model, 24));
}

static void running(const struct visit *v, struct page *p)
{
	const struct usb_look *l = &v->usb;
	const char *area = l->area && l->area[0] ? text_get(l->area) : NULL;
	struct line *bar;

	body_heading(&p->body, C_("S29", "The USB memory is being looked at"));
	body_blank(&p->body);
	body_text(&p->body, 2, which(v, p));
	body_blank(&p->body);
	bar = body_bar(&p->body, 2, p->layout == LAYOUT_VERY_LARGE ? 26 : 50, l->percent);
	bar->fixed = true;
	line_seg(bar, p->layout == LAYOUT_VERY_LARGE ? 28 : 52, ATTR_PAGE,
		 page_printf(p, "%u%%", l->percent));
	body_blank(&p->body);
	if (l->step == USB_STOPPING)
		body_text(&p->body, 2, C_("work", "stopping ..."));
	else if (area)
		body_text(&p->body, 2,
			  screen_fill(p, C_("work", "Now: {0}"), 1, screen_escape(p, area, 24)));
	body_text(&p->body, 2, C_("S29", "Please leave it in until the result shows up here."));
	body_text(&p->body, 2, C_("S29", "Only that one is read. Nothing is written onto it."));
	screen_script(p,
		      C_("S29", "\"It takes about five minutes. You can stop it at any time.\""));
	page_key(p, "9", C_("S29", "stop here"));
	screen_keys(p, "12");
}

static enum state state_of(enum answer_kind kind)
{
	switch (kind) {
	case ANSWER_OK: return STATE_GOOD;
	case ANSWER_NOTICE: return STATE_NOTE;
	case ANSWER_CONCERN: return STATE_CARE;
	case ANSWER_DANGER: return STATE_SOON;
	case ANSWER_COULD_NOT_LOOK: return STATE_UNSEEN;
	case ANSWER_NOT_APPLICABLE:
	case ANSWER_KINDS: break;
	}
	return STATE_NA;
}

static void row(struct page *p, enum state state, const char *text)
{
	struct line *l = body_line(&p->body);

	screen_mark(l, MARK_COL, state);
	line_seg(l, TEXT_COL, ATTR_PAGE, text);
}

/* What the virus check says, and never more than it saw. */
static void virus(const struct checkup *c, struct page *p)
{
	const struct malware *m = &c->malware;
	const char *read = screen_number(p, (int64_t)m->files);

	if (m->hits_total)
		row(p, STATE_SOON,
		    screen_fill(p, C_("S29", "Signs of viruses: {0}. Have it looked into."), 1,
				screen_number(p, (int64_t)m->hits_total)));
	else if (m->state == MALWARE_NOT_RUN || m->state == MALWARE_FAILED || !m->files)
		row(p, STATE_UNSEEN, C_("S29", "Viruses could not be looked for"));
	else if (grade_samples_age(m, c->now) == SAMPLES_USELESS)
		row(p, STATE_UNSEEN,
		    C_("S29", "The samples are too old to say anything of viruses"));
	else if (m->state == MALWARE_PARTIAL || m->not_looked)
		row(p, STATE_UNSEEN,
		    screen_fill(p, C_("S29", "No sign of a virus in {0} files; not all were read"),
				1, read));
	else
		row(p, STATE_GOOD,
		    screen_fill(p, C_("S29", "No sign of a virus in {0} files"), 1, read));
}

static void over(const struct visit *v, struct page *p)
{
	const struct checkup *c = usb_look_last(v);
	const struct choice choice[] = { { 1, C_("S29", "Go on"), NULL, false },
					 { 2, C_("S29", "Look at another USB memory"), NULL,
					   v->usb.n >= USB_LOOKED_MAX } };

	body_heading(&p->body, v->usb.end == USB_END_WHOLE
				   ? C_("S29", "This is what we saw on the USB memory")
			       : v->usb.end == USB_END_PARTIAL
				   ? C_("S29", "Stopped here: this is what we saw so far")
				   : C_("S29", "It stopped part-way: this is what we saw so far"));
	body_blank(&p->body);
	body_text(&p->body, 2, which(v, p));
	for (size_t i = 0; c && i < c->n_findings; i++)
		row(p, state_of(c->finding[i].answer),
		    screen_phrase(p, &c->finding[i].headline, SHEET_ZONE_JAPAN));
	if (c)
		virus(c, p);
	body_blank(&p->body);
	screen_choices(p, choice, 2, v->cursor[SCREEN_S29], 0);
	body_text(&p->body, 2,
		  C_("S29", "You can pull it out now. The result goes onto the sheet."));
	screen_script(p, C_("S29", "\"What we did not see, we call neither good nor bad.\""));
	screen_keys(p, "n");
	page_key(p, "1-2", C_("key", "choose"));
	screen_keys(p, "12");
}

void s29_draw(const struct visit *v, struct page *p)
{
	screen_title(v, p, 0, C_("S29", "USB memory"));
	body_blank(&p->body);
	switch (v->usb.step) {
	case USB_CHOOSE: choose(v, p); break;
	case USB_RUNNING:
	case USB_STOPPING: running(v, p); break;
	case USB_OVER: over(v, p); break;
	}
}

/* Back to where the visit stands: with a sheet there is a "what next", else it begins with one. */
static void go_on(struct visit *v)
{
	v->usb.step = USB_CHOOSE;
	if (v->sheet_made)
		visit_return(v, SCREEN_S13);
	else
		v->want |= WANT_SHEET;
}

/* Without a sheet there is none of this page's results on it yet: it is made. A case in which nothing was
 * looked at is none. */
static bool leave(struct visit *v)
{
	if (!v->sheet_made && v->usb.n > 0) {
		go_on(v);
		return true;
	}
	if (!v->sheet_made)
		v->minutes = -1;
	return false;
}

static bool choose_key(struct visit *v, int key)
{
	struct carrying *c = &v->carrying;
	struct choice choice[CARRY_SHOWN] = { { 0 } };
	int chosen;

	for (unsigned i = 0; i < c->n; i++)
		choice[i].digit = (int)i + 1;
	if (key == KEY_ESC_)
		return leave(v);
	if (c->n == 0 && key == KEY_ENTER_) {
		v->want |= WANT_MEMORIES;
		return true;
	}
	chosen = screen_choose(v, choice, c->n, key);
	if (chosen < 1 || (unsigned)chosen > c->n)
		return chosen != CHOSE_NOTHING;
	if (!usb_look_start(v, (unsigned)chosen - 1))
		visit_say(v,
			  C_("S29", "Four have been looked at. More of them in the next visit."));
	v->page_changed = true;
	return true;
}

static bool over_key(struct visit *v, int key)
{
	const struct choice choice[] = { { 1, "", NULL, false },
					 { 2, "", NULL, v->usb.n >= USB_LOOKED_MAX } };

	switch (screen_choose(v, choice, 2, key)) {
	case 1: go_on(v); return true;
	case 2:
		usb_look_open(v);
		v->page_changed = true;
		return true;
	case CHOSE_NOTHING: return key == KEY_ESC_; /* the result is not left by accident */
	default: return true;
	}
}

bool s29_key(struct visit *v, int key)
{
	switch (v->usb.step) {
	case USB_CHOOSE: return choose_key(v, key);
	case USB_OVER: return over_key(v, key);
	case USB_RUNNING:
	case USB_STOPPING: break;
	}
	if (key == 9 && v->usb.step == USB_RUNNING) {
		v->usb.step = USB_STOPPING;
		v->want |= WANT_USB_STOP;
	}
	/* Help and the looks of the page go on; the page itself stays until it is over. */
	return key == 9 || key == KEY_ESC_ || key == KEY_ENTER_;
}
