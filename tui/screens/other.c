/* SPDX-License-Identifier: GPL-2.0-or-later */
/* 0: every F key as a numbered line, for keyboards without F keys and hands without patience. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(struct choice *c)
{
	c[0] = (struct choice){ 1, C_("other", "Help about this page"), "F1   h", false };
	c[1] = (struct choice){ 2, C_("other", "Text size"), "F2   z", false };
	c[2] = (struct choice){ 3, C_("other", "Light or dark"), "F3   v", false };
	c[3] = (struct choice){ 4, C_("other", "Japanese or English"), "F4   e", false };
	c[4] = (struct choice){ 5, C_("other", "Ask an expert later"), "F5   k", false };
	c[5] = (struct choice){ 6, C_("other", "Hide the page"), "F6   c", false };
	c[6] = (struct choice){ 7, C_("other", "Power off"), "F10  p", false };
	c[7] = (struct choice){ 8, C_("other", "Stop the check here"), "F8   s", false };
	c[8] = (struct choice){ 9, C_("other", "Stop and erase"), "F9   q", false };
	return 9;
}

void other_draw(const struct visit *v, struct page *p)
{
	struct choice c[9];
	unsigned n = choices(c);

	screen_title(v, p, 0, C_("S23", "Other"));
	p->row2 = C_("other", "Each line has a key of its own");
	body_blank(&p->body);
	body_heading(&p->body, C_("other", "What would you like to do?"));
	body_blank(&p->body);
	screen_choices(p, c, n, v->cursor[SCREEN_OTHER], 40);
	screen_script(p, C_("S23", "\"Take your time.\""));
	screen_keys(p, "ncb");
}

bool other_key(struct visit *v, int key)
{
	static const int keys[] = { -1,      KEY_F1_, KEY_F2_,  KEY_F3_, KEY_F4_,
				    KEY_F5_, KEY_F6_, KEY_F10_, KEY_F8_, KEY_F9_ };
	struct choice c[9];
	unsigned n = choices(c);
	int chosen = screen_choose(v, c, n, key);

	if (chosen == CHOSE_NOTHING)
		return key == 0;
	if (chosen > 0) {
		visit_back(v);
		screen_key(v, keys[chosen]);
	}
	return true;
}
