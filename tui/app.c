/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One poll loop. Nothing in here waits for anything but poll itself. */
#include "tui/app.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <time.h>

#include "core/base/io.h"
#include "core/text/text.h"
#include "tui/paint.h"
#include "tui/screens/screen.h"

#define GUARD_MS 300 /* keys within this time after a page change were meant for the page before */
#define TICK_MS  250
/* A signal, or the terminal went: nobody asked for power off. */
#define EXIT_TOLD_TO_STOP 3

static int64_t clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int watch_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGWINCH);
	sigaddset(&set, SIGCHLD);
	signal(SIGPIPE, SIG_IGN);
	if (sigprocmask(SIG_BLOCK, &set, NULL) < 0)
		return -1;
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void draw(struct app *a)
{
	struct arena arena = { 0 };
	struct page *p = arena_alloc(&arena, sizeof(*p));
	unsigned rows, cols, height;

	paint_size(&rows, &cols);
	if (rows != a->canvas.rows || cols != a->canvas.cols) {
		canvas_done(&a->canvas);
		canvas_init(&a->canvas, rows, cols);
	}
	p->arena = &arena;
	p->layout = page_layout(rows, cols, a->visit.text_size, &p->width, &height);
	screen_draw(&a->visit, p);
	page_draw(p, &a->canvas, height);
	a->visit.scroll = p->scroll;
	paint_show(&a->canvas, a->visit.dark);
	arena_done(&arena);
	stage_page(&a->stage, screen_get(a->visit.screen)->id,
		   text_language() == LANGUAGE_JA ? "ja" : "en", a->visit.text_size,
		   a->visit.screen == SCREEN_S07 ? a->visit.asking + 1 : 0);
}

void app_event(struct app *a, const char *event)
{
	stage_event(&a->stage, event);
}

size_t app_children(struct app *a, struct child **ret)
{
	size_t n = 0;

	ret[n++] = &a->check;
	ret[n++] = &a->disks;
	ret[n++] = &a->save;
	ret[n++] = &a->usb;
	ret[n++] = &a->memories;
	ret[n++] = &a->printers;
	ret[n++] = &a->print;
	ret[n++] = &a->plan;
	ret[n++] = &a->media;
	ret[n++] = &a->below;
	ret[n++] = &a->backup;
	ret[n++] = &a->keep.child;
	ret[n++] = &a->keep.results;
	return n;
}

void app_tell_time(struct app *a)
{
	struct timespec t;

	a->ms = clock_ms();
	a->visit.ms = a->ms;
	if (!a->o.now) {
		clock_gettime(CLOCK_REALTIME, &t);
		a->visit.today = t.tv_sec;
	}
	if (a->visit.minutes >= 0) {
		if (!a->started_ms) {
			a->started_ms = a->ms;
			app_erase_begin(a);
		}
		a->visit.minutes = (int)((a->ms - a->started_ms) / 60000);
	} else {
		a->started_ms = 0;
	}
}

static void sheet_when_ready(struct app *a)
{
	struct visit *v = &a->visit;

	if (!a->sheet_wanted || v->work == WORK_RUNNING || v->work == WORK_STOPPING)
		return;
	a->sheet_wanted = false;
	if (!v->sheet_made)
		visit_add_gaps(v);
	visit_make_sheet(v);
	v->list_page = 0;
	v->saved = SAVED_NOT;
	visit_go(v, SCREEN_S10);
	app_event(a, "sheet ready");
}

/* Nobody can tell from it who came when. */
static void draw_number(struct visit *v)
{
	uint32_t n = 0;

	do {
		if (getrandom(&n, sizeof(n), 0) != (ssize_t)sizeof(n))
			return;
	} while (n >= 4294000000u);
	snprintf(v->number, sizeof(v->number), "%06u", n % 1000000u);
	v->number_drawn = true;
}

/* While the stick is out nothing new is started that needs it. */
#define WANT_NEEDS_STICK                                                                           \
	(WANT_LIST_DISKS | WANT_CHECK | WANT_SAVE | WANT_USB | WANT_BACKUP_PLAN |                  \
	 WANT_BACKUP_MEDIA | WANT_BACKUP)

static void serve(struct app *a)
{
	unsigned want = a->visit.want;

	a->visit.want = 0;
	if (a->visit.stick_out) {
		a->visit.want = want & WANT_NEEDS_STICK;
		want &= ~(unsigned)WANT_NEEDS_STICK;
	}
	if ((want & WANT_ERASE) &&
	    (!app_backup_end(a) || !app_print_end(a))) { /* asked for again with every turn */
		a->visit.want |= want & (WANT_ERASE | WANT_END);
		want &= ~(unsigned)(WANT_ERASE | WANT_END);
	}
	app_print_serve(a, want);
	app_backup_serve(a, want);
	if (want & WANT_NUMBER)
		draw_number(&a->visit);
	if (want & WANT_GO_ON)
		app_session_go_on(a);
	if (want & WANT_STICK)
		app_stick_look(a);
	if (want & WANT_LIST_DISKS)
		app_list_disks(a);
	if (want & WANT_CHECK)
		app_start_check(a);
	if ((want & WANT_STOP) && a->visit.work == WORK_RUNNING) {
		a->visit.work = WORK_STOPPING;
		child_stop(&a->check, a->ms);
	}
	if (want & WANT_SHEET)
		a->sheet_wanted = true;
	if (want & WANT_MEMORIES)
		app_carry_list(a);
	if (want & WANT_USB)
		app_usb_start(a);
	if (want & WANT_USB_STOP)
		app_usb_stop(a);
	if (want & WANT_SAVE)
		app_save(a);
	if (want & WANT_RESULTS)
		app_lend_open(a);
	if (want & WANT_RESULT)
		app_lend_show(a);
	if (want & WANT_ERASE)
		app_keep_end(a, want & WANT_END);
	else if (want & WANT_END)
		a->quit = a->power_off = true;
	sheet_when_ready(a);
}

/* Whoever draws the letters (on the stick: the terminal's font) is told by a file. */
static void tell_text_size(const struct app *a)
{
	char digit[] = { (char)('0' + a->visit.text_size % 3), '\n' };
	struct io_save save;

	if (!a->o.text_size_file || io_save_begin(&save, a->o.text_size_file, NULL) < 0)
		return;
	if (io_write_full(save.fd, digit, sizeof(digit)) < 0 || io_save_commit(&save, NULL) < 0)
		io_save_abort(&save);
}

static void keys(struct app *a)
{
	int key;

	while ((key = paint_key(screen_types(&a->visit))) >= 0) {
		unsigned size = a->visit.text_size;

		if (!a->o.no_guard && a->ms < a->guard_ms)
			continue;
		a->visit.page_changed = false;
		screen_key(&a->visit, key);
		if (a->visit.page_changed)
			a->guard_ms = a->ms + GUARD_MS;
		if (a->visit.text_size != size)
			tell_text_size(a);
		serve(a);
		app_tell_time(a); /* a case may have begun with this key */
		app_session_keep(a);
	}
}

static void signals(struct app *a)
{
	struct signalfd_siginfo s;

	while (read(a->signals, &s, sizeof(s)) == (ssize_t)sizeof(s)) {
		if (s.ssi_signo == SIGTERM || s.ssi_signo == SIGHUP || s.ssi_signo == SIGINT)
			a->quit = true;
		if (s.ssi_signo == SIGHUP)
			a->hung_up = true;
		if (s.ssi_signo == SIGWINCH)
			paint_again();
	}
}

#define LOOK_MS 2000

/* S01 tells the cord and the disks as they are, and samples that came with the stick. */
static void look_again(struct app *a)
{
	if (a->visit.screen != SCREEN_S01 || a->ms - a->looked_ms < LOOK_MS)
		return;
	a->looked_ms = a->ms;
	if (!a->visit.stick_out && a->visit.machine.no_samples)
		machine_look(&a->visit.machine, app_samples(a), a->visit.today);
	else
		machine_look_again(&a->visit.machine);
}

static void wait_for_something(struct app *a)
{
	struct pollfd p[2 + APP_CHILDREN] = { { .fd = STDIN_FILENO, .events = POLLIN },
					      { .fd = a->signals, .events = POLLIN } };
	struct child *child[APP_CHILDREN];
	size_t n = app_children(a, child);

	for (size_t i = 0; i < n; i++)
		p[2 + i] =
		    (struct pollfd){ .fd = child[i]->kept ? -1 : child[i]->out, .events = POLLIN };
	if (poll(p, 2 + n, TICK_MS) < 0 && errno != EINTR)
		a->quit = true;
	if (p[0].revents & (POLLHUP | POLLERR | POLLNVAL))
		a->quit = a->hung_up = true; /* the terminal is gone */
	app_tell_time(a);
	signals(a);
	app_check_read(a);
	app_disks_read(a);
	app_save_read(a);
	app_carry_read(a);
	app_usb_read(a);
	app_backup_read(a);
	app_print_read(a);
	app_keep_read(a);
	app_lend_read(a);
	app_lend_tick(a);
	app_check_tick(a);
	for (size_t i = 0; i < n; i++)
		child_tick(child[i], a->ms);
	visit_tell(&a->visit);
	app_stick_tick(a);
	look_again(a);
	if (a->visit.want)
		serve(a); /* what waited for the stick */
	sheet_when_ready(a);
	keys(a);
	app_session_keep(a);
}

int app_run(const struct app_options *o)
{
	struct app *a = xcalloc(1, sizeof(*a));
	struct child *child[APP_CHILDREN];
	size_t n = app_children(a, child);
	int code = EXIT_SUCCESS;

	a->o = *o;
	a->lang = text_language();
	for (size_t i = 0; i < n; i++)
		child[i]->out = -1;
	stage_begin(&a->stage, o->stage);
	checkup_init(&a->listing);
	a->signals = watch_signals();
	app_prepare(a);
	if (a->signals < 0 || !paint_start())
		code = EXIT_FAILURE;
	for (draw(a); code == EXIT_SUCCESS && !a->quit; draw(a))
		wait_for_something(a);
	/* The terminal went, and who sits there did not end the case: the next kiosk goes on. */
	if (a->hung_up && a->o.session) {
		child_leave(&a->check);
		child_leave(&a->backup);
	}
	for (size_t i = 0; i < n; i++)
		child_done(child[i]);
	checkup_done(&a->listing);
	if (code == EXIT_SUCCESS && a->visit.minutes >= 0 && !a->visit.erased &&
	    !(a->hung_up && a->o.session))
		app_erase(a); /* a signal in the middle of a visit: nothing is left behind */
	/* On the stick power off is the surest way to clear what could not be cleared. */
	if (work_area_clear(&a->area) > 0 && !(a->power_off && a->o.session))
		code = EXIT_FAILURE;
	if (code == EXIT_SUCCESS && !a->power_off)
		code = EXIT_TOLD_TO_STOP;
	app_event(a, "end");
	stage_end(&a->stage);
	paint_stop();
	str_done(&a->kept);
	visit_done(&a->visit);
	canvas_done(&a->canvas);
	arena_done(&a->arena);
	arena_done(&a->kept_arena);
	if (a->signals >= 0)
		close(a->signals);
	free(a);
	return code;
}
