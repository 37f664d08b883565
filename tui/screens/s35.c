/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S35: the sheet is saved, onto the owner's USB memory or into a folder. "Saved" is said only after
 * it was read back and was the same. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(const struct visit *v, struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S35", "Go on"), NULL, false };
	c[1] = (struct choice){ 2, C_("S35", "Try again"), NULL, false };
	return v->saved == SAVED_NO ? 2 : 1;
}

/* Where it goes, in one line. */
static const char *place(const struct visit *v, struct page *p)
{
	const struct carry_memory *m = &v->carrying.to;

	if (!v->able.usb_save)
		return screen_fill(p, C_("S35", "Folder: {0}"), 1,
				   v->able.folder_name ? screen_escape(p, v->able.folder_name, 50)
						       : "");
	return screen_fill(p, C_("S35", "Your USB memory: {0}  {1}"), 2, screen_bytes(p, m->size),
			   screen_escape(p, m->label[0] ? m->label : m->model, 20));
}

static void running(const struct visit *v, struct page *p)
{
	body_heading(&p->body, C_("S35", "The sheet is being saved"));
	body_blank(&p->body);
	body_text(&p->body, 2, place(v, p));
	if (v->able.usb_save) {
		p->badge = C_("badge", "[writing to your USB]");
		body_text(&p->body, 2,
			  C_("S35", "Please leave it in until \"saved\" shows up here."));
	}
	if (v->stick_out)
		body_text(&p->body, 2,
			  C_("S35", "The stick is out. It goes on by itself when it is "
				    "back in."));
}

static void done(const struct visit *v, struct page *p)
{
	body_heading(&p->body, C_("S35", "Saved, read back, the same"));
	body_blank(&p->body);
	body_text(&p->body, 2, place(v, p));
	body_text(&p->body, 2, C_("S35", "As PDF for paper, and as text."));
	if (v->able.usb_save)
		body_text(&p->body, 2,
			  C_("S35", "Its write guard is set again. You can pull it out now."));
	body_blank(&p->body);
}

static void not_done(const struct visit *v, struct page *p)
{
	enum carry_reason why = v->carrying.reason;

	p->body.n = 0;
	if (v->able.usb_save)
		screen_three(p, C_("S35", "It could not be put onto your USB memory"),
			     _(carry_reason_words(why)),
			     C_("three", "PC and result are unchanged."),
			     _(carry_reason_help(why)));
	else
		screen_three(p, C_("S35", "The sheet could not be saved"),
			     v->saved_words ? v->saved_words
					    : C_("S35", "It could not be written."),
			     C_("three", "PC and result are unchanged."),
			     C_("S35", "Look at the folder, then try again."));
}

void s35_draw(const struct visit *v, struct page *p)
{
	struct choice c[2];
	unsigned n = choices(v, c);

	screen_title(v, p, 6, C_("S35", "Saving the sheet"));
	body_blank(&p->body);
	if (v->saved == SAVED_RUNNING)
		running(v, p);
	else if (v->saved == SAVED_YES)
		done(v, p);
	else
		not_done(v, p);
	if (v->saved != SAVED_RUNNING)
		screen_choices(p, c, n, v->cursor[SCREEN_S35], 43);
	screen_script(p, v->saved == SAVED_NO && v->able.usb_save
			     ? C_("S35", "\"Another one will do, or we print it.\"")
			     : C_("S35", "\"It can be printed on any PC, or at a shop.\""));
	screen_keys(p, "nb12");
}

bool s35_key(struct visit *v, int key)
{
	struct choice c[2];
	unsigned n = choices(v, c);

	if (v->saved == SAVED_RUNNING)
		return key == KEY_ENTER_;
	switch (screen_choose(v, c, n, key)) {
	case 1: visit_back(v); return true;
	case 2: visit_swap(v, carrying_begin(v)); return true;
	case CHOSE_NOTHING: return false;
	default: return true;
	}
}
