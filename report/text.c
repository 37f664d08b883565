/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text sheet: the page's contents and, behind them, every finding and answer. */
#include <errno.h>

#include "core/base/util.h"
#include "report/lines.h"
#include "report/programs.h"
#include "report/report.h"

#define WORK_MAX ((size_t)65536) /* one rendered text */
#define COLUMN   18

static void rule(struct str *out, char c)
{
	for (int i = 0; i < REPORT_TEXT_COLUMNS; i++)
		str_addc(out, c);
	str_addc(out, '\n');
}

static void heading(struct str *out, const char *text)
{
	str_addc(out, '\n');
	str_add(out, "== ");
	str_add(out, text);
	str_add(out, " ==\n");
}

/* One phrase on lines of its own. */
static void say(struct str *out, const struct sheet *s, const struct phrase *p, size_t indent)
{
	struct str line = STR_INIT(WORK_MAX);

	if (!p->id)
		return;
	text_phrase(&line, p, s->zone_offset);
	for (size_t i = 0; i < indent; i++)
		str_addc(out, ' ');
	lines_wrap(out, str_c(&line), indent, indent, REPORT_TEXT_COLUMNS);
	str_done(&line);
}

static void add_head(struct str *out, const struct sheet *s)
{
	struct str line = STR_INIT(WORK_MAX);

	str_add(out, _("PC check-up: the result"));
	str_addc(out, '\n');
	rule(out, '=');
	lines_date(&line, s->date, s->visit_zone);
	lines_label(out, _("Date"), 0, COLUMN, str_c(&line));
	str_clear(&line);
	if (*s->case_number)
		text_escape(&line, s->case_number);
	else
		str_add(&line, "__________");
	str_add(&line, "    ");
	str_add(&line, _("PC"));
	str_addc(&line, ' ');
	if (*s->pc_label)
		text_escape(&line, _(s->pc_label));
	else
		str_add(&line, "__________");
	lines_label(out, _("No."), 0, COLUMN, str_c(&line));
	for (unsigned i = 0; i < s->n_systems; i++) {
		str_clear(&line);
		text_escape_cut(&line, s->system[i], REPORT_TEXT_COLUMNS - COLUMN);
		lines_label(out, i ? "" : _("Looked at"), 0, COLUMN, str_c(&line));
	}
	str_done(&line);
}

static void add_verdict(struct str *out, const struct sheet *s)
{
	struct str line = STR_INIT(WORK_MAX);

	str_addc(out, '\n');
	str_addf(out, "[ %s ]", _(grade_mark_word(s->grade.mark)));
	if (s->grade.score >= 0)
		str_addf(out, "   %d / 100", s->grade.score);
	str_addc(out, '\n');
	sheet_sentence(s, &line);
	lines_wrap(out, str_c(&line), 0, 0, REPORT_TEXT_COLUMNS);
	if (s->grade.capped) {
		str_add(out, _("Why it is no circle:"));
		str_addc(out, '\n');
		for (unsigned i = 0; i < s->grade.n_caps; i++)
			say(out, s, &s->grade.cap[i], 2);
	}
	say(out, s, &s->basis, 0);
	str_done(&line);
}

static void add_step(struct str *out, const char *label, const struct step *step)
{
	struct str line = STR_INIT(WORK_MAX);

	if (!step->text)
		return;
	lines_label(out, label, 4, COLUMN, _(step->text));
	lines_step_terms(&line, step);
	lines_label(out, "", 4, COLUMN, str_c(&line));
	str_done(&line);
}

static void add_action(struct str *out, const struct sheet *s, const struct sheet_action *a,
		       size_t number)
{
	struct str line = STR_INIT(WORK_MAX);

	str_addf(out, " %zu  ", number);
	lines_title(&line, s, a);
	lines_wrap(out, str_c(&line), 4, 4, REPORT_TEXT_COLUMNS);
	str_clear(&line);
	lines_more(&line, s, a);
	if (line.len)
		lines_label(out, _("What"), 4, COLUMN, str_c(&line));
	str_clear(&line);
	if (a->why_here.id)
		text_phrase(&line, &a->why_here, s->zone_offset);
	else
		str_add(&line, _(a->why));
	lines_label(out, _("Why"), 4, COLUMN, str_c(&line));
	str_clear(&line);
	if (a->seen.id) {
		text_phrase(&line, &a->seen, s->zone_offset);
		lines_label(out, _("Seen in"), 4, COLUMN, str_c(&line));
	}
	if (a->contradiction)
		lines_label(out, _("Answer"), 4, COLUMN,
			    _("answer and records differ; there may be another way"));
	add_step(out, _("Today"), &a->today);
	add_step(out, _("In a month"), &a->month);
	str_done(&line);
}

static void add_actions(struct str *out, const struct sheet *s)
{
	heading(out, lines_actions_heading(s));
	if (!s->n_actions) {
		lines_wrap(out, lines_nothing_to_do(s), 0, 0, REPORT_TEXT_COLUMNS);
	}
	for (size_t i = 0; i < sheet_first_actions(s); i++)
		add_action(out, s, &s->action[i], i + 1);
	if (s->n_actions <= SHEET_ACTIONS)
		return;
	heading(out, _("After that"));
	for (size_t i = SHEET_ACTIONS; i < s->n_actions; i++) {
		str_addf(out, "%2zu  ", i + 1);
		lines_wrap(out, _(s->action[i].title), 4, 4, REPORT_TEXT_COLUMNS);
	}
}

static void add_areas(struct str *out, const struct sheet *s)
{
	static const enum answer_kind column[] = { ANSWER_OK, ANSWER_CONCERN, ANSWER_DANGER,
						   ANSWER_COULD_NOT_LOOK, ANSWER_NOT_APPLICABLE };

	heading(out, _("By area"));
	lines_pad(out, "", 24);
	for (size_t i = 0; i + 1 < LEN(column); i++)
		lines_pad(out, _(sheet_mark_word(column[i])), 8);
	str_add(out, _(sheet_mark_word(column[LEN(column) - 1])));
	str_addc(out, '\n');
	for (unsigned i = 0; i < AREAS; i++) {
		const struct sheet_area *a = &s->area[i];

		lines_pad(out, _(area_name(a->area)), 24);
		for (size_t k = 0; k < LEN(column); k++) {
			unsigned n = a->count[column[k]];

			if (n)
				str_addf(out, "%-8u", n);
			else
				str_add(out, "-       ");
		}
		str_add(out, _(a->word));
		str_addc(out, '\n');
	}
}

static void add_not_looked(struct str *out, const struct sheet *s)
{
	struct phrase more = phrase_of(N_("... {0} more"), 1, PHRASE_NUMBER(s->not_looked_more));

	heading(out, _("Not looked at this time"));
	for (unsigned i = 0; i < s->n_not_looked; i++) {
		struct str what = STR_INIT(WORK_MAX), why = STR_INIT(WORK_MAX);

		lines_not_looked(&what, &why, s, &s->not_looked[i]);
		if (text_width(str_c(&what)) > 24) {
			str_add(out, "  ");
			lines_wrap(out, str_c(&what), 2, 2, REPORT_TEXT_COLUMNS);
			lines_label(out, "", 2, 27, str_c(&why));
		} else {
			lines_label(out, str_c(&what), 2, 27, str_c(&why));
		}
		str_done(&what);
		str_done(&why);
	}
	if (s->not_looked_more)
		say(out, s, &more, 2);
	lines_wrap(out, _("Of what we did not see we say neither good nor bad."), 0, 0,
		   REPORT_TEXT_COLUMNS);
}

static void add_finding(struct str *out, const struct sheet *s, const struct finding *f)
{
	struct str line = STR_INIT(WORK_MAX);
	const char *mark = _(sheet_mark_word(f->answer));

	str_addf(out, "  [%s] ", mark);
	text_phrase(&line, &f->headline, s->zone_offset);
	lines_wrap(out, str_c(&line), 5 + text_width(mark), 4, REPORT_TEXT_COLUMNS);
	str_done(&line);
	say(out, s, &f->evidence, 4);
	say(out, s, &f->reason, 4);
}

static void add_findings(struct str *out, const struct sheet *s)
{
	if (!s->checkup->n_findings)
		return;
	heading(out, _("What the records show"));
	for (unsigned i = 0; i < AREAS; i++) {
		const struct sheet_area *a = &s->area[i];

		if (!a->n_findings)
			continue;
		str_add(out, _(area_name(a->area)));
		str_addc(out, '\n');
		for (size_t k = 0; k < a->n_findings; k++)
			add_finding(out, s, a->finding[k]);
	}
}

static void add_answers(struct str *out, const struct sheet *s)
{
	if (!s->asked)
		return;
	heading(out, _("The answers"));
	for (unsigned q = 1; q <= QUESTIONS; q++) {
		const struct sheet_answer *a = &s->answer[q];

		if (a->answer.reply == REPLY_NONE)
			continue;
		str_addf(out, "%2u  ", q);
		lines_wrap(out, _(question_get(q)->text), 4, 4, REPORT_TEXT_COLUMNS);
		str_add(out, "    -> ");
		lines_wrap(out, _(reply_word(a->answer.reply)), 7, 7, REPORT_TEXT_COLUMNS);
		if (!a->answer.contradiction)
			continue;
		lines_label(out, "", 4, 7,
			    _("answer and records differ; there may be another way"));
		for (unsigned k = 0; k < a->records.n_lines; k++)
			say(out, s, &a->records.line[k], 7);
	}
}

/* What was said and what the PC shows, one beside the other. */
static void add_backup(struct str *out, const struct sheet *s)
{
	const struct answer *copies = &s->answer[11].answer, *tried = &s->answer[12].answer;
	struct str line = STR_INIT(WORK_MAX);

	if (!s->backup.shows.id)
		return;
	heading(out, _("Copies of your data"));
	if (copies->reply != REPLY_NONE)
		lines_label(out, _("Your answer"), 0, COLUMN, _(reply_word(answer_said(copies))));
	text_phrase(&line, &s->backup.shows, s->zone_offset);
	lines_label(out, _("The PC"), 0, COLUMN, str_c(&line));
	str_clear(&line);
	if (s->backup.together.id) {
		text_phrase(&line, &s->backup.together, s->zone_offset);
		lines_label(out, "", 0, COLUMN, str_c(&line));
	}
	str_clear(&line);
	if (tried->reply != REPLY_NONE)
		lines_label(out, _("Tried"), 0, COLUMN, _(reply_word(answer_said(tried))));
	if (s->backup.tried.id) {
		text_phrase(&line, &s->backup.tried, s->zone_offset);
		lines_label(out, "", 0, COLUMN, str_c(&line));
	}
	str_done(&line);
}

static void add_contact(struct str *out, const struct contact *c)
{
	struct str line = STR_INIT(WORK_MAX);

	if (!c->verified || !strcmp(c->id, "chamber"))
		return;
	str_add(&line, lines_contact(c->name));
	if (*c->how) {
		str_add(&line, "  ");
		text_escape(&line, c->how);
	}
	if (*lines_contact(c->hours)) {
		str_add(&line, "  ");
		str_add(&line, lines_contact(c->hours));
	}
	lines_label(out, lines_contact(c->situation), 2, 34, str_c(&line));
	str_done(&line);
}

static void add_contacts(struct str *out, const struct sheet *s)
{
	struct str line = STR_INIT(WORK_MAX);

	heading(out, _("If in trouble"));
	lines_wrap(out, _("Unplug the network, leave the power on, do not decide alone"), 0, 0,
		   REPORT_TEXT_COLUMNS);
	text_escape(&line, *s->chamber_phone ? s->chamber_phone : "____-____-____");
	str_add(&line, "   ");
	text_escape(&line, s->chamber_hours);
	lines_label(out, _("Your chamber"), 2, 34, str_c(&line));
	str_done(&line);
	for (unsigned i = 0; i < s->contacts->n; i++)
		add_contact(out, &s->contacts->contact[i]);
}

static void add_foot(struct str *out, const struct sheet *s)
{
	struct str line = STR_INIT(WORK_MAX);

	str_addc(out, '\n');
	rule(out, '-');
	lines_foot(&line, s);
	lines_wrap(out, str_c(&line), 0, 0, REPORT_TEXT_COLUMNS);
	str_done(&line);
	lines_wrap(out, _("No contents of your files are on this paper."), 0, 0,
		   REPORT_TEXT_COLUMNS);
}

/* What was done in the visit has its day, not the PC's. */
static void say_here(struct str *out, const struct sheet *s, const struct phrase *p)
{
	struct str line = STR_INIT(WORK_MAX);

	text_phrase(&line, p, s->visit_zone);
	lines_wrap(out, str_c(&line), 0, 0, REPORT_TEXT_COLUMNS);
	str_done(&line);
}

int report_text(const struct sheet *s, struct str *out)
{
	add_head(out, s);
	add_verdict(out, s);
	add_actions(out, s);
	add_backup(out, s);
	add_areas(out, s);
	heading(out, _("Signs of viruses"));
	for (unsigned i = 0; i < s->n_virus; i++)
		say(out, s, &s->virus[i], 0);
	if (s->n_taken)
		heading(out, _("The backup"));
	for (unsigned i = 0; i < s->n_taken; i++)
		say_here(out, s, &s->taken[i]);
	add_not_looked(out, s);
	add_findings(out, s);
	report_add_programs(s, out);
	add_answers(out, s);
	add_contacts(out, s);
	add_foot(out, s);
	return out->full ? -E2BIG : 0;
}
