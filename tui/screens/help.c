/* SPDX-License-Identifier: GPL-2.0-or-later */
/* F1: what this very page is for, the facts beside its choices (large text has no room for them
 * there), and the keys. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static enum screen_id below(const struct visit *v)
{
	return v->n_back > 0 ? v->back[v->n_back - 1] : SCREEN_S01;
}

static const char *about(enum screen_id id)
{
	switch (id) {
	case SCREEN_S01:
	case SCREEN_S23:
		return C_("help", "Here a visit begins. 1 starts it; if something odd is going on, "
				  "choose 2 first.");
	case SCREEN_S02:
		return C_("help", "Choose a text size that the owner can read, and try three keys. "
				  "Any order will do.");
	case SCREEN_S03:
		return C_("help", "Type the number of the slip, then give each line the mark that "
				  "it has on paper.");
	case SCREEN_S04:
	case SCREEN_S05:
	case SCREEN_S19:
		return C_("help",
			  "Choose the disk to check. Compare size, maker and the end of the "
			  "number with the PC.");
	case SCREEN_S07:
	case SCREEN_S30:
		return C_("help", "The check runs by itself. Meanwhile, answer one question after "
				  "the other with 1 to 5.");
	case SCREEN_S08:
		return C_("help",
			  "Answer and records do not say the same. Nothing is decided here; "
			  "both go on the sheet.");
	case SCREEN_S09:
		return C_("help",
			  "A file looks like a known virus. It may be a mistake. Nothing was "
			  "moved or deleted.");
	case SCREEN_S10:
		return C_("help", "This is the result. Turn the screen to the owner and begin with "
				  "what is well kept.");
	case SCREEN_S14:
	case SCREEN_S24:
	case SCREEN_X08:
		return C_("help",
			  "A printer on this PC's USB port prints the sheet. 5 shows which there "
			  "are. Nothing of it stays in this stick's print service.");
	case SCREEN_S44:
		return C_("help", "Every memory, disk and phone that Windows remembers. Go through "
				  "them with the owner; Enter prints the register.");
	case SCREEN_S33:
	case SCREEN_X07:
		return C_("help",
			  "Only what came out of the printer counts. A job can be taken back; a "
			  "page already in the printer may still come.");
	case SCREEN_S11:
	case SCREEN_S12:
		return C_("help", "The result by area, and all that was not looked at. 1 to 7 show "
				  "more.");
	case SCREEN_S15:
	case SCREEN_S36:
	case SCREEN_S37:
	case SCREEN_S38:
		return C_("help",
			  "The owner's data is copied onto the owner's own disk, read back and "
			  "compared. Nothing else is written.");
	case SCREEN_S50:
		return C_(
		    "help",
		    "Every folder of the disk. The right arrow opens one, the left one closes "
		    "it; digits say yes or no. A folder follows the one that it is in. What "
		    "programs keep for themselves (AppData) is not copied here.");
	case SCREEN_S29:
		return C_("help", "A USB memory is put in and looked at, without writing onto it. "
				  "Ask the owner first, then press its number.");
	case SCREEN_S13:
	case SCREEN_S42:
	case SCREEN_S43:
	case SCREEN_S35: return C_("help", "Take out what the owner wants to keep, then erase.");
	case SCREEN_S16:
	case SCREEN_S22:
	case SCREEN_X19:
		return C_("help",
			  "Erasing takes away all that was seen and said. Each line is shown "
			  "after its own proof.");
	case SCREEN_S17:
	case SCREEN_S31:
		return C_("help", "The visit was interrupted. What was answered and seen so far is "
				  "kept in memory only.");
	case SCREEN_S18:
	case SCREEN_S34:
	case SCREEN_S39:
		return C_("help", "This stick is lent. Results are locked at once; only both pass "
				  "phrases open them.");
	case SCREEN_S40:
	case SCREEN_S41:
		return C_("help", "Opened results are in memory only. The locked ones stay on the "
				  "stick until its return.");
	case SCREEN_S25:
	case SCREEN_S26:
	case SCREEN_S27:
	case SCREEN_S28:
	case SCREEN_S32:
	case SCREEN_X02:
	case SCREEN_X05:
	case SCREEN_X17:
	case SCREEN_HELP:
	case SCREEN_OTHER:
	case SCREEN_POWER:
	case SCREEN_HIDE:
	case SCREENS: break;
	}
	return C_("help", "Read the page from the top. The line behind > is taken with Enter.");
}

/* The choices of the page below with what stands beside them. */
static void beside(const struct visit *v, struct page *p)
{
	struct page *under = arena_alloc(p->arena, sizeof(*under));
	bool any = false;

	under->arena = p->arena;
	under->layout = LAYOUT_NORMAL;
	under->width = 80;
	screen_get(below(v))->draw(v, under);
	for (size_t i = 0; i < under->body.n; i++) {
		const struct line *l = &under->body.line[i];

		if (l->item < 0 || l->n_segs < 2 || !l->seg[1].aside)
			continue;
		body_text(&p->body, 2, page_printf(p, "%d  %s", l->item, l->seg[0].text));
		body_text(&p->body, 5, l->seg[1].text);
		any = true;
	}
	if (any)
		body_blank(&p->body);
}

void help_draw(const struct visit *v, struct page *p)
{
	screen_title(v, p, 0, C_("help", "Help"));
	p->row2 = C_("help", "About the page you came from");
	body_heading(&p->body, C_("help", "About this page"));
	body_blank(&p->body);
	body_text(&p->body, 2, about(below(v)));
	body_blank(&p->body);
	if (p->layout == LAYOUT_VERY_LARGE)
		beside(v, p);
	body_text(&p->body, 2, C_("help", "Enter takes the line behind >. Digits choose at once."));
	body_text(&p->body, 2, C_("help", "Esc is one step back. No answer is lost by it."));
	body_text(&p->body, 2, C_("help", "0 shows all keys. F2 makes the letters larger."));
	body_text(&p->body, 2,
		  C_("help", "F6 hides the page, F8 stops the check, F9 stops and "
			     "erases."));
	body_blank(&p->body);
	body_text(&p->body, 2, C_("help", "Whatever you press here: the PC is only read."));
	screen_script(p, C_("help", "\"One moment, I look it up.\""));
	page_key(p, "Enter", C_("key", "back"));
	screen_keys(p, "b20");
}

bool help_key(struct visit *v, int key)
{
	if (key == KEY_F1_) {
		visit_back(v);
		return true;
	}
	return s25_key(v, key);
}
