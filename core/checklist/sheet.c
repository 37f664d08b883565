/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts the sheet together. The parts: grade.c, actions.c, not_looked.c, virus.c. */
#include "core/checklist/sheet.h"

#include <string.h>

#include "core/base/util.h"
#include "core/checklist/actions.h"
#include "core/checklist/backup_lines.h"
#include "core/checklist/not_looked.h"
#include "core/text/text.h"

static const char *or_blank(const char *text)
{
	return text ? text : "";
}

static int zone_of(const struct checkup *c, const struct sheet_options *o)
{
	if (o->zone_offset)
		return o->zone_offset;
	for (size_t s = 0; s < c->n_systems; s++)
		for (size_t i = 0; i < facts_count(&c->system[s].facts, FACT_KIND_COMPUTER); i++) {
			int64_t zone =
			    FACTS_AT(&c->system[s].facts, computer, COMPUTER, i)->zone_offset;

			if (zone != NUMBER_ABSENT && zone >= -86400 && zone <= 86400)
				return (int)zone;
		}
	return SHEET_ZONE_JAPAN;
}

static void fill_head(struct sheet *s, const struct sheet_options *o)
{
	const struct checkup *c = s->checkup;
	const struct malware *held;

	s->date = c->started != TIME_ABSENT ? c->started : c->now;
	s->zone_offset = zone_of(c, o);
	s->visit_zone = o->zone_offset ? o->zone_offset : SHEET_ZONE_JAPAN;
	s->case_number = or_blank(o->case_number);
	s->pc_label = or_blank(o->pc_label);
	for (size_t i = 0; i < c->n_systems && s->n_systems < SHEET_SYSTEMS; i++)
		if (c->system[i].name && *c->system[i].name)
			s->system[s->n_systems++] = c->system[i].name;
	s->chamber_phone = or_blank(o->chamber_phone);
	s->chamber_hours = or_blank(o->chamber_hours);
	s->tool = or_blank(c->tool);
	held = c->malware.state == MALWARE_NOT_RUN ? &c->usb : &c->malware;
	s->database_version = or_blank(held->database_version);
	s->database_time = held->state == MALWARE_NOT_RUN ? TIME_ABSENT : held->database_time;
}

static void fill_contacts(struct sheet *s, const struct sheet_options *o)
{
	static const struct contacts none = { .date = TIME_ABSENT };

	s->contacts = o->contacts ? o->contacts : &none;
	s->contacts_date = s->contacts->date;
}

/* Answers with what the records say beside them; a claim beyond the records is marked here even
 * when whoever took the answer did not. */
static void fill_answers(struct sheet *s)
{
	const struct checkup *c = s->checkup;

	for (unsigned q = 1; q <= QUESTIONS; q++) {
		struct sheet_answer *a = &s->answer[q];

		a->answer = c->answer[q];
		a->answer.question = q;
		prefill(c, q, &a->records);
		if (a->answer.reply == REPLY_NONE) {
			a->answer.suggested = a->records.suggested;
			continue;
		}
		s->asked++;
		if (!a->answer.contradiction)
			answer_reconcile(&a->answer, a->answer.reply, a->records.suggested);
	}
}

/* The grade is made from the reconciled answers: a copy of the check-up that carries them. */
static void fill_grade(struct sheet *s)
{
	struct checkup *with = arena_alloc(s->arena, sizeof(*with));

	*with = *s->checkup;
	for (unsigned q = 1; q <= QUESTIONS; q++)
		with->answer[q] = s->answer[q].answer;
	grade_make(with, &s->grade);
	switch (s->grade.basis) {
	case GRADE_BASIS_RECORDS:
		s->basis = PHRASE(N_("No questions were asked: this grade comes from the PC's "
				     "records alone."));
		break;
	case GRADE_BASIS_USB:
		s->basis = PHRASE(N_("This grade is about the USB memory alone; no PC was looked "
				     "at."));
		break;
	case GRADE_BASIS_NOTHING:
		s->basis = checkup_is_locked(s->checkup)
			       ? PHRASE(N_("The disk is locked: nothing in it was looked at, and "
					   "nothing was asked."))
			       : PHRASE(N_("Nothing was looked at and nothing was asked."));
		break;
	case GRADE_BASIS_INTERVIEW:
		if (checkup_is_usb_alone(s->checkup))
			s->basis = PHRASE(N_("The PC's disk was not looked at: this grade comes "
					     "from the answers and a USB memory."));
		else if (checkup_is_locked(s->checkup) ||
			 (!s->checkup->n_systems && !s->checkup->n_findings))
			s->basis = PHRASE(N_("The disk was not looked at: this grade comes from "
					     "the answers alone."));
		break;
	}
}

static enum area finding_area(const struct finding *f)
{
	const struct question *q = question_get(f->question);

	return q ? q->area : AREA_BASICS;
}

static const char *area_word(const struct sheet_area *a)
{
	if (a->count[ANSWER_DANGER])
		return N_("act soon");
	if (a->count[ANSWER_CONCERN])
		return N_("nearly there");
	if (a->count[ANSWER_COULD_NOT_LOOK])
		return N_("find out");
	if (a->count[ANSWER_OK])
		return N_("good");
	if (a->count[ANSWER_NOTICE])
		return N_("note");
	if (a->asked)
		return N_("does not apply");
	return N_("not asked");
}

static int by_answer(const void *pa, const void *pb)
{
	const struct finding *a = *(const struct finding *const *)pa;
	const struct finding *b = *(const struct finding *const *)pb;
	int ra = answer_kind_rank(a->answer), rb = answer_kind_rank(b->answer);

	if (ra != rb)
		return ra > rb ? -1 : 1;
	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	return a < b ? -1 : a > b;
}

/* Rows about another system (a Linux on a Windows PC) are no news for anybody. */
static void fill_area_findings(struct sheet *s, enum area area)
{
	const struct checkup *c = s->checkup;
	struct sheet_area *a = &s->area[area];

	a->finding = arena_array(s->arena, c->n_findings + 1, sizeof(const struct finding *));
	for (size_t i = 0; i < c->n_findings; i++)
		if (c->finding[i].answer != ANSWER_NOT_APPLICABLE &&
		    finding_area(&c->finding[i]) == area)
			a->finding[a->n_findings++] = &c->finding[i];
	qsort(a->finding, a->n_findings, sizeof(const struct finding *), by_answer);
}

/* What the records alone hold against a question that nobody asked: bad news must show, good news
 * about half a question must not, unless there is nothing but records. */
static bool counts_unasked(const struct sheet *s, enum answer_kind kind)
{
	if (s->grade.basis != GRADE_BASIS_INTERVIEW)
		return kind != ANSWER_NOT_APPLICABLE;
	return kind == ANSWER_DANGER || kind == ANSWER_CONCERN;
}

static void count_questions(struct sheet *s, struct sheet_area *a)
{
	for (unsigned n = 1; n <= QUESTIONS; n++) {
		enum reply reply = s->answer[n].answer.reply;
		enum answer_kind kind;

		if (question_get(n)->area != a->area)
			continue;
		if (reply != REPLY_NONE) {
			a->asked++;
			a->count[grade_reply_kind(reply)]++;
			continue;
		}
		a->unasked++;
		kind = grade_records_kind(s->checkup, n);
		if (counts_unasked(s, kind))
			a->count[kind]++;
	}
}

static void fill_areas(struct sheet *s)
{
	for (unsigned i = 0; i < AREAS; i++) {
		struct sheet_area *a = &s->area[i];

		a->area = (enum area)i;
		fill_area_findings(s, a->area);
		count_questions(s, a);
		for (size_t f = 0; f < a->n_findings; f++)
			if (!question_get(a->finding[f]->question) &&
			    counts_unasked(s, a->finding[f]->answer))
				a->count[a->finding[f]->answer]++;
		a->word = area_word(a);
	}
}

void sheet_make(const struct checkup *c, const struct sheet_options *options, struct arena *arena,
		struct sheet *ret)
{
	static const struct sheet_options blank = { 0 };

	if (!options)
		options = &blank;
	*ret = (struct sheet){ .checkup = c, .arena = arena };
	fill_head(ret, options);
	fill_contacts(ret, options);
	fill_answers(ret);
	backup_said_make(c, answer_said(&ret->answer[11].answer),
			 answer_said(&ret->answer[12].answer), &ret->backup);
	fill_grade(ret);
	fill_areas(ret);
	actions_make(ret);
	actions_sentence(ret);
	virus_make(ret);
	backup_lines_make(ret);
	not_looked_make(ret, options->short_interview);
}

size_t sheet_first_actions(const struct sheet *s)
{
	return MIN(s->n_actions, (size_t)SHEET_ACTIONS);
}

static void join(const struct sheet *s, const struct phrase *first, const struct phrase *second,
		 struct str *out)
{
	if (first->id)
		text_phrase(out, first, s->zone_offset);
	if (first->id && second->id && text_language() == LANGUAGE_EN)
		str_addc(out, ' ');
	if (second->id)
		text_phrase(out, second, s->zone_offset);
}

void sheet_sentence(const struct sheet *s, struct str *out)
{
	const struct phrase none = PHRASE_NONE;
	const struct phrase *mend = s->sentence[1].id ? &s->sentence[1] : &s->sentence[0];
	const struct phrase *one = s->mend_one.id ? &s->mend_one : mend;
	const struct phrase *const form[][2] = {
		{ &s->sentence[0], &s->sentence[1] },
		{ s->sentence[1].id ? &s->sentence[0] : &none, one },
		{ &none, mend },
		{ &none, one },
	};
	struct str text = STR_INIT(4096);

	for (size_t i = 0; i < LEN(form); i++) {
		str_clear(&text);
		join(s, form[i][0], form[i][1], &text);
		if (text_width(str_c(&text)) <= SHEET_SENTENCE)
			break;
	}
	str_add(out, str_c(&text));
	str_done(&text);
}

void sheet_step_time(const struct step *step, struct str *out)
{
	struct phrase minutes = phrase_of(N_("{0} min"), 1, PHRASE_NUMBER(step->minutes));

	if (step->minutes)
		text_phrase(out, &minutes, 0);
	else if (step->time)
		str_add(out, _(step->time));
}

const char *sheet_mark_word(enum answer_kind mark)
{
	switch (mark) {
	case ANSWER_OK: return N_("good");
	case ANSWER_NOTICE: return N_("note");
	case ANSWER_CONCERN: return N_("care");
	case ANSWER_DANGER: return N_("soon");
	case ANSWER_COULD_NOT_LOOK: return N_("unseen");
	case ANSWER_NOT_APPLICABLE:
	case ANSWER_KINDS: break;
	}
	return N_("n/a");
}
