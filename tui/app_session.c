/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A running case is kept step by step in a folder in memory (--session), and gone on with when the
 * kiosk fell. What the app itself has to remember stands beside the visit's own lines. */
#include <inttypes.h>
#include <stdio.h>

#include "core/base/log.h"
#include "core/text/text.h"
#include "tui/app.h"
#include "tui/session.h"
#include "tui/visit/keep.h"

/* What stands in the case beside the visit. */
struct remembered {
	int64_t began, check_began;
	int pid;
	uint64_t born;
	int backup_pid;
	uint64_t backup_born;
};

static bool going(const struct app *a)
{
	/* Opened results are in memory only, whatever happens. */
	return a->o.session && a->visit.minutes >= 0 && !a->visit.erased && !a->visit.lend.review;
}

/* --- writing --------------------------------------------------------------------------------- */

static void keep_machine(const struct app *a, struct str *out)
{
	str_addf(out, "lang %s\n", text_language() == LANGUAGE_JA ? "ja" : "en");
	str_addf(out, "began %" PRId64 " %" PRId64 "\n", a->started_ms, a->check_ms);
	if (a->check.pid > 0)
		str_addf(out, "check %d %" PRIu64 "\n", (int)a->check.pid, a->check_born);
	if (a->backup.pid > 0)
		str_addf(out, "backup-runs %d %" PRIu64 "\n", (int)a->backup.pid, a->backup_born);
	for (unsigned i = 0; i < a->n_wished; i++)
		str_addf(out, "wished %" PRIu64 "\n", a->wished[i]);
	str_addf(out, "image %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 "\n",
		 a->image_size, a->image_mtime[0], a->image_mtime[1], a->image_ctime[0],
		 a->image_ctime[1]);
	for (unsigned i = 0; i < a->writes_before.n; i++)
		str_addf(out, "writes %s %" PRIu64 " %" PRIu64 "\n", a->writes_before.disk[i].name,
			 a->writes_before.disk[i].times, a->writes_before.disk[i].bytes);
}

void app_session_keep(struct app *a)
{
	struct str text = STR_INIT(SESSION_MAX - 100);
	struct err err = { 0 };
	char words[256];

	if (!going(a))
		return;
	visit_keep(&a->visit, &text);
	keep_machine(a, &text);
	if (strcmp(str_c(&text), str_c(&a->kept)) == 0) {
		str_done(&text);
		return;
	}
	if (session_write(a->o.session, &text, &err) < 0) /* tried again with the next step */
		log_add("tui", "the case could not be kept: %s",
			err_text(&err, words, sizeof(words)));
	str_done(&a->kept);
	a->kept = text;
}

unsigned app_session_wipe(struct app *a)
{
	unsigned found;

	if (a->kept.p)
		explicit_bzero(a->kept.p, a->kept.cap);
	str_done(&a->kept);
	a->kept = (struct str)STR_INIT(SESSION_MAX);
	/* The case goes first: without it the rest is never taken for one that can go on. */
	return a->o.session ? work_area_empty(a->o.session, SESSION_CASE, &found) : 0;
}

/* --- reading --------------------------------------------------------------------------------- */

static bool take_writes(struct app *a, const char *value)
{
	struct disk_writes *w = &a->writes_before;

	if (w->n >= MACHINE_DISKS || sscanf(value, "%31s %" SCNu64 " %" SCNu64, w->disk[w->n].name,
					    &w->disk[w->n].times, &w->disk[w->n].bytes) != 3)
		return false;
	w->n++;
	return true;
}

static bool take(struct app *a, struct remembered *m, const char *key, const char *value)
{
	enum language lang;

	if (strcmp(key, "lang") == 0) {
		if (!text_language_from_name(value, &lang))
			return false;
		text_set_language(lang);
	} else if (strcmp(key, "began") == 0) {
		return sscanf(value, "%" SCNd64 " %" SCNd64, &m->began, &m->check_began) == 2 &&
		       m->began > 0 && m->began <= a->ms && m->check_began <= a->ms;
	} else if (strcmp(key, "check") == 0) {
		return sscanf(value, "%9d %" SCNu64, &m->pid, &m->born) == 2;
	} else if (strcmp(key, "backup-runs") == 0) {
		return sscanf(value, "%9d %" SCNu64, &m->backup_pid, &m->backup_born) == 2;
	} else if (strcmp(key, "wished") == 0) {
		return a->n_wished < LEN(a->wished) &&
		       sscanf(value, "%" SCNu64, &a->wished[a->n_wished++]) == 1;
	} else if (strcmp(key, "image") == 0) {
		return sscanf(value, "%" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64,
			      &a->image_size, &a->image_mtime[0], &a->image_mtime[1],
			      &a->image_ctime[0], &a->image_ctime[1]) == 5;
	} else if (strcmp(key, "writes") == 0) {
		return take_writes(a, value);
	}
	return true;
}

static bool take_up(struct app *a, struct remembered *m)
{
	char line[4096], words[256];
	const char *at, *key, *value;
	struct err err = { 0 };
	size_t n = 0;
	char *text = session_load(a->o.session, &n);
	bool good = text != NULL;

	if (!text)
		return false;
	at = text;
	if (visit_take_up(&a->visit, &a->arena, text, n, &err) < 0) {
		log_add("tui", "a case was not understood: %s",
			err_text(&err, words, sizeof(words)));
		good = false;
	}
	while (good && kept_line(&at, text + n, line, sizeof(line), &key, &value))
		good = take(a, m, key, value);
	explicit_bzero(text, n);
	free(text);
	return good && m->began > 0;
}

/* The check's lines once more, and the check itself when it is still there. */
static void take_check(struct app *a, const struct remembered *m)
{
	struct visit *v = &a->visit;
	enum work was = v->work;
	struct err err = { 0 };
	char path[4200];

	if (was == WORK_NONE)
		return;
	if (v->chosen >= 0)
		a->checked = arena_strdup(&a->arena, v->disk[v->chosen].path);
	a->check_ms = m->check_began;
	a->check_born = m->born;
	if (child_adopt(&a->check, m->pid, m->born,
			session_path(a->o.session, SESSION_RECORDS, path, sizeof(path)), &err) == 0)
		v->found.lives = true;
	app_check_take_up(a);
	if (v->work == WORK_LOST && was == WORK_RUNNING) { /* it fell with us */
		v->found.anew = true;
		v->found.lives = false;
	}
}

/* Forgets what was half read of a case that is none. */
static void begin_anew(struct app *a)
{
	text_set_language(a->lang);
	visit_wipe(&a->visit);
	a->visit.text_size = a->o.text_size;
	a->visit.practice = a->o.practice;
	a->visit.dark = false;
	arena_done(&a->arena);
	a->writes_before = (struct disk_writes){ 0 };
}

void app_session_begin(struct app *a)
{
	struct visit *v = &a->visit;
	struct remembered m = { 0 };
	unsigned found = 0, left;
	bool sheet;

	a->kept = (struct str)STR_INIT(SESSION_MAX);
	if (!a->o.session)
		return;
	if (!take_up(a, &m)) {
		begin_anew(a);
		left = work_area_empty(a->o.session, SESSION_CASE, &found);
		v->machine.left_before = v->machine.left_before || found > 0;
		v->machine.left_stays = v->machine.left_stays || left > 0;
		return;
	}
	a->started_ms = m.began;
	v->minutes = (int)((a->ms - m.began) / 60000);
	sheet = v->sheet_made;
	v->sheet_made = false;
	v->found = (struct found){ .to = v->screen, .sheet = sheet };
	take_check(a, &m);
	app_usb_take_up(a);
	app_backup_take_up(a, m.backup_pid, m.backup_born);
	if (sheet) {
		visit_add_gaps(v);
		visit_make_sheet(v);
	}
	/* Saving fell, too: the page before it says "not saved yet". */
	while (
	    (v->found.to == SCREEN_S35 || v->found.to == SCREEN_S42 || v->found.to == SCREEN_S43) &&
	    v->saved == SAVED_NOT)
		v->found.to = v->n_back > 0 ? v->back[--v->n_back] : SCREEN_S13;
	/* So did choosing; a backup that runs, or ran, is told by its own page. */
	while (v->found.to == SCREEN_S36 || v->found.to == SCREEN_S38 ||
	       v->found.to == SCREEN_S15 || v->found.to == SCREEN_S37)
		v->found.to = v->n_back > 0 ? v->back[--v->n_back] : SCREEN_S13;
	v->screen = SCREEN_S31;
	v->cursor[SCREEN_S31] = 0;
}

void app_session_go_on(struct app *a)
{
	struct visit *v = &a->visit;

	visit_swap(v, v->found.to);
	if (v->backing.step >= BACKING_RUNNING)
		visit_go(v, backing_begin(v));
	if (v->screen == SCREEN_S29)
		usb_look_open(v); /* what is plugged in now */
	if (v->found.anew) {
		v->work = WORK_NONE;
		v->trouble = TROUBLE_NONE;
		a->checked = NULL;
		app_start_check(a);
	}
	v->found = (struct found){ 0 };
}
