/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Printing: `kenshin print` as a child, its lines into the visit. The sheet is made by `kenshin
 * report` in the work area first. At the end of a case the print service forgets all of it. */
#include <stdio.h>

#include "core/record/print.h"
#include "tui/app.h"

#define FORGET_MS 6000 /* a print service that does not even forget is waited for no longer */

/* On the stick CUPS is there from the start, waiting at its socket; elsewhere it may be. */
void app_print_begin(struct app *a)
{
	const char *server = getenv("CUPS_SERVER");

	a->visit.able.print =
	    !a->o.no_print && ((server && *server) || access("/run/cups/cups.sock", F_OK) == 0 ||
			       access("/run/kenshin/printers.sock", F_OK) == 0);
}

static void over(struct app *a, enum print_reason reason)
{
	const struct print_status s = { .state = PRINT_STATE_NOT_PRINTED, .reason = reason };

	child_done(&a->print);
	a->print_runs = PRINT_RUNS_NOT;
	printing_status(&a->visit, &s);
}

static void look(struct app *a)
{
	const char *argv[] = { a->o.program, "print", "--list", "--records", NULL };
	struct err err = { 0 };

	child_done(&a->printers);
	if (child_start(&a->printers, argv, &err) < 0)
		printing_looked(&a->visit, false);
}

static void start_job(struct app *a)
{
	const struct printer_info *i = printing_printer(&a->visit);
	enum printing_what what = a->visit.printing.what;
	char pdf[600];
	const char *argv[] = {
		a->o.program, "print",          what == PRINTING_TEST ? "--test-page" : pdf,
		"--printer",  i ? i->name : "", "--records",
		NULL
	};
	struct err err = { 0 };

	snprintf(pdf, sizeof(pdf), "%s/%s", a->area.path,
		 what == PRINTING_LARGE     ? "large.pdf"
		 : what == PRINTING_DEVICES ? "devices.pdf"
					    : "sheet.pdf");
	child_done(&a->print);
	a->print_used = true;
	a->print_runs = PRINT_RUNS_JOB;
	if (!i || child_start(&a->print, argv, &err) < 0)
		over(a, PRINT_REASON_OTHER);
	else
		a->visit.printing.step = PRINTING_JOB;
}

static void begin(struct app *a)
{
	struct err err = { 0 };
	int r;

	if (a->visit.printing.what == PRINTING_TEST) {
		start_job(a);
		return;
	}
	a->print_runs = PRINT_RUNS_SHEET;
	if (a->visit.printing.what == PRINTING_DEVICES)
		r = app_devices_start(a, &a->print, &err);
	else
		r = app_sheet_start(a, &a->print, a->visit.printing.what == PRINTING_LARGE, &err);
	if (r < 0)
		over(a, PRINT_REASON_OTHER);
}

void app_print_serve(struct app *a, unsigned want)
{
	if (want & WANT_PRINT_STOP)
		child_stop(&a->print, a->ms);
	if (want & WANT_PRINTERS)
		look(a);
	if (want & WANT_PRINT)
		begin(a);
	if (want & WANT_PRINT_TOLD)
		app_event(a, a->visit.printing.paper == PAPER_YES ? "printed yes" : "printed no");
}

/* A line that is no record is not believed, and not missed: the end tells what matters. */
static void take_line(void *arg, const char *text, size_t n)
{
	struct visit *v = arg;
	struct printer_info printer;
	struct print_status status;
	enum print_record kind;
	struct err err = { 0 };

	if (record_parse_print(text, n, &printer, &status, &kind, &err) < 0)
		return;
	if (kind == PRINT_RECORD_PRINTER)
		printing_found(v, &printer);
	else if (kind == PRINT_RECORD_STATUS)
		printing_status(v, &status);
}

static void no_line(void *arg, const char *text, size_t n)
{
	(void)arg;
	(void)text;
	(void)n;
}

static void printers_read(struct app *a)
{
	if (a->printers.pid <= 0)
		return;
	child_read(&a->printers, take_line, &a->visit);
	if (!a->printers.ended)
		return;
	printing_looked(&a->visit, child_exited(&a->printers, 0));
	child_done(&a->printers);
}

/* Stopped before anything was sent: that is taken back, too. */
static void stopped(struct app *a)
{
	const struct print_status s = { .state = PRINT_STATE_TAKEN_BACK };

	child_done(&a->print);
	a->print_runs = PRINT_RUNS_NOT;
	printing_status(&a->visit, &s);
}

static void sheet_read(struct app *a)
{
	child_read(&a->print, no_line, NULL);
	if (!a->print.ended)
		return;
	if (a->print.killed)
		stopped(a);
	else if (child_exited(&a->print, 0) || child_exited(&a->print, 3))
		start_job(a);
	else
		over(a, PRINT_REASON_OTHER);
}

static void job_read(struct app *a)
{
	struct printing *g = &a->visit.printing;

	child_read(&a->print, take_line, &a->visit);
	if (!a->print.ended)
		return;
	if (!printing_busy(&a->visit)) {
		child_done(&a->print);
		a->print_runs = PRINT_RUNS_NOT;
	} else if (g->step == PRINTING_BACK) {
		stopped(a);
	} else { /* it ended without a word about the end */
		over(a, PRINT_REASON_NO_ANSWER);
	}
}

void app_print_read(struct app *a)
{
	printers_read(a);
	if (a->print.pid > 0 && a->print_runs == PRINT_RUNS_SHEET)
		sheet_read(a);
	else if (a->print.pid > 0 && a->print_runs == PRINT_RUNS_JOB)
		job_read(a);
	else if (a->print.pid > 0)
		child_read(&a->print, no_line, NULL);
	printing_tell(&a->visit);
}

static void forget(struct app *a)
{
	const char *argv[] = { a->o.program, "print", "--forget", NULL };
	struct err err = { 0 };

	child_done(&a->print);
	a->print_used = false;
	a->print_ms = a->ms;
	a->print_runs = PRINT_RUNS_FORGET;
	if (child_start(&a->print, argv, &err) < 0)
		a->print_runs = PRINT_RUNS_NOT;
}

bool app_print_end(struct app *a)
{
	if (a->print_runs == PRINT_RUNS_JOB || a->print_runs == PRINT_RUNS_SHEET) {
		printing_take_back(&a->visit);
		a->visit.want &= ~(unsigned)WANT_PRINT_STOP;
		child_stop(&a->print, a->ms); /* ended for good after two seconds */
		return false;
	}
	if (a->print_used)
		forget(a);
	if (a->print_runs == PRINT_RUNS_FORGET && !a->print.ended &&
	    a->ms - a->print_ms < FORGET_MS)
		return false;
	child_done(&a->print);
	a->print_runs = PRINT_RUNS_NOT;
	return true;
}
