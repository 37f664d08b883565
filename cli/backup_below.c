/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin backup folders: what is in one folder of the source, for somebody who chooses single ones. Their names
 * first, how much is in each as it is counted. */
#include <errno.h>
#include <string.h>
#include <strings.h>

#include "cli/backup.h"
#include "cli/cancel.h"
#include "cli/faces.h"
#include "cli/output.h"
#include "cli/rootless.h"
#include "core/record/backup.h"
#include "core/text/text.h"

#define ROWS_MAX    500u
#define ENTRIES_MAX 200000u /* of one folder, files too */

struct looking_below {
	const struct options *o;
	struct backup_wishes where;
	struct backup_choice settings; /* what is left out of every folder here */
	struct run_files *f;
	struct checkup *c;
	struct str out;
	unsigned rows;
};

static void line(void *arg, const char *json, size_t n)
{
	struct looking_below *b = arg;
	struct err ignored = { 0 };

	str_clear(&b->out);
	str_addn(&b->out, json, n);
	str_addc(&b->out, '\n');
	(void)!output_print(str_c(&b->out), b->out.len, &ignored);
}

static void tell_listed(struct looking_below *b, const struct backup_told_listed *l)
{
	const struct record_sink sink = { line, b };
	struct phrase p;
	struct err ignored = { 0 };

	if (b->o->records) {
		record_backup_listed(&sink, l);
		return;
	}
	if (!l->more)
		return;
	p = phrase_of(N_("{0} more folders are not shown here"), 1,
		      PHRASE_NUMBER((int64_t)l->more));
	str_clear(&b->out);
	text_phrase(&b->out, &p, 0);
	str_addc(&b->out, '\n');
	(void)!output_print(str_c(&b->out), b->out.len, &ignored);
}

static void tell_row(struct looking_below *b, const struct backup_told_below *r, const char *path)
{
	const struct record_sink sink = { line, b };
	struct phrase p = r->unread
			      ? PHRASE(N_("could not be looked through"))
			      : phrase_of(N_("{0} files, {1}"), 2, PHRASE_NUMBER((int64_t)r->files),
					  PHRASE_BYTES((int64_t)r->bytes));
	struct err ignored = { 0 };

	if (b->o->records) {
		record_backup_below(&sink, r);
		return;
	}
	if (!r->counted)
		return;
	str_clear(&b->out);
	text_escape(&b->out, *path ? path : "/");
	str_add(&b->out, "  ");
	text_phrase(&b->out, &p, 0);
	str_addc(&b->out, '\n');
	(void)!output_print(str_c(&b->out), b->out.len, &ignored);
}

struct row {
	unsigned part;
	const char *path, *name;
	bool settings;
};

/* A name that does not fit is told as "": nobody can choose it then. */
static struct backup_told_below told(const struct row *row, unsigned at)
{
	struct backup_told_below r = { .row = at,
				       .part = (int)row->part,
				       .settings = row->settings };

	if (strlen(row->name) < sizeof(r.name))
		memcpy(r.name, row->name, strlen(row->name) + 1);
	return r;
}

static void count(struct looking_below *b, const struct row *row, unsigned at)
{
	struct run_folder folder = { .volume = row->part, .path = row->path };
	struct backup_told_below r = told(row, at);
	struct reader_totals t = { 0 };

	if (!row->settings)
		backup_leaves_below(&b->settings, &folder, &b->c->arena);
	r.unread = run_files_count(b->f, &folder, &t, NULL) < 0 || t.unread_directories > 0;
	r.counted = true;
	r.files = t.files;
	r.bytes = t.bytes;
	r.cloud = t.hold[VOLUME_HOLD_CLOUD];
	tell_row(b, &r, row->path);
}

static int by_name(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int r = strcasecmp(x->name, y->name);

	return r ? r : strcmp(x->path, y->path);
}

/* All names before the first number: who chooses need not wait for the numbers. */
static int tell_rows(struct looking_below *b, struct row *row, size_t n, bool cut, struct err *err)
{
	size_t shown = MIN(n, (size_t)(ROWS_MAX - MIN(b->rows, ROWS_MAX)));
	const struct backup_told_listed l = { .unread = cut, .more = n - shown };
	unsigned from = b->rows;
	int r = 0;

	if (n)
		qsort(row, n, sizeof(*row), by_name);
	for (size_t i = 0; i < shown; i++) {
		const struct backup_told_below one = told(&row[i], b->rows++);

		tell_row(b, &one, row[i].path);
	}
	tell_listed(b, &l);
	for (size_t i = 0; r == 0 && i < shown && (b->where.n_take || !b->o->records); i++) {
		if (cancel_asked)
			r = err_set(err, ERR_LIMIT, -ECANCELED, "stopped");
		else
			count(b, &row[i], from + (unsigned)i);
	}
	return r;
}

static bool is_settings(const struct looking_below *b, unsigned volume, const char *path)
{
	for (size_t i = 0; i < b->settings.n_leave; i++)
		if (b->settings.leave[i].volume == volume &&
		    !strcmp(b->settings.leave[i].path, path))
			return true;
	return false;
}

/* -ENOENT: it is not there, on this part. */
static int below(struct looking_below *b, unsigned volume, const char *path, struct err *err)
{
	struct arena *a = &b->c->arena;
	struct reader_entry *e;
	struct row *row;
	const char *found;
	size_t n, kept = 0;
	int r = run_files_list(b->f, volume, path, ENTRIES_MAX, a, &found, &e, &n, err);

	if (r < 0)
		return r;
	row = arena_array(a, n + 1, sizeof(*row));
	for (size_t i = 0; i < n; i++) {
		const char *whole;

		if (e[i].st.type != VOLUME_FILE_DIRECTORY)
			continue;
		whole = arena_printf(a, "%s%s%s", found, *found ? "/" : "", e[i].name);
		row[kept++] =
		    (struct row){ volume, whole, e[i].name, is_settings(b, volume, whole) };
	}
	return tell_rows(b, row, kept, n == ENTRIES_MAX, err);
}

/* The parts of the disk that can be read. For the kiosk they are not counted: that would be the whole disk, when
 * it is their folders that are looked at. */
static int parts(struct looking_below *b, struct err *err)
{
	const struct disk *d = &b->c->disk;
	struct row *row = arena_array(&b->c->arena, d->n_volumes + 1, sizeof(*row));
	size_t n = 0;

	for (unsigned v = 0; v < d->n_volumes; v++)
		if (d->volume[v].state == VOLUME_STATE_READABLE)
			row[n++] =
			    (struct row){ v, "", d->volume[v].label ? d->volume[v].label : "",
					  false };
	return tell_rows(b, row, n, false, err);
}

static int look(struct looking_below *b, struct err *err)
{
	const struct backup_named *w = b->where.n_take ? &b->where.take[0] : NULL;
	const struct backup_told_listed unread = { .unread = true };
	bool there = false;
	int r = 0;

	if (!w)
		return parts(b, err);
	for (unsigned v = 0; r == 0 && v < b->c->disk.n_volumes; v++) {
		struct err why = { 0 };

		if (w->part >= 0 && w->part != (int)v)
			continue;
		r = below(b, v, w->path, &why);
		there |= r == 0;
		if (r == -ECANCELED && err)
			*err = why;
		r = r == -ECANCELED ? r : 0; /* on one part only is enough */
	}
	if (r < 0 || there)
		return r;
	tell_listed(b, &unread);
	return err_set(err, ERR_UNSUPPORTED, -ENOENT, "there is no folder %s on this source",
		       w->path);
}

static int on_choose(void *arg, struct run_files *f, struct checkup *c, struct run_folder **ret,
		     size_t *ret_n, struct err *err)
{
	struct looking_below *b = arg;
	int r;

	b->f = f;
	b->c = c;
	*ret = NULL;
	*ret_n = 0;
	r = c->n_systems ? backup_leave_settings(f, c, &b->settings, err) : 0;
	return r < 0 ? r : look(b, err);
}

int backup_folders(const struct options *given, struct err *err)
{
	struct options o = *given;
	struct looking_below b = { .o = &o, .out = STR_INIT(RECORD_LINE_MAX + 1) };
	const struct run_files_sink sink = { .arg = &b, .choose = on_choose };
	struct checkup *c = xcalloc(1, sizeof(*c));
	int source_fd = -1;
	int r = backup_wishes_read(&o, &b.where, err);

	cancel_install();
	checkup_init(c);
	if (r == 0)
		r = rootless_begin(&o, NULL, &source_fd, err);
	if (r == 0) {
		const struct run_options run = { .image = o.image,
						 .root = o.root,
						 .disk = o.disk,
						 .tool = "kenshin " KENSHIN_VERSION,
						 .now = faces_now(&o),
						 .no_malware = true,
						 .no_sandbox = o.no_sandbox,
						 .weak_ok = o.weak_sandbox,
						 .broker = o.broker_fd,
						 .source_fd = source_fd,
						 .cancel = &cancel_asked };

		r = run_files(&run, &sink, c, err);
	}
	checkup_done(c);
	free(c);
	backup_wishes_done(&b.where);
	backup_choice_done(&b.settings);
	str_done(&b.out);
	return r;
}
