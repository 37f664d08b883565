/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The check: `kenshin check --records` as a child, its records into the visit. */
#include <stdio.h>

#include "core/base/log.h"
#include "core/text/text.h"
#include "tui/app.h"
#include "tui/session.h"

#define EXIT_CUT_SHORT 3 /* cli/command.h: stopped before the end, the result is partial */
#define BAD_LINES_MAX  100

static unsigned add(const char **argv, unsigned n, const char *a, const char *b)
{
	argv[n++] = a;
	if (b)
		argv[n++] = b;
	argv[n] = NULL;
	return n;
}

static void arguments(struct app *a, const char **argv)
{
	const struct visit *v = &a->visit;
	const struct visit_disk *d = &v->disk[v->chosen];
	bool no_facts = v->consent[0] == TICK_NO, no_malware = v->consent[1] == TICK_NO;
	unsigned n = 0;

	n = add(argv, n, a->o.program, "check");
	n = add(argv, n, "--records", NULL);
	if (d->place == PLACE_IMAGE)
		n = add(argv, n, a->o.image ? "--image" : "--root", d->path);
	else
		n = add(argv, n, "--disk", d->path);
	if (app_samples(a) && !no_malware)
		n = add(argv, n, "--signatures", app_samples(a));
	if (a->o.data) {
		static char path[4200], jvn[4200];

		/* Brought by the firm or not there: the check says which. */
		snprintf(path, sizeof(path), "%s/kenshin/usb-register.csv", a->o.data);
		n = add(argv, n, "--usb-register", path);
		snprintf(jvn, sizeof(jvn), "%s/kenshin/jvn.csv", a->o.data);
		n = add(argv, n, "--jvn", jvn);
	}
	if (no_malware)
		n = add(argv, n, "--no-malware", NULL);
	if (v->consent[1] == TICK_YES)
		n = add(argv, n, "--common-passwords", NULL);
	if (v->consent[2] == TICK_YES)
		n = add(argv, n, "--document-names", NULL);
	if (no_facts)
		n = add(argv, n, "--only", "malware");
	if (a->o.no_sandbox)
		n = add(argv, n, "--no-sandbox", NULL);
	else if (a->o.weak_sandbox)
		n = add(argv, n, "--weak-sandbox", NULL);
	if (a->o.now) {
		static char now[24];

		n = add(argv, n, "--now", time_iso(a->o.now, now, sizeof(now)));
	}
}

/* A second try begins anew: the answers stay, what the first one saw goes. */
static void fresh_records(struct visit *v)
{
	struct answer keep[QUESTIONS + 1];

	memcpy(keep, v->checkup.answer, sizeof(keep));
	checkup_done(&v->checkup);
	checkup_init(&v->checkup);
	usb_look_untaken(v);
	memset(v->whose, 0, sizeof(v->whose)); /* they are numbers in the old list of devices */
	memcpy(v->checkup.answer, keep, sizeof(keep));
	v->percent = 0;
	v->minutes_left = -1;
	v->progress = (struct progress){ 0 };
}

/* Who goes back to S04 and chooses the same disk does not begin anew. */
static bool same_again(const struct app *a)
{
	const struct visit *v = &a->visit;

	return (v->work == WORK_RUNNING || v->work == WORK_STOPPING || v->work == WORK_DONE) &&
	       a->checked && strcmp(a->checked, v->disk[v->chosen].path) == 0;
}

/* With a session the check writes into a file there and outlives us: whoever goes on with the case
 * finds it running. */
static int start(struct app *a, const char *const *argv, struct err *err)
{
	char path[4200];
	int r;

	if (!a->o.session)
		return child_start(&a->check, argv, err);
	r = child_start_kept(&a->check, argv,
			     session_path(a->o.session, SESSION_RECORDS, path, sizeof(path)), err);
	a->check_born = r < 0 ? 0 : child_born(a->check.pid);
	return r;
}

void app_start_check(struct app *a)
{
	struct visit *v = &a->visit;
	const char *argv[CHILD_ARGS + 1];
	struct err err = { 0 };

	if (v->chosen < 0 || same_again(a))
		return;
	a->checked = arena_strdup(&a->arena, v->disk[v->chosen].path);
	if (v->consent[0] == TICK_NO && v->consent[1] == TICK_NO) {
		v->work = WORK_NONE; /* both refused: questions only */
		return;
	}
	fresh_records(v);
	arguments(a, argv);
	child_done(&a->check);
	v->sheet_made = false;
	if (start(a, argv, &err) < 0) {
		v->work = WORK_LOST;
		v->trouble = TROUBLE_FELL;
		return;
	}
	v->work = WORK_RUNNING;
	app_event(a, "check running");
	a->check_ms = a->ms;
}

static void record_line(void *arg, const char *text, size_t n)
{
	struct app *a = arg;
	struct err err = { 0 };
	char words[256];

	if (visit_record(&a->visit, text, n, &err) < 0)
		log_add("tui", "a record was not understood: %s",
			err_text(&err, words, sizeof(words)));
}

static bool disk_gone(const struct app *a)
{
	return a->checked && access(a->checked, F_OK) < 0;
}

/* What a fallen check did not look at stands on the sheet. */
static void note_gap(struct visit *v)
{
	struct phrase what = PHRASE(N_("The rest of the disk"));
	struct phrase why = PHRASE(N_("Could not look, because the part that reads the disk "
				      "stopped"));

	checkup_add_gap(&v->checkup, "facts", &what, &why, 0);
}

static void ended(struct app *a, bool tell)
{
	struct visit *v = &a->visit;
	bool whole = v->checkup.finished && child_exited(&a->check, 0);
	bool cut = v->checkup.finished && child_exited(&a->check, EXIT_CUT_SHORT);

	if (whole && !v->checkup.partial) {
		v->work = WORK_DONE;
		v->percent = 100;
	} else if (whole || cut || v->work == WORK_STOPPING) {
		v->work = WORK_PARTIAL;
		if (!v->checkup.finished)
			note_gap(v);
	} else {
		v->work = WORK_LOST;
		v->trouble = disk_gone(a) ? TROUBLE_DISK_GONE : TROUBLE_FELL;
		note_gap(v);
	}
	if (!whole && v->percent > 99)
		v->percent = 99;
	if (tell)
		app_event(a, v->work == WORK_DONE      ? "check done"
			     : v->work == WORK_PARTIAL ? "check partial"
						       : "check lost");
	child_done(&a->check);
}

void app_check_read(struct app *a)
{
	if (a->check.pid <= 0)
		return;
	child_read(&a->check, record_line, a);
	if (a->check.ended)
		ended(a, true);
}

void app_check_take_up(struct app *a)
{
	struct visit *v = &a->visit;
	enum work was = v->work;
	enum trouble trouble = v->trouble;

	if (a->check.pid > 0)
		child_read(&a->check, record_line, a);
	if (a->check.pid > 0 && !a->check.ended)
		return; /* it goes on */
	ended(a, was == WORK_RUNNING || was == WORK_STOPPING);
	if (was == WORK_DONE || was == WORK_PARTIAL || was == WORK_LOST) {
		v->work = was; /* told before */
		v->trouble = trouble;
	}
}

void app_check_tick(struct app *a)
{
	struct visit *v = &a->visit;

	if (v->work != WORK_RUNNING || v->time_limit == 0)
		return;
	if (a->ms - a->check_ms >= (int64_t)v->time_limit * 60000 &&
	    !v->trouble_shown[TROUBLE_TIME_UP])
		v->trouble = TROUBLE_TIME_UP;
}
