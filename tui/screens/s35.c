/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S35: the sheet is saved. "Saved" is said only after it was read back and was the same. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(const struct visit *v, struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S35", "Go on"), NULL, false };
	c[1] = (struct choice){ 2, C_("S35", "Try again"), NULL, false };
	return v->saved == SAVED_NO ? 2 : 1;
}

void s35_draw(const struct visit *v, struct page *p)
{
	struct choice c[2];
	unsigned n = choices(v, c);
	const char *folder = v->able.folder_name ? screen_escape(p, v->able.folder_name, 50) : "";

	screen_title(v, p, 6, C_("S35", "Saving the sheet"));
	body_blank(&p->body);
	if (v->saved == SAVED_RUNNING) {
		body_heading(&p->body, C_("S35", "The sheet is being saved"));
		body_blank(&p->body);
		body_text(&p->body, 2, screen_fill(p, C_("S35", "Folder: {0}"), 1, folder));
		if (v->stick_out)
			body_text(&p->body, 2,
				  C_("S35", "The stick is out. It goes on by itself when it is "
					    "back in."));
	} else if (v->saved == SAVED_YES) {
		body_heading(&p->body, C_("S35", "Saved, read back, the same"));
		body_blank(&p->body);
		body_text(&p->body, 2, screen_fill(p, C_("S35", "Folder: {0}"), 1, folder));
		body_text(&p->body, 2, C_("S35", "As PDF for paper, and as text."));
		body_blank(&p->body);
		screen_choices(p, c, n, v->cursor[SCREEN_S35], 43);
	} else {
		p->body.n = 0;
		screen_three(p, C_("S35", "The sheet could not be saved"),
			     v->saved_words ? v->saved_words
					    : C_("S35", "It could not be written."),
			     C_("three", "PC and result are unchanged."),
			     C_("S35", "Look at the folder, then try again."));
		screen_choices(p, c, n, v->cursor[SCREEN_S35], 43);
	}
	screen_script(p, C_("S35", "\"It can be printed on any PC, or at a shop.\""));
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
	case 2:
		v->saved = SAVED_RUNNING;
		v->want |= WANT_SAVE;
		return true;
	case CHOSE_NOTHING: return false;
	default: return true;
	}
}
