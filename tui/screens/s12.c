/* SPDX-License-Identifier: GPL-2.0-or-later */
/* S12: one action or finding in full: what it is, why it matters, where it was seen, what was
 * answered, what to do today and within a month. */
#include <stdio.h>

#include "core/text/text.h"
#include "tui/screens/screen.h"

#define TEXT_COL 19

/* The entry shown, and of how many. A finding opened from its area borrows its advice's words. */
static unsigned entry(const struct visit *v, struct sheet_action *ret)
{
	const struct sheet *s = &v->sheet;
	const struct sheet_area *area;
	const struct finding *f;
	const struct advice *advice;

	*ret = (struct sheet_action){ .mark = ANSWER_NOT_APPLICABLE };
	if (v->detail_area < 0) {
		unsigned n = (unsigned)sheet_first_actions(s);

		if (v->detail < n)
			*ret = s->action[v->detail];
		return n;
	}
	area = &s->area[v->detail_area];
	if (v->detail >= area->n_findings)
		return (unsigned)area->n_findings;
	f = area->finding[v->detail];
	for (size_t i = 0; i < s->n_actions; i++) {
		if (s->action[i].finding == f) {
			*ret = s->action[i];
			return (unsigned)area->n_findings;
		}
	}
	advice = advice_get(f->advice);
	ret->mark = f->answer;
	ret->headline = f->headline;
	ret->seen = f->evidence;
	ret->what = f->reason;
	if (advice) {
		ret->what = ret->what.id ? ret->what : PHRASE(advice->what);
		ret->why = advice->why;
		ret->today = advice->today;
		ret->month = advice->month;
		ret->glossary = advice->glossary;
	}
	return (unsigned)area->n_findings;
}

static void field(struct page *p, const char *label, const char *text)
{
	struct line *l;

	if (!text || !*text)
		return;
	l = body_text(&p->body, 2, label);
	line_seg(l, TEXT_COL, ATTR_PAGE, text);
}

static void step(struct page *p, const char *label, const struct step *s)
{
	struct str t = STR_INIT(200);
	struct line *l;
	unsigned col;

	if (!s->text)
		return;
	field(p, label, text_get(s->text));
	sheet_step_time(s, &t);
	l = body_text(&p->body, TEXT_COL, arena_strdup(p->arena, str_c(&t)));
	col = MAX(TEXT_COL + 7u, TEXT_COL + 2 + (unsigned)text_width(str_c(&t)));
	line_seg(l, col, ATTR_PAGE, s->cost ? text_get(s->cost) : "");
	if (s->cost)
		col += (unsigned)text_width(text_get(s->cost)) + 3;
	line_seg(l, col, ATTR_PAGE, s->who ? text_get(s->who) : "");
	str_done(&t);
}

static const char *reply(struct page *p, const struct sheet_action *a)
{
	const char *word;

	if (a->reply == REPLY_NONE)
		return C_("S11", "not asked");
	if (!a->contradiction)
		return text_get(reply_word(a->reply));
	/* a contradiction is written down as "partly"; what was said is "yes" */
	word = text_get(reply_word(REPLY_YES));
	return screen_fill(p, C_("S12", "{0} (records differ; it may be done another way)"), 1,
			   word);
}

static void contact(const struct visit *v, struct page *p)
{
	const struct sheet *s = &v->sheet;

	field(p, C_("S12", "In trouble"),
	      page_printf(p, "%s  %s   %s", C_("S12", "chamber"),
			  s->chamber_phone && *s->chamber_phone ? s->chamber_phone : "___-___-____",
			  s->chamber_hours ? s->chamber_hours : ""));
}

void s12_draw(const struct visit *v, struct page *p)
{
	struct sheet_action a;
	unsigned n = entry(v, &a);
	int zone = v->sheet.zone_offset;
	struct line *l;
	const char *place = page_printf(p, "%u / %u", MIN(v->detail + 1, n), n);

	screen_title(v, p, 5, C_("S12", "In detail"));
	l = body_line(&p->body);
	line_seg(l, 2, mark_attr(a.mark), mark_text(a.mark));
	line_seg(l, 12, ATTR_PAGE, screen_phrase(p, &a.headline, zone));
	line_aside(l, 78 - (unsigned)text_width(place), ATTR_PAGE, place);
	body_rule(&p->body);
	field(p, C_("S12", "What it is"), screen_phrase(p, &a.what, zone));
	field(p, C_("S12", "Why it matters"),
	      a.why_here.id ? screen_phrase(p, &a.why_here, zone)
	      : a.why       ? text_get(a.why)
			    : "");
	body_blank(&p->body);
	field(p, C_("S12", "Where we saw it"), screen_phrase(p, &a.seen, zone));
	if (a.question > 0)
		field(p, C_("S12", "Your answer"), reply(p, &a));
	body_blank(&p->body);
	step(p, C_("S12", "To do today"), &a.today);
	step(p, C_("S12", "Within a month"), &a.month);
	body_blank(&p->body);
	contact(v, p);
	body_blank(&p->body);
	if (a.glossary)
		field(p, C_("S12", "The word"), text_get(a.glossary));
	screen_script(p, a.mark != ANSWER_DANGER && a.mark != ANSWER_CONCERN &&
				 a.mark != ANSWER_COULD_NOT_LOOK
			     ? C_("S12", "\"Let us keep this up.\"")
			 : a.question == 11
			     ? C_("S12", "\"Which drawer shall it be? Decided now, it is not "
					 "forgotten.\"")
			     : C_("S12", "\"When shall it be done? Decided now, it is not "
					 "forgotten.\""));
	page_key(p, "Enter", C_("key", "back"));
	page_key_wide(p, C_("key", "left/right"), C_("S12", "previous, next"));
	screen_keys(p, "5120");
}

bool s12_key(struct visit *v, int key)
{
	struct sheet_action a;
	unsigned n = entry(v, &a);

	switch (key) {
	case KEY_LEFT_:
		v->detail = v->detail > 0 ? v->detail - 1 : 0;
		v->scroll = 0;
		return true;
	case KEY_RIGHT_:
		v->detail = n > 0 ? MIN(v->detail + 1, n - 1) : 0;
		v->scroll = 0;
		return true;
	case KEY_ENTER_: visit_back(v); return true;
	case KEY_F5_:
		if (a.question > 0)
			v->checkup.answer[a.question].ask_expert = true;
		v->expert_flag = true;
		visit_say(v, C_("S07", "Marked: ask an expert later"));
		return true;
	default: return false;
	}
}
