/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S16: erased. Every [ done ] stands for a proof of its own; what is kept by consent is named. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(const struct visit *v, struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S16", "power off"), C_("S16", "then take the stick out"),
				false };
	c[1] = (struct choice){ 2,
				v->lend.lent ? C_("S16", "to the loan's page")
					     : C_("S16", "next client"),
				C_("S16", "back to the first screen"), false };
	return 2;
}

static const char *proof_text(enum proof proof)
{
	switch (proof) {
	case PROOF_DONE: return C_("work", "[ done ]");
	case PROOF_FAILED:
	case PROOF_LOST: return C_("work", "[ not! ]");
	case PROOF_KEPT: return C_("work", "[ kept ]");
	case PROOF_NONE:
	case PROOF_OPEN: break;
	}
	return C_("work", "[ open ]");
}

static const char *long_text(struct page *p, const struct erasing *e, enum erase_step step)
{
	switch (step) {
	case ERASE_KEY: return C_("S16", "the key to the records was destroyed");
	case ERASE_MEMORY: return C_("S16", "the records in memory were overwritten");
	case ERASE_AREA: return C_("S16", "the work area was cleared");
	case ERASE_READ:
		return screen_fill(p, C_("S16", "everything was read back: {0} places left"), 1,
				   screen_number(p, (int64_t)e->places_left));
	case ERASE_DISKS:
		return e->proof[step] == PROOF_DONE
			   ? C_("S16", "what the PC's memory kept of the disks was dropped")
			   : C_("S16", "what the PC's memory keeps of the disks goes at power off");
	case ERASE_WRITES:
		return screen_fill(p, C_("S16", "writes to the PC's disks: {0} times, {1} bytes"),
				   2, screen_number(p, (int64_t)e->writes),
				   screen_number(p, (int64_t)e->written));
	case ERASE_IMAGE: return C_("S16", "the sample file is as it was (size and dates)");
	case ERASE_KEPT:
	case ERASE_SEALED:
	case ERASE_STEPS: break;
	}
	return "";
}

static const char *short_text(struct page *p, const struct erasing *e, enum erase_step step)
{
	if (step == ERASE_READ)
		return screen_fill(p, C_("L16", "read back: {0} places left"), 1,
				   screen_number(p, (int64_t)e->places_left));
	if (step == ERASE_DISKS)
		return e->proof[step] == PROOF_DONE ? C_("L16", "memory of the disks dropped")
						    : C_("L16", "memory of disks: at power off");
	if (step == ERASE_WRITES)
		return screen_fill(p, C_("L16", "writes to the PC: {0}"), 1,
				   screen_number(p, (int64_t)e->writes));
	return long_text(p, e, step);
}

static const char *not_kept(enum remain_why why, bool small)
{
	if (small)
		return C_("L16", "the record was not kept");
	switch (why) {
	case REMAIN_WHY_KEY: return C_("S16", "no record kept: the chamber's key is missing");
	case REMAIN_WHY_ROOM: return C_("S16", "no record kept: the stick is full");
	case REMAIN_WHY_STICK: return C_("S16", "no record kept: the stick did not take it");
	case REMAIN_WHY_OTHER:
	case REMAIN_WHY_NONE: break;
	}
	return C_("S16", "no record kept: it could not be locked");
}

/* What remains by consent, or should have. */
static const char *remain_text(const struct visit *v, enum erase_step step, bool small)
{
	bool lost = v->erasing.proof[step] == PROOF_LOST;

	if (step == ERASE_KEPT && lost)
		return C_("S16", "the nameless counts were not added");
	if (step == ERASE_KEPT && v->erasing.proof[ERASE_SEALED] == PROOF_KEPT)
		return small ? C_("L16", "nameless counts")
			     : C_("S16", "nameless counts (as in consent line 6)");
	if (step == ERASE_KEPT)
		return small ? C_("L16", "only nameless counts")
			     : C_("S16", "only nameless counts (as in consent line 6)");
	if (lost)
		return not_kept(v->remains.why, small);
	if (small)
		return C_("L16", "the record, locked");
	return v->lend.lent ? C_("S16", "the result, locked (as on the loan slip)")
			    : C_("S16", "the record, locked (as in consent line 5)");
}

static void proofs(const struct visit *v, struct page *p)
{
	const struct erasing *e = &v->erasing;
	bool small = p->layout == LAYOUT_VERY_LARGE;
	unsigned number = 0;

	for (unsigned i = 0; i < ERASE_STEPS; i++) {
		enum attr attr = e->proof[i] == PROOF_DONE     ? ATTR_GOOD
				 : e->proof[i] == PROOF_FAILED ? ATTR_SOON
				 : e->proof[i] == PROOF_LOST   ? ATTR_CARE
							       : ATTR_NOTE;
		struct line *l;

		if (e->proof[i] == PROOF_NONE)
			continue;
		l = body_line(&p->body);
		if (!small)
			line_seg(l, 3, ATTR_PAGE,
				 i == ERASE_KEPT || i == ERASE_SEALED
				     ? "-"
				     : page_printf(p, "%u", ++number));
		line_seg(l, small ? 1 : 6, attr, proof_text(e->proof[i]));
		line_seg(l, small ? 11 : 16, ATTR_PAGE,
			 i == ERASE_KEPT || i == ERASE_SEALED
			     ? remain_text(v, (enum erase_step)i, small)
			 : small ? short_text(p, e, i)
				 : long_text(p, e, i));
		l->fixed = true;
	}
}

static void number(const struct visit *v, struct page *p)
{
	const char *label = C_("S16", "Erase number");
	struct line *l;

	if (!v->erasing.number[0] && v->erasing.why) {
		body_text(&p->body, 2, v->erasing.why);
		body_text(&p->body, 2, C_("S16", "The erasing is proven all the same, as above."));
		return;
	}
	if (!v->erasing.number[0])
		return;
	if (p->layout == LAYOUT_VERY_LARGE) {
		body_blank(&p->body);
		l = body_text(&p->body, 1, C_("L16", "Number"));
		line_seg(l, 13, ATTR_PAGE, v->erasing.number);
		l->fixed = true;
		return;
	}
	body_frame(&p->body, "");
	l = body_text(&p->body, 4, label);
	line_seg(l, MAX(24u, 4 + (unsigned)text_width(label) + 5), ATTR_PAGE, v->erasing.number);
	body_text(&p->body, 4,
		  C_("S16", "Copy it onto the receipt. The chamber can confirm the erasure with "
			    "it."));
	body_frame_end(&p->body);
}

static void script(const struct visit *v, struct page *p)
{
	bool counts = v->erasing.proof[ERASE_KEPT] == PROOF_KEPT;

	if (v->erasing.proof[ERASE_DISKS] == PROOF_OPEN) {
		screen_script(p, C_("S16", "\"What was read goes at power off. Let us switch off "
					   "now.\""));
		p->script_large = C_("L16", "\"Let us switch off now\"");
		return;
	}
	if (v->erasing.proof[ERASE_SEALED] == PROOF_KEPT) {
		screen_script(p,
			      C_("S16", "\"The paper is all there is in the open. What the stick "
					"keeps is locked.\""));
		p->script_large = C_("L16", "\"What is kept is locked\"");
		return;
	}
	screen_script(p, counts ? C_("S16", "\"The paper is all there is. The stick keeps only "
					    "nameless counts.\"")
				: C_("S16", "\"The paper is all there is. Nothing is kept on the "
					    "machine.\""));
	p->script_large = counts ? C_("L16", "\"Only nameless counts are kept\"")
				 : C_("L16", "\"Nothing is kept on the machine\"");
}

void s16_draw(const struct visit *v, struct page *p)
{
	struct choice c[2];
	unsigned n = choices(v, c);

	screen_title(v, p, 7, C_("S16", "Erase"));
	p->title_right[0] = C_("S16", "no number");
	if (p->layout != LAYOUT_VERY_LARGE)
		body_blank(&p->body);
	body_heading(&p->body, C_("S16", "This client's records have been erased"));
	if (p->layout != LAYOUT_VERY_LARGE)
		body_blank(&p->body);
	proofs(v, p);
	if (p->layout != LAYOUT_VERY_LARGE)
		body_blank(&p->body);
	number(v, p);
	body_blank(&p->body);
	screen_choices(p, c, n, v->cursor[SCREEN_S16], 28);
	script(v, p);
	screen_keys(p, "n");
	page_key_wide(p, "1-2", C_("key", "choose"));
	page_key(p, "F1", C_("key", "help"));
	page_key(p, "F2", C_("key", "text size"));
}

bool s16_key(struct visit *v, int key)
{
	struct choice c[2];
	unsigned n = choices(v, c);

	switch (screen_choose(v, c, n, key)) {
	case 1: v->want |= WANT_END; return true;
	case 2: visit_wipe(v); return true;
	case CHOSE_NOTHING:
		return key == KEY_ESC_ || key == 0; /* there is no way back behind an erasure */
	default: return true;
	}
}
