/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mail that is kept on this PC: which programs' stores, how many files, how large. Nothing is
 * opened. */
#include "scanners/probes/hardening.h"

#define ROAMING "{user}/AppData/Roaming/"

extern const struct probe probe_local_mail;

static const char *const programs[] = { "outlook",     "outlook",     "outlook",
					"thunderbird", "thunderbird", "becky" };

struct sum {
	int64_t files, bytes, newest;
};

static void count(struct facts *out, const struct probe_blob *blob, struct sum *s)
{
	struct probe_packed file;
	struct arena names = { 0 };
	size_t pos = 0;

	if (!hardening_blob(out, FACT_KIND_MAIL_STORE, blob))
		return;
	while (probe_pack_next(blob->data, &pos, &names, &file)) {
		if (!hardening_whole(out, FACT_KIND_MAIL_STORE, &file))
			continue;
		s->files++;
		s->bytes += (int64_t)MIN(file.size, (uint64_t)1 << 50);
		s->newest = MAX(s->newest, file.modified);
	}
	arena_done(&names);
	if (pos < blob->data.n)
		hardening_unseen(out, FACT_KIND_MAIL_STORE,
				 N_("because a file or folder could not be read"));
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const char *user = in->user ? arena_strdup(out->arena, in->user->name) : NULL;
	struct sum s = { .newest = TIME_ABSENT };

	for (size_t i = 0; i < MIN(LEN(programs), in->n_blobs); i++) {
		struct fact_mail_store *f;

		count(out, &in->blob[i], &s);
		if (i + 1 < LEN(programs) && !strcmp(programs[i], programs[i + 1]))
			continue;
		f = s.files ? FACTS_ADD(out, mail_store, MAIL_STORE, "Users") : NULL;
		if (f) {
			f->fact.written = s.newest;
			f->fact.replayed = FLAG_NO;
			f->program = programs[i];
			f->user = user;
			f->files = s.files;
			f->bytes = s.bytes;
		}
		s = (struct sum){ .newest = TIME_ABSENT };
	}
	return 0;
}

const struct probe probe_local_mail = {
	.id = "local-mail",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_NAMES, "{user}/AppData/Local/Microsoft/Outlook/*.*st", 0, true },
		   { PROBE_WANT_NAMES, "{user}/Documents/Outlook*/*.pst", 0, true },
		   { PROBE_WANT_NAMES, "{user}/OneDrive*/*/Outlook*/*.pst", 0, true },
		   { PROBE_WANT_NAMES, ROAMING "Thunderbird/Profiles/*/Mail/**", 0, true },
		   { PROBE_WANT_NAMES, ROAMING "Thunderbird/Profiles/*/ImapMail/**", 0, true },
		   { PROBE_WANT_NAMES, ROAMING "RimArts/B2/**", 0, true } },
	.gives = { FACT_KIND_MAIL_STORE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
