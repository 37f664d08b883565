/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S39: the sticker of this PC on a lent stick: a colour in place of a number or a name. */
#include "core/text/text.h"
#include "tui/screens/lending.h"

static unsigned choices(const struct visit *v, struct page *p, struct choice *c)
{
	const struct loan *l = &v->lend.loan;
	unsigned n = 0;

	for (unsigned i = 0; i < l->pcs && i < STICKERS; i++) {
		const struct loan_use *use = loan_used(l, (enum sticker)i);

		c[n++] = (struct choice){ (int)i + 1, text_get(sticker_name((enum sticker)i)),
					  !use ? NULL
					  : p  ? lending_done(p, use)
					       : "",
					  use != NULL };
	}
	return n;
}

/* `>` stands on the first that is free. */
static unsigned cursor(const struct visit *v)
{
	unsigned at = v->cursor[SCREEN_S39];

	while (at + 1 < v->lend.loan.pcs && loan_used(&v->lend.loan, (enum sticker)at))
		at++;
	return at;
}

void s39_draw(const struct visit *v, struct page *p)
{
	struct choice c[STICKERS];
	unsigned n = choices(v, p, c);

	screen_title(v, p, 0, C_("S39", "Sticker"));
	p->row2 = lending_row2(v, p);
	body_blank(&p->body);
	body_heading(&p->body, C_("S39", "Choose the colour of the sticker for this PC"));
	body_blank(&p->body);
	screen_choices(p, c, n, cursor(v), 22);
	body_blank(&p->body);
	body_text(&p->body, 2, C_("S39", "Stick that colour on the PC: it stands for a name."));
	body_text(&p->body, 2,
		  C_("S39", "Is it a PC of the firm, and has whoever uses it been told?"));
	body_text(&p->body, 2,
		  C_("S39", "A PC counts only when its check is finished and its result is locked "
			    "away."));
	p->script_label = C_("S18", "If this is your first time");
	screen_script(p, C_("S39", "Any colour will do. Next comes the choice of the disk."));
	screen_keys(p, "n");
	page_key(p, "1-5", C_("key", "choose"));
	screen_keys(p, "b12");
}

bool s39_key(struct visit *v, int key)
{
	struct choice c[STICKERS];
	unsigned n = choices(v, NULL, c);
	int chosen;

	v->cursor[SCREEN_S39] = cursor(v);
	for (unsigned i = 0; i < n; i++) {
		bool meant = key == c[i].digit || (key == KEY_ENTER_ && v->cursor[SCREEN_S39] == i);

		if (meant && c[i].off) {
			visit_say(v, C_("S39", "This colour is on another PC."));
			return true;
		}
	}
	chosen = screen_choose(v, c, n, key);
	if (chosen > 0) {
		lend_begin_case(v, (enum sticker)(chosen - 1));
		v->want |= WANT_LIST_DISKS;
		visit_go(v, SCREEN_S04);
	}
	return chosen != CHOSE_NOTHING;
}
