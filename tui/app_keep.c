/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The end of a case, before it is erased: the record sealed for the chamber when consent line 5
 * says so, the nameless counts when line 6 does. Nobody's "no" and nothing unfinished is kept. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "core/base/io.h"
#include "core/text/text.h"
#include "tui/app.h"
#include "tui/screens/screen.h"

#define CASE_FILE "keep.jsonl"
#define CASE_MAX  ((size_t)64 << 20)

/* cli/command.h */
enum { CODE_NO_KEY = 4, CODE_NO_ROOM = 5, CODE_NO_DATA = 6 };

static void no_line(void *arg, const char *text, size_t n)
{
	(void)arg;
	(void)text;
	(void)n;
}

/* --- the case as a file in the work area ----------------------------------------------------- */
static void add_line(void *arg, const char *json, size_t n)
{
	struct str *out = arg;

	str_addn(out, json, n);
	str_addc(out, '\n');
}

static const char *case_path(const struct app *a, char *buf, size_t size)
{
	snprintf(buf, size, "%s/" CASE_FILE, a->area.path);
	return buf;
}

/* Number or sticker go with the record, so that the chamber knows whose it is. */
static void name_case(struct visit *v)
{
	char number[16];

	if (visit_number_whole(v))
		v->checkup.case_number =
		    arena_strdup(&v->checkup.arena, visit_number(v, number, sizeof(number)));
	if (v->lend.lent && v->lend.sticker >= 0)
		v->checkup.pc_label = sticker_name((enum sticker)v->lend.sticker);
}

static int write_case(struct app *a)
{
	struct str text = STR_INIT(CASE_MAX);
	const struct record_sink sink = { add_line, &text };
	const struct checkup *c = &a->visit.checkup;
	struct err err = { 0 };
	char path[600];
	int fd, r = 0;

	if (!a->area.path[0] && work_area_make(&a->area, &err) < 0)
		return err.code;
	fd = open(case_path(a, path, sizeof(path)),
		  O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return -errno;
	name_case(&a->visit);
	record_checkup(&sink, c);
	record_end(&sink, c->partial || !c->finished);
	r = text.full ? -EFBIG : io_write_full(fd, str_c(&text), text.len);
	if (text.p)
		explicit_bzero(text.p, text.cap);
	str_done(&text);
	close(fd);
	return r;
}

/* --- what consent says ----------------------------------------------------------------------- */
static bool finished_case(const struct visit *v)
{
	return v->sheet_made && !v->practice && !v->lend.review && !v->erased;
}

static bool wants_record(const struct visit *v)
{
	return finished_case(v) && v->consent[4] == TICK_YES;
}

static bool wants_tally(const struct visit *v)
{
	return finished_case(v) && v->consent[5] == TICK_YES;
}

/* --- the children ---------------------------------------------------------------------------- */
static const char *mode(const struct app *a)
{
	return a->visit.lend.lent ? "loan" : a->o.specialist ? "specialist" : "desk";
}

static unsigned add(const char **argv, unsigned n, const char *x, const char *y)
{
	argv[n++] = x;
	argv[n++] = y;
	argv[n] = NULL;
	return n;
}

static int start(struct app *a, enum keep_job job)
{
	const struct visit *v = &a->visit;
	const char *argv[CHILD_ARGS + 1];
	char path[600], minutes[16], now[24];
	struct err err = { 0 };
	unsigned n = 0;
	int r;

	snprintf(minutes, sizeof(minutes), "%d", MAX(v->minutes, 0));
	n = add(argv, n, a->o.program, job == JOB_SEAL ? "keep" : "tally");
	n = add(argv, n, "--data", a->o.data);
	if (job == JOB_SEAL && v->lend.lent)
		n = add(argv, n, "--sticker", sticker_name((enum sticker)MAX(v->lend.sticker, 0)));
	if (job == JOB_TALLY) {
		n = add(argv, n, "--mode", mode(a));
		n = add(argv, n, "--minutes", minutes);
	}
	if (a->o.now)
		n = add(argv, n, "--now", time_iso(a->o.now, now, sizeof(now)));
	add(argv, n, case_path(a, path, sizeof(path)), NULL);
	child_done(&a->keep.child);
	r = child_start(&a->keep.child, argv, &err);
	a->keep.job = r < 0 ? JOB_NONE : job;
	return r;
}

static bool runs(const struct app *a)
{
	return a->keep.job != JOB_NONE;
}

/* --- the end --------------------------------------------------------------------------------- */
static enum proof proof_of(enum remain r)
{
	return r == REMAIN_YES ? PROOF_KEPT : r == REMAIN_NO ? PROOF_LOST : PROOF_NONE;
}

/* Something was to be kept, and all of it was. */
static bool all_kept(const struct remains *r)
{
	return (r->record == REMAIN_YES || r->tally == REMAIN_YES) && r->record != REMAIN_NO &&
	       r->tally != REMAIN_NO;
}

static void finish(struct app *a)
{
	struct visit *v = &a->visit;
	struct remains kept = v->remains;
	bool power_off = a->keep.power_off;

	/* What may be mended is told before the case is gone: a full stick, one that is out. */
	if (kept.record == REMAIN_NO && kept.why != REMAIN_WHY_KEY && !kept.told && a->o.data) {
		v->remains.told = true;
		visit_go(v, SCREEN_S22);
		return;
	}
	if (finished_case(v))
		app_event(a, all_kept(&kept) ? "kept yes" : "kept no");
	app_erase(a);
	v->remains = kept;
	v->erasing.proof[ERASE_SEALED] = proof_of(kept.record);
	v->erasing.proof[ERASE_KEPT] = proof_of(kept.tally);
	app_lend_look(a);
	if (power_off && v->screen == SCREEN_S16)
		a->quit = a->power_off = true;
}

/* A kiosk that fell between keeping and erasing: the sticker of this very case is counted, and so
 * its result lies there. */
static bool kept_before(struct app *a)
{
	const struct lend *l = &a->visit.lend;

	if (!l->lent || l->sticker < 0)
		return false;
	app_lend_look(a);
	return loan_used(&l->loan, (enum sticker)l->sticker) != NULL;
}

/* The next thing that is still to be kept; then the end. */
static void step(struct app *a)
{
	struct visit *v = &a->visit;
	struct remains *r = &v->remains;

	if (wants_record(v) && r->record == REMAIN_NOT && kept_before(a))
		r->record = REMAIN_YES;
	if (wants_record(v) && r->record == REMAIN_NOT) {
		r->record = a->o.data && start(a, JOB_SEAL) == 0 ? REMAIN_RUNNING : REMAIN_NO;
		r->why = r->record == REMAIN_NO ? REMAIN_WHY_STICK : REMAIN_WHY_NONE;
	}
	if (!runs(a) && wants_tally(v) && r->tally == REMAIN_NOT)
		r->tally = a->o.data && start(a, JOB_TALLY) == 0 ? REMAIN_RUNNING : REMAIN_NO;
	if (!runs(a))
		finish(a);
	else if (v->screen != SCREEN_S22)
		visit_go(v, SCREEN_S22); /* it says what is going on */
}

void app_keep_end(struct app *a, bool power_off)
{
	struct visit *v = &a->visit;

	if (runs(a))
		return;
	a->keep.power_off = power_off || (a->keep.power_off && v->remains.told);
	if (v->remains.record != REMAIN_NO && finished_case(v) &&
	    (wants_record(v) || wants_tally(v)) && write_case(a) < 0)
		v->remains = (struct remains){
			.record = wants_record(v) ? REMAIN_NO : REMAIN_NOT,
			.tally = wants_tally(v) ? REMAIN_NO : REMAIN_NOT,
			.why = REMAIN_WHY_OTHER,
		};
	step(a);
}

static enum remain_why why(const struct app *a)
{
	const struct child *c = &a->keep.child;

	if (child_exited(c, CODE_NO_KEY))
		return REMAIN_WHY_KEY;
	if (child_exited(c, CODE_NO_ROOM))
		return REMAIN_WHY_ROOM;
	return child_exited(c, CODE_NO_DATA) || !app_stick_here(a) ? REMAIN_WHY_STICK
								   : REMAIN_WHY_OTHER;
}

void app_keep_read(struct app *a)
{
	struct app_keep *k = &a->keep;
	struct remains *r = &a->visit.remains;
	bool fine;

	if (k->child.pid <= 0)
		return;
	child_read(&k->child, no_line, NULL);
	if (!k->child.ended)
		return;
	fine = child_exited(&k->child, 0);
	if (k->job == JOB_SEAL) {
		r->record = fine ? REMAIN_YES : REMAIN_NO;
		r->why = fine ? REMAIN_WHY_NONE : why(a);
	} else if (k->job == JOB_TALLY) {
		r->tally = fine ? REMAIN_YES : REMAIN_NO;
	}
	child_done(&k->child);
	if (k->job == JOB_NONE)
		return; /* it was the broom */
	k->job = JOB_NONE;
	step(a);
}

void app_keep_begin(struct app *a)
{
	const char *argv[] = { a->o.program, "keep", "--sweep", "--data", a->o.data, NULL };
	struct err err = { 0 };

	if (!a->o.data)
		return;
	(void)!child_start(&a->keep.child, argv, &err);
	app_lend_look(a);
	a->visit.screen = visit_home(&a->visit);
}

void app_keep_forget(struct app *a)
{
	struct app_keep *k = &a->keep;

	k->job = JOB_NONE;
	for (unsigned i = 0; i < RESULTS_SHOWN; i++) {
		if (k->raw[i].p)
			explicit_bzero(k->raw[i].p, k->raw[i].cap);
		str_done(&k->raw[i]);
		k->raw[i] = (struct str){ 0 };
		k->opened[i] = false;
	}
	k->n_raw = k->more = 0;
}
