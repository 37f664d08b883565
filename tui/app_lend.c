/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A lent stick: what loan.json says today, and its results with both pass phrases. The phrases go
 * to `kenshin loan` by a memory file and are overwritten here at once. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "core/base/log.h"
#include "core/text/text.h"
#include "tui/app.h"
#include "tui/screens/screen.h"

#define CODE_NOT_OPENED 7 /* cli/command.h */
#define LOOK_MS         2000
#define RESULT_MAX      ((size_t)16 << 20)

/* --- loan.json ------------------------------------------------------------------------------- */
static ssize_t read_file(const struct app *a, const char *name, char *buf, size_t size)
{
	char path[4200];
	struct stat st;
	int fd CLEANUP(cleanup_close) = -1;

	snprintf(path, sizeof(path), "%s/kenshin/%s", a->o.data, name);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || (uint64_t)st.st_size > size)
		return -EFBIG;
	return io_pread_full(fd, buf, size, 0);
}

static bool exists(const struct app *a, const char *name)
{
	char path[4200];
	struct stat st;

	snprintf(path, sizeof(path), "%s/kenshin/%s", a->o.data, name);
	return lstat(path, &st) == 0;
}

static bool has_key(const struct app *a)
{
	char text[RECIPIENTS_FILE_MAX];
	struct recipients r;
	ssize_t n = read_file(a, "chamber.txt", text, sizeof(text));

	return n >= 0 && recipients_parse(text, (size_t)n, &r, NULL) == 0;
}

static unsigned count_results(const struct app *a)
{
	char path[4200];
	struct dirent *e;
	unsigned n = 0;
	DIR *d;

	snprintf(path, sizeof(path), "%s/results", a->o.data);
	d = opendir(path);
	while (d && (e = readdir(d)))
		n += strlen(e->d_name) == 36 && strcmp(e->d_name + 32, ".age") == 0 &&
		     strspn(e->d_name, "0123456789abcdef") == 32;
	if (d)
		closedir(d);
	return n;
}

/* When these programs were made: no clock is right that says an earlier day. */
static int64_t built(const struct app *a)
{
	struct stat st;
	int64_t t;

	if (a->o.now) /* a test's own day */
		return 0;
	if (time_parse_iso(a->visit.machine.built, &t))
		return t;
	return stat("/proc/self/exe", &st) == 0 ? st.st_mtime : 0;
}

static void take(struct app *a, struct lend *l)
{
	char text[LOAN_FILE_MAX], words[256];
	struct err err = { 0 };
	struct loan loan;
	ssize_t n = read_file(a, "loan.json", text, sizeof(text));

	l->trouble = LEND_BROKEN;
	if (n < 0 || loan_parse(text, (size_t)n, &loan, &err) < 0) {
		log_add("tui", "loan.json: %s", err_text(&err, words, sizeof(words)));
		return;
	}
	l->loan = loan;
	l->trouble = has_key(a) ? LEND_FINE : LEND_NO_KEY;
	l->clock_wrong = loan_clock_wrong(&loan, a->visit.today, built(a));
	l->state = loan_state(&loan, loan_day(a->visit.today), l->clock_wrong);
}

static bool folder_is_there(const struct app *a)
{
	char path[4200];
	struct stat st;

	snprintf(path, sizeof(path), "%s/kenshin", a->o.data);
	return stat(path, &st) == 0;
}

void app_lend_look(struct app *a)
{
	struct visit *v = &a->visit;
	struct lend *l = &v->lend;
	bool home = v->screen == visit_home(v);

	a->keep.looked_ms = a->ms;
	if (!a->o.data || !app_stick_here(a) || !folder_is_there(a))
		return; /* pulled out: what was known holds */
	v->able.keep = has_key(a);
	if (!l->lent && !exists(a, "loan.json") && !exists(a, "loan-key.age"))
		return;
	l->lent = true;
	take(a, l);
	l->results = count_results(a);
	if (home && v->screen != visit_home(v))
		visit_swap(v, visit_home(v));
}

/* A day ends, a stick comes back: the first page is never an old one. */
void app_lend_tick(struct app *a)
{
	if (a->visit.screen == visit_home(&a->visit) && a->ms - a->keep.looked_ms >= LOOK_MS)
		app_lend_look(a);
}

/* --- both pass phrases ----------------------------------------------------------------------- */
/* No close-on-exec: the child has to have it. Closed here as soon as that was started. */
static int pass_file(const struct lend *l)
{
	int fd = memfd_create("pass", 0);

	for (unsigned i = 0; fd >= 0 && i < PASS_PARTS; i++) {
		if (io_write_full(fd, l->pass[i], strlen(l->pass[i])) < 0 ||
		    io_write_full(fd, "\n", 1) < 0) {
			close(fd);
			return -1;
		}
	}
	if (fd >= 0)
		lseek(fd, 0, SEEK_SET);
	return fd;
}

void app_lend_open(struct app *a)
{
	struct lend *l = &a->visit.lend;
	struct err err = { 0 };
	char number[16];
	const char *argv[] = { a->o.program, "loan",      "--data", a->o.data,
			       "--results",  "--pass-fd", number,   NULL };
	int fd = pass_file(l);

	explicit_bzero(l->pass, sizeof(l->pass));
	l->typing = 0;
	app_keep_forget(a);
	child_done(&a->keep.results);
	snprintf(number, sizeof(number), "%d", fd);
	if (fd < 0 || !a->o.data || child_start(&a->keep.results, argv, &err) < 0)
		l->unlocking = UNLOCK_LOST;
	if (fd >= 0)
		close(fd);
}

/* "{"record":"result","opened":true}" begins one; what follows is its records. */
static void result_line(void *arg, const char *text, size_t n)
{
	static const char mark[] = "{\"record\":\"result\",\"opened\":";
	struct app_keep *k = &((struct app *)arg)->keep;
	size_t m = sizeof(mark) - 1;

	if (n > m && memcmp(text, mark, m) == 0) {
		if (k->n_raw == RESULTS_SHOWN || k->more) {
			k->more++;
			return;
		}
		k->raw[k->n_raw] = (struct str)STR_INIT(RESULT_MAX);
		k->opened[k->n_raw++] = n - m >= 4 && memcmp(text + m, "true", 4) == 0;
		return;
	}
	if (k->n_raw == 0 || k->more)
		return;
	str_addn(&k->raw[k->n_raw - 1], text, n);
	str_addc(&k->raw[k->n_raw - 1], '\n');
}

/* All of a result's lines into c; false when it is none. */
static bool apply(const struct str *raw, struct checkup *c)
{
	const char *p = str_c(raw), *end = p + raw->len;
	struct err err = { 0 };

	if (raw->full)
		return false;
	while (p < end) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((newline ? newline : end) - p);

		if (n > 0 && record_apply(c, p, n, NULL, &err) < 0)
			return false;
		p += n + (newline != NULL);
	}
	return c->tool != NULL;
}

static void list_result(struct app *a, unsigned i)
{
	struct lend_result *r = &a->visit.lend.result[i];
	struct checkup *c = xcalloc(1, sizeof(*c));
	enum sticker sticker;

	checkup_init(c);
	*r = (struct lend_result){ .opened = a->keep.opened[i] && apply(&a->keep.raw[i], c) };
	if (r->opened) {
		r->started = c->started;
		if (c->pc_label && sticker_from_name(c->pc_label, &sticker))
			r->label = sticker_name(sticker);
	}
	checkup_done(c);
	free(c);
}

static void opened(struct app *a)
{
	struct visit *v = &a->visit;

	v->lend.n_results = a->keep.n_raw;
	for (unsigned i = 0; i < a->keep.n_raw; i++)
		list_result(a, i);
	v->lend.tries = 0;
	v->lend.unlocking = UNLOCK_NOT;
	v->lend.review = true;
	v->minutes = 0; /* from here on there is something to erase */
	if (v->screen == SCREEN_S40)
		visit_swap(v, SCREEN_S41);
	else
		visit_go(v, SCREEN_S41);
}

void app_lend_read(struct app *a)
{
	struct child *c = &a->keep.results;
	struct lend *l = &a->visit.lend;

	if (c->pid <= 0)
		return;
	child_read(c, result_line, a);
	if (!c->ended)
		return;
	if (child_exited(c, 0)) {
		opened(a);
	} else if (child_exited(c, CODE_NOT_OPENED)) {
		int64_t wait = lend_wait(++l->tries);

		l->unlocking = UNLOCK_WRONG;
		l->wait_until = wait ? a->ms + wait : 0;
	} else {
		l->unlocking = UNLOCK_LOST;
	}
	if (!child_exited(c, 0))
		app_keep_forget(a);
	child_done(c);
}

/* --- S41: one of them ------------------------------------------------------------------------ */
void app_lend_show(struct app *a)
{
	struct visit *v = &a->visit;
	int i = v->lend.chosen;

	if (i < 0 || (unsigned)i >= a->keep.n_raw)
		return;
	checkup_done(&v->checkup);
	checkup_init(&v->checkup);
	if (!a->keep.opened[i] || !apply(&a->keep.raw[i], &v->checkup)) {
		visit_say(v, C_("S41", "This one does not open with these pass phrases."));
		return;
	}
	v->work = v->checkup.finished && !v->checkup.partial ? WORK_DONE : WORK_PARTIAL;
	v->saved = SAVED_NOT;
	v->list_page = 0;
	visit_make_sheet(v);
	visit_go(v, v->lend.to_copy ? SCREEN_S13 : SCREEN_S10);
}
