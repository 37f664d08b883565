/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a user's data files of Outlook (.pst) are protected. Only a few pages of each are asked for, and
 * no mail; an .ost is not opened: its key is the account's. */
#include "scanners/probes/hardening.h"
#include "scanners/readers/pst.h"

#define FILES_MAX 64u /* of a user */

extern const struct probe probe_mail_data;

struct source {
	const struct probe_input *in;
	size_t blob, file;
};

static bool read_piece(void *arg, uint64_t offset, size_t n, void *to)
{
	const struct source *s = arg;
	struct bytes b;

	if (probe_piece_of(s->in, s->blob, s->file, offset, n, &b) != PROBE_PIECE_WHOLE || b.n < n)
		return false;
	memcpy(to, b.p, n);
	return true;
}

static const char *form_name(enum pst_form form)
{
	switch (form) {
	case PST_ANSI: return "ansi";
	case PST_UNICODE: return "unicode";
	case PST_OTHER: break;
	}
	return "other";
}

static const char *method_name(enum pst_method method)
{
	switch (method) {
	case PST_METHOD_NONE: return "none";
	case PST_METHOD_PERMUTE: return "permute";
	case PST_METHOD_CYCLIC: return "cyclic";
	case PST_METHOD_PROTECTED: return "protected";
	case PST_METHOD_UNKNOWN: break;
	}
	return "unknown";
}

/* False: not all could be told of it. */
static bool look(struct source *s, const struct probe_packed *file, const char *user,
		 struct facts *out)
{
	struct pst_source source = { read_piece, s, file->size };
	struct fact_mail_data *f;
	struct err err = { 0 };
	struct pst p;

	if (pst_read(&source, &p, &err) < 0)
		return false;
	f = FACTS_ADD(out, mail_data, MAIL_DATA, "Users");
	if (!f)
		return false;
	f->fact.written = file->modified;
	f->fact.replayed = FLAG_NO;
	f->user = user;
	f->form = form_name(p.form);
	f->method = method_name(p.method);
	if (p.password != PST_PASSWORD_UNKNOWN)
		f->password = p.password == PST_PASSWORD_YES ? FLAG_YES : FLAG_NO;
	f->bytes = (int64_t)MIN(file->size, (uint64_t)1 << 50);
	return p.password != PST_PASSWORD_UNKNOWN || p.method == PST_METHOD_PROTECTED;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const char *user = in->user ? arena_strdup(out->arena, in->user->name) : NULL;
	struct arena names = { 0 };
	const char *why = NULL;
	unsigned files = 0;

	for (size_t i = 0; i < in->n_blobs; i++) {
		struct source s = { in, i, 0 };
		struct probe_packed file;
		size_t pos = 0;

		if (!hardening_blob(out, FACT_KIND_MAIL_DATA, &in->blob[i]))
			continue;
		for (; probe_pack_next(in->blob[i].data, &pos, &names, &file); s.file++) {
			if (!hardening_whole(out, FACT_KIND_MAIL_DATA, &file))
				continue;
			if (files++ >= FILES_MAX)
				why = N_("because there are too many files, or too large ones");
			else if (!look(&s, &file, user, out))
				why = N_("because a data file of Outlook could not be looked "
					 "into");
		}
		if (pos < in->blob[i].data.n)
			why = N_("because a file or folder could not be read");
	}
	if (why)
		hardening_unseen(out, FACT_KIND_MAIL_DATA, why);
	probe_settle(&probe_mail_data, out);
	arena_done(&names);
	return 0;
}

const struct probe probe_mail_data = {
	.id = "mail-data",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_MANY, "{user}/AppData/Local/Microsoft/Outlook/*.pst", 0, true },
		   { PROBE_WANT_MANY, "{user}/Documents/Outlook*/*.pst", 0, true },
		   { PROBE_WANT_MANY, "{user}/OneDrive*/*/Outlook*/*.pst", 0, true } },
	.gives = { FACT_KIND_MAIL_DATA, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
