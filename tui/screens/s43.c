/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S43: really onto this one? Size, maker, number and name stand there; only the answer here lets
 * anything be written. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

#define VALUE_COL 17

static unsigned choices(struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S43", "Put the sheet onto this one"), NULL, false };
	c[1] = (struct choice){ 2, C_("S43", "Choose another one"), NULL, false };
	return 2;
}

static void fact(struct page *p, const char *label, const char *value)
{
	line_seg(body_text(&p->body, 2, label), VALUE_COL, ATTR_PAGE, value);
}

void s43_draw(const struct visit *v, struct page *p)
{
	const struct carry_memory *m = &v->carrying.to;
	size_t n = strlen(m->serial);
	struct choice c[2];

	screen_title(v, p, 6, C_("S42", "Your USB memory"));
	body_blank(&p->body);
	body_heading(&p->body, C_("S43", "Put the sheet onto this USB memory?"));
	body_blank(&p->body);
	fact(p, C_("S43", "Size"), screen_bytes(p, m->size));
	if (m->model[0])
		fact(p, C_("S43", "Make"), screen_escape(p, m->model, 24));
	if (n > 0)
		fact(p, C_("S43", "Number ends"),
		     screen_escape(p, m->serial + (n > 4 ? n - 4 : 0), 16));
	if (m->label[0])
		fact(p, C_("S43", "Its name"), screen_escape(p, m->label, 24));
	fact(p, C_("S43", "Written"), C_("S43", "the sheet, as PDF and as text"));
	if (carrying_was_checked(v, m))
		body_text(&p->body, 2, C_("S42", "This is the one that was checked."));
	body_blank(&p->body);
	screen_choices(p, c, choices(c), v->cursor[SCREEN_S43], 43);
	body_blank(&p->body);
	body_text(&p->body, 2,
		  C_("S43", "The write guard is lifted for this one only, and set again after."));
	body_text(&p->body, 2, C_("S43", "What is on it already stays as it is."));
	screen_script(p, C_("S43", "\"Is this yours? Let us look at size and name together.\""));
	screen_keys(p, "nb12");
}

bool s43_key(struct visit *v, int key)
{
	struct choice c[2];
	int chosen = screen_choose(v, c, choices(c), key);

	if (chosen == CHOSE_NOTHING)
		return false;
	if (chosen == CHOSE_MOVED)
		return true;
	visit_back(v);
	if (chosen == 1 && v->carrying.chosen) {
		v->saved = SAVED_RUNNING;
		v->want |= WANT_SAVE;
		visit_swap(v, SCREEN_S35);
	} else {
		v->want |= WANT_MEMORIES;
	}
	return true;
}
