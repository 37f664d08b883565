/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sheet as JSON, added to the document of the record. Schema: docs/sheet.md. */
#include "core/base/util.h"
#include "core/checklist/sheet.h"
#include "core/record/record.h"

static void put(json_t *o, const char *key, json_t *value)
{
	json_object_set_new(o, key, value);
}

static json_t *text(const char *s)
{
	json_t *j = s ? json_string(s) : NULL;

	return j ? j : json_null();
}

static json_t *number(uint64_t n)
{
	return json_integer((json_int_t)n);
}

static json_t *moment(int64_t t)
{
	char buf[32];

	return t == TIME_ABSENT ? json_null() : text(time_iso(t, buf, sizeof(buf)));
}

static json_t *counts(const unsigned count[ANSWER_KINDS])
{
	json_t *o = json_object();

	for (unsigned k = 0; k < ANSWER_KINDS; k++)
		put(o, answer_kind_name((enum answer_kind)k), number(count[k]));
	return o;
}

/* An element of a list of phrases. */
static json_t *sentence(const struct phrase *p)
{
	json_t *o = json_object();

	record_put_phrase(o, "text", p);
	return o;
}

static json_t *grade(const struct grade *g)
{
	json_t *o = json_object(), *caps = json_array();

	put(o, "mark", text(grade_mark_name(g->mark)));
	put(o, "score", g->score < 0 ? json_null() : json_integer(g->score));
	put(o, "basis", text(grade_basis_name(g->basis)));
	put(o, "capped", json_boolean(g->capped));
	for (unsigned i = 0; i < g->n_caps; i++)
		json_array_append_new(caps, sentence(&g->cap[i]));
	put(o, "caps", caps);
	put(o, "counts", counts(g->count));
	return o;
}

static json_t *step(const struct step *s)
{
	json_t *o = json_object();

	put(o, "text", text(s->text));
	put(o, "minutes", s->minutes ? json_integer(s->minutes) : json_null());
	put(o, "time", text(s->time));
	put(o, "cost", text(s->cost));
	put(o, "who", text(s->who));
	return o;
}

static json_t *action(const struct sheet_action *a, size_t rank)
{
	json_t *o = json_object();

	put(o, "rank", number(rank));
	put(o, "mark", text(answer_kind_name(a->mark)));
	put(o, "title", text(a->title));
	put(o, "why", text(a->why));
	put(o, "today", step(&a->today));
	put(o, "month", step(&a->month));
	record_put_phrase(o, "headline", &a->headline);
	record_put_phrase(o, "seen", &a->seen);
	put(o, "question", a->question ? number(a->question) : json_null());
	put(o, "finding", text(a->finding ? a->finding->id : NULL));
	put(o, "system", a->finding ? number(a->finding->system) : json_null());
	put(o, "advice", text(a->advice));
	put(o, "contradiction", json_boolean(a->contradiction));
	return o;
}

static json_t *area(const struct sheet_area *a)
{
	json_t *o = json_object(), *findings = json_array();

	put(o, "area", text(area_name(a->area)));
	put(o, "word", text(a->word));
	put(o, "counts", counts(a->count));
	put(o, "asked", number(a->asked));
	put(o, "unasked", number(a->unasked));
	for (size_t i = 0; i < a->n_findings; i++)
		json_array_append_new(findings, text(a->finding[i]->id));
	put(o, "findings", findings);
	return o;
}

static json_t *not_looked(const struct sheet *s)
{
	json_t *list = json_array();

	for (unsigned i = 0; i < s->n_not_looked; i++) {
		const struct sheet_not_looked *n = &s->not_looked[i];
		json_t *o = json_object();

		put(o, "group", text(n->group));
		record_put_phrase(o, "what", &n->what);
		record_put_phrase(o, "why", &n->why);
		put(o, "count", number(n->count));
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *answers(const struct sheet *s)
{
	json_t *list = json_array();

	for (unsigned q = 1; q <= QUESTIONS; q++) {
		const struct answer *a = &s->answer[q].answer;
		json_t *o;

		if (a->reply == REPLY_NONE && a->suggested == REPLY_NONE)
			continue;
		o = json_object();
		put(o, "question", number(q));
		put(o, "reply", text(reply_name(a->reply)));
		put(o, "suggested", text(reply_name(a->suggested)));
		put(o, "contradiction", json_boolean(a->contradiction));
		put(o, "ask_expert", json_boolean(a->ask_expert));
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *phrases(const struct phrase *p, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		if (p[i].id)
			json_array_append_new(list, sentence(&p[i]));
	return list;
}

/* Null where nobody looked for copies. */
static json_t *backup(const struct sheet *s)
{
	json_t *o;

	if (!s->backup.shows.id)
		return json_null();
	o = json_object();
	record_put_phrase(o, "shows", &s->backup.shows);
	record_put_phrase(o, "together", &s->backup.together);
	record_put_phrase(o, "tried", &s->backup.tried);
	put(o, "differ", json_boolean(s->backup.differ));
	return o;
}

/* What has no place at the top of the document. */
static json_t *rest(const struct sheet *s)
{
	json_t *o = json_object(), *areas = json_array(), *contacts = json_array();
	json_t *dates = json_object();

	put(o, "schema", number(SHEET_SCHEMA));
	put(o, "date", moment(s->date));
	put(o, "case_number", *s->case_number ? text(s->case_number) : json_null());
	put(o, "sentence", phrases(s->sentence, LEN(s->sentence)));
	record_put_phrase(o, "basis", &s->basis);
	for (unsigned i = 0; i < AREAS; i++)
		json_array_append_new(areas, area(&s->area[i]));
	put(o, "areas", areas);
	put(o, "answers", answers(s));
	put(o, "backup", backup(s));
	put(o, "virus", phrases(s->virus, s->n_virus));
	put(o, "not_looked_at", not_looked(s));
	put(o, "not_looked_at_more", number(s->not_looked_more));
	for (unsigned i = 0; i < s->contacts->n; i++)
		if (s->contacts->contact[i].verified)
			json_array_append_new(contacts, text(s->contacts->contact[i].id));
	put(o, "contacts", contacts);
	put(dates, "virus_samples", moment(s->database_time));
	put(dates, "contacts", moment(s->contacts_date));
	put(o, "content_dates", dates);
	return o;
}

json_t *sheet_document(const struct sheet *s)
{
	json_t *doc = record_document(s->checkup), *actions = json_array();

	for (size_t i = 0; i < sheet_first_actions(s); i++)
		json_array_append_new(actions, action(&s->action[i], i + 1));
	put(doc, "grade", grade(&s->grade));
	put(doc, "actions", actions);
	put(doc, "sheet", rest(s));
	return doc;
}
