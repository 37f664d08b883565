/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sheet and save file out of a check-up. Everything is made in memory first: what can go wrong
 * goes wrong before a name appears. */
#include "cli/faces.h"

#include <errno.h>
#include <fcntl.h>
#include <time.h>

#include "cli/saved.h"
#include "core/base/log.h"
#include "core/text/text.h"
#include "report/report.h"
#include "signatures/tables.h"

#define SHOWN_MAX ((size_t)512 << 20)

int64_t faces_now(const struct options *o)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	unsigned long long t;
	char *end;

	if (o->now != TIME_ABSENT)
		return o->now;
	if (epoch && *epoch >= '0' && *epoch <= '9') {
		errno = 0;
		t = strtoull(epoch, &end, 10);
		if (!errno && !*end && t <= 253402300799ULL)
			return (int64_t)t;
	}
	return (int64_t)time(NULL);
}

/* The contacts stand beside the dated tables. Without them the sheet has the chamber's blank. */
static const struct contacts *load_contacts(const struct options *o, struct arena *a)
{
	const char *dir = o->tables ? o->tables : tables_directory(a);
	char *path = arena_printf(a, "%s/contacts.csv", dir);
	struct contacts *contacts = arena_alloc(a, sizeof(*contacts));
	char *csv = arena_alloc(a, CONTACTS_FILE_MAX);
	CLEANUP(cleanup_close) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	ssize_t n = fd < 0 ? -1 : io_pread_full(fd, csv, CONTACTS_FILE_MAX, 0);
	struct err err = { 0 };

	if (n < 0 || contacts_parse(a, csv, (size_t)n, contacts, &err) < 0) {
		log_add("cli", "no contacts: %s", n < 0 ? path : err.message);
		return NULL;
	}
	return contacts;
}

static void make_sheet(const struct options *o, const struct checkup *c, struct arena *a,
		       struct sheet *ret)
{
	const struct sheet_options options = {
		.case_number = o->case_number ? o->case_number : c->case_number,
		.pc_label = o->pc_label ? o->pc_label : c->pc_label,
		.chamber_phone = o->phone,
		.chamber_hours = o->hours,
		.short_interview = true,
		.contacts = load_contacts(o, a),
	};

	sheet_make(c, &options, a, ret);
}

static char *document_text(const struct sheet *s, size_t *ret_n)
{
	json_t *doc = sheet_document(s);
	char *text = record_text(doc, true, ret_n);

	json_decref(doc);
	text[*ret_n] = '\n'; /* over the terminator: the caller goes by the length */
	++*ret_n;
	return text;
}

/* shown: what goes to standard output, after the files are in place. */
static int write_json(const struct options *o, const struct sheet *s, struct outputs *out,
		      struct str *shown, struct err *err)
{
	size_t n;
	char *text;
	int r;

	if (!outputs_want(out, OUTPUT_JSON) && !o->json)
		return 0;
	text = document_text(s, &n);
	r = outputs_write(out, OUTPUT_JSON, text, n, err);
	if (o->json && !o->quiet)
		str_addn(shown, text, n);
	free(text);
	return r;
}

static int write_text(const struct options *o, const struct sheet *s, struct outputs *out,
		      struct str *shown, struct err *err)
{
	struct str text = STR_INIT(REPORT_TEXT_MAX);
	bool print = !o->json && !o->records && !o->quiet;
	int r;

	if (!outputs_want(out, OUTPUT_TEXT) && !print)
		return 0;
	r = report_text(s, &text);
	if (r < 0)
		r = err_set(err, ERR_LIMIT, r, "the sheet is too long");
	if (r == 0)
		r = outputs_write(out, OUTPUT_TEXT, str_c(&text), text.len, err);
	if (print)
		str_addn(shown, str_c(&text), text.len);
	str_done(&text);
	return r;
}

struct pdf_target {
	struct outputs *out;
	struct err err;
};

static int pdf_bytes(void *arg, const void *bytes, size_t n)
{
	struct pdf_target *target = arg;

	return outputs_write(target->out, OUTPUT_PDF, bytes, n, &target->err);
}

static int write_pdf(const struct options *o, const struct sheet *s, struct outputs *out,
		     struct err *err)
{
	struct pdf_target target = { .out = out };
	int r;

	if (!outputs_want(out, OUTPUT_PDF))
		return 0;
	r = o->large ? report_pdf_large(s, pdf_bytes, &target, err)
		     : report_pdf(s, pdf_bytes, &target, err);
	if (r < 0 && target.err.code < 0)
		*err = target.err; /* the plain reason: the destination */
	return r;
}

struct save_target {
	struct outputs *out;
	struct err err;
};

static void save_line(void *arg, const char *json, size_t n)
{
	struct save_target *target = arg;

	if (target->err.code == 0 &&
	    outputs_write(target->out, OUTPUT_SAVE, json, n, &target->err) == 0 &&
	    outputs_write(target->out, OUTPUT_SAVE, "\n", 1, &target->err) < 0)
		log_add("cli", "the save file could not be written");
}

static int write_save(const struct checkup *c, struct outputs *out, struct err *err)
{
	struct save_target target = { .out = out };
	const struct record_sink sink = { save_line, &target };

	if (!outputs_want(out, OUTPUT_SAVE))
		return 0;
	saved_records(c, &sink);
	if (target.err.code < 0)
		*err = target.err;
	return target.err.code;
}

int faces_write(const struct options *o, const struct checkup *c, struct outputs *outputs,
		struct err *err)
{
	struct str shown = STR_INIT(SHOWN_MAX);
	struct arena arena = { 0 };
	struct sheet *sheet = arena_alloc(&arena, sizeof(*sheet));
	int r = write_save(c, outputs, err);

	make_sheet(o, c, &arena, sheet);
	if (r == 0)
		r = write_pdf(o, sheet, outputs, err);
	if (r == 0)
		r = write_json(o, sheet, outputs, &shown, err);
	if (r == 0)
		r = write_text(o, sheet, outputs, &shown, err);
	if (r == 0)
		r = outputs_commit(outputs, err);
	else
		outputs_abort(outputs);
	if (r == 0)
		r = output_print(str_c(&shown), shown.len, err);
	str_done(&shown);
	arena_done(&arena);
	return r;
}
