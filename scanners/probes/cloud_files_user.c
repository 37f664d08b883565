/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many files of a user's cloud folders have their data on this disk. Counted by the reader, so
 * that no name of a file comes here; the registry tells of folders that lie elsewhere, which are not
 * counted. */
#include "scanners/probes/hardening.h"

#define ACCOUNTS     "Software\\Microsoft\\OneDrive\\Accounts"
#define SYNCED       "Software\\SyncEngines\\Providers\\OneDrive"
#define CHILDREN_MAX ((size_t)200)

extern const struct probe probe_cloud_files_user;

static int64_t number(uint64_t n)
{
	return (int64_t)MIN(n, (uint64_t)INT64_MAX);
}

static void add(struct facts *out, const char *user, const struct probe_cloud *c)
{
	struct fact_cloud_files *f = FACTS_ADD(out, cloud_files, CLOUD_FILES, "Users");

	if (!f)
		return;
	f->fact.replayed = FLAG_NO;
	f->user = user;
	f->folder = c->name;
	f->here = number(c->here);
	f->here_bytes = number(c->here_bytes);
	f->away = number(c->away);
	f->away_bytes = number(c->away_bytes);
	f->folders_away = number(c->folders_away);
}

static void count(struct facts *out, const char *user, const struct probe_blob *blob)
{
	const char *why = NULL;
	struct probe_cloud c;
	size_t pos = 0;

	if (!hardening_blob(out, FACT_KIND_CLOUD_FILES, blob))
		return;
	while (probe_cloud_next(blob->data, &pos, out->arena, &c)) {
		if (c.here || c.away || c.folders_away)
			add(out, user, &c);
		if (c.unknown)
			why = N_("because a folder that was copied or mounted does not show which "
				 "files are only in the cloud");
		else if (c.unread)
			why = N_("because a file or folder could not be read");
		else if (c.cut)
			why = N_("because there are too many files, or too large ones");
	}
	if (pos < blob->data.n)
		why = N_("because a file or folder could not be read");
	if (why)
		hardening_unseen(out, FACT_KIND_CLOUD_FILES, why);
}

/* "C:\Users\name\OneDrive" below the profile "Users/name"? */
static bool in_profile(const char *path, const char *profile)
{
	static const char variable[] = "%UserProfile%\\";
	size_t i = 0;

	if (!strncasecmp(path, variable, sizeof(variable) - 1))
		return true;
	if (!path[0] || path[1] != ':' || path[2] != '\\')
		return false;
	for (path += 3; profile[i]; i++)
		if (profile[i] == '/' ? path[i] != '\\'
				      : strncasecmp(path + i, profile + i, 1) != 0)
			return false;
	return path[i] == '\\' && path[i + 1];
}

static void places(struct registry *r, const char *profile, const char *list, const char *value)
{
	hive_key top = registry_find(r, list), *child;
	size_t n = top ? hive_children(r->hive, top, CHILDREN_MAX, r->arena, &child) : 0;

	for (size_t i = 0; i < n; i++) {
		const char *path = registry_text(r, child[i], value);

		if (path && !in_profile(path, profile))
			hardening_unseen(r->facts, FACT_KIND_CLOUD_FILES,
					 N_("because a cloud folder lies outside of its user's own "
					    "folder"));
	}
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const char *user = in->user ? arena_strdup(out->arena, in->user->name) : NULL;
	struct registry r;

	if (!in->user || in->n_blobs < 2)
		return 0;
	count(out, user, &in->blob[0]);
	if (!registry_open(&r, &probe_cloud_files_user, in, 1, "HKCU", out))
		return 0;
	places(&r, in->user->profile, ACCOUNTS, "UserFolder");
	places(&r, in->user->profile, SYNCED, "MountPoint");
	registry_close(&r);
	return 0;
}

const struct probe probe_cloud_files_user = {
	.id = "cloud-files-user",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_CLOUD, "{user}", 0, false }, WANT_USER },
	.gives = { FACT_KIND_CLOUD_FILES, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
