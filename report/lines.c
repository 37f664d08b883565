/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/lines.h"

#include <string.h>

#include "core/base/utf.h"
#include "core/base/util.h"

#define REIWA_FIRST 2019

/* Marks that may not begin a line. */
static bool sticks_to_left(uint32_t cp)
{
	static const uint32_t mark[] = { 0x3001, 0x3002, 0xff0c, 0xff0e, 0xff09, 0x300d, 0x300f,
					 0x3011, 0x30fc, 0xff01, 0xff1f, 0x30fb, 0x3005, 0x3063,
					 0x3083, 0x3085, 0x3087, 0x30c3, 0x30e3, 0x30e5, 0x30e7 };

	for (size_t i = 0; i < LEN(mark); i++)
		if (mark[i] == cp)
			return true;
	return false;
}

static bool sticks_to_right(uint32_t cp)
{
	return cp == 0x300c || cp == 0x300e || cp == 0xff08 || cp == 0x3010;
}

/* May a line end between these two? */
static bool may_break(uint32_t before, uint32_t after)
{
	if (before == ' ')
		return after != ' ';
	if (sticks_to_left(after) || sticks_to_right(before))
		return false;
	return text_width_cp(before) == 2 || text_width_cp(after) == 2;
}

/* Bytes of s that go on a line of `cells`; *ret_skip: spaces to leave out after it. */
static size_t line_length(const char *s, size_t n, size_t cells, size_t *ret_skip)
{
	size_t at = 0, width = 0, good = 0;
	uint32_t before = 0, cp;

	*ret_skip = 0;
	while (at < n) {
		size_t step = utf8_next(s + at, n - at, &cp);
		size_t w = (size_t)MAX(text_width_cp(cp), 0);

		if (at && may_break(before, cp))
			good = at;
		if (width + w > cells && cp != ' ')
			break;
		width += w;
		before = cp;
		at += step;
	}
	if (at < n)
		at = good ? good : MAX(text_fit(s, cells), (size_t)1);
	while (at + *ret_skip < n && s[at + *ret_skip] == ' ')
		(*ret_skip)++;
	return at;
}

static void spaces(struct str *out, size_t n)
{
	while (n--)
		str_addc(out, ' ');
}

void lines_wrap(struct str *out, const char *text, size_t at, size_t indent, size_t width)
{
	size_t n = strlen(text);

	while (n) {
		size_t skip, len = line_length(text, n, width > at ? width - at : 1, &skip);
		size_t end = len;

		while (end && text[end - 1] == ' ')
			end--;
		str_addn(out, text, end);
		str_addc(out, '\n');
		text += len + skip;
		n -= len + skip;
		at = indent;
		if (n)
			spaces(out, indent);
	}
}

void lines_pad(struct str *out, const char *text, size_t width)
{
	size_t used = text_width(text);

	str_add(out, text);
	spaces(out, used < width ? width - used : 1);
}

void lines_label(struct str *out, const char *label, size_t indent, size_t column, const char *text)
{
	size_t wide = MAX(text_width(label) + 1, column - indent);

	spaces(out, indent);
	lines_pad(out, label, wide);
	if (*text)
		lines_wrap(out, text, indent + wide, column, 80);
	else
		str_addc(out, '\n');
}

void lines_date(struct str *out, int64_t t, int zone_offset)
{
	int year, month, day;
	struct phrase era;

	text_date(out, t, zone_offset);
	if (t == TIME_ABSENT || text_language() != LANGUAGE_JA)
		return;
	time_civil(t, zone_offset, &year, &month, &day);
	era = phrase_of(N_(" (Reiwa {0})"), 1, PHRASE_NUMBER(year - REIWA_FIRST + 1));
	if (year >= REIWA_FIRST)
		text_phrase(out, &era, zone_offset);
}

void lines_step_terms(struct str *out, const struct step *step)
{
	sheet_step_time(step, out);
	str_add(out, "  ");
	str_add(out, step->cost ? _(step->cost) : "");
	str_add(out, "  ");
	str_add(out, step->who ? _(step->who) : "");
}

void lines_not_looked(struct str *what, struct str *why, const struct sheet *s,
		      const struct sheet_not_looked *n)
{
	struct phrase files = phrase_of(n->count == 1 ? N_("1 file: ") : N_("{0} files: "), 1,
					PHRASE_NUMBER((int64_t)n->count));

	text_phrase(what, &n->what, s->zone_offset);
	if (n->count)
		text_phrase(why, &files, s->zone_offset);
	text_phrase(why, &n->why, s->zone_offset);
}

const char *lines_contact(const char *const text[CONTACT_LANGUAGES])
{
	const char *t = text[text_language() == LANGUAGE_EN ? CONTACT_EN : CONTACT_JA];

	return t ? t : "";
}

static void add_date(struct str *out, const char *label, int64_t t, int zone_offset)
{
	str_add(out, "   ");
	str_add(out, label);
	str_addc(out, ' ');
	text_date(out, t, zone_offset);
}

void lines_foot(struct str *out, const struct sheet *s)
{
	text_escape(out, s->tool);
	if (s->checkup->malware.state != MALWARE_NOT_RUN)
		add_date(out, _("virus samples"), s->database_time, s->visit_zone);
	add_date(out, _("contacts"), s->contacts_date, 0); /* a day, not a moment */
}

const char *lines_nothing_to_do(const struct sheet *s)
{
	if (s->grade.basis == GRADE_BASIS_NOTHING)
		return _("Nothing was seen this time. Let us look together at the next visit.");
	return _("In what we saw, nothing to do came up.");
}

bool lines_about_copies(const struct sheet *s, const struct sheet_action *a)
{
	return a->contradiction && a->question == 11 && s->backup.differ;
}

void lines_more(struct str *out, const struct sheet *s, const struct sheet_action *a)
{
	if (lines_about_copies(s, a))
		text_phrase(out, &s->backup.shows, s->zone_offset);
	else if (a->what.id && !a->finding && !a->advice && !phrase_equal(&a->what, &a->headline))
		text_phrase(out, &a->what, s->zone_offset);
}

void lines_title(struct str *out, const struct sheet *s, const struct sheet_action *a)
{
	struct str text = STR_INIT(16384);
	size_t n;

	text_phrase(&text, &a->headline, s->zone_offset);
	n = text.len;
	if (n && str_c(&text)[n - 1] == '.')
		n--;
	else if (n >= strlen("。") && !strcmp(str_c(&text) + n - strlen("。"), "。"))
		n -= strlen("。");
	str_addn(out, str_c(&text), n);
	str_done(&text);
}

const char *lines_actions_heading(const struct sheet *s)
{
	return s->n_actions < SHEET_ACTIONS ? _("What to do") : _("First three");
}
