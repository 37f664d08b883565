/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Upper half of the page: head, verdict, the three actions. */
#include "report/sections.h"

#include "core/base/util.h"
#include "report/lines.h"

#define WORK_MAX         ((size_t)16384) /* one rendered text */
#define VERDICT_HEIGHT   MM(24.5)
#define ACTION_HEIGHT    MM(22.8)
#define ACTION_GAP       MM(1.6)
#define NO_ACTION_HEIGHT MM(14.0)
#define NUMBER_WIDTH     MM(10.0)

/* English words for times and people are longer, Japanese sentences are. */
static double label_width(void)
{
	return text_language() == LANGUAGE_EN ? MM(25.0) : MM(18.0);
}

static double terms_width(void)
{
	return text_language() == LANGUAGE_EN ? MM(47.0) : MM(45.0);
}

double section_heading(struct page *p, double y, const char *text, const char *remark)
{
	const struct fit big = { 13, 11, 1.2, 1, INK_ACCENT, PANGO_ALIGN_LEFT };
	const struct fit small = { 10, 8, 1.2, 1, INK_QUIET, PANGO_ALIGN_RIGHT };
	double w = page_text_width(p, &big, text);

	page_fill_accent(p, SECTION_LEFT, y + 1, 4, 13, 1);
	page_text(p, SECTION_LEFT + 9, y, SECTION_WIDTH - 9, &big, text);
	if (*remark)
		page_text(p, SECTION_LEFT + w + 24, y + 3, SECTION_WIDTH - w - 24, &small, remark);
	return y + MM(6.2);
}

/* "Label ________" from x to x + w, with the value on the line when there is one. */
static void blank(struct page *p, double x, double y, double w, const char *label,
		  const char *value)
{
	const struct fit small = { 10.5, 8, 1.2, 1, INK_QUIET, PANGO_ALIGN_LEFT };
	const struct fit text = { 12, 7, 1.2, 1, INK_TEXT, PANGO_ALIGN_LEFT };
	double lead = page_text_width(p, &small, label) + 6;

	page_text(p, x, y + 2.5, lead, &small, label);
	if (*value)
		page_text(p, x + lead, y + 1, w - lead, &text, value);
	page_line(p, x + lead - 2, y + 17, x + w, y + 17, 0.6, INK_QUIET);
}

/* Sticker and system: "blue 1  Windows 11 Home". */
static void pc_words(const struct sheet *s, struct str *out)
{
	if (*s->pc_label)
		text_escape(out, _(s->pc_label));
	for (unsigned i = 0; i < s->n_systems; i++) {
		if (out->len)
			str_add(out, i ? ", " : "  ");
		text_escape_cut(out, s->system[i], 40);
	}
}

double section_head(struct page *p, const struct sheet *s, double y)
{
	const struct fit title = { 21, 14, 1.2, 1, INK_ACCENT, PANGO_ALIGN_LEFT };
	const struct fit side = { 11.5, 8, 1.3, 1, INK_TEXT, PANGO_ALIGN_RIGHT };
	const struct fit under = { 11, 8, 1.2, 1, INK_QUIET, PANGO_ALIGN_LEFT };
	struct str text = STR_INIT(WORK_MAX), pc = STR_INIT(WORK_MAX);
	double w = page_text_width(p, &title, _("PC check-up: the result"));
	double y2 = y + MM(11.0);

	page_text(p, SECTION_LEFT, y - 3, MM(105.0), &title, _("PC check-up: the result"));
	page_text(p, SECTION_LEFT + w + 6, y + 6, MM(35.0), &under, _("(check-up sheet)"));
	lines_date(&text, s->date, s->visit_zone);
	page_text(p, SECTION_RIGHT - MM(65.0), y - 4, MM(65.0), &side, str_c(&text));
	str_clear(&text);
	str_add(&text, _("No."));
	str_add(&text, "  ");
	if (*s->case_number)
		text_escape_cut(&text, s->case_number, 24);
	else
		str_add(&text, "____________");
	page_text(p, SECTION_RIGHT - MM(65.0), y + 11, MM(65.0), &side, str_c(&text));
	pc_words(s, &pc);
	blank(p, SECTION_LEFT, y2, MM(60.0), _("Firm"), "");
	blank(p, SECTION_LEFT + MM(63.0), y2, MM(72.0), _("PC"), str_c(&pc));
	blank(p, SECTION_LEFT + MM(138.0), y2, MM(37.0), _("Adviser"), "");
	str_done(&text);
	str_done(&pc);
	return y2 + MM(9.0);
}

/* Third line of the band: what the grade stands on, or what kept it down. */
static void verdict_remark(const struct sheet *s, struct str *out)
{
	if (s->basis.id)
		text_phrase(out, &s->basis, s->zone_offset);
	if (!s->grade.capped)
		return;
	if (out->len)
		str_addc(out, ' ');
	str_add(out, _("Why it is no circle:"));
	str_addc(out, ' ');
	for (unsigned i = 0; i < s->grade.n_caps; i++) {
		if (i)
			str_addc(out, ' ');
		text_phrase(out, &s->grade.cap[i], s->zone_offset);
	}
}

static void verdict_score(struct page *p, const struct sheet *s, double y)
{
	const struct fit number = { 28, 20, 1.1, 1, INK_TEXT, PANGO_ALIGN_RIGHT };
	const struct fit small = { 11, 8, 1.2, 1, INK_QUIET, PANGO_ALIGN_RIGHT };
	const struct fit of = { 13, 9, 1.2, 1, INK_QUIET, PANGO_ALIGN_LEFT };
	struct str text = STR_INIT(WORK_MAX);
	double right = SECTION_RIGHT - MM(4.0);

	if (s->grade.score >= 0) {
		str_addf(&text, "%d", s->grade.score);
		page_text(p, right - MM(76.0), y + 5, MM(24.0), &number, str_c(&text));
		page_text(p, right - MM(50.0), y + 17, MM(16.0), &of, "/ 100");
	}
	str_clear(&text);
	str_addf(&text, "%s ____", _("last time"));
	page_text(p, right - MM(34.0), y + 18.5, MM(34.0), &small, str_c(&text));
	str_done(&text);
}

double section_verdict(struct page *p, const struct sheet *s, double y)
{
	const struct fit word = { 25, 16, 1.15, 1, INK_TEXT, PANGO_ALIGN_LEFT };
	const struct fit sentence = { 13.5, 9.5, 1.25, 1, INK_TEXT, PANGO_ALIGN_LEFT };
	const struct fit small = { 10, 8, 1.2, 1, INK_QUIET, PANGO_ALIGN_LEFT };
	struct str text = STR_INIT(WORK_MAX), remark = STR_INIT(WORK_MAX);
	double x = SECTION_LEFT + MM(24.0), w = SECTION_WIDTH - MM(27.0);
	bool three;

	verdict_remark(s, &remark);
	three = remark.len;
	page_fill(p, SECTION_LEFT, y, SECTION_WIDTH, VERDICT_HEIGHT, 5, 0.945);
	page_frame(p, SECTION_LEFT, y, SECTION_WIDTH, VERDICT_HEIGHT, 5, 1.4, INK_ACCENT);
	page_mark(p, page_mark_of_grade(s->grade.mark), SECTION_LEFT + MM(12.5),
		  y + VERDICT_HEIGHT / 2, MM(16.0), 4.2);
	page_text(p, x, y + (three ? 4 : 7), MM(70.0), &word, _(grade_mark_word(s->grade.mark)));
	verdict_score(p, s, y + (three ? 0 : 2));
	sheet_sentence(s, &text);
	page_text(p, x, y + (three ? 35 : 41), w, &sentence, str_c(&text));
	if (three)
		page_text(p, x, y + 53, w, &small, str_c(&remark));
	str_done(&text);
	str_done(&remark);
	return y + VERDICT_HEIGHT + MM(2.5);
}

/* "[ ] today | what | 15 min, 0 yen, owner" */
static void action_step(struct page *p, double y, const char *label, const struct step *step)
{
	const struct fit small = { 11, 8, 1.25, 1, INK_ACCENT, PANGO_ALIGN_LEFT };
	const struct fit text = { 12, 9, 1.25, 1, INK_TEXT, PANGO_ALIGN_LEFT };
	const struct fit terms = { 10, 8, 1.25, 1, INK_QUIET, PANGO_ALIGN_RIGHT };
	double x = SECTION_LEFT + NUMBER_WIDTH + MM(2.5);
	double w = SECTION_RIGHT - terms_width() - MM(4.0) - x - label_width();
	struct str words = STR_INIT(WORK_MAX);

	if (!step->text)
		return;
	page_tick_box(p, x, y + 2.5, 9.5);
	page_text(p, x + 15, y + 0.7, label_width() - 17, &small, label);
	page_text(p, x + label_width(), y, w, &text, _(step->text));
	lines_step_terms(&words, step);
	page_text(p, SECTION_RIGHT - terms_width() - MM(2.0), y + 1.5, terms_width(), &terms,
		  str_c(&words));
	str_done(&words);
}

/* Why it matters; that answer and record differ, with the record's words unless the title has
 * them. */
static void action_why(const struct sheet *s, const struct sheet_action *a, struct str *out)
{
	struct str more = STR_INIT(WORK_MAX);

	/* For answer and record about copies both there is room without the reason. */
	if (!lines_about_copies(s, a)) {
		str_add(out, _("Why:"));
		if (text_language() == LANGUAGE_EN)
			str_addc(out, ' ');
		if (a->why_here.id)
			text_phrase(out, &a->why_here, s->zone_offset);
		else
			str_add(out, _(a->why));
		if (!a->contradiction)
			return;
		str_add(out, "  ");
	}
	lines_more(&more, s, a);
	str_add(out, more.len ? _("Answer: yes. Record:")
			      : _("The answer was \"yes\"; the records differ."));
	if (more.len && text_language() == LANGUAGE_EN)
		str_addc(out, ' ');
	str_add(out, str_c(&more));
	str_done(&more);
}

static void action_box(struct page *p, const struct sheet *s, const struct sheet_action *a,
		       size_t number, double y)
{
	const struct fit digit = { 20, 20, 1.0, 1, INK_PAPER, PANGO_ALIGN_CENTER };
	const struct fit title = { 14, 10.5, 1.25, 1, INK_TEXT, PANGO_ALIGN_LEFT };
	const struct fit why = { 11, 8, 1.25, 1, INK_QUIET, PANGO_ALIGN_LEFT };
	const struct fit when = { 10, 8, 1.25, 1, INK_QUIET, PANGO_ALIGN_RIGHT };
	double x = SECTION_LEFT + NUMBER_WIDTH + MM(2.5);
	double w = SECTION_RIGHT - MM(2.0) - x;
	struct str text = STR_INIT(WORK_MAX);

	page_fill_accent(p, SECTION_LEFT, y, NUMBER_WIDTH, ACTION_HEIGHT, 4);
	page_frame(p, SECTION_LEFT, y, SECTION_WIDTH, ACTION_HEIGHT, 4, 1.2, INK_ACCENT);
	str_addf(&text, "%zu", number);
	page_text(p, SECTION_LEFT, y + ACTION_HEIGHT / 2 - 10, NUMBER_WIDTH, &digit, str_c(&text));
	str_clear(&text);
	lines_title(&text, s, a);
	page_text(p, x, y + 2.5, w - MM(35.0), &title, str_c(&text));
	str_clear(&text);
	str_addf(&text, "%s ____/____", _("by when"));
	page_text(p, SECTION_RIGHT - terms_width() - MM(2.0), y + 5, terms_width(), &when,
		  str_c(&text));
	str_clear(&text);
	action_why(s, a, &text);
	page_text(p, x, y + 21, w, &why, str_c(&text));
	action_step(p, y + 35, _("Today"), &a->today);
	action_step(p, y + 49.5, _("In a month"), &a->month);
	str_done(&text);
}

double section_actions(struct page *p, const struct sheet *s, double y)
{
	const struct fit none = { 13, 11, 1.3, 1, INK_TEXT, PANGO_ALIGN_LEFT };
	size_t boxes = sheet_first_actions(s);
	struct phrase more = phrase_of(N_("... {0} more on the detailed record"), 1,
				       PHRASE_NUMBER((int64_t)s->n_actions - SHEET_ACTIONS));
	struct str remark = STR_INIT(WORK_MAX);

	if (s->n_actions > SHEET_ACTIONS)
		text_phrase(&remark, &more, s->zone_offset);
	y = section_heading(p, y, lines_actions_heading(s), str_c(&remark));
	str_done(&remark);
	if (!boxes) {
		page_frame(p, SECTION_LEFT, y, SECTION_WIDTH, NO_ACTION_HEIGHT, 4, 0.8, INK_QUIET);
		page_text(p, SECTION_LEFT + MM(5.0), y + (NO_ACTION_HEIGHT - 17) / 2,
			  SECTION_WIDTH - MM(10.0), &none, lines_nothing_to_do(s));
		return y + NO_ACTION_HEIGHT + MM(2.8);
	}
	for (size_t i = 0; i < boxes; i++, y += ACTION_HEIGHT + ACTION_GAP)
		action_box(p, s, &s->action[i], i + 1, y);
	return y - ACTION_GAP + MM(2.8);
}

double section_actions_spare(const struct sheet *s)
{
	size_t boxes = sheet_first_actions(s);
	double full = SHEET_ACTIONS * (ACTION_HEIGHT + ACTION_GAP);

	return full - (boxes ? (double)boxes * (ACTION_HEIGHT + ACTION_GAP)
			     : NO_ACTION_HEIGHT + ACTION_GAP);
}
