/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one document of --json, and the way back. Keys in the order of docs/records.md. */
#include <errno.h>

#include "core/record/apply.h"
#include "core/record/backup.h"
#include "core/record/record.h"

/* Appends an object to array and returns it (borrowed). */
static json_t *append(json_t *array)
{
	json_t *o = json_object();

	json_array_append_new(array, o);
	return o;
}

/* Adds an array to an object and returns it (borrowed). */
static json_t *add_array(json_t *o, const char *key)
{
	json_t *array = json_array();

	json_object_set_new(o, key, array);
	return array;
}

static json_t *add_object(json_t *o, const char *key)
{
	json_t *made = json_object();

	json_object_set_new(o, key, made);
	return made;
}

static void add_client(json_t *doc, const struct checkup *c)
{
	json_t *client = add_object(doc, "client");
	json_t *systems = add_array(client, "systems"), *users = add_array(client, "users");
	json_t *volumes = add_array(client, "volumes");

	for (unsigned i = 0; i < c->n_systems; i++) {
		const struct client_system *s = &c->system[i];

		encode_system(append(systems), s, i);
		for (size_t u = 0; u < s->n_users; u++) {
			json_t *o = append(users);

			json_put_size(o, "system", i);
			encode_user(o, &s->user[u]);
		}
	}
	for (size_t i = 0; i < c->disk.n_volumes; i++)
		encode_volume(append(volumes), &c->disk.volume[i]);
}

static void add_facts(json_t *doc, const struct checkup *c)
{
	json_t *facts = add_object(doc, "facts"), *states = add_array(doc, "fact_states");

	for (size_t k = 0; k < FACT_KIND_COUNT; k++) {
		const char *id = fact_kind_info((enum fact_kind)k)->id;
		json_t *list = add_array(facts, id);

		for (unsigned i = 0; i < c->n_systems; i++) {
			const struct fact_list *from = &c->system[i].facts.by_kind[k];
			json_t *state = append(states);

			for (size_t f = 0; f < from->n; f++) {
				json_t *o = append(list);

				json_put_size(o, "system", i);
				encode_fact(o, from->item[f]);
			}
			json_put_size(state, "system", i);
			json_put_text(state, "kind", id);
			json_put_text(state, "state", fact_state_name(from->state));
			json_put_phrase(state, "reason", &from->reason);
		}
	}
}

static json_t *add_scan(json_t *doc, const char *key, const struct malware *scan)
{
	json_t *m = add_object(doc, key), *hits;

	encode_malware(m, scan);
	hits = add_array(m, "hits");
	for (size_t i = 0; i < scan->n_hits; i++)
		encode_hit(append(hits), &scan->hit[i]);
	return m;
}

static void add_malware(json_t *doc, const struct checkup *c)
{
	json_t *m = add_scan(doc, "malware", &c->malware), *missed;

	missed = add_array(m, "not_fully_looked_at");
	for (size_t i = 0; i < c->n_gaps; i++)
		if (!strcmp(c->gap[i].group, "malware"))
			encode_gap(append(missed), &c->gap[i]);
	if (checkup_usb_scanned(c))
		add_scan(doc, "usb_malware", &c->usb);
	else
		json_object_set_new(doc, "usb_malware", json_null());
	if (c->backup.state != BACKUP_STATE_NOT)
		record_backup_encode(add_object(doc, "backup"), &c->backup);
}

static void add_answers(json_t *doc, const struct checkup *c)
{
	json_t *answers = add_array(doc, "answers");

	for (unsigned q = 1; q <= QUESTIONS; q++) {
		const struct answer *a = &c->answer[q];

		if (a->reply != REPLY_NONE || a->suggested != REPLY_NONE || a->ask_expert)
			encode_answer(append(answers), a);
	}
}

json_t *record_document(const struct checkup *c)
{
	json_t *doc = json_object(), *o;

	json_put_size(doc, "schema", CHECKUP_SCHEMA);
	json_put_text(doc, "tool", c->tool);
	json_put_time(doc, "started", c->started);
	json_put_time(doc, "now", c->now);
	o = add_object(doc, "source");
	json_put_text(o, "kind", c->source_kind);
	json_put_text(o, "name", c->source_name);
	encode_disk(add_object(o, "disk"), &c->disk);
	json_put_bool(doc, "finished", c->finished);
	json_put_bool(doc, "partial", c->partial);
	encode_sandbox(add_object(doc, "sandbox"), &c->sandbox);
	add_client(doc, c);
	add_facts(doc, c);
	o = add_array(doc, "findings");
	for (size_t i = 0; i < c->n_findings; i++)
		encode_finding(append(o), &c->finding[i]);
	add_malware(doc, c);
	add_answers(doc, c);
	/* Places kept for core/checklist, so that the order of keys does not depend on it. */
	json_object_set_new(doc, "grade", json_null());
	add_array(doc, "actions");
	o = add_array(doc, "not_looked_at");
	for (size_t i = 0; i < c->n_gaps; i++)
		encode_gap(append(o), &c->gap[i]);
	return doc;
}

/* Calls apply for each entry of an array. */
static int each(struct checkup *c, const json_t *o, const char *key, size_t max,
		int (*apply)(struct checkup *, const json_t *, struct err *), struct err *err)
{
	const json_t *list;
	int r = json_get_array(o, key, max, &list, err);

	for (size_t i = 0; r == 0 && list && i < json_array_size(list); i++) {
		const json_t *entry = json_array_get(list, i);

		r = json_is_object(entry) ? apply(c, entry, err)
					  : err_set(err, ERR_FORMAT, -EBADMSG, "no JSON object");
	}
	return r < 0 ? err_while(err, "reading \"%s\"", key) : 0;
}

static int add_user(struct checkup *c, const json_t *o, struct err *err)
{
	struct client_user *grown;
	struct client_system *s;
	unsigned system = UINT32_MAX;
	int r = json_get_unsigned(o, "system", CHECKUP_SYSTEMS_MAX - 1, &system, err);

	if (r < 0 || system >= c->n_systems)
		return err_set(err, ERR_FORMAT, -EBADMSG, "a user of a system that was not named");
	s = &c->system[system];
	if (s->n_users >= USERS_MAX)
		return err_set(err, ERR_LIMIT, -E2BIG, "more than %d users", USERS_MAX);
	if (!s->user)
		s->user = arena_array(&c->arena, USERS_MAX, sizeof(*grown));
	grown = &s->user[s->n_users++];
	*grown = (struct client_user){ .name = "", .profile = "" };
	r = json_get_text(o, "name", &c->arena, &grown->name, err);
	return r == 0 ? json_get_text(o, "profile", &c->arena, &grown->profile, err) : r;
}

static int apply_facts(struct checkup *c, const json_t *doc, struct err *err)
{
	const json_t *facts = json_object_get(doc, "facts");

	for (size_t k = 0; k < FACT_KIND_COUNT; k++) {
		const char *id = fact_kind_info((enum fact_kind)k)->id;
		const json_t *list;
		int r =
		    json_get_array(facts, id, FACTS_PER_KIND_MAX * CHECKUP_SYSTEMS_MAX, &list, err);

		for (size_t i = 0; r == 0 && list && i < json_array_size(list); i++)
			r = apply_fact(c, json_array_get(list, i), id, err);
		if (r < 0)
			return err_while(err, "reading the facts \"%s\"", id);
	}
	return each(c, doc, "fact_states", CHECKUP_SYSTEMS_MAX * 1024, apply_fact_state, err);
}

static int apply_malware_part(struct checkup *c, const json_t *doc, struct err *err)
{
	const json_t *m = json_object_get(doc, "malware");
	const json_t *usb = json_object_get(doc, "usb_malware");
	int r = 0;

	if (m && !json_is_null(m)) {
		r = apply_malware(c, m, err);
		if (r == 0)
			r = each(c, m, "hits", CHECKUP_HITS_MAX, apply_hit, err);
	}
	if (r == 0 && usb && !json_is_null(usb)) {
		r = apply_usb_malware(c, usb, err);
		if (r == 0)
			r = each(c, usb, "hits", CHECKUP_HITS_MAX, apply_usb_hit, err);
	}
	if (r == 0 && json_is_object(json_object_get(doc, "backup")))
		r = apply_backup(c, json_object_get(doc, "backup"), err);
	return r;
}

/* The disk stands under "source", its volumes under "client". */
static int apply_source(struct checkup *c, const json_t *doc, struct err *err)
{
	const json_t *disk = json_object_get(json_object_get(doc, "source"), "disk");
	const json_t *client = json_object_get(doc, "client");
	int r = apply_disk(c, disk, client, err);

	if (r == 0)
		r = each(c, client, "systems", CHECKUP_SYSTEMS_MAX, apply_system, err);
	if (r == 0)
		r = each(c, client, "users", (size_t)USERS_MAX * CHECKUP_SYSTEMS_MAX, add_user,
			 err);
	return r;
}

int document_apply(struct checkup *c, const json_t *doc, struct err *err)
{
	int r = apply_begin(c, doc, err);

	if (r == 0)
		r = json_get_bool(doc, "finished", &c->finished, err);
	if (r == 0)
		r = json_get_bool(doc, "partial", &c->partial, err);
	if (r == 0)
		r = apply_sandbox(c, json_object_get(doc, "sandbox"), err);
	if (r == 0)
		r = apply_source(c, doc, err);
	if (r == 0)
		r = apply_facts(c, doc, err);
	if (r == 0)
		r = each(c, doc, "findings", RECORD_FINDINGS_MAX, apply_finding, err);
	if (r == 0)
		r = apply_malware_part(c, doc, err);
	if (r == 0)
		r = each(c, doc, "answers", QUESTIONS, apply_answer, err);
	if (r == 0)
		r = each(c, doc, "not_looked_at", CHECKUP_GAPS_MAX, apply_gap, err);
	return r;
}
