/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One record a line, handed to the sink. */
#include "core/record/backup.h"
#include "core/record/encode.h"
#include "core/record/line.h"

void record_begin(const struct record_sink *s, const struct checkup *c)
{
	json_t *o = record_open("begin"), *source = json_object();

	json_put_size(o, "schema", CHECKUP_SCHEMA);
	json_put_text(o, "tool", c->tool);
	json_put_time(o, "started", c->started);
	json_put_time(o, "now", c->now);
	json_put_text(source, "kind", c->source_kind);
	json_put_text(source, "name", c->source_name);
	json_object_set_new(o, "source", source);
	record_send(s, o);
}

void record_disk(const struct record_sink *s, const struct disk *d)
{
	json_t *o = record_open("disk"), *volumes = json_array();

	encode_disk(o, d);
	for (size_t i = 0; i < d->n_volumes; i++) {
		json_t *v = json_object();

		encode_volume(v, &d->volume[i]);
		json_array_append_new(volumes, v);
	}
	json_object_set_new(o, "volumes", volumes);
	record_send(s, o);
}

void record_system(const struct record_sink *s, const struct checkup *c, unsigned system)
{
	const struct client_system *sys = &c->system[system];
	json_t *o = record_open("system"), *users = json_array();

	encode_system(o, sys, system);
	for (size_t i = 0; i < sys->n_users && i < USERS_MAX; i++) {
		json_t *u = json_object();

		encode_user(u, &sys->user[i]);
		json_array_append_new(users, u);
	}
	json_object_set_new(o, "users", users);
	record_send(s, o);
}

static json_t *open_fact(const char *type, unsigned system, enum fact_kind kind)
{
	json_t *o = record_open(type);

	json_put_size(o, "system", system);
	json_put_text(o, "kind", fact_kind_info(kind)->id);
	return o;
}

void record_fact(const struct record_sink *s, unsigned system, const struct fact *f)
{
	const struct phrase why = PHRASE(N_("one of them was too long to keep"));
	json_t *o = open_fact("fact", system, f->kind);

	encode_fact(o, f);
	if (!record_send(s, o))
		record_fact_state(s, system, f->kind, FACT_STATE_PARTIAL, &why);
}

void record_fact_state(const struct record_sink *s, unsigned system, enum fact_kind kind,
		       enum fact_state state, const struct phrase *reason)
{
	json_t *o = open_fact("fact-state", system, kind);

	json_put_text(o, "state", fact_state_name(state));
	json_put_phrase(o, "reason", reason);
	record_send(s, o);
}

void record_facts(const struct record_sink *s, unsigned system, const struct facts *facts)
{
	for (size_t k = 0; k < FACT_KIND_COUNT; k++) {
		const struct fact_list *list = &facts->by_kind[k];

		for (size_t i = 0; i < list->n; i++)
			record_fact(s, system, list->item[i]);
		if (list->state != FACT_STATE_NOT_COLLECTED)
			record_fact_state(s, system, (enum fact_kind)k, list->state, &list->reason);
	}
}

void record_finding(const struct record_sink *s, const struct finding *f)
{
	RECORD_SEND(s, "finding", encode_finding, f);
}

void record_hit(const struct record_sink *s, const struct hit *h)
{
	RECORD_SEND(s, "hit", encode_hit, h);
}

void record_malware(const struct record_sink *s, const struct malware *m)
{
	RECORD_SEND(s, "malware", encode_malware, m);
}

void record_usb_hit(const struct record_sink *s, const struct hit *h)
{
	RECORD_SEND(s, "usb-hit", encode_hit, h);
}

void record_usb_malware(const struct record_sink *s, const struct malware *m)
{
	RECORD_SEND(s, "usb-malware", encode_malware, m);
}

void record_gap(const struct record_sink *s, const struct gap *g)
{
	RECORD_SEND(s, "gap", encode_gap, g);
}

void record_answer(const struct record_sink *s, const struct answer *a)
{
	RECORD_SEND(s, "answer", encode_answer, a);
}

void record_sandbox(const struct record_sink *s, const struct sandbox_report *sandbox)
{
	RECORD_SEND(s, "sandbox", encode_sandbox, sandbox);
}

void record_case(const struct record_sink *s, const struct checkup *c)
{
	json_t *o = record_open("case");

	json_put_text(o, "number", c->case_number);
	json_put_text(o, "label", c->pc_label);
	record_send(s, o);
}

void record_end(const struct record_sink *s, bool partial)
{
	json_t *o = record_open("end");

	json_put_bool(o, "partial", partial);
	record_send(s, o);
}

void record_checkup(const struct record_sink *s, const struct checkup *c)
{
	record_begin(s, c);
	record_sandbox(s, &c->sandbox);
	record_disk(s, &c->disk);
	for (unsigned i = 0; i < c->n_systems; i++) {
		record_system(s, c, i);
		record_facts(s, i, &c->system[i].facts);
	}
	for (size_t i = 0; i < c->n_findings; i++)
		record_finding(s, &c->finding[i]);
	for (size_t i = 0; i < c->malware.n_hits; i++)
		record_hit(s, &c->malware.hit[i]);
	record_malware(s, &c->malware);
	for (size_t i = 0; i < c->usb.n_hits; i++)
		record_usb_hit(s, &c->usb.hit[i]);
	if (checkup_usb_scanned(c))
		record_usb_malware(s, &c->usb);
	if (c->backup.state != BACKUP_STATE_NOT)
		record_backup(s, &c->backup);
	for (size_t i = 0; i < c->n_gaps; i++)
		record_gap(s, &c->gap[i]);
	for (unsigned q = 1; q <= QUESTIONS; q++)
		if (c->answer[q].reply != REPLY_NONE || c->answer[q].ask_expert)
			record_answer(s, &c->answer[q]);
	if (c->case_number || c->pc_label)
		record_case(s, c);
}

void record_progress(const struct record_sink *s, const struct progress *p)
{
	json_t *o = record_open("progress");

	json_put_text(o, "stage", p->stage);
	json_put_text(o, "area", p->area);
	json_put_size(o, "done", p->done);
	json_put_size(o, "total", p->total);
	json_put_size(o, "files", p->files);
	json_put_size(o, "files_total", p->files_total);
	json_put_size(o, "hits", p->hits);
	json_put_number(o, "seconds_left", p->seconds_left < 0 ? NUMBER_ABSENT : p->seconds_left);
	record_send(s, o);
}
