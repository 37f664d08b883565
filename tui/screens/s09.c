/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S09: a sign of a virus was found. Shown once in a visit, after the question in hand; nothing
 * is decided here. The file's name stands only when its names may be looked at. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static unsigned choices(const struct visit *v, struct choice *c)
{
	c[0] =
	    (struct choice){ 1, C_("S09", "Go on to the end"),
			     C_("S09", "back to the questions, looked at together later"), false };
	c[1] = (struct choice){ 2, C_("S09", "Pause and ask a specialist"),
				C_("S09", "shows whom to call"), false };
	c[2] = (struct choice){ 3, C_("S09", "Other odd things too"),
				v->able.specialist ? C_("S09", "change to keeping traces")
						   : C_("S09", "what to do first, whom to call"),
				false };
	return 3;
}

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash && slash[1] ? slash + 1 : path;
}

static const char *place(const struct visit *v, struct page *p, const struct hit *h)
{
	const char *folder = h->folder && *h->folder ? text_get(h->folder) : C_("S09", "elsewhere");

	folder = screen_escape(p, folder, 24);
	if (v->consent[0] != TICK_YES || !h->path || v->lend.lent)
		return folder;
	return screen_fill(p, C_("S09", "\"{0}\" in {1}"), 2,
			   screen_escape(p, last_part(h->path), 36), folder);
}

static void sign(const struct visit *v, struct page *p)
{
	const struct malware *m = &v->checkup.malware;
	struct line *l;
	const char *name;

	if (m->n_hits == 0)
		return;
	name = screen_escape(p, m->hit[0].signature, 40);
	l = body_text(&p->body, 2, C_("S09", "Where"));
	line_seg(l, 13, ATTR_PAGE, place(v, p, &m->hit[0]));
	l = body_text(&p->body, 2, C_("S09", "Sign"));
	line_seg(l, 13, ATTR_PAGE,
		 m->database_time != TIME_ABSENT && m->database_time != 0
		     ? screen_fill(p, C_("S09", "{0} (samples of {1})"), 2, name,
				   screen_date(p, m->database_time, SHEET_ZONE_JAPAN))
		     : name);
	l = body_text(&p->body, 2, C_("S09", "State"));
	line_seg(l, 13, ATTR_PAGE, C_("S09", "Whether it was opened is not known yet"));
	l = body_text(&p->body, 2, C_("S09", "The PC"));
	line_seg(l, 13, ATTR_PAGE,
		 C_("S09", "Nothing was changed. This file was not touched "
			   "either"));
}

static void whole(const struct visit *v, struct page *p)
{
	uint64_t hits = v->checkup.malware.hits_total;

	body_text(&p->body, 2,
		  hits == 1 ? C_("S09", "One sign showed up. Nothing is decided before it is "
					"looked into")
			    : screen_fill(p,
					  C_("S09", "{0} signs showed up. Nothing is decided "
						    "before they are looked into"),
					  1, screen_number(p, (int64_t)hits)));
	body_blank(&p->body);
	sign(v, p);
	body_blank(&p->body);
	body_text(&p->body, 2, C_("S09", "Please wait before using bank or mail on this PC."));
	body_blank(&p->body);
}

/* At 48 x 16: what, where, what to wait with; the rest is on the help page's way. */
static void large(const struct visit *v, struct page *p)
{
	const struct malware *m = &v->checkup.malware;

	body_text(&p->body, 1,
		  screen_fill(p, C_("L09", "Signs: {0}. Nothing is decided yet."), 1,
			      screen_number(p, (int64_t)m->hits_total)));
	if (m->n_hits > 0) {
		body_text(&p->body, 1, place(v, p, &m->hit[0]));
		body_text(&p->body, 1, screen_escape(p, m->hit[0].signature, 44));
	}
	body_text(&p->body, 1, C_("L09", "Please wait with bank and mail on this PC."));
	body_blank(&p->body);
}

void s09_draw(const struct visit *v, struct page *p)
{
	struct choice c[3];
	unsigned n = choices(v, c);

	screen_title(v, p, 4, C_("S07", "Check and talk"));
	screen_work(v, p);
	if (p->layout == LAYOUT_VERY_LARGE)
		large(v, p);
	else
		whole(v, p);
	screen_choices(p, c, n, v->cursor[SCREEN_S09], 42);
	screen_script(p, C_("S09", "\"A sign showed up. Nothing is decided before it is looked "
				   "into.\""));
	p->script[1] = C_("S09", "If unsure, 2: \"Let us pause and ask a specialist.\"");
	screen_keys(p, "n");
	page_key(p, "1-3", C_("key", "choose"));
	page_key(p, "Esc", C_("S09", "questions"));
	screen_keys(p, "129");
}

bool s09_key(struct visit *v, int key)
{
	struct choice c[3];
	unsigned n = choices(v, c);

	switch (screen_choose(v, c, n, key)) {
	case 1: visit_back(v); return true;
	case 2:
	case 3: visit_go(v, SCREEN_S32); return true;
	case CHOSE_NOTHING: return false;
	default: return true;
	}
}
