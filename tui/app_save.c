/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Saving the sheet: the case as records into the work area, `kenshin report` makes PDF and text
 * of it there, and both are copied to the folder, synced and read back. On the stick `kenshin carry`
 * puts them onto the owner's USB memory instead (app_carry.c). */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "core/text/text.h"
#include "tui/app.h"

#define SHEET_MAX ((size_t)64 << 20)

static void add_line(void *arg, const char *json, size_t n)
{
	struct str *out = arg;

	str_addn(out, json, n);
	str_addc(out, '\n');
}

int app_case_write(struct app *a, const char *path, struct err *err)
{
	int fd CLEANUP(cleanup_close) =
	    open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	struct str text = STR_INIT(SHEET_MAX);
	const struct record_sink sink = { add_line, &text };
	const struct checkup *c = &a->visit.checkup;
	int r;

	if (fd < 0)
		return err_sys(err, -errno, "no file for the case");
	record_checkup(&sink, c);
	record_end(&sink, c->partial || !c->finished);
	r = text.full ? -EFBIG : io_write_full(fd, str_c(&text), text.len);
	if (text.p)
		explicit_bzero(text.p, text.cap);
	str_done(&text);
	return r < 0 ? err_sys(err, r, "the case could not be written") : 0;
}

static void not_saved(struct app *a, const char *words)
{
	if (a->visit.able.usb_save) {
		app_carry_failed(a);
		return;
	}
	a->visit.saved = SAVED_NO;
	a->visit.saved_words = words;
	child_done(&a->save);
	app_event(a, "saved no");
}

static const char *in_area(struct app *a, char *buf, size_t size, const char *name)
{
	snprintf(buf, size, "%s/%s", a->area.path, name);
	return buf;
}

/* By the case's number; a lent stick's result by the colour of its PC's sticker. */
static void name_sheet(struct app *a, const char *number)
{
	const char *label = a->visit.checkup.pc_label;
	enum sticker sticker;

	if (!*number && label && sticker_from_name(label, &sticker))
		number = label;
	snprintf(a->sheet_name, sizeof(a->sheet_name), "kenshin%s%s", *number ? "-" : "", number);
	for (char *p = a->sheet_name; *p; p++)
		*p = *p == ' ' ? '-' : *p;
}

int app_sheet_start(struct app *a, struct child *c, bool large, struct err *err)
{
	char file[600], pdf[600], text[600], number[16];
	const char *lang = text_language() == LANGUAGE_JA ? "ja" : "en";
	const char *argv[14] = {
		a->o.program, "report", in_area(a, file, sizeof(file), "case.jsonl"),
		"--pdf",      pdf,      "--text",
		text,         "--lang", lang,
		"--quiet"
	};
	size_t n = 10;
	int r;

	if (*visit_number(&a->visit, number, sizeof(number))) {
		argv[n++] = "--case";
		argv[n++] = number;
	}
	name_sheet(a, number);
	if (large)
		argv[n++] = "--large";
	if (!a->area.path[0] && work_area_make(&a->area, err) < 0)
		return -ENOSPC;
	in_area(a, file, sizeof(file), "case.jsonl");
	in_area(a, pdf, sizeof(pdf), large ? "large.pdf" : "sheet.pdf");
	in_area(a, text, sizeof(text), large ? "large.txt" : "sheet.txt");
	child_done(c);
	r = app_case_write(a, file, err);
	return r < 0 ? r : child_start(c, argv, err);
}

void app_save(struct app *a)
{
	struct err err = { 0 };

	if (app_sheet_start(a, &a->save, false, &err) < 0)
		not_saved(a, C_("S35", "There is no room to prepare it."));
}

static char *read_whole(const char *path, size_t *ret_n)
{
	int fd CLEANUP(cleanup_close) = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	ssize_t n;
	char *p;

	if (fd < 0 || fstat(fd, &st) < 0 || st.st_size <= 0 || (size_t)st.st_size > SHEET_MAX)
		return NULL;
	/* what was just written comes from the medium, not from memory, where that can be had */
	posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	p = xmalloc((size_t)st.st_size);
	n = io_pread_full(fd, p, (size_t)st.st_size, 0);
	if (n != st.st_size) {
		free(p);
		return NULL;
	}
	*ret_n = (size_t)n;
	return p;
}

/* Writes under a temporary name, syncs, renames, reads back. */
static bool copy_and_compare(const char *from, const char *to)
{
	char *have CLEANUP(cleanup_free) = NULL;
	char *back CLEANUP(cleanup_free) = NULL;
	struct io_save save;
	struct err err = { 0 };
	size_t n = 0, m = 0;

	have = read_whole(from, &n);
	if (!have || io_save_begin(&save, to, &err) < 0)
		return false;
	if (io_write_full(save.fd, have, n) < 0) {
		io_save_abort(&save);
		return false;
	}
	if (io_save_commit(&save, &err) < 0)
		return false;
	back = read_whole(to, &m);
	return back && m == n && memcmp(have, back, n) == 0;
}

static bool copy_out(struct app *a, const char *name, const char *suffix)
{
	char from[600], to[4200];

	in_area(a, from, sizeof(from), name);
	snprintf(to, sizeof(to), "%s/%s%s", a->o.out, a->sheet_name, suffix);
	return copy_and_compare(from, to);
}

static void no_line(void *arg, const char *text, size_t n)
{
	(void)arg;
	(void)text;
	(void)n;
}

void app_save_read(struct app *a)
{
	if (a->save.pid <= 0 || a->carry_runs)
		return;
	child_read(&a->save, no_line, NULL);
	if (!a->save.ended)
		return;
	/* 3: the check was cut, and the sheet says so; it is a sheet all the same. */
	if (!child_exited(&a->save, 0) && !child_exited(&a->save, 3)) {
		not_saved(a, C_("S35", "The sheet could not be made."));
		return;
	}
	if (a->visit.able.usb_save) {
		app_carry_start(a);
		return;
	}
	if (!copy_out(a, "sheet.pdf", ".pdf") || !copy_out(a, "sheet.txt", ".txt")) {
		not_saved(a, C_("S35", "The folder took no file, or gave it back changed."));
		return;
	}
	a->visit.saved = SAVED_YES;
	child_done(&a->save);
	app_event(a, "saved yes");
}
