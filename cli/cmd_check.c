/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin check: one check-up from source to sheet. */
#include "cli/cancel.h"
#include "cli/command.h"
#include "cli/faces.h"
#include "cli/rootless.h"
#include "cli/saved.h"
#include "core/text/text.h"
#include "scanners/checks/check.h"
#include "scanners/engine/run.h"

/* Lines to standard output as they come. When nobody reads any more the run ends, too. */
struct live {
	int failed; /* negative errno of the first write that did not go */
};

static void live_line(void *arg, const char *json, size_t n)
{
	struct live *live = arg;
	struct str line = STR_INIT(RECORD_LINE_MAX + 1);

	if (live->failed < 0)
		return;
	str_addn(&line, json, n);
	str_addc(&line, '\n');
	live->failed = io_write_full(STDOUT_FILENO, line.p, line.len);
	str_done(&line);
	if (live->failed < 0)
		cancel_asked = 1;
}

static int usage_of(const struct options *o)
{
	int sources = (o->image != NULL) + (o->root != NULL) + (o->disk != NULL);

	if (sources == 0)
		return command_usage(o, "name what to look at: --disk, --image or --root");
	if (sources > 1)
		return command_usage(o, "only one of --disk, --image and --root goes at a time");
	if (o->json && o->records)
		return command_usage(o, "--json and --records do not go together");
	for (size_t i = 0; i < o->n_only; i++)
		if (strcmp(o->only[i], "malware") != 0 && !check_by_id(o->only[i]))
			return command_usage(
			    o, "--only %s: no check has this id (see kenshin list)", o->only[i]);
	return 0;
}

static struct run_options run_options_of(const struct options *o, int source_fd)
{
	return (struct run_options){
		.image = o->image,
		.root = o->root,
		.disk = o->disk,
		.only = o->only,
		.n_only = o->n_only,
		.signatures = o->signatures,
		.usb_register = o->usb_register,
		.jvn = o->jvn,
		.tables = o->tables,
		.tool = "kenshin " KENSHIN_VERSION,
		.now = faces_now(o),
		.malware_seconds = o->malware_seconds,
		.no_malware = o->no_malware,
		.passwords = o->common_passwords,
		.names = o->document_names,
		.usb_memory = o->usb_memory,
		.no_sandbox = o->no_sandbox,
		.weak_ok = o->weak_sandbox,
		.broker = o->broker_fd,
		.source_fd = source_fd,
		.cancel = &cancel_asked,
	};
}

static int run(const struct options *o, int source_fd, struct checkup *c, struct outputs *outputs,
	       struct err *err)
{
	struct run_options options = run_options_of(o, source_fd);
	struct live live = { 0 };
	const struct record_sink sink = { live_line, &live };
	int r = run_check(&options, o->records ? &sink : NULL, c, err);

	if (r < 0)
		outputs_abort(outputs);
	else
		r = faces_write(o, c, outputs, err);
	/* What was found up to there is in the files all the same. */
	if (r == 0 && live.failed < 0)
		r = err_sys(err, live.failed, "standard output");
	return r;
}

/* Opens what only this user may open, gives up power, and only then reads and runs. */
static int open_and_run(struct options *o, struct checkup *c, struct err *err)
{
	FILE *answers = o->answers ? saved_open(o->answers, err) : NULL;
	struct outputs outputs;
	int source_fd = -1, r = o->answers && !answers ? err->code : 0;

	if (r == 0)
		r = outputs_begin(&outputs, o, err);
	if (r < 0) {
		if (answers)
			fclose(answers);
		return r;
	}
	r = rootless_begin(o, &outputs, &source_fd, err);
	if (r == 0 && answers)
		r = saved_answers(c, answers, o->answers, err);
	if (r == 0)
		return run(o, source_fd, c, &outputs, err);
	outputs_abort(&outputs);
	return r;
}

int cmd_check(const struct options *given)
{
	struct options o = *given;
	struct checkup *c;
	struct err err = { 0 };
	int code = usage_of(&o), r;

	if (code)
		return code;
	c = xcalloc(1, sizeof(*c));
	cancel_install();
	checkup_init(c);
	r = open_and_run(&o, c, &err);
	code = r < 0 ? command_fail(&o, &err) : c->partial ? EXIT_CUT : EXIT_RAN;
	checkup_done(c);
	free(c);
	return code;
}
