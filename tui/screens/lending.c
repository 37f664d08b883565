/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What S18, S34 and S39 have in common. */
#include "tui/screens/lending.h"

#include "core/text/text.h"

const char *lending_row2(const struct visit *v, struct page *p)
{
	const struct loan *l = &v->lend.loan;
	int64_t days = time_days_between(loan_day(v->today), l->until);
	const char *until = screen_date(p, l->until, 0);

	if (v->lend.trouble == LEND_BROKEN)
		return C_("S34", "This is a lent stick. Please hand it back to the chamber.");
	if (v->lend.clock_wrong)
		return screen_fill(p,
				   C_("S18", "The clock of this PC seems wrong. Return by {0}, as "
					     "your calendar has it"),
				   1, until);
	if (p->layout == LAYOUT_VERY_LARGE)
		return screen_fill(p, C_("L18", "Return by {0}   PCs left: {1}"), 2, until,
				   screen_number(p, loan_left(l)));
	return screen_fill(
	    p, C_("S18", "Loan slip {0}   return by {1} ({2} days left)   PCs left: {3}"), 4,
	    screen_escape(p, l->slip, 8), until, screen_number(p, MAX(days, 0)),
	    screen_number(p, loan_left(l)));
}

const char *lending_done(struct page *p, const struct loan_use *use)
{
	int year, month, day;

	time_civil(use->day, 0, &year, &month, &day);
	return screen_fill(p, C_("S18", "done {0}-{1}"), 2, screen_number(p, month),
			   screen_number(p, day));
}

void lending_phone(const struct visit *v, struct page *p)
{
	const struct loan *l = &v->lend.loan;
	struct line *ret = body_text(&p->body, 2, C_("S18", "Questions"));
	const char *phone = *l->phone ? screen_escape(p, l->phone, 20) : "___-___-____";

	line_seg(ret, 13, ATTR_PAGE,
		 page_printf(p, "%s  %s   %s", C_("S18", "chamber"), phone,
			     screen_escape(p, l->hours, 34)));
}

unsigned lending_choices(const struct visit *v, struct page *p, struct choice *c)
{
	const char *note = C_("S18", "there is none yet");

	if (p && v->lend.results > 0)
		note = screen_fill(p, C_("S18", "there are {0}"), 1,
				   screen_number(p, v->lend.results));
	c[0] = (struct choice){ 2, C_("S18", "See results"), note, false };
	c[1] = (struct choice){ 3, C_("S18", "Copy for printing"),
				v->able.usb_save || v->able.folder || v->able.print
				    ? C_("S18", "to a USB memory of your own")
				    : C_("page", "not yet on this stick"),
				!(v->able.usb_save || v->able.folder || v->able.print) };
	c[2] = (struct choice){ 4, C_("S18", "End and power off"), NULL, false };
	return 3;
}

bool lending_choose(struct visit *v, int chosen)
{
	switch (chosen) {
	case 2:
	case 3:
		if (v->lend.results == 0) {
			visit_say(v, C_("S18", "There is no result yet."));
			return true;
		}
		lend_forget(&v->lend);
		v->lend.to_copy = chosen == 3;
		visit_go(v, SCREEN_S40);
		return true;
	case 4: visit_go(v, SCREEN_POWER); return true;
	default: return false;
	}
}
