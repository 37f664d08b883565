/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The order of a check-up. Each step leaves the check-up in a state that can be shown. */
#include "scanners/engine/run.h"

#include <errno.h>
#include <string.h>

#include "scanners/engine/crew_private.h"
#include "scanners/engine/judge.h"
#include "scanners/engine/run_private.h"

bool run_cancelled(struct run *r)
{
	if ((r->o->cancel && *r->o->cancel) || run_late(r))
		r->cut = true;
	return r->cut;
}

bool run_late(const struct run *r)
{
	return r->deadline && crew_clock() >= r->deadline;
}

int run_ms_left(const struct run *r)
{
	return r->deadline ? (int)MAX(r->deadline - crew_clock(), 1) : 0;
}

bool run_wants(const struct run_options *o, const char *id)
{
	for (size_t i = 0; i < o->n_only; i++)
		if (!strcmp(o->only[i], id))
			return true;
	return o->n_only == 0;
}

bool run_wants_malware(const struct run_options *o)
{
	return !o->no_malware && run_wants(o, "malware");
}

bool run_wants_facts(const struct run_options *o)
{
	for (size_t i = 0; i < o->n_only; i++)
		if (strcmp(o->only[i], "malware"))
			return true;
	return o->n_only == 0;
}

void run_gap(struct run *r, const char *group, struct phrase what, struct phrase why,
	     uint64_t count)
{
	struct gap gap = { .group = group, .what = what, .why = why, .count = count };

	checkup_add_gap(r->c, group, &what, &why, count);
	if (r->sink)
		record_gap(r->sink, &gap);
}

int run_open_source(struct run *r, struct err *err)
{
	const struct run_options *o = r->o;
	struct arena *a = &r->c->arena;

	if (o->image)
		return source_open_image(o->image, o->source_fd, a, &r->source, err);
	if (o->root)
		return source_open_directory(o->root, o->source_fd, a, &r->source, err);
	if (o->disk)
		return source_open_disk(o->disk, r->broker, a, &r->source, err);
	return err_set(err, ERR_INTERNAL, -EINVAL, "nothing to look at was named");
}

/* Workers that stop or hang where nothing goes on without them are no reason to leave the table
 * without a sheet: it says that nobody could look. Any other error is the caller's (0: told). */
static int unlooked(struct run *r, int code, struct err *err)
{
	if (err->kind != ERR_INTERNAL && err->kind != ERR_LIMIT)
		return code;
	r->unlooked = r->cut = true;
	run_gap(r, "volume",
		r->o->usb_memory ? PHRASE(N_("The USB memory")) : PHRASE(N_("This disk")),
		PHRASE(because_of(err->kind)), 0);
	err_clear(err);
	return 0;
}

/* What was read with a wall missing is told on paper, too. */
static void tell_walls(struct run *r)
{
	const struct sandbox_report *walls = &r->c->sandbox;
	struct phrase what = PHRASE(N_("The fence around this tool's reading parts"));

	if (walls->off)
		run_gap(r, "walls", what, PHRASE(N_("switched off for this run")), 0);
	else if (walls->weak)
		run_gap(r, "walls", what, PHRASE(N_("not all of it can be had on this machine")),
			0);
}

int run_start(struct run *r, struct err *err)
{
	struct crew_options crew = {
		.broker = r->broker,
		.signatures = run_wants_malware(r->o) ? r->o->signatures : NULL,
		.no_sandbox = r->o->no_sandbox,
		.weak_ok = r->o->weak_ok,
	};
	int e = run_open_source(r, err);

	if (e < 0)
		return e;
	r->c->source_kind = source_kind_name(r->source.kind);
	r->c->source_name = r->source.disk.path;
	r->c->disk = r->source.disk;
	if (r->sink)
		record_begin(r->sink, r->c);
	e = crew_start(&crew, &r->crew, err);
	if (e < 0)
		return unlooked(r, err_while(err, "while starting the workers"), err);
	r->c->sandbox = *crew_sandbox(r->crew);
	if (r->sink)
		record_sandbox(r->sink, &r->c->sandbox);
	tell_walls(r);
	return 0;
}

static int judge(struct run *r, struct err *err)
{
	int e = judge_all(r->c, r->o->tables, r->o->usb_register, r->o->jvn, r->o->only,
			  r->o->n_only, err);

	for (size_t i = 0; e == 0 && r->sink && i < r->c->n_findings; i++)
		record_finding(r->sink, &r->c->finding[i]);
	return e;
}

static int steps(struct run *r, struct err *err)
{
	int e = run_start(r, err);

	if (e == 0 && !r->unlooked) {
		e = run_find_volumes(r, err);
		if (e < 0)
			e = unlooked(r, e, err);
	}
	if (e < 0)
		return e;
	if (r->o->usb_memory)
		run_find_memory(r);
	else if (!r->unlooked)
		run_find_systems(r);
	if (run_wants_facts(r->o)) {
		run_collect_facts(r);
		e = judge(r, err);
		if (e < 0)
			return e;
	}
	if (run_wants_malware(r->o))
		run_scan_malware(r);
	r->c->finished = true;
	r->c->partial = r->cut;
	if (r->sink)
		record_end(r->sink, r->c->partial);
	return 0;
}

void run_close(struct run *r)
{
	for (size_t i = 0; i < CHECKUP_VOLUMES_MAX; i++) {
		if (r->volume[i].open)
			reader_close(&r->volume[i].reader);
		if (r->volume[i].mounted)
			close(r->volume[i].mount_fd);
	}
	source_close(&r->source);
}

struct run *run_new(const struct run_options *o, const struct record_sink *sink, struct checkup *c)
{
	struct run *r = xcalloc(1, sizeof(*r));

	r->o = o;
	r->sink = sink;
	r->c = c;
	r->source.fd = -1;
	r->broker = o->broker;
	c->tool = arena_strdup(&c->arena, o->tool ? o->tool : "kenshin");
	c->started = c->now = o->now;
	return r;
}

void run_free(struct run *r)
{
	run_close(r);
	crew_stop(r->crew);
	free(r);
}

int run_check(const struct run_options *o, const struct record_sink *sink, struct checkup *ret,
	      struct err *err)
{
	struct run *r = run_new(o, sink, ret);
	int e = steps(r, err);

	run_free(r);
	return e;
}
