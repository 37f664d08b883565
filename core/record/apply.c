/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One JSON object into the check-up. */
#include "core/record/apply.h"

#include <errno.h>

#include "core/record/backup.h"
#include "core/record/record.h"

static bool full(const struct checkup *c, struct err *err)
{
	if (c->arena.used <= APPLY_ARENA_MAX)
		return false;
	err_set(err, ERR_LIMIT, -E2BIG, "the records hold too much");
	return true;
}

static int system_of(struct checkup *c, const json_t *o, struct client_system **ret,
		     struct err *err)
{
	unsigned system = UINT32_MAX;
	int r = json_get_unsigned(o, "system", CHECKUP_SYSTEMS_MAX - 1, &system, err);

	if (r < 0)
		return r;
	if (full(c, err))
		return -E2BIG;
	if (system >= c->n_systems)
		return err_set(err, ERR_FORMAT, -EBADMSG, "a fact of a system that was not named");
	*ret = &c->system[system];
	return 0;
}

int apply_begin(struct checkup *c, const json_t *o, struct err *err)
{
	const json_t *source = json_object_get(o, "source");
	uint64_t schema = 0;
	int r = json_get_size(o, "schema", &schema, err);

	if (r == 0 && schema == 0)
		return err_set(err, ERR_FORMAT, -EBADMSG, "this is not a check-up of Kenshin");
	if (r == 0 && schema > CHECKUP_SCHEMA)
		return err_set(err, ERR_UNSUPPORTED, -ENOTSUP,
			       "this check-up was saved by a newer Kenshin (schema %llu)",
			       (unsigned long long)schema);
	if (r == 0)
		r = json_get_text(o, "tool", &c->arena, &c->tool, err);
	if (r == 0)
		r = json_get_time(o, "started", &c->started, err);
	if (r == 0)
		r = json_get_time(o, "now", &c->now, err);
	if (r == 0)
		r = json_get_text(source, "kind", &c->arena, &c->source_kind, err);
	if (r == 0)
		r = json_get_text(source, "name", &c->arena, &c->source_name, err);
	return r;
}

int apply_disk(struct checkup *c, const json_t *disk, const json_t *volumes_of, struct err *err)
{
	const json_t *volumes;
	struct disk d;
	int r;

	if (full(c, err))
		return -E2BIG;
	r = decode_disk(disk, &c->arena, &d, err);
	if (r == 0)
		r = json_get_array(volumes_of, "volumes", CHECKUP_VOLUMES_MAX, &volumes, err);
	if (r < 0)
		return r;
	c->disk = d;
	for (size_t i = 0; volumes && i < json_array_size(volumes); i++) {
		struct volume_info *v = checkup_add_volume(c);

		r = decode_volume(json_array_get(volumes, i), &c->arena, v, err);
		if (r < 0)
			return r;
	}
	return 0;
}

/* Systems come in order; one that is already there is brought up to date. */
int apply_system(struct checkup *c, const json_t *o, struct err *err)
{
	unsigned system = 0;
	const json_t *users;
	struct client_system *s;
	int r = json_get_unsigned(o, "system", CHECKUP_SYSTEMS_MAX - 1, &system, err);

	if (r < 0)
		return r;
	if (full(c, err))
		return -E2BIG;
	if (system > c->n_systems)
		return err_set(err, ERR_FORMAT, -EBADMSG, "systems are not in order");
	s = system < c->n_systems ? &c->system[system] : checkup_add_system(c);
	r = decode_system(o, &c->arena, s, err);
	if (r == 0)
		r = json_get_array(o, "users", USERS_MAX, &users, err);
	return r == 0 ? decode_users(users, &c->arena, s, err) : r;
}

int apply_fact(struct checkup *c, const json_t *o, const char *kind, struct err *err)
{
	enum fact_kind k = fact_kind_from_id(kind);
	struct client_system *s;
	int r = system_of(c, o, &s, err);

	if (r < 0)
		return r;
	/* A kind that we do not know comes from another version: nothing here could judge it. */
	return k == FACT_KIND_NONE ? 0 : decode_fact(o, k, &s->facts, err);
}

int apply_state(struct facts *facts, enum fact_kind kind, const json_t *o, struct err *err)
{
	enum fact_state state = FACT_STATE_NOT_COLLECTED;
	struct phrase reason = PHRASE_NONE;
	int r = JSON_GET_ENUM(o, "state", fact_state_from_name, &state, err);

	if (r == 0)
		r = json_get_phrase(o, "reason", facts->arena, &reason, err);
	if (r == 0)
		facts_note(facts, kind, state, &reason);
	return r;
}

int apply_fact_state(struct checkup *c, const json_t *o, struct err *err)
{
	const char *kind = NULL;
	struct client_system *s;
	enum fact_kind k;
	int r = system_of(c, o, &s, err);

	if (r == 0)
		r = json_get_name(o, "kind", &kind, err);
	k = fact_kind_from_id(kind);
	return r < 0 || k == FACT_KIND_NONE ? r : apply_state(&s->facts, k, o, err);
}

/* The later answer of a check about a system takes the place of the earlier one. */
static struct finding *place_for(struct checkup *c, const struct finding *f)
{
	for (size_t i = 0; i < c->n_findings; i++)
		if (c->finding[i].system == f->system && !strcmp(c->finding[i].id, f->id))
			return &c->finding[i];
	return c->n_findings < RECORD_FINDINGS_MAX ? checkup_add_finding(c) : NULL;
}

int apply_finding(struct checkup *c, const json_t *o, struct err *err)
{
	struct finding f, *place;
	int r;

	if (full(c, err))
		return -E2BIG;
	r = decode_finding(o, &c->arena, &f, err);
	if (r < 0)
		return r;
	place = place_for(c, &f);
	if (!place)
		return err_set(err, ERR_LIMIT, -E2BIG, "more than %d findings",
			       RECORD_FINDINGS_MAX);
	*place = f;
	return 0;
}

static int apply_hit_to(struct checkup *c, struct malware *m, const json_t *o, struct err *err)
{
	uint64_t total = m->hits_total;
	struct hit h, *place;
	int r;

	if (full(c, err))
		return -E2BIG;
	r = decode_hit(o, &c->arena, &h, err);
	if (r < 0)
		return r;
	place = checkup_add_hit(m);
	if (place)
		*place = h;
	m->hits_total = MAX(total, (uint64_t)m->n_hits);
	return 0;
}

int apply_hit(struct checkup *c, const json_t *o, struct err *err)
{
	return apply_hit_to(c, &c->malware, o, err);
}

int apply_usb_hit(struct checkup *c, const json_t *o, struct err *err)
{
	return apply_hit_to(c, &c->usb, o, err);
}

int apply_malware(struct checkup *c, const json_t *o, struct err *err)
{
	if (full(c, err))
		return -E2BIG;
	return decode_malware(o, &c->arena, &c->malware, err);
}

int apply_usb_malware(struct checkup *c, const json_t *o, struct err *err)
{
	if (full(c, err))
		return -E2BIG;
	return decode_malware(o, &c->arena, &c->usb, err);
}

int apply_gap(struct checkup *c, const json_t *o, struct err *err)
{
	struct gap g;
	int r;

	if (full(c, err))
		return -E2BIG;
	r = decode_gap(o, &c->arena, &g, err);
	if (r == 0)
		checkup_add_gap(c, g.group, &g.what, &g.why, g.count);
	return r;
}

int apply_answer(struct checkup *c, const json_t *o, struct err *err)
{
	struct answer a;
	int r = decode_answer(o, &a, err);

	if (r == 0)
		c->answer[a.question] = a;
	return r;
}

int apply_case(struct checkup *c, const json_t *o, struct err *err)
{
	int r;

	if (full(c, err))
		return -E2BIG;
	r = json_get_text(o, "number", &c->arena, &c->case_number, err);
	return r < 0 ? r : json_get_text(o, "label", &c->arena, &c->pc_label, err);
}

/* The later one takes the place of the earlier one. */
int apply_backup(struct checkup *c, const json_t *o, struct err *err)
{
	return record_backup_decode(o, &c->backup, err);
}

int apply_sandbox(struct checkup *c, const json_t *o, struct err *err)
{
	return decode_sandbox(o, &c->sandbox, err);
}

int apply_parse(const char *text, size_t n, json_t **ret, struct err *err)
{
	json_error_t why;
	json_t *j = json_loadb(text, n, JSON_REJECT_DUPLICATES, &why);

	if (!j)
		return err_set(err, ERR_FORMAT, -EBADMSG, "no JSON at line %d, column %d", why.line,
			       why.column);
	if (!json_is_object(j)) {
		json_decref(j);
		return err_set(err, ERR_FORMAT, -EBADMSG, "no JSON object");
	}
	*ret = j;
	return 0;
}
