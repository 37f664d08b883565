/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S41: the results that both pass phrases opened, by sticker. They live in memory until the
 * erasing that every way out of here leads to. */
#include "core/text/text.h"
#include "tui/screens/lending.h"

static const char *name(const struct visit *v, struct page *p, unsigned i)
{
	const struct lend_result *r = &v->lend.result[i];

	if (!r->opened)
		return C_("S41", "a result that did not open");
	if (!p || !r->label)
		return C_("S41", "a PC without a sticker");
	return screen_fill(p, C_("S41", "the PC with the {0} sticker"), 1, text_get(r->label));
}

static unsigned choices(const struct visit *v, struct page *p, struct choice *c)
{
	unsigned n = 0;

	for (unsigned i = 0; i < v->lend.n_results && i < RESULTS_SHOWN - 1; i++) {
		const struct lend_result *r = &v->lend.result[i];

		c[n++] = (struct choice){ (int)i + 1, name(v, p, i),
					  !r->opened ? C_("S41", "please tell the chamber")
					  : p        ? screen_date(p, r->started, SHEET_ZONE_JAPAN)
						     : NULL,
					  !r->opened };
	}
	c[n++] = (struct choice){ 9, C_("S13", "End and erase"),
				  C_("S41", "the locked results stay on the stick"), false };
	return n;
}

void s41_draw(const struct visit *v, struct page *p)
{
	struct choice c[RESULTS_SHOWN];
	unsigned n = choices(v, p, c);

	screen_title(v, p, 5, C_("S41", "Results"));
	body_blank(&p->body);
	body_heading(&p->body, v->lend.to_copy
				   ? C_("S41", "Which result shall be copied for printing?")
				   : C_("S41", "Which result would you like to see?"));
	body_blank(&p->body);
	screen_choices(p, c, n, v->cursor[SCREEN_S41], 42);
	body_blank(&p->body);
	if (v->lend.n_results > RESULTS_SHOWN - 1)
		body_text(&p->body, 2, C_("S41", "There are more; the chamber can open them."));
	body_text(&p->body, 2,
		  C_("S41", "What you open here is only in memory. Ending erases it."));
	screen_script(p, C_("S41", "\"Let us look at them together, one PC at a time.\""));
	screen_keys(p, "n");
	page_key(p, "1-9", C_("key", "choose"));
	screen_keys(p, "b12");
}

bool s41_key(struct visit *v, int key)
{
	struct choice c[RESULTS_SHOWN];
	unsigned n = choices(v, NULL, c);
	int chosen;

	for (unsigned i = 0; i < n; i++)
		if (c[i].off &&
		    (key == c[i].digit || (key == KEY_ENTER_ && v->cursor[SCREEN_S41] == i))) {
			visit_say(v, C_("S41", "This one does not open with these pass phrases."));
			return true;
		}
	if (key == KEY_ESC_) {
		visit_go(v, SCREEN_S22);
		return true;
	}
	chosen = screen_choose(v, c, n, key);
	if (chosen == 9)
		visit_go(v, SCREEN_S22);
	else if (chosen > 0) {
		v->lend.chosen = chosen - 1;
		v->want |= WANT_RESULT;
	}
	return chosen != CHOSE_NOTHING;
}
