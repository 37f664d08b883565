/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small words and shapes that several screens draw. */
#include <stdarg.h>
#include <stdio.h>

#include "core/text/text.h"
#include "tui/screens/screen.h"

enum attr mark_attr(enum answer_kind kind)
{
	switch (kind) {
	case ANSWER_OK: return ATTR_GOOD;
	case ANSWER_CONCERN: return ATTR_CARE;
	case ANSWER_DANGER: return ATTR_SOON;
	case ANSWER_COULD_NOT_LOOK: return ATTR_UNSEEN;
	case ANSWER_NOTICE:
	case ANSWER_NOT_APPLICABLE:
	case ANSWER_KINDS: break;
	}
	return ATTR_NOTE;
}

const char *mark_text(enum answer_kind kind)
{
	switch (kind) {
	case ANSWER_OK: return C_("mark", "[ good ]");
	case ANSWER_NOTICE: return C_("mark", "[ note ]");
	case ANSWER_CONCERN: return C_("mark", "[ care ]");
	case ANSWER_DANGER: return C_("mark", "[ soon ]");
	case ANSWER_COULD_NOT_LOOK: return C_("mark", "[unseen]");
	case ANSWER_NOT_APPLICABLE:
	case ANSWER_KINDS: break;
	}
	return C_("mark", "[ n/a  ]");
}

void screen_mark(struct line *l, unsigned col, enum state state)
{
	static const enum answer_kind kind[] = {
		[STATE_NONE] = ANSWER_NOT_APPLICABLE, [STATE_GOOD] = ANSWER_OK,
		[STATE_NOTE] = ANSWER_NOTICE,         [STATE_CARE] = ANSWER_CONCERN,
		[STATE_SOON] = ANSWER_DANGER,         [STATE_UNSEEN] = ANSWER_COULD_NOT_LOOK,
		[STATE_NA] = ANSWER_NOT_APPLICABLE,
	};

	line_seg(l, col, mark_attr(kind[state]), mark_text(kind[state]));
}

/* A label and its text; the label's column is as wide as the words need. */
static void part(struct page *p, const char *label, const char *text, unsigned col)
{
	struct line *l = body_text(&p->body, 2, label);

	line_seg(l, col, ATTR_PAGE, text);
}

void screen_three(struct page *p, const char *heading, const char *happened, const char *pc,
		  const char *next)
{
	const char *a = C_("three", "What happened"), *b = C_("three", "Your PC"),
		   *c = C_("three", "What to do");
	size_t w = MAX(text_width(a), MAX(text_width(b), text_width(c)));
	unsigned col = (unsigned)w + 5;

	body_blank(&p->body);
	body_heading(&p->body, heading);
	body_blank(&p->body);
	part(p, a, happened, col);
	part(p, b, pc, col);
	part(p, c, next, col);
	body_blank(&p->body);
}

static const char *keep(struct page *p, struct str *s)
{
	const char *text = arena_strdup(p->arena, str_c(s));

	str_done(s);
	return text;
}

const char *screen_number(struct page *p, int64_t n)
{
	struct str s = STR_INIT(64);

	text_number(&s, n);
	return keep(p, &s);
}

const char *screen_date(struct page *p, int64_t t, int zone_offset)
{
	struct str s = STR_INIT(64);

	text_date(&s, t, zone_offset);
	return keep(p, &s);
}

const char *screen_bytes(struct page *p, uint64_t n)
{
	struct str s = STR_INIT(64);

	text_bytes(&s, n);
	return keep(p, &s);
}

const char *screen_phrase(struct page *p, const struct phrase *ph, int zone_offset)
{
	struct str s = STR_INIT(2000);

	if (!ph->id)
		return "";
	text_phrase(&s, ph, zone_offset);
	return keep(p, &s);
}

const char *screen_escape(struct page *p, const char *text, size_t cells)
{
	struct str s = STR_INIT(2000);

	text_escape_cut(&s, text ? text : "", cells);
	return keep(p, &s);
}

const char *screen_fill(struct page *p, const char *fmt, unsigned n, ...)
{
	struct str s = STR_INIT(2000);
	const char *value[4] = { "", "", "", "" };
	va_list ap;

	va_start(ap, n);
	for (unsigned i = 0; i < n && i < LEN(value); i++)
		value[i] = va_arg(ap, const char *);
	va_end(ap);
	for (; *fmt; fmt++) {
		if (fmt[0] == '{' && fmt[1] >= '0' && fmt[1] < '4' && fmt[2] == '}') {
			str_add(&s, value[fmt[1] - '0']);
			fmt += 2;
		} else {
			str_addc(&s, *fmt);
		}
	}
	return keep(p, &s);
}

/* Minutes as people say them: half hours, fives, minutes. */
static int rounded(int minutes)
{
	if (minutes > 90)
		return (minutes + 29) / 30 * 30;
	if (minutes > 10)
		return (minutes + 4) / 5 * 5;
	return minutes;
}

const char *screen_minutes(struct page *p, int minutes)
{
	if (minutes == 0)
		return C_("work", "nearly done");
	return screen_fill(p, C_("work", "about {0} min left"), 1,
			   screen_number(p, rounded(minutes)));
}

const char *screen_left(struct page *p, const struct visit *v)
{
	bool samples = v->progress.stage && strcmp(v->progress.stage, "samples") == 0;

	switch (v->work) {
	case WORK_DONE: return C_("work", "The check is done");
	case WORK_PARTIAL: return C_("work", "stopped here");
	case WORK_LOST: return C_("work", "it stopped part-way");
	case WORK_STOPPING: return C_("work", "stopping ...");
	case WORK_NONE: return C_("work", "not looked at");
	case WORK_RUNNING: break;
	}
	if (samples)
		return C_("work", "opening the samples");
	if (v->minutes_left < 0)
		return screen_fill(p, C_("work", "{0} minutes at most"), 1,
				   screen_number(p, v->time_limit));
	return screen_minutes(p, v->minutes_left);
}

static void counts(const struct visit *v, struct page *p)
{
	const char *area = v->progress.area && *v->progress.area
			       ? text_get(v->progress.area)
			       : C_("work", "the records of the PC");
	const char *now = screen_fill(p, C_("work", "Now: {0}"), 1, screen_escape(p, area, 24));
	const char *files = screen_fill(p, C_("work", "files read {0}"), 1,
					screen_number(p, (int64_t)v->progress.files));
	const char *signs = screen_fill(p, C_("work", "signs to look at {0}"), 1,
					screen_number(p, (int64_t)v->checkup.malware.hits_total));

	if (v->work == WORK_RUNNING || v->work == WORK_STOPPING)
		body_text(&p->body, 2, page_printf(p, "%s     %s     %s", now, files, signs));
	else
		body_text(&p->body, 2, page_printf(p, "%s     %s", files, signs));
}

void screen_work(const struct visit *v, struct page *p)
{
	const char *name = C_("work", "Check"), *left = screen_left(p, v);
	const char *stop = v->work == WORK_RUNNING ? C_("work", "F8 stop here") : "";
	const char *percent = page_printf(p, "%u%%", v->percent);
	unsigned from = 2 + (unsigned)text_width(name) + 1;
	unsigned room = 78 - (unsigned)text_width(stop) - 2 - (unsigned)text_width(left) - 8;
	unsigned cells = room > from + 8 ? (room - from) / 8 * 8 : 8;
	struct line *l;

	if (p->layout == LAYOUT_VERY_LARGE) {
		l = &p->large_bar;
		cells = text_width(left) + 33 > p->width ? 12 : 24;
		*l = (struct line){ .kind = LINE_BAR, .from = 1, .to = 1 + cells, .item = -1 };
		l->percent = v->percent;
		line_seg(l, cells + 3, ATTR_PAGE, percent);
		line_seg(l, cells + 8, ATTR_PAGE, left);
		return;
	}
	if (p->layout == LAYOUT_LARGE) {
		l = body_bar(&p->body, 1, 17, v->percent);
		l->fixed = true;
		line_seg(l, 18, ATTR_PAGE, percent);
		line_seg(l, 24, ATTR_PAGE, left);
		if (*stop)
			line_seg(l, 63 - (unsigned)text_width(stop), ATTR_PAGE, stop);
	} else {
		l = body_bar(&p->body, from, from + cells, v->percent);
		line_seg(l, 2, ATTR_PAGE, name);
		line_seg(l, from + cells + 2, ATTR_PAGE, percent);
		line_seg(l, from + cells + 8, ATTR_PAGE, left);
		if (*stop)
			line_seg(l, 78 - (unsigned)text_width(stop), ATTR_PAGE, stop);
	}
	if (p->layout == LAYOUT_NORMAL)
		counts(v, p);
	body_rule(&p->body);
}
