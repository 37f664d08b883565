/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S13: what next. A line that this stick cannot do yet says so. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

#define NOTE_COL 46

static const char *unless(bool able, const char *note)
{
	return able ? note : C_("page", "not yet on this stick");
}

static const char *printed_note(const struct visit *v)
{
	if (printing_busy(v) || v->printing.step == PRINTING_OVER)
		return printing_words(v);
	return v->printing.paper == PAPER_YES ? C_("S13", "printed") : C_("S13", "not printed yet");
}

static const char *usb_note(const struct visit *v)
{
	switch (v->saved) {
	case SAVED_YES: return C_("S13", "saved, read back, the same");
	case SAVED_RUNNING: return C_("S13", "being saved");
	case SAVED_NO: return C_("S13", "it could not be saved");
	case SAVED_NOT: break;
	}
	return C_("S13", "for a PC or a shop's printer");
}

static const char *backup_note(const struct visit *v)
{
	const struct backing *b = &v->backing;

	if (backing_why_not(v) && b->step < BACKING_RUNNING)
		return backing_why_not(v);
	if (backing_busy(v))
		return C_("S13", "it is running");
	if (b->step == BACKING_OVER)
		return b->told.state == BACKUP_STATE_PROVEN ? C_("S13", "done, read back, the same")
							    : C_("S13", "it is incomplete");
	return C_("S13", "needs an external disk");
}

static unsigned choices(const struct visit *v, struct page *p, struct choice *c)
{
	bool signs = v->checkup.malware.hits_total > 0;
	bool usb = v->able.usb_save || v->able.folder;
	const char *folder;

	c[0] = (struct choice){ 1, C_("S13", "Print the sheet"),
				unless(v->able.print, printed_note(v)), !v->able.print };
	c[1] = (struct choice){ 2, C_("S13", "Save the sheet to your USB memory"),
				unless(usb, usb_note(v)), !usb };
	if (v->able.folder && !v->able.usb_save) {
		folder = p ? screen_escape(p, v->able.folder_name, 26) : "";
		c[1].text = C_("S13", "Save the sheet (PDF and text)");
		c[1].note = v->saved == SAVED_YES ? C_("S13", "saved, read back, the same")
			    : p                   ? screen_fill(p, C_("S13", "to {0}"), 1, folder)
						  : NULL;
	}
	c[2] = (struct choice){ 3, C_("S13", "Back up your data"), backup_note(v),
				backing_why_not(v) && v->backing.step < BACKING_RUNNING };
	c[3] = (struct choice){ 4, C_("S13", "Check your USB memory"),
				unless(v->able.usb_check, C_("S13", "about 5 minutes")),
				!v->able.usb_check };
	c[4] = (struct choice){ 5, C_("S13", "Put away a file with a sign"),
				signs ? unless(v->able.quarantine, C_("S13", "there is one"))
				      : C_("S13", "none"),
				!signs || !v->able.quarantine };
	c[5] = (struct choice){ 6, C_("S13", "Change to keeping traces"),
				unless(v->able.specialist, C_("S13", "with a specialist")),
				!v->able.specialist };
	c[6] = (struct choice){ 7, C_("S13", "See the result again"), NULL, false };
	c[7] = (struct choice){ 8, C_("S13", "Make the register of USB memories"),
				C_("S13", "one by one: whose is it"), false };
	if (v->lend.lent && !v->lend.review) /* nothing leaves a lent stick in the open */
		for (unsigned i = 0; i < 8; i += i == 1 ? 6 : 1) {
			c[i].note = C_("S13", "later, with both pass phrases");
			c[i].off = true;
		}
	c[8] = (struct choice){ 9,
				v->lend.lent && !v->lend.review
				    ? C_("S13", "Lock the result away and end")
				    : C_("S13", "End and erase"),
				v->lend.lent && !v->lend.review ? NULL
				: v->able.print                 ? C_("S13", "better after printing")
								: C_("S13", "better after saving"),
				false };
	return 9;
}

/* Where `>` should stand: on the next useful line. */
static unsigned first(const struct visit *v)
{
	if (v->lend.lent && !v->lend.review)
		return 8;
	if (v->able.print)
		return v->printing.paper == PAPER_YES || v->saved == SAVED_YES ? 8 : 0;
	if (v->saved != SAVED_YES && (v->able.folder || v->able.usb_save))
		return 1;
	return 8;
}

static unsigned cursor(const struct visit *v)
{
	return v->cursor[SCREEN_S13] > 0 ? v->cursor[SCREEN_S13] - 1 : first(v);
}

static const char *length(const struct visit *v)
{
	switch (v->length) {
	case LENGTH_NORMAL: return C_("S13", "check: normal 20 min");
	case LENGTH_FULL: return C_("S13", "check: full 40 min");
	case LENGTH_SHORT:
	case LENGTHS: break;
	}
	return C_("S13", "check: short 10 min");
}

static void done_line(const struct visit *v, struct page *p)
{
	unsigned asked = 0, expert = 0;
	struct str s = STR_INIT(400);

	for (unsigned q = 1; q <= QUESTIONS; q++) {
		asked += v->checkup.answer[q].reply != REPLY_NONE;
		expert += v->checkup.answer[q].ask_expert;
	}
	str_add(&s, screen_fill(p, C_("S13", "{0} questions"), 1, screen_number(p, asked)));
	str_addf(&s, "   %s", v->chosen >= 0 ? length(v) : C_("S13", "check: none"));
	if (expert == 1)
		str_addf(&s, "   %s", C_("S13", "to ask an expert: 1"));
	else if (expert > 1)
		str_addf(&s, "   %s",
			 screen_fill(p, C_("S13", "to ask an expert: {0}"), 1,
				     screen_number(p, expert)));
	line_seg(body_text(&p->body, 2, C_("S13", "Done so far")), 15, ATTR_PAGE,
		 arena_strdup(p->arena, str_c(&s)));
	str_done(&s);
}

void s13_draw(const struct visit *v, struct page *p)
{
	struct choice c[9];
	unsigned n = choices(v, p, c);

	screen_title(v, p, 6, C_("S13", "What next"));
	body_blank(&p->body);
	body_heading(&p->body, C_("S13", "What next?"));
	body_blank(&p->body);
	screen_choices(p, c, n, cursor(v), NOTE_COL);
	body_blank(&p->body);
	if (!v->lend.review)
		done_line(v, p);
	body_text(&p->body, 2, C_("S13", "Erased is erased. Take out what you need before."));
	screen_script(p, C_("S13", "\"Here is your paper; anything else to take home?\""));
	screen_keys(p, "n");
	page_key(p, "1-9", C_("key", "choose"));
	screen_keys(p, "b120");
}

bool s13_key(struct visit *v, int key)
{
	struct choice c[9];
	unsigned n = choices(v, NULL, c);
	unsigned before = v->cursor[SCREEN_S13];
	int chosen;

	v->cursor[SCREEN_S13] = cursor(v);
	chosen = screen_choose(v, c, n, key);
	if (chosen == CHOSE_NOTHING) {
		v->cursor[SCREEN_S13] = before;
		return false;
	}
	v->cursor[SCREEN_S13]++;
	switch (chosen) {
	case 1:
		if (!printing_busy(v) && (v->printing.step != PRINTING_OVER ||
					  v->printing.status.state == PRINT_STATE_NOT_PRINTED))
			printing_look(v);
		visit_go(v, SCREEN_S14);
		break;
	case 2:
		v->cursor[SCREEN_S13] = 0;
		visit_go(v, carrying_begin(v));
		break;
	case 3: visit_go(v, backing_begin(v)); break;
	case 4:
		usb_look_open(v);
		visit_go(v, SCREEN_S29);
		break;
	case 7: visit_return(v, SCREEN_S10); break;
	case 8: visit_go(v, SCREEN_S44); break;
	case 9: visit_go(v, SCREEN_S22); break;
	default: break;
	}
	return true;
}
