/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `kenshin carry` tells: a line per USB memory, a line for how it ended. */
#include "core/record/carry.h"

#include "core/base/utf.h"
#include "core/record/line.h"

static void encode_memory(json_t *o, const struct carry_memory *m)
{
	json_put_text(o, "name", m->name);
	json_put_text(o, "target", m->target);
	json_put_text(o, "model", m->model);
	json_put_text(o, "serial", m->serial);
	json_put_text(o, "label", m->label);
	json_put_text(o, "type", m->type);
	json_put_size(o, "size", m->size);
	json_put_text(o, "reason", carry_reason_name(m->reason));
}

static void encode_status(json_t *o, const struct carry_status *c)
{
	json_put_bool(o, "saved", c->saved);
	json_put_text(o, "reason", carry_reason_name(c->reason));
}

void record_carry_memory(const struct record_sink *s, const struct carry_memory *m)
{
	RECORD_SEND(s, "usb-memory", encode_memory, m);
}

void record_carry(const struct record_sink *s, const struct carry_status *c)
{
	RECORD_SEND(s, "carry", encode_status, c);
}

/* A name that does not fit whole names something else. No buf is longer than the text here. */
static int get_whole(const json_t *o, const char *key, char *buf, size_t size, struct err *err)
{
	char text[CARRY_TEXT_MAX + 2];
	int r = json_get_cut(o, key, text, sizeof(text), err);

	utf8_cut(buf, size, strlen(text) < size ? text : "");
	return r;
}

static int read_memory(const json_t *o, void *ret, struct err *err)
{
	struct carry_memory m = { .reason = CARRY_OTHER };
	struct carry_target t;

	TRY(get_whole(o, "name", m.name, sizeof(m.name), err));
	TRY(get_whole(o, "target", m.target, sizeof(m.target), err));
	TRY(json_get_cut(o, "model", m.model, sizeof(m.model), err));
	TRY(json_get_cut(o, "serial", m.serial, sizeof(m.serial), err));
	TRY(json_get_cut(o, "label", m.label, sizeof(m.label), err));
	TRY(get_whole(o, "type", m.type, sizeof(m.type), err));
	TRY(json_get_size(o, "size", &m.size, err));
	TRY(JSON_GET_ENUM(o, "reason", carry_reason_from_name, &m.reason, err));
	/* What is offered has a whole address, on the disk that is shown. */
	if (!carry_target_parse(m.target, &t) || strcmp(t.disk, m.name) != 0) {
		m.target[0] = '\0';
		if (m.reason == CARRY_NONE)
			m.reason = CARRY_OTHER;
	}
	*(struct carry_memory *)ret = m;
	return 0;
}

static int read_status(const json_t *o, void *ret, struct err *err)
{
	/* a line without a state never reads as saved */
	struct carry_status c = { false, CARRY_OTHER };

	TRY(json_get_bool(o, "saved", &c.saved, err));
	TRY(JSON_GET_ENUM(o, "reason", carry_reason_from_name, &c.reason, err));
	c.saved = c.saved && c.reason == CARRY_NONE;
	*(struct carry_status *)ret = c;
	return 0;
}

int record_parse_carry(const char *line, size_t n, struct carry_memory *ret_memory,
		       struct carry_status *ret_status, enum carry_record *ret, struct err *err)
{
	const struct record_reader readers[] = {
		{ "usb-memory", read_memory, ret_memory }, /* CARRY_RECORD_MEMORY */
		{ "carry", read_status, ret_status },
	};
	unsigned which;
	int r = record_read(line, n, readers, LEN(readers), &which, err);

	*ret = (enum carry_record)which;
	return r;
}
