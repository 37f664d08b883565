/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The erase number of S16: shown only after it stands in the stick's own list, where the chamber
 * finds it. Nothing of the client goes with it. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "core/base/log.h"
#include "core/checklist/erasures.h"
#include "tui/app.h"

#define LIST      "kenshin/erasures.csv"
#define ASIDE     "kenshin/erasures-aside-%u.csv"
#define ASIDE_MAX 99

static void name(const struct app *a, const char *in, char *buf, size_t size)
{
	snprintf(buf, size, "%s/%s", a->o.data, in);
}

/* -ENOENT: there is none yet. */
static int read_list(const struct app *a, struct str *out, struct err *err)
{
	char path[4200], buf[4096];
	int fd CLEANUP(cleanup_close) = -1;
	struct stat st;
	uint64_t at = 0;
	ssize_t n;

	name(a, LIST, path, sizeof(path));
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return err_sys(err, -errno, "%s", path);
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return err_set(err, ERR_FORMAT, -EBADMSG, "%s is no file", path);
	while ((n = io_pread_full(fd, buf, sizeof(buf), at)) > 0 && !out->full) {
		str_addn(out, buf, (size_t)n);
		at += (uint64_t)n;
	}
	if (n < 0)
		return err_sys(err, (int)n, "%s", path);
	return out->full ? err_set(err, ERR_FORMAT, -EBADMSG, "%s is too long", path) : 0;
}

/* What is not ours is kept under another name: somebody may need it. */
static int set_aside(const struct app *a, struct err *err)
{
	char from[4200], to[4200], in[64];
	struct stat st;

	name(a, LIST, from, sizeof(from));
	for (unsigned i = 1; i <= ASIDE_MAX; i++) {
		snprintf(in, sizeof(in), ASIDE, i);
		name(a, in, to, sizeof(to));
		if (lstat(to, &st) == 0)
			continue;
		return rename(from, to) < 0 ? err_sys(err, -errno, "%s", to) : 0;
	}
	return err_set(err, ERR_LIMIT, -EMFILE, "too many lists lie aside");
}

static int load(const struct app *a, struct erasures *ret, struct err *err)
{
	struct str text = STR_INIT(ERASURES_FILE_MAX);
	int r = read_list(a, &text, err);

	*ret = (struct erasures){ 0 };
	if (r == 0)
		r = erasures_parse(str_c(&text), text.len, ret, err);
	str_done(&text);
	if (r == -EBADMSG || r == -EFBIG || r == -ELOOP) {
		err_clear(err);
		return set_aside(a, err);
	}
	if (r == -ENOENT)
		err_clear(err);
	return r == -ENOENT ? 0 : r;
}

/* Written, on the medium, and read back the same. */
static int store(const struct app *a, const struct erasures *e, struct err *err)
{
	struct str text = STR_INIT(ERASURES_FILE_MAX), back = STR_INIT(ERASURES_FILE_MAX);
	struct io_save save;
	char path[4200];
	int r;

	name(a, "kenshin", path, sizeof(path));
	if (mkdir(path, 0755) < 0 && errno != EEXIST)
		return err_sys(err, -errno, "%s", path);
	name(a, LIST, path, sizeof(path));
	erasures_text(e, &text);
	r = text.full ? err_set(err, ERR_LIMIT, -ENOSPC, "the list is full")
		      : io_save_begin(&save, path, err);
	if (r == 0) {
		r = io_write_full(save.fd, str_c(&text), text.len);
		if (r == 0)
			r = io_save_commit(&save, err);
		else
			io_save_abort(&save);
	}
	if (r == 0)
		r = read_list(a, &back, err);
	if (r == 0 && (back.len != text.len || memcmp(str_c(&back), str_c(&text), text.len) != 0))
		r = err_set(err, ERR_IO, -EIO, "read back, it is not the same");
	str_done(&text);
	str_done(&back);
	return r;
}

static const char *why_not(int code)
{
	if (code == -ENOSPC || code == -EDQUOT)
		return C_("S16", "There is no room left on the stick for the erase number.");
	return C_("S16", "The erase number could not be written to the stick.");
}

static int note(const struct app *a, const char *number, bool ok, struct err *err)
{
	struct erasures e;
	int r = load(a, &e, err);

	if (r == 0)
		r = erasures_add(&e, number, a->visit.today, ok, err);
	if (r == 0)
		r = store(a, &e, err);
	erasures_done(&e);
	return r;
}

/* "5F3A-91C2-0D7E" with room around the dashes, as it is copied by hand. */
static void show(struct erasing *e, const char *number)
{
	snprintf(e->number, sizeof(e->number), "%.4s - %.4s - %.4s", number, number + 5,
		 number + 10);
	e->why = NULL;
}

void app_erase_number(struct app *a, bool ok)
{
	struct erasing *e = &a->visit.erasing;
	char number[ERASURE_NUMBER], words[256];
	struct err err = { 0 };
	uint32_t random;
	int r;

	a->number_waits = false;
	if (!a->o.data || e->number[0])
		return;
	if (!app_stick_here(a)) {
		a->number_waits = ok; /* written when it is back, as long as S16 is shown */
		e->why = C_("S16", "The stick is out, so there is no erase number yet.");
		return;
	}
	if (getrandom(&random, sizeof(random), 0) != (ssize_t)sizeof(random))
		return;
	erasure_number(random, number);
	r = note(a, number, ok, &err);
	if (r == 0 && app_stick_here(a)) {
		if (ok)
			show(e, number);
		return;
	}
	log_add("tui", "no erase number: %s", err_text(&err, words, sizeof(words)));
	e->why = why_not(r);
}
