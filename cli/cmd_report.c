/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin report: a saved check-up as sheet, with the findings as they were saved. */
#include "cli/cancel.h"
#include "cli/command.h"
#include "cli/faces.h"
#include "cli/saved.h"

static int report(const struct options *o, struct checkup *c, struct outputs *outputs,
		  struct err *err)
{
	int r = saved_load(c, o->operand, err);

	if (r == 0 && o->answers)
		r = saved_answers(c, o->answers, err);
	if (c->now == TIME_ABSENT)
		c->now = faces_now(o);
	if (r < 0)
		outputs_abort(outputs);
	return r < 0 ? r : faces_write(o, c, outputs, err);
}

int cmd_report(const struct options *o)
{
	struct checkup *c = xcalloc(1, sizeof(*c));
	struct outputs outputs;
	struct err err = { 0 };
	int r;

	cancel_install();
	checkup_init(c);
	r = outputs_begin(&outputs, o, &err);
	if (r == 0)
		r = report(o, c, &outputs, &err);
	checkup_done(c);
	free(c);
	return r < 0 ? command_fail(o, &err) : EXIT_RAN;
}
