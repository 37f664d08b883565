/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who may open the folders of each person, those at the top of a drive, and those that are shared.
 * The shared ones stand in SYSTEM by their path; down to the second folder of a drive they are looked
 * for, deeper ones are told as not looked at. */
#include <string.h>

#include "scanners/probes/file_names.h"
#include "scanners/probes/rights_common.h"

#define KIND        FACT_KIND_FOLDER_RIGHTS
#define FOLDERS_MAX 2000u

extern const struct probe probe_folder_rights;

/* The packs, behind the hive. */
enum {
	BLOB_USERS = 1,
	BLOB_PROFILE,
	BLOB_IN_PROFILE,
	BLOB_TOP,
	BLOB_SECOND,
	BLOB_DATA,
	BLOB_END = 8
};

static const char unread[] = N_("because it could not be read who may open a folder");

static void add(const struct probe_input *in, struct facts *out, size_t blob, size_t pos,
		const struct probe_packed *entry, const char *sort, const char *path,
		const char *user)
{
	struct fact_folder_rights *f = FACTS_ADD(out, folder_rights, FOLDER_RIGHTS, "NTFS");
	struct rights r;

	if (!f)
		return;
	f->fact.written = TIME_ABSENT;
	f->fact.replayed = FLAG_NO;
	f->sort = sort;
	f->path = arena_strdup(out->arena, path);
	f->user = user ? arena_strdup(out->arena, user) : NULL;
	if (!entry || !rights_of(in, blob, pos, entry, &r)) {
		hardening_unseen(out, KIND, unread);
		return;
	}
	f->everyone = rights_word(r.everyone);
	f->users = rights_word(r.users);
	f->inherited = r.inherited ? FLAG_YES : FLAG_NO;
	f->named = r.named;
}

/* --- a person's, and the tops of drives ---------------------------------------------------- */
static bool windows_profile(const char *name)
{
	return !strcasecmp(name, "Public") || !strcasecmp(name, "Default") ||
	       !strcasecmp(name, "Default User") || !strcasecmp(name, "All Users") ||
	       !strcasecmp(name, "defaultuser0");
}

/* What the folder is to us; NULL: nothing. */
static const char *sort_of(struct arena *a, size_t blob, const char *path, const char **ret_user)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;

	*ret_user = NULL;
	if (blob == BLOB_TOP)
		return "top";
	/* ":0/name" */
	if (blob == BLOB_DATA)
		return "top";
	if (blob == BLOB_PROFILE) {
		*ret_user = name;
		return windows_profile(name) ? NULL : "profile";
	}
	if (blob != BLOB_IN_PROFILE || !slash)
		return NULL;
	*ret_user =
	    arena_strndup(a, path + strlen("Users/"), (size_t)(slash - path) - strlen("Users/"));
	if (windows_profile(*ret_user))
		return NULL;
	if (!strcasecmp(name, "Desktop"))
		return "desktop";
	return !strcasecmp(name, "Documents") ? "documents" : NULL;
}

static void pack(const struct probe_input *in, struct facts *out, size_t blob)
{
	struct bytes data = in->blob[blob].data;
	struct probe_packed entry;
	struct arena a = { 0 };
	size_t pos = 0, before = 0;
	unsigned n = 0;

	if (!hardening_blob(out, KIND, &in->blob[blob]))
		return;
	for (; probe_pack_next(data, &pos, &a, &entry); before = pos) {
		size_t len = strlen(entry.name);
		const char *path, *sort, *user;

		if (!hardening_whole(out, KIND, &entry) || entry.name[len - 1] != '/')
			continue;
		path = arena_strndup(&a, entry.name, len - 1);
		sort = sort_of(&a, blob, path, &user);
		if (sort && n++ < FOLDERS_MAX)
			add(in, out, blob, before, &entry, sort, path, user);
	}
	arena_done(&a);
	if (n > FOLDERS_MAX)
		hardening_unseen(out, KIND,
				 N_("because there are too many files, or too large ones"));
	if (pos < data.n)
		hardening_unseen(out, KIND, N_("because a file or folder could not be read"));
}

/* --- shares -------------------------------------------------------------------------------- */
struct wanted {
	const char *name; /* folded, '/' between its parts, without the drive */
	bool system;      /* on the drive of Windows */
};

static struct wanted wanted_of(struct arena *a, const char *path)
{
	struct wanted w = { .system = path[0] == 'C' || path[0] == 'c' };
	char *name = arena_strdup(a, path[0] && path[1] == ':' ? path + 2 : path);
	size_t n;

	for (char *c = name; *c; c++)
		if (*c == '\\')
			*c = '/';
	while (*name == '/')
		name++;
	n = strlen(name);
	while (n && name[n - 1] == '/')
		name[--n] = '\0';
	w.name = file_names_fold(a, name);
	return w;
}

/* Looks through the packs for it. True: a fact was added. */
static bool find(const struct probe_input *in, struct facts *out, const struct wanted *w,
		 const char *path)
{
	for (size_t blob = BLOB_USERS; blob < MIN((size_t)BLOB_END, in->n_blobs); blob++) {
		bool on_data = blob >= BLOB_DATA;
		struct probe_packed entry;
		struct arena a = { 0 };
		size_t pos = 0, before = 0;
		bool found = false;

		if (on_data == w->system || in->blob[blob].state != PROBE_BLOB_PRESENT)
			continue;
		while (!found && probe_pack_next(in->blob[blob].data, &pos, &a, &entry)) {
			const char *name = file_names_fold(&a, entry.name);
			const char *rest = on_data ? strchr(name, '/') : NULL;
			size_t n = strlen(w->name);

			name = rest ? rest + 1 : name;
			found = entry.state == PROBE_PACK_WHOLE && n &&
				!strncmp(name, w->name, n) && !strcmp(name + n, "/");
			if (found)
				add(in, out, blob, before, &entry, "share", path, NULL);
			before = pos;
		}
		arena_done(&a);
		if (found)
			return true;
	}
	return false;
}

static void shares(const struct probe_input *in, struct registry *r)
{
	hive_key key = hardening_must(r, KIND, HARDENING_SHARES);
	const char **value;
	size_t n = key ? hive_values(r->hive, key, HARDENING_VALUES_MAX, r->arena, &value) : 0;

	for (size_t i = 0; i < n; i++) {
		struct bytes texts;
		const char *path, *type;
		struct wanted w;

		if (!*value[i] || !hive_strings(r->hive, key, value[i], r->arena, &texts))
			continue;
		path = hardening_share_part(r, texts, "Path");
		type = hardening_share_part(r, texts, "Type");
		if (!path || (type && !strcmp(type, "1")))
			continue;
		w = wanted_of(r->arena, path);
		if (!find(in, r->facts, &w, path))
			add(in, r->facts, 0, 0, NULL, "share", path, NULL);
	}
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	static const size_t own[] = { BLOB_PROFILE, BLOB_IN_PROFILE, BLOB_TOP, BLOB_DATA };
	struct registry r;

	for (size_t i = 0; i < LEN(own); i++)
		if (own[i] < in->n_blobs)
			pack(in, out, own[i]);
	if (registry_open(&r, &probe_folder_rights, in, 0, "SYSTEM", out)) {
		shares(in, &r);
		registry_close(&r);
	}
	rights_seen_in_part(out, KIND);
	return 0;
}

const struct probe probe_folder_rights = {
	.id = "folder-rights",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SYSTEM,
		   { PROBE_WANT_RIGHTS, "Users", 0, true },
		   { PROBE_WANT_RIGHTS, "Users/*", 0, true },
		   { PROBE_WANT_RIGHTS, "Users/*/*", 0, true },
		   { PROBE_WANT_RIGHTS, PROBE_REST "*", 0, true },
		   { PROBE_WANT_RIGHTS, PROBE_REST "*/*", 0, true },
		   { PROBE_WANT_RIGHTS, PROBE_DATA "*", 0, true },
		   { PROBE_WANT_RIGHTS, PROBE_DATA "*/*", 0, true } },
	.gives = { FACT_KIND_FOLDER_RIGHTS, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
