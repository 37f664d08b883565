/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `kenshin print` tells: a line per printer, a line per state of a job. */
#include <errno.h>

#include "core/record/encode.h"
#include "core/record/line.h"
#include "core/record/print.h"

void record_printer(const struct record_sink *s, const struct printer_info *p)
{
	json_t *o = record_open("printer");

	json_put_text(o, "name", p->name);
	json_put_text(o, "shown", p->shown);
	json_put_text(o, "way", print_way_name(p->way));
	json_put_bool(o, "known", p->known);
	json_put_bool(o, "ready", p->ready);
	json_put_text(o, "reason", print_reason_name(p->reason));
	(void)record_send(s, o);
}

void record_print(const struct record_sink *s, const struct print_status *p)
{
	json_t *o = record_open("print");

	json_put_text(o, "state", print_state_name(p->state));
	json_put_text(o, "reason", print_reason_name(p->reason));
	json_put_text(o, "own", p->own);
	(void)record_send(s, o);
}

/* A longer text than ours ever are is cut, not refused; json_loadb saw to UTF-8. */
static int get_text(const json_t *o, const char *key, char buf[PRINT_TEXT_MAX + 1], struct err *err)
{
	struct arena a = { 0 };
	const char *text = "";
	int r = json_get_text(o, key, &a, &text, err);

	print_text_copy(buf, text);
	arena_done(&a);
	return r;
}

static int parse_printer(const json_t *o, struct printer_info *ret, struct err *err)
{
	struct printer_info p = { .way = PRINT_WAY_OTHER, .reason = PRINT_REASON_OTHER };
	int r = get_text(o, "name", p.name, err);

	if (r == 0)
		r = get_text(o, "shown", p.shown, err);
	if (r == 0)
		r = JSON_GET_ENUM(o, "way", print_way_from_name, &p.way, err);
	if (r == 0)
		r = json_get_bool(o, "known", &p.known, err);
	if (r == 0)
		r = json_get_bool(o, "ready", &p.ready, err);
	if (r == 0)
		r = JSON_GET_ENUM(o, "reason", print_reason_from_name, &p.reason, err);
	p.known = p.known && p.name[0];
	p.ready = p.ready && p.known;
	*ret = p;
	return r;
}

static int parse_status(const json_t *o, struct print_status *ret, struct err *err)
{
	/* a line without a state never reads as printed */
	struct print_status p = { PRINT_STATE_NOT_PRINTED, PRINT_REASON_OTHER, "" };
	int r = JSON_GET_ENUM(o, "state", print_state_from_name, &p.state, err);

	if (r == 0)
		r = JSON_GET_ENUM(o, "reason", print_reason_from_name, &p.reason, err);
	if (r == 0)
		r = get_text(o, "own", p.own, err);
	*ret = p;
	return r;
}

int record_parse_print(const char *line, size_t n, struct printer_info *ret_printer,
		       struct print_status *ret_status, enum print_record *ret, struct err *err)
{
	json_t *o;
	const char *type;
	int r = record_take(line, n, &o, &type, err);

	*ret = PRINT_RECORD_NONE;
	if (r < 0)
		return r;
	if (!strcmp(type, "printer")) {
		r = parse_printer(o, ret_printer, err);
		*ret = r == 0 ? PRINT_RECORD_PRINTER : PRINT_RECORD_NONE;
	} else if (!strcmp(type, "print")) {
		r = parse_status(o, ret_status, err);
		*ret = r == 0 ? PRINT_RECORD_STATUS : PRINT_RECORD_NONE;
	}
	json_decref(o);
	return r;
}
