/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S25: whom to call. Only what somebody has looked up; the chamber's own line is a blank until it
 * is filled in. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static void contact(struct page *p, const struct contact *c, unsigned lang)
{
	struct line *l = body_text(&p->body, 2, screen_escape(p, c->situation[lang], 74));

	l = body_text(&p->body, 4, screen_escape(p, c->name[lang], 40));
	line_seg(l, MAX(30u, 6 + (unsigned)MIN(text_width(c->name[lang]), (size_t)40)), ATTR_PAGE,
		 page_printf(p, "%s  %s",
			     c->how && *c->how ? screen_escape(p, c->how, 30) : "___-___-____",
			     screen_escape(p, c->hours[lang], 24)));
}

void s25_draw(const struct visit *v, struct page *p)
{
	unsigned lang = text_language() == LANGUAGE_JA ? CONTACT_JA : CONTACT_EN;
	unsigned shown = 0;

	screen_title(v, p, 0, C_("S25", "Whom to call"));
	p->row2 = C_("S25", "Unplug the network, leave the power on, do not decide alone");
	body_heading(&p->body, C_("S25", "Whom to call"));
	body_blank(&p->body);
	for (unsigned i = 0; v->contacts && i < v->contacts->n; i++) {
		const struct contact *c = &v->contacts->contact[i];

		if (!c->verified && strcmp(c->id, "chamber") != 0)
			continue;
		contact(p, c, lang);
		shown++;
	}
	if (shown == 0) {
		struct line *l = body_text(&p->body, 2, C_("S12", "chamber"));

		line_seg(l, 16, ATTR_PAGE, "___-___-____");
	}
	body_blank(&p->body);
	body_text(&p->body, 2, C_("S25", "Blanks are for the chamber to fill in."));
	screen_script(p, C_("S25", "\"Let us call together.\""));
	page_key(p, "Enter", C_("key", "back"));
	screen_keys(p, "b120");
}

bool s25_key(struct visit *v, int key)
{
	if (key != KEY_ENTER_)
		return false;
	visit_back(v);
	return true;
}
