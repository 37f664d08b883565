/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin judge: saved facts judged again, without the disk. */
#include "cli/cancel.h"
#include "cli/command.h"
#include "cli/faces.h"
#include "cli/saved.h"
#include "core/text/text.h"
#include "scanners/checks/check.h"
#include "scanners/engine/judge.h"

static int judge(const struct options *o, struct checkup *c, struct outputs *outputs,
		 struct err *err)
{
	int r = saved_load(c, o->operand, err);

	if (r == 0 && o->answers)
		r = saved_answers(c, o->answers, err);
	/* As of the visit, unless another moment is asked for: the same facts, the same sheet. */
	if (o->now != TIME_ABSENT || c->now == TIME_ABSENT)
		c->now = faces_now(o);
	if (r == 0)
		r = judge_all(c, o->tables, o->only, o->n_only, err);
	if (r < 0)
		outputs_abort(outputs);
	return r < 0 ? r : faces_write(o, c, outputs, err);
}

int cmd_judge(const struct options *o)
{
	struct checkup *c;
	struct outputs outputs;
	struct err err = { 0 };
	int r;

	for (size_t i = 0; i < o->n_only; i++)
		if (strcmp(o->only[i], "malware") != 0 && !check_by_id(o->only[i]))
			return command_usage(
			    o, "--only %s: no check has this id (see kenshin list)", o->only[i]);
	c = xcalloc(1, sizeof(*c));
	cancel_install();
	checkup_init(c);
	r = outputs_begin(&outputs, o, &err);
	if (r == 0)
		r = judge(o, c, &outputs, &err);
	checkup_done(c);
	free(c);
	return r < 0 ? command_fail(o, &err) : EXIT_RAN;
}
