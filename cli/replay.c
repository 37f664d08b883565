/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Saved check-ups. A save file may have been carried around: it is read without power. */
#include "cli/replay.h"

#include "cli/cancel.h"
#include "cli/command.h"
#include "cli/faces.h"
#include "cli/rootless.h"
#include "cli/saved.h"
#include "scanners/engine/judge.h"

struct files {
	FILE *saved, *answers; /* NULL once they were read */
};

static void files_close(struct files *f)
{
	if (f->saved)
		fclose(f->saved);
	if (f->answers)
		fclose(f->answers);
}

static int files_open(const struct options *o, struct files *f, struct err *err)
{
	f->saved = saved_open(o->operand, err);
	if (f->saved && o->answers)
		f->answers = saved_open(o->answers, err);
	return f->saved && (f->answers || !o->answers) ? 0 : err->code;
}

/* A record without its end line is of a run that broke off, or of a file that was cut. */
static void tell_unfinished(struct checkup *c)
{
	struct phrase what = PHRASE(N_("The rest of this check-up"));
	struct phrase why = PHRASE(N_("because its record breaks off before the end"));

	for (size_t i = 0; i < c->n_gaps; i++)
		if (phrase_equal(&c->gap[i].why, &why))
			return;
	if (!c->finished)
		checkup_add_gap(c, "facts", &what, &why, 0);
}

static int load(const struct options *o, struct checkup *c, struct files *f, bool judge,
		struct err *err)
{
	int r = saved_load(c, TAKE_PTR(f->saved), o->operand, err);

	if (r == 0)
		tell_unfinished(c);
	if (r == 0 && f->answers)
		r = saved_answers(c, TAKE_PTR(f->answers), o->answers, err);
	/* As of the visit, unless another moment is asked for: the same facts, the same sheet. */
	if (o->now != TIME_ABSENT || c->now == TIME_ABSENT)
		c->now = faces_now(o);
	if (r == 0 && judge)
		r = judge_all(c, o->tables, o->usb_register, o->jvn, o->only, o->n_only, err);
	return r;
}

static int run(struct options *o, struct checkup *c, bool judge, struct err *err)
{
	struct files files = { 0 };
	struct outputs outputs;
	int r = files_open(o, &files, err);

	if (r == 0)
		r = outputs_begin(&outputs, o, err);
	if (r == 0) {
		r = rootless_reader(o, &outputs, err);
		if (r == 0)
			r = load(o, c, &files, judge, err);
		if (r == 0)
			r = faces_write(o, c, &outputs, err);
		else
			outputs_abort(&outputs);
	}
	files_close(&files);
	return r;
}

int replay(const struct options *given, bool judge)
{
	struct options o = *given;
	struct checkup *c = xcalloc(1, sizeof(*c));
	struct err err = { 0 };
	int r, code;

	cancel_install();
	checkup_init(c);
	r = run(&o, c, judge, &err);
	code = c->finished && !c->partial ? EXIT_RAN : EXIT_CUT;
	checkup_done(c);
	free(c);
	return r < 0 ? command_fail(given, &err) : code;
}
