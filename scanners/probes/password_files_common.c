/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See password_files.h. */
#include "scanners/probes/file_names.h"
#include "scanners/probes/password_files.h"
#include "scanners/probes/personal_names.h"
#include "scanners/probes/rights_common.h"
#include "scanners/readers/locked.h"

#define LOOKED_AT_MAX 200 /* files of a place and sort whose outside is looked at */

struct look {
	const struct probe_input *in;
	size_t blob, place; /* place: of the file in its pack */
};

static bool read_piece(void *arg, uint64_t offset, size_t n, struct bytes *ret)
{
	const struct look *l = arg;
	enum probe_piece_state state = probe_piece_of(l->in, l->blob, l->place, offset, n, ret);

	return state == PROBE_PIECE_WHOLE && ret->n > 0;
}

static enum locked look(const struct probe_input *in, size_t blob, size_t place,
			const struct probe_packed *file)
{
	struct look l = { in, blob, place };
	struct locked_file f = { file->size, read_piece, &l };

	return locked_of(&f);
}

struct tally {
	int64_t count, open, locked, looked, written;
};

struct walk {
	const struct probe_input *in;
	struct facts *out;
	size_t blob;
	/* numbers: those of personal that are named as My Numbers, and no others. */
	struct tally passwords, personal, numbers;
};

/* Each sort has a ceiling of its own: many of one leave no other unseen. */
static void take(const struct walk *w, size_t place, const struct probe_packed *file, bool lockable,
		 struct tally *t)
{
	enum locked l = lockable ? LOCKED_UNKNOWN : LOCKED_NO;

	if (lockable && t->looked++ < LOOKED_AT_MAX)
		l = look(w->in, w->blob, place, file);
	t->count++;
	t->open += l == LOCKED_NO;
	t->locked += l == LOCKED_YES;
	t->written = MAX(t->written, file->modified);
}

static void one(struct walk *w, struct arena *names, size_t place, const struct probe_packed *file)
{
	const char *slash = strrchr(file->name, '/'), *name = slash ? slash + 1 : file->name;
	enum file_names_kind kind = file_names_passwords(names, name);
	enum personal_names_kind personal;
	bool lockable;

	if (kind != FILE_NAMES_OTHER)
		take(w, place, file, kind != FILE_NAMES_OPEN, &w->passwords);
	personal = personal_names_kind(names, name, &lockable);
	if (personal != PERSONAL_NAMES_OTHER)
		take(w, place, file, lockable,
		     personal == PERSONAL_NAMES_NUMBERS ? &w->numbers : &w->personal);
}

static void add_passwords(struct facts *out, const struct tally *t, const char *place,
			  const char *user)
{
	struct fact_password_files *f =
	    t->count ? FACTS_ADD(out, password_files, PASSWORD_FILES, "Users") : NULL;

	if (!f)
		return;
	f->fact.written = t->written;
	f->fact.replayed = FLAG_NO;
	f->place = place;
	f->user = user;
	f->count = t->count;
	f->open = t->open;
	f->locked = t->locked;
}

static void add_personal(struct facts *out, const struct tally *t, const struct tally *numbers,
			 const char *place, const char *user)
{
	struct fact_personal_files *f =
	    t->count + numbers->count ? FACTS_ADD(out, personal_files, PERSONAL_FILES, "Users")
				      : NULL;

	if (!f)
		return;
	f->fact.written = MAX(t->written, numbers->written);
	f->fact.replayed = FLAG_NO;
	f->place = place;
	f->user = user;
	f->count = t->count + numbers->count;
	f->open = t->open + numbers->open;
	f->locked = t->locked + numbers->locked;
	f->numbers = numbers->count;
	f->numbers_open = numbers->open;
}

static void unseen(struct facts *out, const char *because)
{
	hardening_unseen(out, FACT_KIND_PASSWORD_FILES, because);
	hardening_unseen(out, FACT_KIND_PERSONAL_FILES, because);
}

void password_files_count(const struct probe_input *in, struct facts *out, size_t i,
			  const char *place, const char *user)
{
	static const struct tally none = { .written = TIME_ABSENT };
	const struct probe_blob *blob = &in->blob[i];
	struct walk w = { in, out, i, none, none, none };
	struct probe_packed file;
	struct arena names = { 0 };
	size_t pos = 0;
	bool there = hardening_blob(out, FACT_KIND_PASSWORD_FILES, blob);

	if (!hardening_blob(out, FACT_KIND_PERSONAL_FILES, blob) || !there)
		return;
	for (size_t n = 0; probe_pack_next(blob->data, &pos, &names, &file); n++) {
		bool whole = hardening_whole(out, FACT_KIND_PASSWORD_FILES, &file);

		if (hardening_whole(out, FACT_KIND_PERSONAL_FILES, &file) && whole)
			one(&w, &names, n, &file);
	}
	arena_done(&names);
	if (pos < blob->data.n)
		unseen(out, N_("because a file or folder could not be read"));
	add_passwords(out, &w.passwords, place, user);
	add_personal(out, &w.personal, &w.numbers, place, user);
	/* What was noted before the facts came: a broken end hides none that was found. */
	rights_seen_in_part(out, FACT_KIND_PASSWORD_FILES);
	rights_seen_in_part(out, FACT_KIND_PERSONAL_FILES);
}
