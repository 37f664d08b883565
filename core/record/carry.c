/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `kenshin carry` tells: a line per USB memory, a line for how it ended. */
#include "core/record/carry.h"

#include <errno.h>

#include "core/record/encode.h"
#include "core/record/line.h"

void record_carry_memory(const struct record_sink *s, const struct carry_memory *m)
{
	json_t *o = record_open("usb-memory");

	json_put_text(o, "name", m->name);
	json_put_text(o, "target", m->target);
	json_put_text(o, "model", m->model);
	json_put_text(o, "serial", m->serial);
	json_put_text(o, "label", m->label);
	json_put_text(o, "type", m->type);
	json_put_size(o, "size", m->size);
	json_put_text(o, "reason", carry_reason_name(m->reason));
	(void)record_send(s, o);
}

void record_carry(const struct record_sink *s, const struct carry_status *c)
{
	json_t *o = record_open("carry");

	json_put_bool(o, "saved", c->saved);
	json_put_text(o, "reason", carry_reason_name(c->reason));
	(void)record_send(s, o);
}

/* A longer text than ours ever are is cut, not refused; json_loadb saw to UTF-8. */
static int get_text(const json_t *o, const char *key, char *buf, size_t size, struct err *err)
{
	struct arena a = { 0 };
	char cut[CARRY_TEXT_MAX + 1];
	const char *text = "";
	int r = json_get_text(o, key, &a, &text, err);

	carry_text_copy(cut, text);
	/* A name that does not fit whole names something else. */
	if (strlen(cut) >= size)
		cut[0] = '\0';
	memcpy(buf, cut, strlen(cut) + 1);
	arena_done(&a);
	return r;
}

static int parse_memory(const json_t *o, struct carry_memory *ret, struct err *err)
{
	struct carry_memory m = { .reason = CARRY_OTHER };
	struct carry_target t;
	int r = get_text(o, "name", m.name, sizeof(m.name), err);

	if (r == 0)
		r = get_text(o, "target", m.target, sizeof(m.target), err);
	if (r == 0)
		r = get_text(o, "model", m.model, sizeof(m.model), err);
	if (r == 0)
		r = get_text(o, "serial", m.serial, sizeof(m.serial), err);
	if (r == 0)
		r = get_text(o, "label", m.label, sizeof(m.label), err);
	if (r == 0)
		r = get_text(o, "type", m.type, sizeof(m.type), err);
	if (r == 0)
		r = json_get_size(o, "size", &m.size, err);
	if (r == 0)
		r = JSON_GET_ENUM(o, "reason", carry_reason_from_name, &m.reason, err);
	/* What is offered has a whole address, on the disk that is shown. */
	if (!carry_target_parse(m.target, &t) || strcmp(t.disk, m.name) != 0) {
		m.target[0] = '\0';
		if (m.reason == CARRY_NONE)
			m.reason = CARRY_OTHER;
	}
	*ret = m;
	return r;
}

static int parse_status(const json_t *o, struct carry_status *ret, struct err *err)
{
	/* a line without a state never reads as saved */
	struct carry_status c = { false, CARRY_OTHER };
	int r = json_get_bool(o, "saved", &c.saved, err);

	if (r == 0)
		r = JSON_GET_ENUM(o, "reason", carry_reason_from_name, &c.reason, err);
	c.saved = c.saved && c.reason == CARRY_NONE;
	*ret = c;
	return r;
}

int record_parse_carry(const char *line, size_t n, struct carry_memory *ret_memory,
		       struct carry_status *ret_status, enum carry_record *ret, struct err *err)
{
	json_t *o;
	const char *type;
	int r = record_take(line, n, &o, &type, err);

	*ret = CARRY_RECORD_NONE;
	if (r < 0)
		return r;
	if (!strcmp(type, "usb-memory")) {
		r = parse_memory(o, ret_memory, err);
		*ret = r == 0 ? CARRY_RECORD_MEMORY : CARRY_RECORD_NONE;
	} else if (!strcmp(type, "carry")) {
		r = parse_status(o, ret_status, err);
		*ret = r == 0 ? CARRY_RECORD_STATUS : CARRY_RECORD_NONE;
	}
	json_decref(o);
	return r;
}
