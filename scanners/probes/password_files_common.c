/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See password_files.h. */
#include "scanners/probes/file_names.h"
#include "scanners/probes/password_files.h"
#include "scanners/readers/locked.h"

#define LOOKED_AT_MAX 200u /* files of a place whose outside is looked at */

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
	int64_t count, open, locked, written;
};

static void take(const struct probe_input *in, size_t blob, size_t place,
		 const struct probe_packed *file, enum file_names_kind kind, struct tally *t)
{
	enum locked l = LOCKED_UNKNOWN;

	if (kind == FILE_NAMES_OPEN)
		l = LOCKED_NO;
	else if (t->count < LOOKED_AT_MAX)
		l = look(in, blob, place, file);
	t->count++;
	t->open += l == LOCKED_NO;
	t->locked += l == LOCKED_YES;
	t->written = MAX(t->written, file->modified);
}

void password_files_count(const struct probe_input *in, struct facts *out, size_t i,
			  const char *place, const char *user)
{
	const struct probe_blob *blob = &in->blob[i];
	struct tally t = { .written = TIME_ABSENT };
	struct fact_password_files *f;
	struct probe_packed file;
	struct arena names = { 0 };
	size_t pos = 0;

	if (!hardening_blob(out, FACT_KIND_PASSWORD_FILES, blob))
		return;
	for (size_t n = 0; probe_pack_next(blob->data, &pos, &names, &file); n++) {
		const char *slash = strrchr(file.name, '/');
		enum file_names_kind kind;

		if (!hardening_whole(out, FACT_KIND_PASSWORD_FILES, &file))
			continue;
		kind = file_names_passwords(&names, slash ? slash + 1 : file.name);
		if (kind != FILE_NAMES_OTHER)
			take(in, i, n, &file, kind, &t);
	}
	arena_done(&names);
	if (pos < blob->data.n)
		hardening_unseen(out, FACT_KIND_PASSWORD_FILES,
				 N_("because a file or folder could not be read"));
	f = t.count ? FACTS_ADD(out, password_files, PASSWORD_FILES, "Users") : NULL;
	if (!f)
		return;
	f->fact.written = t.written;
	f->fact.replayed = FLAG_NO;
	f->place = place;
	f->user = user;
	f->count = t.count;
	f->open = t.open;
	f->locked = t.locked;
}
