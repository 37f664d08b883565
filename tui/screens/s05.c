/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S05: a locked disk. Opening it with its recovery key comes with the disks' next issue; until
 * then the page says so and leads on. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S05", "Leave it locked, questions only"),
				C_("S05", "the sheet says \"could not be read\""), false };
	c[1] = (struct choice){ 2, C_("S05", "Choose another disk"), NULL, false };
	return 2;
}

void s05_draw(const struct visit *v, struct page *p)
{
	struct choice c[2];
	unsigned n = choices(c);

	screen_title(v, p, 3, C_("S05", "A locked disk"));
	body_blank(&p->body);
	body_heading(&p->body, C_("S05", "This disk is locked"));
	body_blank(&p->body);
	body_text(&p->body, 2, C_("S05", "It is not broken: the lock protects it if stolen."));
	body_text(&p->body, 2, C_("S05", "This stick cannot open locks yet. Nothing was tried."));
	body_blank(&p->body);
	screen_choices(p, c, n, v->cursor[SCREEN_S05], 43);
	screen_script(p, C_("S05", "\"A lock is a good thing; the questions work without the "
				   "key.\""));
	screen_keys(p, "nb1209");
}

bool s05_key(struct visit *v, int key)
{
	struct choice c[2];
	unsigned n = choices(c);
	struct phrase what, why = PHRASE(N_("Could not look, because it is locked"));

	switch (screen_choose(v, c, n, key)) {
	case 1:
		what = v->chosen >= 0 && v->disk[v->chosen].model
			   ? phrase_of(N_("Disk {0}"), 1, PHRASE_TEXT(v->disk[v->chosen].model))
			   : PHRASE(N_("The disk of this PC"));
		checkup_add_gap(&v->checkup, "volume", &what, &why, 0);
		v->chosen = -1;
		visit_swap(v, SCREEN_S07);
		return true;
	case 2: visit_back(v); return true;
	case CHOSE_NOTHING: return false;
	default: return true;
	}
}
