/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of records into a check-up: live, from a worker, or from a save file. */
#include <errno.h>

#include "core/base/str.h"
#include "core/record/apply.h"
#include "core/record/record.h"

static int apply_fact_line(struct checkup *c, const json_t *o, struct err *err)
{
	const char *kind = NULL;
	int r = json_get_name(o, "kind", &kind, err);

	return r < 0 ? r : apply_fact(c, o, kind, err);
}

static int apply_disk_line(struct checkup *c, const json_t *o, struct err *err)
{
	return apply_disk(c, o, o, err);
}

static int apply_end(struct checkup *c, const json_t *o, struct err *err)
{
	c->finished = true;
	return json_get_bool(o, "partial", &c->partial, err);
}

static const struct {
	const char *record;
	int (*apply)(struct checkup *c, const json_t *o, struct err *err);
} kinds[] = {
	{ "begin", apply_begin },
	{ "disk", apply_disk_line },
	{ "system", apply_system },
	{ "fact", apply_fact_line },
	{ "fact-state", apply_fact_state },
	{ "finding", apply_finding },
	{ "hit", apply_hit },
	{ "malware", apply_malware },
	{ "usb-hit", apply_usb_hit },
	{ "usb-malware", apply_usb_malware },
	{ "gap", apply_gap },
	{ "answer", apply_answer },
	{ "sandbox", apply_sandbox },
	{ "backup", apply_backup },
	{ "case", apply_case },
	{ "end", apply_end },
};

/* The texts of the last progress record: kept here so that hours of progress fill no arena. */
static _Thread_local char progress_stage[32], progress_area[256];

static int decode_progress(struct checkup *c, const json_t *o, struct progress *ret,
			   struct err *err)
{
	struct progress p = { .stage = progress_stage, .area = progress_area, .seconds_left = -1 };
	const char *stage = "", *area = "";
	uint64_t hits = 0;

	(void)c;
	TRY(json_get_name(o, "stage", &stage, err));
	TRY(json_get_name(o, "area", &area, err));
	TRY(json_get_size(o, "done", &p.done, err));
	TRY(json_get_size(o, "total", &p.total, err));
	TRY(json_get_size(o, "files", &p.files, err));
	TRY(json_get_size(o, "files_total", &p.files_total, err));
	TRY(json_get_size(o, "hits", &hits, err));
	TRY(json_get_number(o, "seconds_left", &p.seconds_left, err));
	snprintf(progress_stage, sizeof(progress_stage), "%s", stage);
	snprintf(progress_area, sizeof(progress_area), "%s", area);
	p.hits = (unsigned)MIN(hits, (uint64_t)UINT32_MAX);
	if (ret)
		*ret = p;
	return 1;
}

static int parse_line(const char *line, size_t n, json_t **ret, const char **ret_kind,
		      struct err *err)
{
	int r;

	*ret_kind = NULL;
	if (n > RECORD_LINE_MAX)
		return err_set(err, ERR_LIMIT, -E2BIG, "a record of more than %zu bytes",
			       RECORD_LINE_MAX);
	r = apply_parse(line, n, ret, err);
	if (r < 0)
		return r;
	r = json_get_name(*ret, "record", ret_kind, err);
	if (r == 0 && !*ret_kind)
		r = err_set(err, ERR_FORMAT, -EBADMSG, "a line without \"record\"");
	if (r < 0)
		json_decref(*ret);
	return r;
}

int record_apply(struct checkup *c, const char *line, size_t n, struct progress *ret_progress,
		 struct err *err)
{
	const char *kind;
	json_t *o;
	int r = parse_line(line, n, &o, &kind, err);

	if (r < 0)
		return r;
	if (!strcmp(kind, "progress"))
		r = decode_progress(c, o, ret_progress, err);
	for (size_t i = 0; i < LEN(kinds); i++)
		if (!strcmp(kind, kinds[i].record))
			r = kinds[i].apply(c, o, err);
	json_decref(o);
	return r;
}

int record_apply_fact(struct facts *facts, const char *line, size_t n, struct err *err)
{
	const char *kind, *id = NULL;
	enum fact_kind k;
	json_t *o;
	int r = parse_line(line, n, &o, &kind, err);

	if (r < 0)
		return r;
	r = json_get_name(o, "kind", &id, err);
	k = fact_kind_from_id(id);
	if (r == 0 && k == FACT_KIND_NONE)
		r = err_set(err, ERR_FORMAT, -EBADMSG, "no such kind of fact");
	else if (r == 0 && !strcmp(kind, "fact"))
		r = decode_fact(o, k, facts, err);
	else if (r == 0 && !strcmp(kind, "fact-state"))
		r = apply_state(facts, k, o, err);
	else if (r == 0)
		r = err_set(err, ERR_FORMAT, -EBADMSG, "a record that is no fact");
	json_decref(o);
	return r;
}

int record_parse_disk(struct arena *a, const char *line, size_t n, struct disk *ret,
		      struct err *err)
{
	const json_t *volumes = NULL;
	const char *kind;
	json_t *o;
	int r = parse_line(line, n, &o, &kind, err);

	if (r < 0)
		return r;
	if (strcmp(kind, "disk") != 0) {
		json_decref(o);
		return 1;
	}
	r = decode_disk(o, a, ret, err);
	if (r == 0)
		r = json_get_array(o, "volumes", CHECKUP_VOLUMES_MAX, &volumes, err);
	if (r == 0 && volumes) {
		ret->n_volumes = json_array_size(volumes);
		ret->volume = arena_array(a, ret->n_volumes, sizeof(*ret->volume));
	}
	for (size_t i = 0; r == 0 && i < ret->n_volumes; i++)
		r = decode_volume(json_array_get(volumes, i), a, &ret->volume[i], err);
	json_decref(o);
	return r;
}

static int load_lines(struct checkup *c, const char *p, size_t n, struct err *err)
{
	for (size_t line = 1; n > 0; line++) {
		const char *end = memchr(p, '\n', n);
		size_t length = end ? (size_t)(end - p) : n;
		int r = 0;

		if (length && c->finished)
			r = err_set(err, ERR_FORMAT, -EBADMSG, "it goes on after its end");
		else if (length)
			r = record_apply(c, p, length, NULL, err);
		if (r < 0)
			return err_while(err, "reading line %zu", line);
		length += end != NULL;
		p += length;
		n -= length;
	}
	return 0;
}

static int load_text(struct checkup *c, const char *p, size_t n, struct err *err)
{
	const char *end = memchr(p, '\n', n), *kind;
	json_t *o;
	int r = parse_line(p, end ? (size_t)(end - p) : n, &o, &kind, NULL);

	if (r == 0) {
		bool begins = !strcmp(kind, "begin");

		json_decref(o);
		if (!begins)
			return err_set(err, ERR_FORMAT, -EBADMSG,
				       "this is not a check-up of Kenshin");
		return load_lines(c, p, n, err);
	}
	r = apply_parse(p, n, &o, err);
	if (r < 0)
		return r;
	r = document_apply(c, o, err);
	json_decref(o);
	return r;
}

int record_load(struct checkup *c, FILE *in, struct err *err)
{
	struct str all = STR_INIT(RECORD_FILE_MAX);
	char part[65536];
	size_t n;
	int r;

	errno = 0;
	while (!all.full && (n = fread(part, 1, sizeof(part), in)) > 0)
		str_addn(&all, part, n);
	if (ferror(in))
		r = err_sys(err, errno ? -errno : -EIO, "reading the check-up");
	else if (all.full)
		r = err_set(err, ERR_LIMIT, -EFBIG, "larger than %zu bytes", RECORD_FILE_MAX);
	else if (all.len == 0)
		r = err_set(err, ERR_FORMAT, -EBADMSG, "it is empty");
	else
		r = load_text(c, all.p, all.len, err);
	str_done(&all);
	return r;
}
