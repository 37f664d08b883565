/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The register of USB devices: what was said on S44 into a small list in the work area, and `kenshin
 * devices` makes the pages of case and list there. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

#include "core/base/io.h"
#include "core/checklist/devices.h"
#include "core/text/text.h"
#include "tui/app.h"

#define MARKS_MAX ((size_t)1 << 20)

static const char *holder(enum device_whose whose)
{
	switch (whose) {
	case DEVICE_WHOSE_COMPANY: return "company";
	case DEVICE_WHOSE_PRIVATE: return "private";
	case DEVICE_WHOSE_UNKNOWN: return "unknown";
	case DEVICE_WHOSE_NOT_SAID: break;
	}
	return NULL;
}

/* A serial is a text from a disk: one that does not fit into a field of the list is left out, and
 * ticked on paper. */
static bool is_plain(const char *serial)
{
	for (const char *c = serial; *c; c++)
		if ((unsigned char)*c <= ' ' || (unsigned char)*c > '~' || *c == '"' || *c == ',')
			return false;
	return *serial && serial[1] != '&' && *serial != '#' && strlen(serial) <= 100;
}

/* What is written on it, out of the firm's list: only what needs no quotes. */
static bool is_label(const char *label)
{
	return !strpbrk(label, "\",\r\n") && strlen(label) <= 100;
}

static void marks(const struct visit *v, struct str *out)
{
	struct arena a = { 0 };
	struct device_list list;

	devices_make(&v->checkup, v->known, &a, &list);
	str_add(out, "serial,holder,label\n");
	for (size_t i = 0; i < MIN(list.n, (size_t)DEVICES_MARKED); i++) {
		const struct device *d = &list.device[i];
		const char *word = holder(visit_whose(v, d, i));

		if (word && d->own_serial && d->serial && is_plain(d->serial))
			str_addf(out, "%s,%s,%s\n", d->serial, word,
				 d->label && is_label(d->label) ? d->label : "");
	}
	arena_done(&a);
}

static int write_marks(const struct visit *v, const char *path, struct err *err)
{
	int fd CLEANUP(cleanup_close) =
	    open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	struct str text = STR_INIT(MARKS_MAX);
	int r;

	if (fd < 0)
		return err_sys(err, -errno, "no file for the register");
	marks(v, &text);
	r = io_write_full(fd, str_c(&text), text.len);
	if (text.p)
		explicit_bzero(text.p, text.cap);
	str_done(&text);
	return r < 0 ? err_sys(err, r, "the register could not be written") : 0;
}

int app_devices_start(struct app *a, struct child *c, struct err *err)
{
	char file[600], pdf[600], said[600], number[16];
	const char *argv[14] = {
		a->o.program, "devices", file,
		"--pdf",      pdf,       "--usb-register",
		said,         "--lang",  text_language() == LANGUAGE_JA ? "ja" : "en",
		"--quiet"
	};
	size_t n = 10;
	int r;

	if (*visit_number(&a->visit, number, sizeof(number))) {
		argv[n++] = "--case";
		argv[n++] = number;
	}
	if (!a->area.path[0] && work_area_make(&a->area, err) < 0)
		return -ENOSPC;
	snprintf(file, sizeof(file), "%s/case.jsonl", a->area.path);
	snprintf(pdf, sizeof(pdf), "%s/devices.pdf", a->area.path);
	snprintf(said, sizeof(said), "%s/devices.csv", a->area.path);
	child_done(c);
	r = app_case_write(a, file, err);
	if (r == 0)
		r = write_marks(&a->visit, said, err);
	return r < 0 ? r : child_start(c, argv, err);
}
