/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The backup: `kenshin backup plan`, `media` and `run` as children, their lines into the visit. With a
 * session the one that runs writes its lines into a file there and lives on when the kiosk falls. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "core/base/io.h"
#include "core/base/log.h"
#include "core/record/backup.h"
#include "tui/app.h"
#include "tui/session.h"

#define LOOK_MS 1000
/* What is in hand is written to its end: a slow memory takes its time over that. */
#define PATIENCE_MS 120000
#define SHARD_MIB   "256" /* a pulled disk costs one of them at most */

void app_backup_begin(struct app *a)
{
	a->visit.able.backup = a->o.backup_to != NULL || app_carry_possible(a);
}

static unsigned add(const char **argv, unsigned n, const char *x, const char *y)
{
	argv[n++] = x;
	if (y)
		argv[n++] = y;
	argv[n] = NULL;
	return n;
}

unsigned app_backup_source(struct app *a, const char **argv, unsigned n)
{
	const struct visit_disk *d = &a->visit.disk[a->visit.chosen];
	static char now[24];

	if (d->place == PLACE_IMAGE)
		n = add(argv, n, a->o.image ? "--image" : "--root", d->path);
	else
		n = add(argv, n, "--disk", d->path);
	if (a->o.no_sandbox || a->o.weak_sandbox)
		n = add(argv, n, a->o.no_sandbox ? "--no-sandbox" : "--weak-sandbox", NULL);
	if (a->o.now)
		n = add(argv, n, "--now", time_iso(a->o.now, now, sizeof(now)));
	return n;
}

bool app_backup_parse(const char *text, size_t n, struct backup_record *ret)
{
	struct err err = { 0 };
	char words[256];

	if (record_parse_backup(text, n, ret, &err) == 0)
		return true;
	log_add("tui", "a record was not understood: %s", err_text(&err, words, sizeof(words)));
	return false;
}

/* --- what there is --------------------------------------------------------------------------- */
static void plan(struct app *a)
{
	const char *argv[CHILD_ARGS + 1];
	unsigned n = add(argv, 0, a->o.program, "backup");
	struct err err = { 0 };

	n = add(argv, n, "plan", "--records");
	(void)app_backup_source(a, argv, n);
	child_done(&a->plan);
	if (child_start(&a->plan, argv, &err) < 0)
		backing_planned(&a->visit);
}

static void plan_line(void *arg, const char *text, size_t n)
{
	struct app *a = arg;
	static struct backup_record r;

	if (app_backup_parse(text, n, &r) && r.kind == BACKUP_RECORD_FOLDER)
		backing_folder(&a->visit, &r.folder);
}

static void plan_read(struct app *a)
{
	if (a->plan.pid <= 0)
		return;
	child_read(&a->plan, plan_line, a);
	if (!a->plan.ended)
		return;
	child_done(&a->plan);
	backing_planned(&a->visit);
	app_event(a, "backup planned");
}

/* --- where it could go ----------------------------------------------------------------------- */
static void looked(struct app *a)
{
	char event[] = "media 0";

	backing_looked(&a->visit);
	event[sizeof(event) - 2] = (char)('0' + a->visit.backing.n % 10);
	app_event(a, event);
}

/* A folder stands for a disk that was plugged in: tests and practice. */
static bool folder_instead(struct app *a)
{
	struct backup_told_medium m = { .name = "folder",
					.target = "folder:1:0:dir",
					.uuid = "folder",
					.type = "dir",
					.room = UINT64_MAX };
	const char *slash;
	struct statvfs fs;

	if (!a->o.backup_to)
		return false;
	slash = strrchr(a->o.backup_to, '/');
	carry_text_copy(m.model, slash ? slash + 1 : a->o.backup_to);
	backing_look(&a->visit);
	if (statvfs(a->o.backup_to, &fs) == 0) {
		m.room = (uint64_t)fs.f_bavail * fs.f_frsize;
		m.size = (uint64_t)fs.f_blocks * fs.f_frsize;
		backing_found(&a->visit, &m);
	}
	looked(a);
	return true;
}

static void look(struct app *a)
{
	const char *argv[] = { a->o.program, "backup", "media", "--records", NULL, NULL };
	struct err err = { 0 };

	if (folder_instead(a))
		return;
	if (a->o.no_sandbox || a->o.weak_sandbox)
		argv[4] = a->o.no_sandbox ? "--no-sandbox" : "--weak-sandbox";
	child_done(&a->media);
	a->plugged = app_carry_plugged();
	a->plugged_ms = a->ms;
	backing_look(&a->visit);
	if (child_start(&a->media, argv, &err) < 0)
		looked(a);
}

static void media_line(void *arg, const char *text, size_t n)
{
	struct app *a = arg;
	static struct backup_record r;

	if (app_backup_parse(text, n, &r) && r.kind == BACKUP_RECORD_MEDIUM)
		backing_found(&a->visit, &r.medium);
}

static void media_read(struct app *a)
{
	const struct backing *b = &a->visit.backing;
	bool wanted = b->waiting || (b->step == BACKING_WHERE && a->visit.screen == SCREEN_S36);

	if (a->media.pid > 0) {
		child_read(&a->media, media_line, a);
		if (!a->media.ended)
			return;
		child_done(&a->media);
		looked(a);
	}
	if (!wanted || a->ms - a->plugged_ms < LOOK_MS)
		return;
	a->plugged_ms = a->ms;
	if (!a->o.backup_to && app_carry_plugged() != a->plugged)
		look(a);
}

/* --- the run --------------------------------------------------------------------------------- */
static void run_line(void *arg, const char *text, size_t n)
{
	struct app *a = arg;
	static struct backup_record r;

	if (!app_backup_parse(text, n, &r))
		return;
	if (r.kind == BACKUP_RECORD_PROGRESS)
		backing_progress(&a->visit, &r.progress);
	if (r.kind == BACKUP_RECORD_END) {
		a->backed_up = r.end;
		a->backup_told = true;
	}
}

static void ended(struct app *a)
{
	struct backup_told told = a->backed_up;

	/* Without a word about its end it fell; its line and its end have to say the same. */
	if (!a->backup_told)
		told = (struct backup_told){ .state = BACKUP_STATE_INCOMPLETE,
					     .reason = BACKUP_OTHER,
					     .restored = UINT64_MAX };
	else if (told.state == BACKUP_STATE_PROVEN && !child_exited(&a->backup, 0))
		told.state = BACKUP_STATE_NOT_PROVEN;
	child_done(&a->backup);
	backing_ended(&a->visit, &told);
	app_event(a, told.state == BACKUP_STATE_PROVEN ? "backup proven" : "backup not proven");
}

/* The check of this visit says in which files a sign was found: they are left out. Where it did not look for
 * any, the list of the backup says that nobody did. */
static unsigned signs(struct app *a, const char **argv, unsigned n, char *path, size_t size)
{
	const struct visit *v = &a->visit;
	struct err err = { 0 };

	if ((v->checkup.malware.state != MALWARE_COMPLETE &&
	     v->checkup.malware.state != MALWARE_PARTIAL) ||
	    (!a->o.session && !a->area.path[0] && work_area_make(&a->area, &err) < 0))
		return n;
	/* The next kiosk sweeps the work area of one that fell, but not the session. */
	session_path(a->o.session ? a->o.session : a->area.path, SESSION_SIGNS, path, size);
	return app_case_write(a, path, &err) < 0 ? n : add(argv, n, "--hits", path);
}

static int launch(struct app *a, const char *const *argv, struct err *err)
{
	char path[4200];
	int r;

	if (!a->o.session)
		return child_start(&a->backup, argv, err);
	r = child_start_kept(&a->backup, argv,
			     session_path(a->o.session, SESSION_BACKUP, path, sizeof(path)), err);
	a->backup_born = r < 0 ? 0 : child_born(a->backup.pid);
	return r;
}

/* A pipe, whose bytes are never on a disk; no close-on-exec: the child has to have it. -1: none could be
 * made, or none is needed. */
static int key_pipe(const struct backing *b)
{
	int end[2];
	bool good;

	if (!backing_locked(&b->to) || pipe(end) < 0)
		return -1;
	good = io_write_full(end[1], b->key, strlen(b->key)) == 0 &&
	       io_write_full(end[1], "\n", 1) == 0;
	close(end[1]);
	if (good)
		return end[0];
	close(end[0]);
	return -1;
}

static void start(struct app *a)
{
	const struct visit *v = &a->visit;
	const char *argv[CHILD_ARGS + 1];
	unsigned n = add(argv, 0, a->o.program, "backup");
	struct err err = { 0 };
	char hits[4200], number[16], chosen[16];
	int key = key_pipe(&v->backing), choice, r;

	n = add(argv, n, "run", "--records");
	n = app_backup_source(a, argv, n);
	n = add(argv, n, a->o.backup_to ? "--to" : "--medium",
		a->o.backup_to ? a->o.backup_to : v->backing.to.target);
	n = add(argv, n, "--shard-mib", SHARD_MIB);
	if (v->backing.resume)
		n = add(argv, n, "--resume", NULL);
	snprintf(number, sizeof(number), "%d", key);
	if (key >= 0)
		n = add(argv, n, "--pass-fd", number);
	n = signs(a, argv, n, hits, sizeof(hits));
	choice = app_choice_fd(a);
	snprintf(chosen, sizeof(chosen), "%d", choice);
	n = add(argv, n, "--choice-fd", chosen);
	child_done(&a->backup);
	a->backup_told = false;
	if (!a->o.backup_to)
		app_carry_wished(a, v->backing.to.target);
	/* Without the choice it would be another one: then nothing is begun. */
	r = choice < 0 ? -EIO : launch(a, argv, &err);
	if (choice >= 0)
		close(choice);
	if (key >= 0)
		close(key);
	if (r < 0) {
		ended(a);
		return;
	}
	a->backup.patience = PATIENCE_MS;
	app_event(a, "backup running");
}

void app_backup_serve(struct app *a, unsigned want)
{
	if (want & WANT_BACKUP_PLAN)
		plan(a);
	if (want & WANT_BACKUP_BELOW)
		app_tree_ask(a);
	if (want & WANT_BACKUP_MEDIA)
		look(a);
	if (want & WANT_BACKUP)
		start(a);
	if (want & WANT_BACKUP_STOP)
		child_stop(&a->backup, a->ms);
}

void app_backup_read(struct app *a)
{
	plan_read(a);
	app_tree_read(a);
	media_read(a);
	if (a->backup.pid <= 0)
		return;
	child_read(&a->backup, run_line, a);
	if (a->backup.ended)
		ended(a);
}

bool app_backup_end(struct app *a)
{
	if (a->backup.pid <= 0)
		return true;
	a->visit.backing.erase = true;
	a->visit.backing.step = BACKING_STOPPING;
	child_stop(&a->backup, a->ms);
	return false;
}

/* --- after a fall ---------------------------------------------------------------------------- */
void app_backup_take_up(struct app *a, int pid, uint64_t born)
{
	struct backing *b = &a->visit.backing;
	enum backing_step was = b->step;
	struct err err = { 0 };
	char path[4200];

	if (!a->o.session || was < BACKING_RUNNING)
		return;
	if (was == BACKING_OVER) /* its end is told again by its lines */
		b->step = BACKING_RUNNING;
	a->backup_born = born;
	if (child_adopt(&a->backup, pid, born,
			session_path(a->o.session, SESSION_BACKUP, path, sizeof(path)), &err) < 0)
		log_add("tui", "the backup of before is not there any more");
	a->backup.patience = PATIENCE_MS;
	if (a->backup.pid > 0)
		child_read(&a->backup, run_line, a);
	if (a->backup.pid <= 0 || a->backup.ended)
		ended(a);
	else if (was == BACKING_STOPPING)
		child_stop(&a->backup, a->ms);
}
