/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What `kenshin print` tells: a line per printer, a line per state of a job. */
#include "core/record/print.h"

#include "core/record/line.h"

static void encode_printer(json_t *o, const struct printer_info *p)
{
	json_put_text(o, "name", p->name);
	json_put_text(o, "shown", p->shown);
	json_put_text(o, "way", print_way_name(p->way));
	json_put_bool(o, "known", p->known);
	json_put_bool(o, "ready", p->ready);
	json_put_text(o, "reason", print_reason_name(p->reason));
}

static void encode_status(json_t *o, const struct print_status *p)
{
	json_put_text(o, "state", print_state_name(p->state));
	json_put_text(o, "reason", print_reason_name(p->reason));
	json_put_text(o, "own", p->own);
}

void record_printer(const struct record_sink *s, const struct printer_info *p)
{
	RECORD_SEND(s, "printer", encode_printer, p);
}

void record_print(const struct record_sink *s, const struct print_status *p)
{
	RECORD_SEND(s, "print", encode_status, p);
}

static int read_printer(const json_t *o, void *ret, struct err *err)
{
	struct printer_info p = { .way = PRINT_WAY_OTHER, .reason = PRINT_REASON_OTHER };

	TRY(json_get_cut(o, "name", p.name, sizeof(p.name), err));
	TRY(json_get_cut(o, "shown", p.shown, sizeof(p.shown), err));
	TRY(JSON_GET_ENUM(o, "way", print_way_from_name, &p.way, err));
	TRY(json_get_bool(o, "known", &p.known, err));
	TRY(json_get_bool(o, "ready", &p.ready, err));
	TRY(JSON_GET_ENUM(o, "reason", print_reason_from_name, &p.reason, err));
	p.known = p.known && p.name[0];
	p.ready = p.ready && p.known;
	*(struct printer_info *)ret = p;
	return 0;
}

static int read_status(const json_t *o, void *ret, struct err *err)
{
	/* a line without a state never reads as printed */
	struct print_status p = { PRINT_STATE_NOT_PRINTED, PRINT_REASON_OTHER, "" };

	TRY(JSON_GET_ENUM(o, "state", print_state_from_name, &p.state, err));
	TRY(JSON_GET_ENUM(o, "reason", print_reason_from_name, &p.reason, err));
	TRY(json_get_cut(o, "own", p.own, sizeof(p.own), err));
	*(struct print_status *)ret = p;
	return 0;
}

int record_parse_print(const char *line, size_t n, struct printer_info *ret_printer,
		       struct print_status *ret_status, enum print_record *ret, struct err *err)
{
	const struct record_reader readers[] = {
		{ "printer", read_printer, ret_printer }, /* PRINT_RECORD_PRINTER */
		{ "print", read_status, ret_status },
	};
	unsigned which;
	int r = record_read(line, n, readers, LEN(readers), &which, err);

	*ret = (enum print_record)which;
	return r;
}
