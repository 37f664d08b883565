/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S22: erase? Enter goes on with the visit: erasing needs its digit, or `>` moved there. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static bool running(const struct visit *v)
{
	return v->remains.record == REMAIN_RUNNING || v->remains.tally == REMAIN_RUNNING;
}

static bool was_not_kept(const struct visit *v)
{
	return v->remains.record == REMAIN_NO && v->remains.told;
}

static unsigned choices(const struct visit *v, struct choice *c)
{
	if (was_not_kept(v)) {
		c[0] = (struct choice){ 1, C_("S22", "Go on with this visit"), NULL, false };
		c[1] = (struct choice){ 2, C_("S22", "Erase without keeping the record"), NULL,
					false };
		c[2] = (struct choice){ 3, C_("S22", "Try again to keep it"), NULL, false };
		return 3;
	}
	c[0] = (struct choice){ 1, C_("S22", "Go on with this visit"), NULL, false };
	c[1] = (struct choice){ 2, C_("S22", "Erase"), C_("S22", "about 10 seconds"), false };
	return 2;
}

static const char *not_kept(enum remain_why why)
{
	switch (why) {
	case REMAIN_WHY_ROOM: return C_("S22", "The record was not kept: the stick is full.");
	case REMAIN_WHY_STICK:
		return C_("S22", "The record was not kept: the stick is out, or took nothing.");
	case REMAIN_WHY_KEY:
	case REMAIN_WHY_OTHER:
	case REMAIN_WHY_NONE: break;
	}
	return C_("S22", "The record was not kept: it could not be locked.");
}

/* What stays by consent is said before, not only afterwards. */
static void remains(const struct visit *v, struct page *p)
{
	if (was_not_kept(v)) {
		body_text(&p->body, 2, not_kept(v->remains.why));
		return;
	}
	if (!v->sheet_made || v->practice || v->lend.review ||
	    (!v->lend.lent && v->consent[4] != TICK_YES))
		return;
	if (v->machine.data_unread)
		body_text(&p->body, 2,
			  C_("S22", "No record stays: what is kept on this stick cannot be "
				    "read."));
	else if (!v->able.keep)
		body_text(&p->body, 2,
			  C_("S22", "No record stays: there is no key of the chamber on this "
				    "stick."));
	else if (v->lend.lent)
		body_text(&p->body, 2, C_("S22", "The result is locked and stays on the stick."));
	else
		body_text(&p->body, 2,
			  C_("S22", "The record is locked for the chamber and stays (consent line "
				    "5)."));
}

/* It is never cut behind anybody's back. */
static void backup(const struct visit *v, struct page *p)
{
	if (!backing_busy(v))
		return;
	body_text(&p->body, 2,
		  screen_fill(p,
			      C_("S22", "The backup is still running ({0}). Erasing ends it here."),
			      1, page_printf(p, "%u%%", v->backing.permille / 10)));
	body_text(&p->body, 2, C_("S22", "What is finished stays on the disk; it is incomplete."));
}

void s22_draw(const struct visit *v, struct page *p)
{
	struct choice c[3];
	unsigned n = choices(v, c);

	screen_title(v, p, 7, C_("S22", "Erase?"));
	body_blank(&p->body);
	body_heading(&p->body, C_("S22", "Erase now? It cannot be undone"));
	body_blank(&p->body);
	if (v->sheet_made && v->saved != SAVED_YES && v->printing.paper != PAPER_YES)
		body_text(&p->body, 2, C_("S22", "The sheet has not been saved or printed yet."));
	if (!v->sheet_made && v->asking > 0)
		body_text(&p->body, 2, C_("S22", "The answers so far are erased too."));
	remains(v, p);
	backup(v, p);
	body_text(&p->body, 2, C_("S22", "Your PC is unchanged, whatever you choose."));
	body_blank(&p->body);
	if (v->backing.erase) {
		p->body.n = 0;
		body_blank(&p->body);
		body_heading(&p->body, C_("S22", "Closing the backup"));
		body_blank(&p->body);
		body_text(&p->body, 2,
			  C_("S22", "Please leave the disk in. Then the rest is erased."));
		n = 0;
	} else if (running(v)) {
		p->body.n = 0;
		body_blank(&p->body);
		body_heading(&p->body, C_("S22", "Locking away what is kept"));
		body_blank(&p->body);
		body_text(&p->body, 2, C_("S22", "A moment, please. Then the rest is erased."));
		n = 0;
	}
	screen_choices(p, c, n, v->cursor[SCREEN_S22], 43);
	screen_script(p, C_("S22", "\"Now I erase what we saw today. Is there anything you still "
				   "need?\""));
	screen_keys(p, "n");
	page_key(p, n > 2 ? "1-3" : "1-2", C_("key", "choose"));
	screen_keys(p, "b12");
}

bool s22_key(struct visit *v, int key)
{
	struct choice c[3];
	unsigned n = choices(v, c);

	if (running(v) || v->backing.erase)
		return key != KEY_F1_ && key != KEY_F2_;
	switch (screen_choose(v, c, n, key)) {
	case 1:
		v->remains = (struct remains){ 0 };
		visit_back(v);
		return true;
	case 2: v->want |= WANT_ERASE; return true;
	case 3:
		v->remains = (struct remains){ 0 };
		v->want |= WANT_ERASE;
		return true;
	case CHOSE_NOTHING: return key == KEY_F9_;
	default: return true;
	}
}
