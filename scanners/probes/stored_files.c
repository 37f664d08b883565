/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Connections that a user keeps as files: remote desktop (.rdp), and Windows' own list, whose entries
 * are locked with the user's password. Only counted. */
#include "scanners/probes/hardening.h"

#define LIST(place)                                                                                \
	{                                                                                          \
		PROBE_WANT_LIST, "{user}/AppData/" place "/Microsoft/Credentials", 0, true         \
	}
#define NAMES(place)                                                                               \
	{                                                                                          \
		PROBE_WANT_NAMES, "{user}/" place "/*.rdp", 0, true                                \
	}

extern const struct probe probe_stored_files;

static int64_t count_names(struct facts *out, const struct probe_blob *blob)
{
	struct probe_packed file;
	size_t pos = 0;
	int64_t n = 0;

	if (!hardening_blob(out, FACT_KIND_STORED_SESSION, blob))
		return 0;
	while (probe_pack_next(blob->data, &pos, out->arena, &file)) {
		const char *slash = strrchr(file.name, '/');

		/* Windows makes Default.rdp by itself when somebody connects once. */
		if (hardening_whole(out, FACT_KIND_STORED_SESSION, &file) &&
		    strcasecmp(slash ? slash + 1 : file.name, "Default.rdp"))
			n++;
	}
	if (pos < blob->data.n)
		hardening_unseen(out, FACT_KIND_STORED_SESSION,
				 N_("because a file or folder could not be read"));
	return n;
}

/* Entries are named by 32 digits and letters. */
static int64_t count_list(struct facts *out, const struct probe_blob *blob)
{
	struct probe_entry entry;
	size_t pos = 0;
	int64_t n = 0;

	if (!hardening_blob(out, FACT_KIND_STORED_SESSION, blob))
		return 0;
	while (probe_list_next(blob->data, &pos, out->arena, &entry))
		n += entry.type == 'f' && strlen(entry.name) == 32;
	if (pos < blob->data.n)
		hardening_unseen(out, FACT_KIND_STORED_SESSION,
				 N_("because a file or folder could not be read"));
	return n;
}

static void add(struct facts *out, const char *program, const char *user, int64_t count)
{
	struct fact_stored_session *f;

	if (!count)
		return;
	f = FACTS_ADD(out, stored_session, STORED_SESSION, "Users");
	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->program = program;
	f->user = user;
	f->count = count;
	f->open = 0;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const char *user = in->user ? arena_strdup(out->arena, in->user->name) : NULL;

	if (in->n_blobs < 4)
		return 0;
	add(out, "remote-desktop", user,
	    count_names(out, &in->blob[0]) + count_names(out, &in->blob[1]));
	add(out, "windows", user, count_list(out, &in->blob[2]) + count_list(out, &in->blob[3]));
	return 0;
}

const struct probe probe_stored_files = {
	.id = "stored-files",
	.targets = TARGET_WINDOWS,
	.files = { NAMES("Desktop"), NAMES("Documents"), LIST("Local"), LIST("Roaming") },
	.gives = { FACT_KIND_STORED_SESSION, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
