/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Notes on the screen (Sticky Notes): how many a user has. Their text is never asked for. The newest
 * ones may still lie in the second file of the database: then the number is not told as none. */
#include <string.h>

#include "scanners/probes/hardening.h"
#include "scanners/readers/logins.h"

#define KIND FACT_KIND_STICKY_NOTES
#define NOTES                                                                                      \
	"{user}/AppData/Local/Packages/Microsoft.MicrosoftStickyNotes_*/LocalState/plum.sqlite*"
#define OLD "{user}/AppData/Roaming/Microsoft/Sticky Notes/StickyNotes.snt"

extern const struct probe probe_sticky_notes;

static const char unread[] = N_("because a file or folder could not be read");

static bool ends(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n >= m && !strcasecmp(name + n - m, end);
}

static void add(struct facts *out, const char *user, int64_t notes)
{
	struct fact_sticky_notes *f = FACTS_ADD(out, sticky_notes, STICKY_NOTES, "Sticky Notes");

	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->user = user;
	f->notes = notes;
}

static void databases(struct facts *out, const struct probe_blob *blob, const char *user)
{
	int64_t notes = 0, one;
	bool behind = false, any = false;
	struct probe_packed file;
	struct arena names = { 0 };
	struct err err = { 0 };
	size_t pos = 0;

	if (!hardening_blob(out, KIND, blob))
		return;
	while (probe_pack_next(blob->data, &pos, &names, &file)) {
		behind |= ends(file.name, "-wal") && file.size > 0;
		if (!ends(file.name, "plum.sqlite") || !hardening_whole(out, KIND, &file))
			continue;
		if (logins_notes(file.data, &one, &err) < 0)
			hardening_unseen(out, KIND, unread);
		else
			notes += one;
		any = true;
	}
	arena_done(&names);
	if (pos < blob->data.n)
		hardening_unseen(out, KIND, unread);
	if (any && (notes || behind))
		add(out, user, notes ? notes : NUMBER_ABSENT);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const char *user = in->user ? arena_strdup(out->arena, in->user->name) : NULL;

	if (in->n_blobs > 0)
		databases(out, &in->blob[0], user);
	/* The old program's file is there only when there was a note. */
	if (in->n_blobs > 1 && hardening_blob(out, KIND, &in->blob[1]))
		add(out, user, NUMBER_ABSENT);
	return 0;
}

const struct probe probe_sticky_notes = {
	.id = "sticky-notes",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_TREE, NOTES, (uint64_t)16 << 20, true },
		   { PROBE_WANT_HEAD, OLD, 512, true } },
	.gives = { KIND, FACT_KIND_NONE },
	.on_consent = PROBE_CONSENT_NAMES,
	.run = PROBE_RUN(run),
};
