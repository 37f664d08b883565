/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S30: the questions are done. Waits for the check, or leads on to the result. */
#include "core/text/text.h"
#include "tui/screens/screen.h"

static bool busy(const struct visit *v)
{
	return v->work == WORK_RUNNING || v->work == WORK_STOPPING;
}

static unsigned choices(const struct visit *v, struct choice *c)
{
	if (!busy(v)) {
		c[0] = (struct choice){ 1, C_("S30", "See the result"), NULL, false };
		return 1;
	}
	c[0] = (struct choice){ 1, C_("S30", "Wait"), C_("S30", "read the lines above together"),
				false };
	c[1] = (struct choice){ 2, C_("S30", "Go on with what we have"),
				C_("S28", "the rest is marked \"unseen\""), false };
	return 2;
}

void s30_draw(const struct visit *v, struct page *p)
{
	struct choice c[2];
	unsigned n = choices(v, c);

	screen_title(v, p, 4, C_("S30", "Questions done"));
	screen_work(v, p);
	body_blank(&p->body);
	if (v->work == WORK_STOPPING)
		body_heading(&p->body, C_("S30", "Questions done. The check is being stopped"));
	else if (busy(v))
		body_heading(&p->body, C_("S30", "Questions done, waiting for the check"));
	else if (v->work == WORK_DONE)
		body_heading(&p->body, C_("S30", "Questions and check are done"));
	else
		body_heading(&p->body, C_("S30", "Questions done"));
	body_blank(&p->body);
	if (busy(v)) {
		body_text(&p->body, 2, C_("S30", "Meanwhile, to talk about:"));
		body_text(&p->body, 4, C_("S30", "Mail: whom do you ask when one looks odd?"));
		body_text(&p->body, 4, C_("S30", "Bank: who may change where money is sent?"));
		body_text(&p->body, 4, C_("S30", "Backup: which three folders must not be lost?"));
		body_blank(&p->body);
	}
	screen_choices(p, c, n, MIN(v->cursor[SCREEN_S30], n - 1), 43);
	screen_script(p, busy(v) ? C_("S30", "\"We wait a little for the check.\"")
				 : C_("S30", "\"Thank you. Let us look at the result together.\""));
	screen_keys(p, "n");
	page_key(p, "Esc", C_("S10", "questions"));
	screen_keys(p, "1209");
}

static void result(struct visit *v)
{
	v->want |= WANT_SHEET;
}

bool s30_key(struct visit *v, int key)
{
	struct choice c[2];
	unsigned n = choices(v, c);

	if (key == KEY_ESC_ && v->n_ask > 0) {
		v->asking = v->n_ask - 1;
		visit_return(v, SCREEN_S07);
		return true;
	}
	switch (screen_choose(v, c, n, key)) {
	case 1:
		if (!busy(v))
			result(v);
		return true;
	case 2:
		v->want |= WANT_STOP;
		result(v);
		return true;
	case CHOSE_NOTHING: return false;
	default: return true;
	}
}
