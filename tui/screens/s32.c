/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S32: something odd is happening. What to do first; keeping traces comes with its own issue,
 * and the page says so. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S32", "Show whom to call"), NULL, false };
	c[1] = (struct choice){ 2, C_("S32", "Go back"), NULL, false };
	c[2] = (struct choice){ 3, C_("S32", "Power off"),
				C_("S32", "after asking the one you called"), false };
	return 3;
}

void s32_draw(const struct visit *v, struct page *p)
{
	struct choice c[3];
	unsigned n = choices(c);

	screen_title(v, p, 0, C_("S32", "Something odd"));
	p->row2 = C_("S25", "Unplug the network, leave the power on, do not decide alone");
	body_heading(&p->body, C_("S32", "First these three"));
	body_blank(&p->body);
	body_text(&p->body, 4, C_("S32", "Unplug the network cable, turn off the wireless."));
	body_text(&p->body, 4, C_("S32", "Do not switch anything off or on again before asking."));
	body_text(&p->body, 4, C_("S32", "Write down the time, and who saw what."));
	body_blank(&p->body);
	body_text(&p->body, 2, C_("S32", "Has money moved? Then call the bank at once."));
	body_blank(&p->body);
	body_text(&p->body, 2, C_("S32", "Keeping traces cannot be done with this stick yet."));
	body_text(&p->body, 2, C_("S32", "Nothing was written to the disks of this PC."));
	body_blank(&p->body);
	screen_choices(p, c, n, v->cursor[SCREEN_S32], 43);
	screen_script(p, C_("S32", "\"Let us pause and ask a specialist.\""));
	screen_keys(p, "n");
	page_key(p, "1-3", C_("key", "choose"));
	screen_keys(p, "b120");
}

bool s32_key(struct visit *v, int key)
{
	struct choice c[3];
	unsigned n = choices(c);

	switch (screen_choose(v, c, n, key)) {
	case 1: visit_go(v, SCREEN_S25); return true;
	case 2: visit_back(v); return true;
	case 3: visit_go(v, SCREEN_POWER); return true;
	case CHOSE_NOTHING: return false;
	default: return true;
	}
}
