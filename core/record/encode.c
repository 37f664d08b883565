/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Model to JSON objects. The order of calls is the order of keys, for ever. */
#include "core/record/encode.h"

void encode_disk(json_t *o, const struct disk *d)
{
	json_put_text(o, "name", d->name);
	json_put_text(o, "path", d->path);
	json_put_text(o, "model", d->model);
	json_put_text(o, "serial", d->serial);
	json_put_text(o, "transport", d->transport);
	json_put_size(o, "size", d->size);
	json_put_size(o, "sector_size", d->sector_size);
	json_put_bool(o, "removable", d->removable);
	json_put_bool(o, "guarded", d->guarded);
	json_put_bool(o, "own_stick", d->own_stick);
	json_put_text(o, "table", d->table);
	json_put_phrase(o, "reason", &d->reason);
}

void encode_volume(json_t *o, const struct volume_info *v)
{
	json_put_size(o, "partition", v->partition);
	json_put_size(o, "offset", v->offset);
	json_put_size(o, "size", v->size);
	json_put_size(o, "free_bytes", v->free_bytes);
	json_put_text(o, "type", v->type);
	json_put_text(o, "label", v->label);
	json_put_text(o, "uuid", v->uuid);
	json_put_text(o, "partition_label", v->partition_label);
	json_put_text(o, "partition_type", v->partition_type);
	json_put_text(o, "state", volume_state_name(v->state));
	json_put_phrase(o, "reason", &v->reason);
	json_put_flag(o, "hibernated", v->hibernated);
	json_put_flag(o, "dirty", v->dirty);
	json_put_flag(o, "encrypted", v->encrypted);
	json_put_phrase(o, "remark", &v->remark);
}

void encode_system(json_t *o, const struct client_system *s, unsigned system)
{
	json_put_size(o, "system", system);
	json_put_text(o, "kind", system_kind_name(s->kind));
	json_put_size(o, "volume", s->volume);
	json_put_text(o, "name", s->name);
	json_put_text(o, "root", s->root);
}

void encode_user(json_t *o, const struct client_user *u)
{
	json_put_text(o, "name", u->name);
	json_put_text(o, "profile", u->profile);
}

static void put_field(json_t *o, const struct fact_field *field, const void *at)
{
	switch (field->type) {
	case FACT_TYPE_text: json_put_text(o, field->name, *(const char *const *)at); break;
	case FACT_TYPE_number: json_put_number(o, field->name, *(const int64_t *)at); break;
	case FACT_TYPE_flag: json_put_flag(o, field->name, *(const enum flag *)at); break;
	case FACT_TYPE_moment: json_put_time(o, field->name, *(const int64_t *)at); break;
	}
}

void encode_fact(json_t *o, const struct fact *f)
{
	const struct fact_kind_info *info = fact_kind_info(f->kind);

	for (size_t i = 0; i < info->n_fields; i++)
		put_field(o, &info->field[i], (const char *)f + info->field[i].offset);
	json_put_text(o, "source", f->source);
	json_put_time(o, "written", f->written);
	json_put_flag(o, "replayed", f->replayed);
}

void encode_finding(json_t *o, const struct finding *f)
{
	json_put_text(o, "id", f->id);
	json_put_text(o, "row", f->row);
	json_put_size(o, "system", f->system);
	json_put_text(o, "answer", answer_kind_name(f->answer));
	json_put_phrase(o, "headline", &f->headline);
	json_put_phrase(o, "evidence", &f->evidence);
	json_put_phrase(o, "reason", &f->reason);
	json_put_time(o, "evidence_time", f->evidence_time);
	json_put_number(o, "weight", f->weight);
	json_put_text(o, "advice", f->advice);
	json_put_size(o, "question", f->question);
	json_put_text(o, "schemes", f->schemes);
}

void encode_hit(json_t *o, const struct hit *h)
{
	json_put_size(o, "volume", h->volume);
	json_put_text(o, "path", h->path);
	json_put_text(o, "stream", h->stream);
	json_put_text(o, "folder", h->folder);
	json_put_text(o, "signature", h->signature);
	json_put_size(o, "size", h->size);
}

void encode_malware(json_t *o, const struct malware *m)
{
	json_t *db = json_object();

	json_put_text(o, "state", malware_state_name(m->state));
	json_put_phrase(o, "reason", &m->reason);
	json_put_size(o, "files", m->files);
	json_put_size(o, "bytes", m->bytes);
	json_put_size(o, "files_total", m->files_total);
	json_put_size(o, "bytes_total", m->bytes_total);
	json_put_size(o, "not_looked", m->not_looked);
	json_put_size(o, "hits_total", m->hits_total);
	json_put_size(db, "signatures", m->signatures);
	json_put_time(db, "newest", m->database_time);
	json_put_text(db, "version", m->database_version);
	json_put_text(db, "engine", m->engine_version);
	json_object_set_new(o, "database", db);
}

void encode_gap(json_t *o, const struct gap *g)
{
	json_put_text(o, "group", g->group);
	json_put_phrase(o, "what", &g->what);
	json_put_phrase(o, "why", &g->why);
	json_put_size(o, "count", g->count);
}

void encode_answer(json_t *o, const struct answer *a)
{
	json_put_size(o, "question", a->question);
	json_put_text(o, "reply", reply_name(a->reply));
	json_put_text(o, "suggested", reply_name(a->suggested));
	json_put_bool(o, "contradiction", a->contradiction);
	json_put_bool(o, "ask_expert", a->ask_expert);
}

void encode_sandbox(json_t *o, const struct sandbox_report *s)
{
	json_put_bool(o, "own_user", s->own_user);
	json_put_number(o, "landlock_abi", s->landlock_abi);
	json_put_bool(o, "seccomp", s->seccomp);
	json_put_bool(o, "chroot", s->chroot);
	json_put_bool(o, "namespaces", s->namespaces);
	json_put_bool(o, "weak", s->weak);
	json_put_bool(o, "off", s->off);
}
