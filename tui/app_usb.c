/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A USB memory is looked at: `kenshin check --usb-memory --records` as a child, its lines into the visit;
 * what came out is kept with the case, so that a fallen kiosk loses no finished result. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "core/base/log.h"
#include "tui/app.h"
#include "tui/session.h"

#define EXIT_CUT_SHORT 3 /* cli/command.h: stopped before the end, the result is partial */

void app_usb_begin(struct app *a)
{
	a->visit.able.usb_check = a->o.usb_memory != NULL || app_carry_possible(a);
}

/* A file stands for a memory that was put in: tests and practice. */
bool app_usb_list_sample(struct app *a)
{
	struct carry_memory m = { .reason = CARRY_OTHER };
	const char *slash;
	struct stat st;

	if (!a->o.usb_memory)
		return false;
	slash = strrchr(a->o.usb_memory, '/');
	snprintf(m.name, sizeof(m.name), "file");
	carry_text_copy(m.model, slash ? slash + 1 : a->o.usb_memory);
	if (stat(a->o.usb_memory, &st) == 0 && st.st_size > 0)
		m.size = (uint64_t)st.st_size;
	carrying_look(&a->visit);
	carrying_found(&a->visit, &m);
	carrying_looked(&a->visit);
	return true;
}

bool app_usb_choosing(const struct app *a)
{
	return a->visit.screen == SCREEN_S29 && a->visit.usb.step == USB_CHOOSE && !a->o.usb_memory;
}

static void line(void *arg, const char *text, size_t n)
{
	struct app *a = arg;
	struct err err = { 0 };
	char words[256];

	if (usb_look_record(&a->visit, text, n, &err) < 0)
		log_add("tui", "a record was not understood: %s",
			err_text(&err, words, sizeof(words)));
}

static void ended(struct app *a, bool whole, bool cut)
{
	child_done(&a->usb);
	usb_look_ended(&a->visit, whole, cut);
	app_usb_keep(a);
	app_event(a, whole ? "usb done" : "usb partial");
}

void app_usb_start(struct app *a)
{
	const char *argv[CHILD_ARGS + 1] = { a->o.program, "check", "--records", "--usb-memory" };
	const struct visit *v = &a->visit;
	static char name[40], list[4200], now[24];
	struct err err = { 0 };
	unsigned n = 4;

	if (v->usb.step != USB_RUNNING)
		return;
	snprintf(name, sizeof(name), "%s", v->usb.of.name);
	argv[n++] = a->o.usb_memory ? "--image" : "--disk";
	argv[n++] = a->o.usb_memory ? a->o.usb_memory : name;
	if (app_samples(a)) {
		argv[n++] = "--signatures";
		argv[n++] = app_samples(a);
	}
	if (a->o.data) { /* brought by the firm or not there: the check says which */
		snprintf(list, sizeof(list), "%s/kenshin/usb-register.csv", a->o.data);
		argv[n++] = "--usb-register";
		argv[n++] = list;
	}
	if (a->o.no_sandbox || a->o.weak_sandbox)
		argv[n++] = a->o.no_sandbox ? "--no-sandbox" : "--weak-sandbox";
	if (a->o.now) {
		argv[n++] = "--now";
		argv[n++] = time_iso(a->o.now, now, sizeof(now));
	}
	child_done(&a->usb);
	if (child_start(&a->usb, argv, &err) < 0)
		ended(a, false, false);
	else
		app_event(a, "usb running");
}

void app_usb_stop(struct app *a)
{
	if (a->usb.pid > 0)
		child_stop(&a->usb, a->ms);
}

void app_usb_read(struct app *a)
{
	if (a->usb.pid <= 0)
		return;
	child_read(&a->usb, line, a);
	if (a->usb.ended)
		ended(a, child_exited(&a->usb, 0), child_exited(&a->usb, EXIT_CUT_SHORT));
}

/* --- kept with the case ---------------------------------------------------------------------- */

struct keeping {
	int fd, r;
};

static void keep_line(void *arg, const char *json, size_t n)
{
	struct keeping *k = arg;

	if (k->r == 0)
		k->r = io_write_full(k->fd, json, n);
	if (k->r == 0)
		k->r = io_write_full(k->fd, "\n", 1);
}

/* All that were looked at, each from its begin to its end. */
void app_usb_keep(struct app *a)
{
	const struct usb_look *l = &a->visit.usb;
	char path[4200], words[256];
	struct keeping k = { 0 };
	const struct record_sink sink = { keep_line, &k };
	struct err err = { 0 };
	struct io_save save;

	if (!a->o.session || l->n == 0)
		return;
	k.r =
	    io_save_begin(&save, session_path(a->o.session, SESSION_USB, path, sizeof(path)), &err);
	if (k.r < 0) {
		log_add("tui", "a USB memory's result could not be kept: %s",
			err_text(&err, words, sizeof(words)));
		return;
	}
	k.fd = save.fd;
	for (unsigned i = 0; i < l->n; i++) {
		record_checkup(&sink, l->looked[i]);
		record_end(&sink, l->looked[i]->partial);
	}
	if (k.r < 0 || io_save_commit(&save, &err) < 0) {
		io_save_abort(&save);
		log_add("tui", "a USB memory's result could not be kept");
	}
}

/* Whole ones only: what has no end was not written to its end. */
void app_usb_take_up(struct app *a)
{
	char path[4200], *text = NULL;
	struct checkup *c = NULL;
	struct err err = { 0 };
	size_t room = 0;
	ssize_t n;
	FILE *in;

	if (!a->o.session)
		return;
	in = fopen(session_path(a->o.session, SESSION_USB, path, sizeof(path)), "re");
	while (in && (n = getline(&text, &room, in)) > 0) {
		if (!c) {
			c = xcalloc(1, sizeof(*c));
			checkup_init(c);
		}
		text[n - 1] = '\0';
		if (record_apply(c, text, (size_t)n - 1, NULL, &err) < 0)
			log_add("tui", "a kept record was not understood");
		if (c->finished) {
			usb_look_found(&a->visit, c);
			c = NULL;
		}
	}
	if (c)
		checkup_done(c);
	free(c);
	free(text);
	if (in)
		fclose(in);
}
