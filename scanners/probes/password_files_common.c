/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See password_files.h. */
#include "scanners/probes/file_names.h"
#include "scanners/probes/password_files.h"

void password_files_count(struct facts *out, const struct probe_blob *blob, const char *place,
			  const char *user)
{
	int64_t count = 0, open = 0, written = TIME_ABSENT;
	struct fact_password_files *f;
	struct probe_packed file;
	struct arena names = { 0 };
	size_t pos = 0;

	if (!hardening_blob(out, FACT_KIND_PASSWORD_FILES, blob))
		return;
	while (probe_pack_next(blob->data, &pos, &names, &file)) {
		const char *slash = strrchr(file.name, '/');
		enum file_names_kind kind;

		if (!hardening_whole(out, FACT_KIND_PASSWORD_FILES, &file))
			continue;
		kind = file_names_passwords(&names, slash ? slash + 1 : file.name);
		count += kind != FILE_NAMES_OTHER;
		open += kind == FILE_NAMES_OPEN;
		if (kind != FILE_NAMES_OTHER)
			written = MAX(written, file.modified);
	}
	arena_done(&names);
	if (pos < blob->data.n)
		hardening_unseen(out, FACT_KIND_PASSWORD_FILES,
				 N_("because a file or folder could not be read"));
	f = count ? FACTS_ADD(out, password_files, PASSWORD_FILES, "Users") : NULL;
	if (!f)
		return;
	f->fact.written = written;
	f->fact.replayed = FLAG_NO;
	f->place = place;
	f->user = user;
	f->count = count;
	f->open = open;
}
