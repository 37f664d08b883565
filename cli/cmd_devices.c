/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin devices: the register of USB devices of a saved check-up, as text or as PDF to be gone
 * through with the owner. */
#include "cli/command.h"
#include "cli/output.h"
#include "cli/rootless.h"
#include "cli/saved.h"
#include "core/base/log.h"
#include "report/devices.h"
#include "signatures/usb_register.h"

#define ZONE_JAPAN (9 * 3600)

struct job {
	struct outputs outputs;
	struct checkup *c;
	struct device_register known;
	struct device_list list;
	struct devices_head head;
	struct arena arena;
	struct err err; /* of the destination */
};

static int zone_of(const struct checkup *c)
{
	for (size_t i = 0; i < c->n_systems; i++) {
		const struct fact_computer *f =
		    FACTS_AT(&c->system[i].facts, computer, COMPUTER, 0);

		if (f && f->zone_offset >= -12 * 3600 && f->zone_offset <= 14 * 3600)
			return (int)f->zone_offset;
	}
	return ZONE_JAPAN;
}

static int pdf_bytes(void *arg, const void *bytes, size_t n)
{
	struct job *job = arg;

	return outputs_write(&job->outputs, OUTPUT_PDF, bytes, n, &job->err);
}

static int write_all(const struct options *o, struct job *job, struct err *err)
{
	struct str text = STR_INIT(REPORT_TEXT_MAX);
	bool print = !o->quiet && !outputs_want(&job->outputs, OUTPUT_TEXT) &&
		     !outputs_want(&job->outputs, OUTPUT_PDF);
	int r = report_devices_text(&job->list, &job->head, &text);

	if (r < 0)
		r = err_set(err, ERR_LIMIT, r, "the register is too long");
	if (r == 0)
		r = outputs_write(&job->outputs, OUTPUT_TEXT, str_c(&text), text.len, err);
	if (r == 0 && outputs_want(&job->outputs, OUTPUT_PDF)) {
		r = report_devices_pdf(&job->list, &job->head, pdf_bytes, job, err);
		if (r < 0 && job->err.code < 0)
			*err = job->err; /* the plain reason: the destination */
	}
	if (r == 0)
		r = outputs_commit(&job->outputs, err);
	else
		outputs_abort(&job->outputs);
	if (r == 0 && print)
		r = output_print(str_c(&text), text.len, err);
	str_done(&text);
	return r;
}

static int load(const struct options *o, FILE *f, struct job *job, struct err *err)
{
	int r = saved_load(job->c, f, o->operand, err);

	if (r == 0 && o->usb_register)
		r = usb_register_load(&job->arena, o->usb_register, &job->known, err);
	if (r < 0)
		return r;
	devices_make(job->c, &job->known, &job->arena, &job->list);
	job->head = (struct devices_head){
		.date = job->c->started != TIME_ABSENT ? job->c->started : job->c->now,
		.zone_offset = zone_of(job->c),
		.case_number = o->case_number        ? o->case_number
			       : job->c->case_number ? job->c->case_number
						     : "",
		.pc_label = o->pc_label        ? o->pc_label
			    : job->c->pc_label ? job->c->pc_label
					       : "",
	};
	return 0;
}

static int run(struct options *o, struct job *job, struct err *err)
{
	FILE *f = saved_open(o->operand, err);
	int r = f ? outputs_begin(&job->outputs, o, err) : err->code;

	if (r < 0) {
		if (f)
			fclose(f);
		return r;
	}
	r = rootless_reader(o, &job->outputs, err);
	if (r < 0)
		fclose(f);
	else
		r = load(o, f, job, err);
	if (r == 0)
		return write_all(o, job, err);
	outputs_abort(&job->outputs);
	return r;
}

int cmd_devices(const struct options *given)
{
	struct options o = *given;
	struct job *job = xcalloc(1, sizeof(*job));
	struct err err = { 0 };
	int r;

	job->c = xcalloc(1, sizeof(*job->c));
	checkup_init(job->c);
	r = run(&o, job, &err);
	arena_done(&job->arena);
	checkup_done(job->c);
	free(job->c);
	free(job);
	return r < 0 ? command_fail(given, &err) : EXIT_RAN;
}
