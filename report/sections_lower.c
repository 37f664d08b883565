/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lower half of the page: areas, viruses, what was not looked at, contacts, foot. */
#include "report/sections.h"

#include "core/base/util.h"
#include "report/lines.h"

#define WORK_MAX        ((size_t)16384) /* one rendered text */
#define TABLE_HEAD      MM(6.6)
#define NAME_WIDTH      MM(47.0)
#define COUNT_WIDTH     MM(19.0)
#define NOT_LOOKED_LINE MM(4.9)
#define CONTACTS_HEIGHT MM(34.0)
#define MEMO_MIN        MM(13.0)
#define CHAMBER_WIDTH   MM(50.0)

static const enum answer_kind columns[] = { ANSWER_OK, ANSWER_CONCERN, ANSWER_DANGER,
					    ANSWER_COULD_NOT_LOOK, ANSWER_NOT_APPLICABLE };

static double column_x(size_t i)
{
	return SECTION_LEFT + NAME_WIDTH + (double)i * COUNT_WIDTH;
}

static void table_head(struct page *p, double y)
{
	const struct fit small = { 10.5, 8, 1.2, 1, INK_TEXT, PANGO_ALIGN_LEFT };

	for (size_t i = 0; i < LEN(columns); i++) {
		const char *word = _(sheet_mark_word(columns[i]));
		double w = page_text_width(p, &small, word), x = column_x(i);
		double start = x + (COUNT_WIDTH - w - 15) / 2;

		page_mark(p, columns[i], start + 5, y + TABLE_HEAD / 2, 10.5, 1.7);
		page_text(p, start + 15, y + (TABLE_HEAD - 12.6) / 2, w + 4, &small, word);
	}
	page_line(p, SECTION_LEFT, y + TABLE_HEAD, SECTION_RIGHT, y + TABLE_HEAD, 1.2, INK_ACCENT);
}

static void table_row(struct page *p, const struct sheet_area *a, double y, double height)
{
	const struct fit name = { 12.5, 9, 1.0, 1, INK_TEXT, PANGO_ALIGN_LEFT };
	const struct fit count = { 13.5, 9, 1.0, 1, INK_TEXT, PANGO_ALIGN_CENTER };
	const struct fit none = { 13.5, 9, 1.0, 1, INK_QUIET, PANGO_ALIGN_CENTER };
	const struct fit word = { 12, 8.5, 1.0, 1, INK_TEXT, PANGO_ALIGN_LEFT };
	double end = column_x(LEN(columns));
	char digits[16];

	page_text(p, SECTION_LEFT + 4, y + (height - 12.5) / 2, NAME_WIDTH - 6, &name,
		  _(area_name(a->area)));
	for (size_t i = 0; i < LEN(columns); i++) {
		unsigned n = a->count[columns[i]];

		snprintf(digits, sizeof(digits), "%u", n);
		page_text(p, column_x(i), y + (height - 13.5) / 2, COUNT_WIDTH, n ? &count : &none,
			  n ? digits : "-");
	}
	page_text(p, end + 6, y + (height - 12) / 2, SECTION_RIGHT - end - 8, &word, _(a->word));
}

/* "Answer and record differ in 2 questions", or nothing. */
static void contradictions(const struct sheet *s, struct str *out)
{
	unsigned n = 0;
	struct phrase p;

	for (unsigned q = 1; q <= QUESTIONS; q++)
		n += s->answer[q].answer.contradiction;
	p = phrase_of(n == 1 ? N_("Answer and record differ in 1 question (counted as care).")
			     : N_("Answer and record differ in {0} questions (counted as care)."),
		      1, PHRASE_NUMBER(n));
	if (n)
		text_phrase(out, &p, s->zone_offset);
}

double section_areas(struct page *p, const struct sheet *s, double y, double row_height)
{
	struct str remark = STR_INIT(WORK_MAX);

	contradictions(s, &remark);
	y = section_heading(p, y, _("By area"), str_c(&remark));
	str_done(&remark);
	table_head(p, y);
	y += TABLE_HEAD;
	for (unsigned i = 0; i < AREAS; i++, y += row_height) {
		if (i % 2)
			page_fill(p, SECTION_LEFT, y, SECTION_WIDTH, row_height, 0.01, 0.955);
		table_row(p, &s->area[i], y, row_height);
	}
	page_line(p, SECTION_LEFT, y, SECTION_RIGHT, y, 0.6, INK_ACCENT);
	return y + MM(2.4);
}

bool section_copies_there(const struct sheet *s)
{
	for (size_t i = 0; i < sheet_first_actions(s); i++)
		if (lines_about_copies(s, &s->action[i]))
			return false;
	return s->backup.shows.id && s->answer[11].answer.reply != REPLY_NONE;
}

double section_copies(struct page *p, const struct sheet *s, double y)
{
	const struct fit fit = { 10, 7, 1.2, 1, INK_TEXT, PANGO_ALIGN_LEFT };
	struct phrase said = phrase_of(N_("Backup: your answer \"{0}\", the PC: "), 1,
				       PHRASE_WORD(reply_word(answer_said(&s->answer[11].answer))));
	struct str line = STR_INIT(WORK_MAX);

	text_phrase(&line, &said, s->zone_offset);
	text_phrase(&line, &s->backup.shows, s->zone_offset);
	page_text(p, SECTION_LEFT + 2, y, SECTION_WIDTH - 4, &fit, str_c(&line));
	str_done(&line);
	return y + NOT_LOOKED_LINE;
}

static bool tells_where(const struct sheet *s, unsigned i)
{
	return i >= s->virus_hits_at && i < s->virus_hits_at + s->n_virus_hits;
}

/* Those of the lines but the first that tell where a sign is, or all the others, as one text. */
static void virus_words(const struct sheet *s, bool where, struct str *out)
{
	size_t begin = out->len;

	for (unsigned i = 1; i < s->n_virus; i++) {
		if (tells_where(s, i) != where)
			continue;
		if (out->len > begin)
			str_add(out, "  ");
		text_phrase(out, &s->virus[i], s->zone_offset);
	}
}

static const struct fit virus_first = { 12, 9, 1.3, 1, INK_TEXT, PANGO_ALIGN_LEFT };
static const struct fit virus_small = { 10.5, 8.5, 1.3, 1, INK_QUIET, PANGO_ALIGN_LEFT };
static const struct fit virus_two = { 9.5, 7.5, 1.2, 2, INK_QUIET, PANGO_ALIGN_LEFT };
static const struct fit virus_three = { 9.5, 7.5, 1.2, 3, INK_TEXT, PANGO_ALIGN_LEFT };
#define VIRUS_X     (SECTION_LEFT + NAME_WIDTH)
#define VIRUS_WIDTH (SECTION_WIDTH - NAME_WIDTH)

/* All lines but the first. Where the signs are has a line of its own; how to fit it is returned. */
static const struct fit *virus_rest(struct page *p, const struct sheet *s, struct str *out)
{
	const struct fit *fit = &virus_two;

	virus_words(s, false, out);
	if (page_text_width(p, &virus_two, str_c(out)) > VIRUS_WIDTH)
		fit = s->n_virus_hits ? &virus_three : &virus_two;
	else if (!s->n_virus_hits)
		fit = &virus_small;
	if (s->n_virus_hits) {
		str_clear(out);
		virus_words(s, true, out);
		str_addc(out, '\n');
		virus_words(s, false, out);
	}
	return fit;
}

bool section_virus_long(struct page *p, const struct sheet *s)
{
	struct str rest = STR_INIT(WORK_MAX);
	bool is_long = virus_rest(p, s, &rest) == &virus_three;

	str_done(&rest);
	return is_long;
}

double section_virus(struct page *p, const struct sheet *s, double y)
{
	struct str line = STR_INIT(WORK_MAX);
	const struct fit *fit;

	section_heading(p, y, _("Signs of viruses"), "");
	if (s->n_virus)
		text_phrase(&line, &s->virus[0], s->zone_offset);
	page_text(p, VIRUS_X, y, VIRUS_WIDTH, &virus_first, str_c(&line));
	str_clear(&line);
	fit = virus_rest(p, s, &line);
	page_text(p, VIRUS_X, y + 15.5, VIRUS_WIDTH, fit, str_c(&line));
	str_done(&line);
	return y + 15.5 + fit->size * fit->leading * fit->max_lines + MM(1.3);
}

static const struct fit backup_rest = { 9.5, 7, 1.2, 2, INK_QUIET, PANGO_ALIGN_LEFT };

unsigned section_backup_lines(const struct sheet *s)
{
	return s->n_taken ? 3 : 0;
}

/* As tall as the lines that it takes from the next section. */
double section_backup(struct page *p, const struct sheet *s, double y)
{
	struct str line = STR_INIT(WORK_MAX);

	if (!s->n_taken)
		return y;
	section_heading(p, y, _("The backup"), "");
	text_phrase(&line, &s->taken[0], s->visit_zone);
	page_text(p, VIRUS_X, y, VIRUS_WIDTH, &virus_first, str_c(&line));
	str_clear(&line);
	for (unsigned i = 1; i < s->n_taken; i++) {
		str_add(&line, i > 1 ? "  " : "");
		text_phrase(&line, &s->taken[i], s->visit_zone);
	}
	page_text(p, VIRUS_X, y + 15, VIRUS_WIDTH, &backup_rest, str_c(&line));
	str_done(&line);
	return y + 3 * NOT_LOOKED_LINE;
}

unsigned section_not_looked_lines(const struct sheet *s, unsigned max)
{
	return MIN(s->n_not_looked + (s->not_looked_more > 0), max);
}

static void not_looked_line(struct page *p, const struct sheet *s, const struct sheet_not_looked *n,
			    double y)
{
	const struct fit what_fit = { 11, 8, 1.2, 1, INK_TEXT, PANGO_ALIGN_LEFT };
	const struct fit why_fit = { 11, 8, 1.2, 1, INK_QUIET, PANGO_ALIGN_LEFT };
	struct str what = STR_INIT(WORK_MAX), why = STR_INIT(WORK_MAX);
	double column = MM(62.0);

	lines_not_looked(&what, &why, s, n);
	/* A long subject takes what it needs from the reason, up to half of the line. */
	column = MIN(MAX(page_text_width(p, &what_fit, str_c(&what)) + 32, column), MM(92.0));
	page_mark(p, ANSWER_NOT_APPLICABLE, SECTION_LEFT + 12, y + 6.6, 6, 1.2);
	page_text(p, SECTION_LEFT + 20, y, column - 26, &what_fit, str_c(&what));
	page_text(p, SECTION_LEFT + column, y, SECTION_WIDTH - column, &why_fit, str_c(&why));
	str_done(&what);
	str_done(&why);
}

double section_not_looked(struct page *p, const struct sheet *s, double y, unsigned max)
{
	const struct fit small = { 11, 8, 1.2, 1, INK_TEXT, PANGO_ALIGN_LEFT };
	unsigned lines = section_not_looked_lines(s, max);
	unsigned all = s->n_not_looked + s->not_looked_more;
	unsigned shown = all > lines ? lines - 1 : lines;
	struct phrase more =
	    phrase_of(N_("... {0} more on the detailed record"), 1, PHRASE_NUMBER(all - shown));
	struct str text = STR_INIT(WORK_MAX);

	y = section_heading(p, y, _("Not looked at this time"),
			    _("Of what we did not see we say neither good nor bad."));
	for (unsigned i = 0; i < shown; i++, y += NOT_LOOKED_LINE) {
		/* The end of the list is what only the eye can see: it keeps its place. */
		bool last = i + 1 == shown && all > shown && s->n_not_looked;

		not_looked_line(p, s, &s->not_looked[last ? s->n_not_looked - 1 : i], y);
	}
	if (all > shown) {
		text_phrase(&text, &more, s->zone_offset);
		page_text(p, SECTION_LEFT + 20, y, SECTION_WIDTH - 20, &small, str_c(&text));
		y += NOT_LOOKED_LINE;
	}
	str_done(&text);
	return y;
}

void section_memo(struct page *p, double y, double contacts_bottom)
{
	const struct fit small = { 10.5, 8, 1.2, 1, INK_QUIET, PANGO_ALIGN_LEFT };
	double bottom = contacts_bottom - CONTACTS_HEIGHT - MM(2.5);

	y += MM(1.5);
	if (bottom - y < MEMO_MIN)
		return;
	page_frame(p, SECTION_LEFT, y, SECTION_WIDTH, bottom - y, 4, 0.6, INK_QUIET);
	page_text(p, SECTION_LEFT + 8, y + 5, MM(40.0), &small, _("Notes"));
}

/* White on the accent: the three first steps. */
static void first_steps(struct page *p, double y, double height)
{
	const struct fit title = { 13, 10, 1.2, 1, INK_PAPER, PANGO_ALIGN_LEFT };
	const struct fit step = { 12.5, 8, 1.2, 1, INK_PAPER, PANGO_ALIGN_CENTER };
	const char *const steps[] = { _("Unplug the network"), _("Leave the power on"),
				      _("Do not decide alone") };
	double lead = page_text_width(p, &title, _("If in trouble")) + 20;
	double w = (SECTION_WIDTH - lead) / 3;
	struct str text = STR_INIT(WORK_MAX);

	page_fill_accent(p, SECTION_LEFT, y, SECTION_WIDTH, height, 4);
	page_text(p, SECTION_LEFT + 8, y + (height - 15.6) / 2, lead, &title, _("If in trouble"));
	for (size_t i = 0; i < LEN(steps); i++) {
		str_clear(&text);
		str_addf(&text, "%zu  %s", i + 1, steps[i]);
		page_text(p, SECTION_LEFT + lead + (double)i * w, y + (height - 15) / 2, w - 8,
			  &step, str_c(&text));
	}
	str_done(&text);
}

static void chamber(struct page *p, const struct sheet *s, double y, double height)
{
	const struct fit small = { 10.5, 8, 1.2, 1, INK_QUIET, PANGO_ALIGN_LEFT };
	const struct fit name = { 14, 10, 1.2, 1, INK_TEXT, PANGO_ALIGN_LEFT };
	const struct fit phone = { 17, 10, 1.2, 1, INK_TEXT, PANGO_ALIGN_LEFT };
	double x = SECTION_LEFT + 8, w = CHAMBER_WIDTH - 14;
	struct str text = STR_INIT(WORK_MAX);

	page_text(p, x, y + 4, w, &small, _("In the first place, call"));
	page_text(p, x, y + 17, w, &name, _("Your chamber"));
	text_escape(&text, *s->chamber_phone ? s->chamber_phone : "____-____-____");
	page_text(p, x, y + 36, w, &phone, str_c(&text));
	str_clear(&text);
	text_escape(&text, s->chamber_hours);
	page_text(p, x, y + height - 14, w, &small, str_c(&text));
	str_done(&text);
	page_line(p, SECTION_LEFT + CHAMBER_WIDTH, y + 5, SECTION_LEFT + CHAMBER_WIDTH,
		  y + height - 5, 0.6, INK_QUIET);
}

static void contact_cell(struct page *p, const struct contact *c, double x, double y, double w)
{
	const struct fit small = { 9, 7, 1.15, 1, INK_QUIET, PANGO_ALIGN_LEFT };
	const struct fit name = { 11, 7.5, 1.15, 1, INK_TEXT, PANGO_ALIGN_LEFT };
	struct str top = STR_INIT(WORK_MAX), text = STR_INIT(WORK_MAX);

	text_escape(&top, lines_contact(c->situation));
	if (*lines_contact(c->hours)) {
		str_add(&top, "   ");
		text_escape(&top, lines_contact(c->hours));
	}
	page_text(p, x, y, w, &small, str_c(&top));
	text_escape(&text, lines_contact(c->name));
	if (*c->how) {
		str_add(&text, "  ");
		text_escape(&text, c->how);
	}
	page_text(p, x, y + 10, w, &name, str_c(&text));
	str_done(&top);
	str_done(&text);
}

void section_contacts(struct page *p, const struct sheet *s, double y)
{
	double head = MM(7.2), top = y - CONTACTS_HEIGHT + head, height = CONTACTS_HEIGHT - head;
	double x0 = SECTION_LEFT + CHAMBER_WIDTH + 8, w = (SECTION_RIGHT - x0 - 4) / 2;
	unsigned n = 0;

	page_frame(p, SECTION_LEFT, y - CONTACTS_HEIGHT, SECTION_WIDTH, CONTACTS_HEIGHT, 4, 1.2,
		   INK_ACCENT);
	first_steps(p, y - CONTACTS_HEIGHT, head);
	chamber(p, s, top, height);
	for (unsigned i = 0; i < s->contacts->n && n < 6; i++) {
		const struct contact *c = &s->contacts->contact[i];

		if (!c->verified || !strcmp(c->id, "chamber"))
			continue;
		contact_cell(p, c, x0 + (n % 2) * w, top + 2 + (n / 2) * 24, w - 8);
		n++;
	}
}

void section_foot(struct page *p, const struct sheet *s, double y)
{
	const struct fit left = { 8.5, 6.5, 1.2, 1, INK_QUIET, PANGO_ALIGN_LEFT };
	const struct fit right = { 8.5, 6.5, 1.2, 1, INK_QUIET, PANGO_ALIGN_RIGHT };
	struct str text = STR_INIT(WORK_MAX);

	lines_foot(&text, s);
	page_text(p, SECTION_LEFT, y - 10.5, SECTION_WIDTH * 0.6, &left, str_c(&text));
	page_text(p, SECTION_LEFT + SECTION_WIDTH * 0.5, y - 10.5, SECTION_WIDTH * 0.5, &right,
		  _("No contents of your files are on this paper."));
	str_done(&text);
}
