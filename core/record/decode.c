/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON objects to model. Everything read here may be hostile. */
#include "core/record/encode.h"
#include "core/record/record.h"

int decode_disk(const json_t *o, struct arena *a, struct disk *ret, struct err *err)
{
	struct disk d = {
		.name = "", .path = "", .model = "", .serial = "", .transport = "", .table = ""
	};

	TRY(json_get_text(o, "name", a, &d.name, err));
	TRY(json_get_text(o, "path", a, &d.path, err));
	TRY(json_get_text(o, "model", a, &d.model, err));
	TRY(json_get_text(o, "serial", a, &d.serial, err));
	TRY(json_get_text(o, "transport", a, &d.transport, err));
	TRY(json_get_size(o, "size", &d.size, err));
	TRY(json_get_unsigned(o, "sector_size", UINT32_MAX, &d.sector_size, err));
	TRY(json_get_bool(o, "removable", &d.removable, err));
	TRY(json_get_bool(o, "guarded", &d.guarded, err));
	TRY(json_get_bool(o, "own_stick", &d.own_stick, err));
	TRY(json_get_text(o, "table", a, &d.table, err));
	TRY(json_get_phrase(o, "reason", a, &d.reason, err));
	*ret = d;
	return 0;
}

int decode_volume(const json_t *o, struct arena *a, struct volume_info *ret, struct err *err)
{
	struct volume_info v = { .type = "",
				 .label = "",
				 .uuid = "",
				 .partition_label = "",
				 .partition_type = "",
				 .free_bytes = UINT64_MAX,
				 .state = VOLUME_STATE_UNREADABLE };

	if (!json_is_object(o))
		return err_set(err, ERR_FORMAT, -EBADMSG, "a volume is no object");
	TRY(json_get_unsigned(o, "partition", UINT32_MAX, &v.partition, err));
	TRY(json_get_size(o, "offset", &v.offset, err));
	TRY(json_get_size(o, "size", &v.size, err));
	TRY(json_get_size(o, "free_bytes", &v.free_bytes, err));
	TRY(json_get_text(o, "type", a, &v.type, err));
	TRY(json_get_text(o, "label", a, &v.label, err));
	TRY(json_get_text(o, "uuid", a, &v.uuid, err));
	TRY(json_get_text(o, "partition_label", a, &v.partition_label, err));
	TRY(json_get_text(o, "partition_type", a, &v.partition_type, err));
	TRY(JSON_GET_ENUM(o, "state", volume_state_from_name, &v.state, err));
	TRY(json_get_phrase(o, "reason", a, &v.reason, err));
	TRY(json_get_flag(o, "hibernated", &v.hibernated, err));
	TRY(json_get_flag(o, "dirty", &v.dirty, err));
	TRY(json_get_flag(o, "encrypted", &v.encrypted, err));
	TRY(json_get_phrase(o, "remark", a, &v.remark, err));
	*ret = v;
	return 0;
}

int decode_system(const json_t *o, struct arena *a, struct client_system *ret, struct err *err)
{
	TRY(JSON_GET_ENUM(o, "kind", system_kind_from_name, &ret->kind, err));
	TRY(json_get_unsigned(o, "volume", CHECKUP_VOLUMES_MAX, &ret->volume, err));
	TRY(json_get_text(o, "name", a, &ret->name, err));
	TRY(json_get_text(o, "root", a, &ret->root, err));
	return 0;
}

int decode_users(const json_t *users, struct arena *a, struct client_system *ret, struct err *err)
{
	size_t n = users ? json_array_size(users) : 0;
	struct client_user *user = n ? arena_array(a, n, sizeof(*user)) : NULL;

	for (size_t i = 0; i < n; i++) {
		const json_t *o = json_array_get(users, i);

		user[i] = (struct client_user){ .name = "", .profile = "" };
		if (!json_is_object(o))
			return err_set(err, ERR_FORMAT, -EBADMSG, "a user is no object");
		TRY(json_get_text(o, "name", a, &user[i].name, err));
		TRY(json_get_text(o, "profile", a, &user[i].profile, err));
	}
	ret->user = user;
	ret->n_users = n;
	return 0;
}

static int get_field(const json_t *o, const struct fact_field *field, struct arena *a, void *at,
		     struct err *err)
{
	switch (field->type) {
	case FACT_TYPE_text: return json_get_text(o, field->name, a, at, err);
	case FACT_TYPE_number: return json_get_number(o, field->name, at, err);
	case FACT_TYPE_flag: return json_get_flag(o, field->name, at, err);
	case FACT_TYPE_moment: return json_get_time(o, field->name, at, err);
	}
	return 0;
}

int decode_fact(const json_t *o, enum fact_kind kind, struct facts *facts, struct err *err)
{
	const struct fact_kind_info *info = fact_kind_info(kind);
	const char *source = "";
	struct fact *f;

	if (!json_is_object(o) || !info)
		return err_set(err, ERR_FORMAT, -EBADMSG, "a fact is no object");
	TRY(json_get_text(o, "source", facts->arena, &source, err));
	f = facts_add(facts, kind, source);
	if (!f)
		return 0; /* too many: facts_add() has noted it */
	TRY(json_get_time(o, "written", &f->written, err));
	TRY(json_get_flag(o, "replayed", &f->replayed, err));
	for (size_t i = 0; i < info->n_fields; i++)
		TRY(get_field(o, &info->field[i], facts->arena, (char *)f + info->field[i].offset,
			      err));
	return 0;
}

int decode_finding(const json_t *o, struct arena *a, struct finding *ret, struct err *err)
{
	struct finding f = { .id = "",
			     .row = "",
			     .schemes = "",
			     .evidence_time = TIME_ABSENT,
			     .answer = ANSWER_COULD_NOT_LOOK };
	unsigned weight = 0;

	TRY(json_get_text(o, "id", a, &f.id, err));
	TRY(json_get_text(o, "row", a, &f.row, err));
	TRY(json_get_unsigned(o, "system", CHECKUP_SYSTEMS_MAX - 1, &f.system, err));
	TRY(JSON_GET_ENUM(o, "answer", answer_kind_from_name, &f.answer, err));
	TRY(json_get_phrase(o, "headline", a, &f.headline, err));
	TRY(json_get_phrase(o, "evidence", a, &f.evidence, err));
	TRY(json_get_phrase(o, "reason", a, &f.reason, err));
	TRY(json_get_time(o, "evidence_time", &f.evidence_time, err));
	TRY(json_get_unsigned(o, "weight", 3, &weight, err));
	TRY(json_get_text(o, "advice", a, &f.advice, err));
	TRY(json_get_unsigned(o, "question", QUESTIONS, &f.question, err));
	TRY(json_get_text(o, "schemes", a, &f.schemes, err));
	f.weight = (int)weight;
	*ret = f;
	return 0;
}

int decode_hit(const json_t *o, struct arena *a, struct hit *ret, struct err *err)
{
	struct hit h = { .path = "", .folder = "", .signature = "" };

	TRY(json_get_unsigned(o, "volume", CHECKUP_VOLUMES_MAX, &h.volume, err));
	TRY(json_get_text(o, "path", a, &h.path, err));
	TRY(json_get_text(o, "stream", a, &h.stream, err));
	TRY(json_get_text(o, "folder", a, &h.folder, err));
	TRY(json_get_text(o, "signature", a, &h.signature, err));
	TRY(json_get_size(o, "size", &h.size, err));
	*ret = h;
	return 0;
}

int decode_malware(const json_t *o, struct arena *a, struct malware *ret, struct err *err)
{
	const json_t *db = json_object_get(o, "database");

	if (db && !json_is_object(db))
		return err_set(err, ERR_FORMAT, -EBADMSG, "\"database\" is no object");
	TRY(JSON_GET_ENUM(o, "state", malware_state_from_name, &ret->state, err));
	TRY(json_get_phrase(o, "reason", a, &ret->reason, err));
	TRY(json_get_size(o, "files", &ret->files, err));
	TRY(json_get_size(o, "bytes", &ret->bytes, err));
	TRY(json_get_size(o, "files_total", &ret->files_total, err));
	TRY(json_get_size(o, "bytes_total", &ret->bytes_total, err));
	TRY(json_get_size(o, "not_looked", &ret->not_looked, err));
	TRY(json_get_size(o, "hits_total", &ret->hits_total, err));
	TRY(json_get_size(db, "signatures", &ret->signatures, err));
	TRY(json_get_time(db, "newest", &ret->database_time, err));
	TRY(json_get_text(db, "version", a, &ret->database_version, err));
	TRY(json_get_text(db, "engine", a, &ret->engine_version, err));
	return 0;
}

int decode_gap(const json_t *o, struct arena *a, struct gap *ret, struct err *err)
{
	struct gap g = { .group = "" };

	TRY(json_get_text(o, "group", a, &g.group, err));
	TRY(json_get_phrase(o, "what", a, &g.what, err));
	TRY(json_get_phrase(o, "why", a, &g.why, err));
	TRY(json_get_size(o, "count", &g.count, err));
	*ret = g;
	return 0;
}

int decode_answer(const json_t *o, struct answer *ret, struct err *err)
{
	struct answer a = { 0 };

	TRY(json_get_unsigned(o, "question", QUESTIONS, &a.question, err));
	TRY(JSON_GET_ENUM(o, "reply", reply_from_name, &a.reply, err));
	TRY(JSON_GET_ENUM(o, "suggested", reply_from_name, &a.suggested, err));
	TRY(json_get_bool(o, "contradiction", &a.contradiction, err));
	TRY(json_get_bool(o, "ask_expert", &a.ask_expert, err));
	if (a.question == 0)
		return err_set(err, ERR_FORMAT, -EBADMSG, "an answer names no question");
	*ret = a;
	return 0;
}

int decode_sandbox(const json_t *o, struct sandbox_report *ret, struct err *err)
{
	struct sandbox_report s = { 0 };
	unsigned abi = 0;

	TRY(json_get_bool(o, "own_user", &s.own_user, err));
	TRY(json_get_unsigned(o, "landlock_abi", 1000, &abi, err));
	TRY(json_get_bool(o, "seccomp", &s.seccomp, err));
	TRY(json_get_bool(o, "chroot", &s.chroot, err));
	TRY(json_get_bool(o, "namespaces", &s.namespaces, err));
	TRY(json_get_bool(o, "weak", &s.weak, err));
	TRY(json_get_bool(o, "off", &s.off, err));
	s.landlock_abi = (int)abi;
	*ret = s;
	return 0;
}
