/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S18: the first page of a lent stick. Nothing of a case that is over shows here. */
#include "core/text/text.h"
#include "tui/screens/lending.h"

#define NOTE_COL    40
#define STICKER_COL 19
#define STICKER_GAP 24

static unsigned choices(const struct visit *v, struct page *p, struct choice *c)
{
	c[0] = (struct choice){ 1, C_("S18", "Check this PC"),
				C_("S18", "choose a sticker colour, and it begins"), false };
	return 1 + lending_choices(v, p, c + 1);
}

/* Those that are done, two a row, and the next one. */
static void stickers(const struct visit *v, struct page *p)
{
	const struct loan *loan = &v->lend.loan;
	struct line *l = body_text(&p->body, 2, C_("S18", "PCs checked"));
	unsigned n = 0;

	for (unsigned i = 0; i < loan->pcs && i < STICKERS; i++) {
		const struct loan_use *use = loan_used(loan, (enum sticker)i);
		const char *name = text_get(sticker_name((enum sticker)i));

		if (n > 0 && n % 2 == 0 && use)
			l = body_line(&p->body);
		line_seg(l, STICKER_COL + (n % 2 == 0 && n > 0 && !use ? 2 : n % 2) * STICKER_GAP,
			 ATTR_PAGE,
			 page_printf(p, "[ %s ] %s", name,
				     use ? lending_done(p, use) : C_("S18", "open")));
		n++;
		if (!use)
			break;
	}
}

static void samples(const struct visit *v, struct page *p)
{
	struct line *l = body_text(&p->body, 2, C_("S01", "Virus samples"));
	const struct machine *m = &v->machine;
	int64_t days = MAX(time_days_between(m->samples, v->today), 0);

	if (m->no_samples || m->samples == TIME_ABSENT) {
		screen_mark(l, STICKER_COL, STATE_UNSEEN);
		line_seg(l, STICKER_COL + 10, ATTR_PAGE,
			 m->no_samples ? C_("S01", "none on this stick")
				       : C_("S01", "their date shows up in the check"));
		return;
	}
	screen_mark(l, STICKER_COL, days <= 7 ? STATE_GOOD : days <= 30 ? STATE_NOTE : STATE_CARE);
	line_seg(l, STICKER_COL + 10, ATTR_PAGE,
		 screen_fill(p,
			     days == 1 ? C_("S01", "of {0} ({1} day old)")
				       : C_("S01", "of {0} ({1} days old)"),
			     2, screen_date(p, m->samples, SHEET_ZONE_JAPAN),
			     screen_number(p, days)));
}

static void rules(struct page *p)
{
	const char *text[] = {
		C_("S18", "only settings and files are read. Nothing is changed."),
		C_("S18", "results are locked and open with both pass phrases."),
		C_("S18", "check PCs of the firm only, and tell whoever uses them."),
	};
	struct line *l = body_text(&p->body, 2, C_("S18", "On this loan"));

	for (unsigned i = 0; i < LEN(text); i++) {
		if (i > 0)
			l = body_line(&p->body);
		line_seg(l, 17, ATTR_PAGE, text[i]);
	}
}

void s18_draw(const struct visit *v, struct page *p)
{
	struct choice c[4];
	unsigned n = choices(v, p, c);

	screen_title(v, p, 0, C_("S18", "Loan"));
	p->row2 = lending_row2(v, p);
	body_blank(&p->body);
	body_heading(&p->body, C_("S18", "We check the firm's PCs, one at a time"));
	body_blank(&p->body);
	screen_choices(p, c, n, v->cursor[SCREEN_S18], NOTE_COL);
	body_blank(&p->body);
	stickers(v, p);
	samples(v, p);
	body_blank(&p->body);
	rules(p);
	body_blank(&p->body);
	lending_phone(v, p);
	p->script_label = C_("S18", "If this is your first time");
	screen_script(p, C_("S18", "1 asks one thing at a time. If something goes wrong, Esc goes "
				   "back."));
	screen_keys(p, "n");
	page_key_wide(p, "1-4", C_("key", "choose"));
	screen_keys(p, "1240");
}

bool s18_key(struct visit *v, int key)
{
	struct choice c[4];
	unsigned n = choices(v, NULL, c);
	int chosen = screen_choose(v, c, n, key);

	switch (chosen) {
	case 1: visit_go(v, SCREEN_S39); return true;
	case CHOSE_NOTHING:
		if (key == 0)
			visit_go(v, SCREEN_S23);
		return key == 0 || key == KEY_ESC_ || key == KEY_LEFT_ || key == KEY_RIGHT_;
	default: return lending_choose(v, chosen) || true;
	}
}
