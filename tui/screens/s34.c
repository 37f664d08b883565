/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S34: the loan is over, or what says how far it goes cannot be read. Results stay; no PC is
 * checked any more. */
#include "core/text/text.h"
#include "tui/screens/lending.h"

#define NOTE_COL 40

static const char *happened(const struct visit *v, struct page *p)
{
	const struct lend *l = &v->lend;

	if (l->trouble == LEND_BROKEN)
		return C_("S34",
			  "The note on this stick about the loan is missing, or not as it was "
			  "written.");
	if (l->trouble == LEND_NO_KEY)
		return C_("S34", "The chamber's key is missing on this stick, so no result could "
				 "be locked.");
	if (l->state == LOAN_OVER)
		return screen_fill(p, C_("S34", "The day of return was {0}."), 1,
				   screen_date(p, l->loan.until, 0));
	return screen_fill(p, C_("S34", "All {0} PCs of this loan have been checked."), 1,
			   screen_number(p, l->loan.pcs));
}

static const char *heading(const struct visit *v)
{
	if (v->lend.trouble != LEND_FINE)
		return C_("S34", "Nothing can be checked with this stick now");
	return C_("S34", "The loan has ended. Results are kept");
}

void s34_draw(const struct visit *v, struct page *p)
{
	struct choice c[3];
	unsigned n = lending_choices(v, p, c);

	screen_title(v, p, 0, C_("S34", "End of the loan"));
	p->row2 = v->lend.trouble == LEND_BROKEN
		      ? lending_row2(v, p)
		      : C_("S34", "Please return this stick to the chamber.");
	screen_three(p, heading(v), happened(v, p),
		     C_("S34", "is unchanged. Results on the stick are kept."),
		     C_("S34", "Please hand the stick back. Both pass phrases open the "
			       "results there."));
	screen_choices(p, c, n, v->cursor[SCREEN_S34], NOTE_COL);
	body_blank(&p->body);
	lending_phone(v, p);
	p->script_label = C_("S34", "Thank you");
	screen_script(p, C_("S34", "Nothing of the results shows without both pass phrases."));
	screen_keys(p, "n");
	page_key_wide(p, "2-4", C_("key", "choose"));
	screen_keys(p, "1240");
}

bool s34_key(struct visit *v, int key)
{
	struct choice c[3];
	unsigned n = lending_choices(v, NULL, c);
	int chosen = screen_choose(v, c, n, key);

	if (chosen != CHOSE_NOTHING)
		return lending_choose(v, chosen) || true;
	if (key == 0)
		visit_go(v, SCREEN_S23);
	return key == 0 || key == KEY_ESC_ || key == KEY_LEFT_ || key == KEY_RIGHT_;
}
