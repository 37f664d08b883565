/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S27: about this stick. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static void fact(struct page *p, const char *label, const char *text)
{
	line_seg(body_text(&p->body, 2, label), 16, ATTR_PAGE, text);
}

void s27_draw(const struct visit *v, struct page *p)
{
	const struct machine *m = &v->machine;
	int64_t built;

	screen_title(v, p, 0, C_("S27", "About this stick"));
	p->row2 = C_("S27", "It reads, judges and prints; it never writes to the PC by itself");
	body_blank(&p->body);
	body_heading(&p->body, C_("S27", "About this stick"));
	body_blank(&p->body);
	fact(p, C_("S27", "Version"),
	     time_parse_iso(m->built, &built)
		 ? screen_fill(p, C_("S27", "{0}, made on {1}"), 2, KENSHIN_VERSION,
			       screen_date(p, built, 0))
		 : KENSHIN_VERSION);
	fact(p, C_("S27", "Licence"), "GPL-2.0-or-later");
	body_text(&p->body, 16, C_("S27", "Anybody may read, change and pass on the programs."));
	fact(p, C_("S27", "Network"),
	     m->network ? C_("S27", "This PC has one; Kenshin does not use it")
			: C_("S27", "No network part is built in"));
	fact(p, C_("S27", "Its content"),
	     m->verified ? C_("S27", "each part is checked as it is read: as it was issued")
			 : C_("S27", "not checked here: this does not run from the stick"));
	fact(p, C_("S27", "The disks"), C_("S27", "set to read only before anything opens them"));
	fact(p, C_("S27", "After a visit"), C_("S27", "all is erased, and the erasure is proven"));
	screen_script(p, C_("S27", "\"Anybody may look into how it works.\""));
	page_key(p, "Enter", C_("key", "back"));
	screen_keys(p, "b120");
}

bool s27_key(struct visit *v, int key)
{
	return s25_key(v, key);
}
