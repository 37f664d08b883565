/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kenshin backup restore: files out of a backup into a folder that the user names, or onto a PC's own disk when
 * its owner says so. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/statvfs.h>

#include "backup/inside.h"
#include "cli/backup.h"
#include "cli/cancel.h"
#include "cli/output.h"
#include "cli/restore_onto.h"
#include "cli/restore_source.h"
#include "cli/restore_target.h"
#include "cli/rootless.h"
#include "core/text/text.h"
#include "report/keep.h"

#define TOLD_MAX 1000u /* lines about single files; the sums count all */

struct bringing_back {
	const struct options *o;
	char *folder[OPTIONS_FOLDERS_MAX], *file[OPTIONS_FOLDERS_MAX];
	struct restore_options how;
	int key, list; /* of a sealed backup; -1: it is plain */
	struct restore_sum sum;
	struct restore_onto onto; /* of --to-pc */
	bool lifted;
	char name[SESSION_NAME_MAX]; /* of the backup; "" when its folder itself was named */
	unsigned told;
	struct err *err;
	int failed; /* of standard output */
};

static void add_line(struct str *out, const struct phrase *p)
{
	text_phrase(out, p, 0);
	str_addc(out, '\n');
}

static int print(struct str *out, struct err *err)
{
	int r = output_print(str_c(out), out->len, err);

	str_done(out);
	return r;
}

/* --- told while it goes on ---------------------------------------------------------------------- */
static void told(void *arg, enum restore_told how, const char *what, const char *words)
{
	struct bringing_back *b = arg;
	struct str out = STR_INIT(BACKUP_TEXT_MAX);

	if (b->told++ >= TOLD_MAX || b->failed)
		return;
	str_add(&out, "  ");
	text_escape(&out, what);
	str_add(&out, ": ");
	switch (how) {
	case RESTORE_LOST: str_addf(&out, "%s", _(words)); break;
	case RESTORE_LOST_PART:
		str_addf(&out, "%s (%s)", _("nothing of this part could be brought back"),
			 _(words));
		break;
	case RESTORE_NO_INDEX:
		str_addf(&out, "%s (%s)",
			 _("the table of contents of this zip file could not be read"), _(words));
		break;
	case RESTORE_STRANGER:
		str_add(&out, _("is in a zip file, but not in the list; left alone"));
		break;
	case RESTORE_SECOND:
		str_addf(&out, "%s ", _("something of that name is there; put beside it as"));
		text_escape(&out, words);
		break;
	case RESTORE_SIGN:
		str_addf(&out, "%s ", _("had a sign of a virus when it was copied:"));
		text_escape(&out, words);
		break;
	case RESTORE_SIGN_LEFT:
		str_addf(
		    &out, "%s ",
		    _("had a sign of a virus when it was copied, so it was not brought back:"));
		text_escape(&out, words);
		break;
	}
	str_addc(&out, '\n');
	b->failed = print(&out, b->err);
}

/* --- before --------------------------------------------------------------------------------------- */

static int open_sealed(struct bringing_back *b, struct err *err)
{
	if (!b->o->identity)
		return 0;
	b->key = keep_unlock(b->o->identity, NULL, err);
	if (b->key < 0)
		return b->key;
	b->list = inside_open(b->how.session, b->key, err);
	b->how.list = &b->list;
	return b->list;
}

/* As the list spells paths: no '/' at either end. NULL: nothing is left of it. */
static char *trimmed(const char *path)
{
	size_t n;
	char *copy;

	while (*path == '/')
		path++;
	n = strlen(path);
	while (n && path[n - 1] == '/')
		n--;
	if (!n)
		return NULL;
	copy = xmalloc(n + 1);
	memcpy(copy, path, n);
	copy[n] = '\0';
	return copy;
}

static int take_names(struct bringing_back *b, struct err *err)
{
	const struct options *o = b->o;

	for (size_t i = 0; i < o->n_folders; i++)
		if (!(b->folder[i] = trimmed(o->folder[i])))
			return err_set(err, ERR_UNSUPPORTED, -EINVAL, "'%s' names no folder",
				       o->folder[i]);
	for (size_t i = 0; i < o->n_files; i++)
		if (!(b->file[i] = trimmed(o->file[i])))
			return err_set(err, ERR_UNSUPPORTED, -EINVAL, "'%s' names no file",
				       o->file[i]);
	b->how.folder = (const char *const *)b->folder;
	b->how.n_folders = o->n_folders;
	b->how.file = (const char *const *)b->file;
	b->how.n_files = o->n_files;
	return 0;
}

static int tell_need(const struct bringing_back *b, uint64_t room, struct err *err)
{
	const struct restore_sum *s = &b->sum;
	struct str out = STR_INIT(BACKUP_TEXT_MAX);
	struct phrase p;

	p = phrase_of(N_("To be brought back: {0} files, {1}; free there: {2}"), 3,
		      PHRASE_NUMBER((int64_t)s->files),
		      PHRASE_BYTES((int64_t)MIN(s->bytes, (uint64_t)INT64_MAX)),
		      PHRASE_BYTES((int64_t)MIN(room, (uint64_t)INT64_MAX)));
	if (b->name[0]) {
		text_escape(&out, b->name);
		str_addc(&out, '\n');
	}
	add_line(&out, &p);
	return print(&out, err);
}

static int enough_room(const struct bringing_back *b, struct err *err)
{
	const struct restore_sum *s = &b->sum;
	uint64_t need = onto_pc_need(s->files, s->folders, s->bytes), room;
	struct statvfs fs;
	int r;

	if (fstatvfs(b->how.target, &fs) < 0)
		return err_sys(err, -errno, "%s", b->o->to);
	room = (uint64_t)fs.f_bavail * fs.f_frsize;
	r = tell_need(b, room, err);
	if (r == 0 && room < need)
		r = err_set(err, ERR_IO, -ENOSPC,
			    "there is room for %llu MB there, and up to %llu MB are needed",
			    (unsigned long long)(room / 1000000),
			    (unsigned long long)(need / 1000000));
	return r;
}

/* The PC's own disk: nothing of it changes before its owner said so. */
static int open_pc(struct bringing_back *b, struct err *err)
{
	int r = tell_need(b, b->onto.free, err);

	if (r == 0)
		r = restore_onto_enough(&b->onto, &b->sum, err);
	restore_onto_name(&b->onto, b->sum.started);
	if (r == 0)
		r = restore_consent(&b->onto, &b->sum, b->name, err);
	if (r == 0 && cancel_asked)
		r = -ECANCELED;
	if (r == 0)
		r = b->how.target = restore_onto_open(b->o, &b->onto, &b->sum, err);
	b->lifted = r >= 0;
	return MIN(r, 0);
}

/* --- after ------------------------------------------------------------------------------------------ */
static const struct {
	size_t at; /* in struct restore_sum */
	const char *words;
} sums[] = {
	{ offsetof(struct restore_sum, there), N_("{0} files were there already, the same") },
	{ offsetof(struct restore_sum, put.second),
	  N_("{0} files got a second name; nothing that was there was replaced") },
	{ offsetof(struct restore_sum, put.spelled),
	  N_("{0} files have a name that was spelled out, because this medium does not take the "
	     "one "
	     "that they had") },
	{ offsetof(struct restore_sum, signs),
	  N_("{0} of the files had a sign of a virus when they were copied; do not open them") },
	{ offsetof(struct restore_sum, signs_left),
	  N_("{0} files had a sign of a virus when they were copied; they were not brought back") },
	{ offsetof(struct restore_sum, lost), N_("{0} files were not brought back") },
	{ offsetof(struct restore_sum, strangers),
	  N_("{0} things in the zip files are not in the list; they were left alone") },
	{ offsetof(struct restore_sum, bad_parts), N_("{0} parts of the backup are damaged") },
};

/* Where they are, on a PC's own disk, and what becomes of it when that did not end well. */
static void tell_where(const struct bringing_back *b, bool whole, struct str *out)
{
	const struct phrase p =
	    phrase_of(N_("They are at the top of that part of the disk, in the folder: {0}"), 1,
		      PHRASE_TEXT(b->onto.folder));

	if (!b->lifted)
		return;
	add_line(out, &p);
	str_addf(out, "%s\n",
		 whole ? _("All of it is on the disk, and the write guard is set again")
		       : _("The disk did not take all of it, or did not say so; Windows looks the "
			   "disk over at its next start"));
}

static int tell_sums(const struct bringing_back *b, bool stopped, bool whole, struct err *err)
{
	const struct restore_sum *s = &b->sum;
	struct str out = STR_INIT(BACKUP_TEXT_MAX);
	struct phrase p = phrase_of(
	    whole ? N_("Brought back: {0} files, {1}; each is the same as when it was copied")
		  : N_("Written before it ended: {0} files, {1}"),
	    2, PHRASE_NUMBER((int64_t)s->put.files), PHRASE_BYTES((int64_t)s->put.bytes));

	if (b->told > TOLD_MAX)
		str_add(&out, "  ...\n");
	add_line(&out, &p);
	tell_where(b, whole, &out);
	for (size_t i = 0; i < LEN(sums); i++) {
		uint64_t n;

		memcpy(&n, (const char *)s + sums[i].at, sizeof(n));
		p = phrase_of(sums[i].words, 1, PHRASE_NUMBER((int64_t)n));
		if (n)
			add_line(&out, &p);
	}
	if (stopped)
		str_addf(&out, "%s\n", _("Stopped before the end; the rest was not brought back"));
	if (s->list == MANIFEST_INCOMPLETE)
		str_addf(
		    &out, "%s\n",
		    _("This backup is incomplete: it was stopped before its end. What is in it "
		      "was brought back"));
	if (s->list == MANIFEST_CHANGED)
		str_addf(&out, "%s\n",
			 _("The list of this backup is not what was written. Only what could still "
			   "be proven was brought back"));
	return print(&out, err);
}

/* The folder of a PC's own disk is let go of, and its guard is set again. */
static int close_pc(struct bringing_back *b, struct err *err)
{
	int folder = b->how.target;

	if (!b->lifted)
		return 0;
	b->how.target = -1;
	return restore_onto_close(&b->onto, folder, err);
}

/* Into a folder each file was told when it had its name; a PC's disk says at its end what it has. */
static bool whole_on_disk(const struct bringing_back *b, int r, int closed)
{
	return !b->lifted || (closed == 0 && (r == 0 || !put_back_over(r) || r == -ECANCELED));
}

/* --- the whole ---------------------------------------------------------------------------------- */
static int bring_back(struct bringing_back *b, struct err *err)
{
	const struct restore_sum *s = &b->sum;
	struct restore_workers w;
	struct restore_source source;
	struct err why = { 0 }, later = { 0 };
	int r = restore_workers_start(&w, b->o, b->key, &source, err), told_all, q;

	if (r < 0)
		return err_while(err, "while starting the workers");
	r = restore_run(&b->how, &source, &b->sum, &why);
	restore_workers_stop(&w);
	q = close_pc(b, &later);
	told_all = tell_sums(b, r == -ECANCELED, whole_on_disk(b, r, q), err);
	if (q < 0 && (r == 0 || r == -ECANCELED)) {
		r = q;
		why = later;
	}
	if (r < 0) {
		if (err)
			*err = why;
		return r;
	}
	if (told_all < 0 || b->failed)
		return told_all < 0 ? told_all : b->failed;
	if (s->lost || s->strangers || s->bad_parts || s->list == MANIFEST_CHANGED)
		return err_set(err, ERR_FORMAT, -EBADMSG,
			       "not everything came back as the list says");
	return s->list == MANIFEST_INCOMPLETE ? -ECANCELED : 0;
}

/* Root opens the disk, and is no longer root when it hears of what is on it. A disk that cannot be
 * opened is told; the folder itself was looked at before. */
static int look_at_target(struct options *o, int target, struct err *err)
{
	char disk[96];
	int fd CLEANUP(cleanup_close) = -1, source_fd CLEANUP(cleanup_close) = -1, r;
	bool unseen = false;

	restore_target_disk(target, disk, sizeof(disk));
	if (*disk)
		fd = open(disk, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	unseen = *disk && fd < 0;
	o->image = fd >= 0 ? disk : NULL;
	r = o->image ? rootless_begin(o, NULL, &source_fd, err) : rootless_reader(o, NULL, err);
	if (r == 0 && o->image)
		r = restore_target_look(o, disk, fd, &unseen, err);
	o->image = NULL;
	if (r == 0 && unseen) {
		struct str out = STR_INIT(BACKUP_TEXT_MAX);

		str_addf(&out, "%s\n",
			 _("Whether another part of that disk has a Windows could not be seen"));
		r = print(&out, err);
	}
	return r;
}

int backup_restore(const struct options *given, struct err *err)
{
	struct options o = *given;
	int source_fd = -1;
	struct bringing_back b = { .o = &o,
				   .onto = RESTORE_ONTO_NONE,
				   .how = { .session = -1,
					    .target = -1,
					    .cancel = &cancel_asked,
					    .told = told,
					    .leave_signs = given->to_pc != NULL },
				   .key = -1,
				   .list = -1,
				   .err = err };
	int r = take_names(&b, err);

	b.how.arg = &b;
	if (r == 0)
		r = b.how.session = backup_open(o.from, b.name, err);
	if (r >= 0)
		r = open_sealed(&b, err);
	if (r >= 0 && o.to)
		r = b.how.target = restore_target_open(o.to, b.how.session, err);
	cancel_install();
	if (r >= 0)
		r = o.to ? look_at_target(&o, b.how.target, err)
			 : rootless_begin(&o, NULL, &source_fd, err);
	if (r == 0 && o.to_pc)
		r = restore_onto_look(&o, &b.onto, err);
	if (r == 0)
		r = restore_reckon(&b.how, &b.sum, err);
	if (r == 0)
		r = o.to ? enough_room(&b, err) : open_pc(&b, err);
	if (r == 0)
		r = bring_back(&b, err);
	for (size_t i = 0; i < OPTIONS_FOLDERS_MAX; i++) {
		free(b.folder[i]);
		free(b.file[i]);
	}
	(void)!close_pc(&b, NULL);
	cleanup_close(&b.list);
	cleanup_close(&b.key);
	cleanup_close(&b.how.target);
	cleanup_close(&b.how.session);
	return r;
}
