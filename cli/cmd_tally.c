/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin tally: one visit more into the nameless counts, or the counts as they are. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "cli/data.h"
#include "cli/faces.h"
#include "cli/saved.h"
#include "core/base/times.h"
#include "core/checklist/tally.h"
#include "report/keep.h"

#define TALLY     "kenshin/tally.csv"
#define ASIDE     "kenshin/tally-aside-%u.csv"
#define ASIDE_MAX 99

static int aside_path(const struct options *o, unsigned i, char *buf, size_t size, struct err *err)
{
	if ((size_t)snprintf(buf, size, "%s/" ASIDE, o->data, i) >= size)
		return err_set(err, ERR_IO, -ENAMETOOLONG, "%s: the name is too long", o->data);
	return 0;
}

/* What is not ours is kept, under another name: there may be counts in it that somebody needs. */
static int set_aside(const struct options *o, struct err *err)
{
	char from[4096], to[4096];
	struct stat st;
	int r;

	if ((size_t)snprintf(from, sizeof(from), "%s/" TALLY, o->data) >= sizeof(from))
		return err_set(err, ERR_IO, -ENAMETOOLONG, "%s: the name is too long", o->data);
	for (unsigned i = 1; i <= ASIDE_MAX; i++) {
		r = aside_path(o, i, to, sizeof(to), err);
		if (r < 0)
			return r;
		if (lstat(to, &st) == 0)
			continue;
		if (rename(from, to) < 0)
			return err_sys(err, -errno, "%s", to);
		fprintf(stderr,
			"kenshin tally: %s was not as it was written; it is " ASIDE " now\n", TALLY,
			i);
		return 0;
	}
	return err_set(err, ERR_LIMIT, -EMFILE, "%d tallies lie aside already; nothing is counted",
		       ASIDE_MAX);
}

/* aside: what cannot be read as a tally is set aside, and ret is empty; else it is an error. */
static int load(const struct options *o, struct tally *ret, bool aside, struct err *err)
{
	struct str text = STR_INIT(TALLY_FILE_MAX + 1);
	int r = keep_read(o->data, TALLY, TALLY_FILE_MAX, &text, err);

	*ret = (struct tally){ 0 };
	if (r == -ENOENT) {
		err_clear(err);
		r = 0;
	} else {
		if (r == 0)
			r = tally_parse(str_c(&text), text.len, ret, err);
		if (aside && (r == -EFBIG || r == -EBADMSG || r == -EINVAL || r == -ELOOP ||
			      r == -E2BIG || r == -ERANGE)) {
			err_clear(err);
			r = set_aside(o, err);
		}
	}
	str_done(&text);
	return r < 0 ? err_while(err, "reading the tally") : 0;
}

static int store(const struct options *o, const struct tally *t, struct err *err)
{
	struct str text = STR_INIT(TALLY_FILE_MAX);
	char folder[4096];
	int r = 0;

	snprintf(folder, sizeof(folder), "%s/kenshin", o->data);
	if (mkdir(folder, 0700) < 0 && errno != EEXIST)
		return err_sys(err, -errno, "%s", folder);
	tally_text(t, &text);
	if (text.full)
		r = err_set(err, ERR_LIMIT, -E2BIG, "the tally is full");
	if (r == 0)
		r = keep_write(o->data, TALLY, str_c(&text), text.len, TIME_ABSENT, err);
	str_done(&text);
	return r;
}

static int add(const struct options *o, enum tally_mode mode)
{
	struct checkup *c = xcalloc(1, sizeof(*c));
	struct tally t = { 0 };
	struct err err = { 0 };
	FILE *f = saved_open(o->operand, &err);
	int r = f ? data_begin(o, &err) : err.code;

	checkup_init(c);
	if (f && r < 0)
		fclose(f);
	if (r == 0)
		r = saved_load(c, f, o->operand, &err);
	if (r == 0)
		r = load(o, &t, true, &err);
	if (r == 0)
		r = tally_add(&t, faces_now(o), mode, o->minutes, c, &err);
	if (r == 0)
		r = store(o, &t, &err);
	tally_done(&t);
	checkup_done(c);
	free(c);
	return r < 0 ? data_fail(o, &err) : EXIT_RAN;
}

static int show(const struct options *o)
{
	struct str text = STR_INIT(2 * TALLY_FILE_MAX);
	struct tally t = { 0 };
	struct err err = { 0 };
	struct stat st;
	unsigned n = 0;
	char path[4096];
	int r = data_begin(o, &err);

	if (r == 0)
		r = load(o, &t, false, &err);
	if (r == 0) {
		tally_text(&t, &text);
		r = output_print(str_c(&text), text.len, &err);
	}
	for (unsigned i = 1; r == 0 && i <= ASIDE_MAX; i++) {
		r = aside_path(o, i, path, sizeof(path), &err);
		n += r == 0 && lstat(path, &st) == 0;
	}
	if (r == 0 && n > 0)
		fprintf(stderr, "kenshin tally: %u more lie aside (kenshin/tally-aside-N.csv)\n",
			n);
	str_done(&text);
	tally_done(&t);
	return r < 0 ? data_fail(o, &err) : EXIT_RAN;
}

int cmd_tally(const struct options *o)
{
	enum tally_mode mode = TALLY_DESK;

	if (!o->data)
		return command_usage(o, "it needs --data DIR");
	if (o->mode && !tally_mode_from_name(o->mode, &mode))
		return command_usage(o, "--mode %s: the modes are desk, specialist and loan",
				     o->mode);
	return o->operand ? add(o, mode) : show(o);
}
