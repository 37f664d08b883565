/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree of folders: `kenshin backup folders` as a child, one folder at a time; and what was chosen in it, on its
 * way to `kenshin backup run`. Names of folders are in memory and on descriptors, never in arguments, which every
 * process of the machine may read. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>

#include "core/base/io.h"
#include "core/base/log.h"
#include "core/record/backup.h"
#include "tui/app.h"
#include "tui/session.h"

#define CHOICE_MAX ((size_t)16 << 20)

static void line(void *arg, const char *json, size_t n)
{
	str_addn(arg, json, n);
	str_addc(arg, '\n');
}

/* A descriptor with that text, for a child to inherit. */
static int text_fd(const struct str *text)
{
	int fd = memfd_create("choice", 0);

	if (fd < 0)
		return -1;
	if (!text->full && io_write_full(fd, str_c(text), text->len) == 0 &&
	    lseek(fd, 0, SEEK_SET) == 0)
		return fd;
	close(fd);
	return -1;
}

/* --- what is in a folder --------------------------------------------------------------------- */
static int start(struct app *a, const struct backup_told_wish *w)
{
	const char *argv[CHILD_ARGS + 1] = { a->o.program, "backup", "folders", "--records" };
	struct str text = STR_INIT(RECORD_LINE_MAX);
	const struct record_sink sink = { line, &text };
	unsigned n = app_backup_source(a, argv, 4);
	struct err err = { 0 };
	char number[16];
	int fd, r;

	if (w->part >= 0)
		record_backup_wish(&sink, w);
	fd = text_fd(&text);
	snprintf(number, sizeof(number), "%d", fd);
	argv[n] = "--choice-fd";
	argv[n + 1] = number;
	argv[n + 2] = NULL;
	r = fd < 0 ? -1 : child_start(&a->below, argv, &err);
	if (fd >= 0)
		close(fd);
	if (text.p)
		explicit_bzero(text.p, text.cap);
	str_done(&text);
	return r;
}

void app_tree_ask(struct app *a)
{
	struct backup_told_wish w;

	child_done(&a->below); /* what is opened last is what is looked at */
	if (backing_ask(&a->visit, &w) && start(a, &w) < 0)
		backing_asked(&a->visit);
	explicit_bzero(&w, sizeof(w));
}

static void told(void *arg, const char *text, size_t n)
{
	struct app *a = arg;
	static struct backup_record r;

	if (app_backup_parse(text, n, &r) && r.kind == BACKUP_RECORD_BELOW)
		backing_below(&a->visit, &r.below);
	else if (r.kind == BACKUP_RECORD_LISTED)
		backing_listed(&a->visit, &r.listed);
	explicit_bzero(&r, sizeof(r));
}

void app_tree_read(struct app *a)
{
	if (a->below.pid <= 0)
		return;
	child_read(&a->below, told, a);
	if (!a->below.ended)
		return;
	child_done(&a->below);
	backing_asked(&a->visit);
	app_event(a, "folders told");
}

/* --- what was chosen ------------------------------------------------------------------------- */
/* For a kiosk that falls: the next one goes on with the same choice. */
static int keep(struct app *a, const struct str *text, struct err *err)
{
	char path[4200];
	struct io_save save;
	int r;

	if (!a->o.session)
		return 0;
	r = io_save_begin(&save, session_path(a->o.session, SESSION_CHOICE, path, sizeof(path)),
			  err);
	if (r == 0)
		r = io_write_full(save.fd, str_c(text), text->len);
	else
		return r;
	if (r == 0)
		return io_save_commit(&save, err);
	io_save_abort(&save);
	return r;
}

/* The kiosk that knew the folders fell. */
static int kept(const struct app *a)
{
	char path[4200];

	if (!a->o.session)
		return -1;
	return open(session_path(a->o.session, SESSION_CHOICE, path, sizeof(path)),
		    O_RDONLY | O_NOFOLLOW);
}

int app_choice_fd(struct app *a)
{
	struct str text = STR_INIT(CHOICE_MAX);
	struct err err = { 0 };
	int fd = -1;

	if (a->visit.backing.resume && !a->visit.backing.n_folders)
		return kept(a);
	if (backing_choice(&a->visit, &text) && keep(a, &text, &err) == 0)
		fd = text_fd(&text);
	else
		log_add("tui", "the choice of folders could not be kept");
	if (text.p)
		explicit_bzero(text.p, text.cap);
	str_done(&text);
	return fd;
}
