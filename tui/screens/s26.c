/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S26: how old the virus samples are, and what that means for the result. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

void s26_draw(const struct visit *v, struct page *p)
{
	const struct machine *m = &v->machine;
	struct line *l;

	screen_title(v, p, 0, C_("S26", "Date of the virus samples"));
	p->row2 = C_("S26", "Samples: the list of known viruses");
	body_blank(&p->body);
	body_heading(&p->body, C_("S26", "How old are the samples?"));
	body_blank(&p->body);
	l = body_text(&p->body, 2, C_("S26", "Date"));
	line_seg(l, 16, ATTR_PAGE,
		 m->no_samples               ? m->data_unread ? C_("S01", "could not be read")
							      : C_("S01", "none on this stick")
			       : m->samples == TIME_ABSENT ? C_("S01", "their date shows up in the check")
					     : screen_date(p, m->samples, SHEET_ZONE_JAPAN));
	body_blank(&p->body);
	body_text(&p->body, 2, C_("S26", "up to 7 days: as it should be"));
	body_text(&p->body, 2, C_("S26", "8 to 30 days: new viruses may be missed"));
	body_text(&p->body, 2, C_("S26", "31 to 90 days: the grade is \"Nearly there\" at most"));
	body_text(&p->body, 2, C_("S26", "91 days and more: no word about viruses"));
	body_blank(&p->body);
	body_text(&p->body, 2, C_("S26", "New samples are loaded at the chamber."));
	screen_script(p, C_("S26", "\"The sheet says how old they are.\""));
	page_key(p, "Enter", C_("key", "back"));
	screen_keys(p, "b120");
}

bool s26_key(struct visit *v, int key)
{
	return s25_key(v, key);
}
