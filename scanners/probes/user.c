/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who has a profile on this Windows: SOFTWARE\...\ProfileList, and the folders that it does not
 * know (any longer). */
#include "scanners/probes/registry.h"

#define PROFILES     "Microsoft\\Windows NT\\CurrentVersion\\ProfileList"
#define PROFILES_MAX ((size_t)1000)

extern const struct probe probe_user;

/* People's accounts: of the machine or a domain, or of Entra. */
static bool is_person(const char *sid)
{
	return !strncmp(sid, "S-1-5-21-", 9) || !strncmp(sid, "S-1-12-1-", 9);
}

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '\\');

	return slash ? slash + 1 : path;
}

static void add_profile(struct registry *r, hive_key key)
{
	const char *sid = hive_key_name(r->hive, key, r->arena);
	const char *path = registry_text(r, key, "ProfileImagePath");
	struct fact_user *f;
	int64_t loaded;

	if (!sid || !is_person(sid))
		return;
	f = REGISTRY_FACT(r, user, USER, PROFILES, key);
	if (!f)
		return;
	f->sid = sid;
	f->profile = path ? last_part(path) : NULL;
	f->name = f->profile;
	f->last_used =
	    registry_time_halves(r, key, "LocalProfileUnloadTimeHigh", "LocalProfileUnloadTimeLow");
	loaded =
	    registry_time_halves(r, key, "LocalProfileLoadTimeHigh", "LocalProfileLoadTimeLow");
	if (loaded != TIME_ABSENT && (f->last_used == TIME_ABSENT || loaded > f->last_used))
		f->last_used = loaded;
}

static bool is_known(const struct facts *out, const char *folder)
{
	for (size_t i = 0; i < facts_count(out, FACT_KIND_USER); i++) {
		const struct fact_user *f = FACTS_AT(out, user, USER, i);

		if (f->profile && !strcasecmp(f->profile, folder))
			return true;
	}
	return false;
}

/* Folders that are no one's. */
static bool is_common(const char *folder)
{
	static const char *const common[] = { "Public", "Default", "Default User", "All Users",
					      "defaultuser0" };

	for (size_t i = 0; i < LEN(common); i++)
		if (!strcasecmp(common[i], folder))
			return true;
	return false;
}

static void add_folders(const struct probe_blob *blob, struct facts *out)
{
	struct probe_entry entry;
	size_t pos = 0;

	if (blob->state != PROBE_BLOB_PRESENT)
		return;
	while (probe_list_next(blob->data, &pos, out->arena, &entry)) {
		struct fact_user *f;

		if (entry.type != 'd' || is_common(entry.name) || is_known(out, entry.name))
			continue;
		f = FACTS_ADD(out, user, USER, "Users");
		if (!f)
			return;
		f->fact.replayed = FLAG_NO;
		f->name = entry.name;
		f->profile = entry.name;
	}
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	hive_key key, *child;
	struct registry r;

	if (registry_open(&r, &probe_user, in, 0, "SOFTWARE", out)) {
		key = registry_must(&r, PROFILES);
		if (key) {
			size_t n = hive_children(r.hive, key, PROFILES_MAX, r.arena, &child);

			for (size_t i = 0; i < n; i++)
				add_profile(&r, child[i]);
		}
		registry_close(&r);
	}
	if (in->n_blobs > 1)
		add_folders(&in->blob[1], out);
	probe_settle(&probe_user, out);
	return 0;
}

const struct probe probe_user = {
	.id = "user",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE, { PROBE_WANT_LIST, "Users", 0, true } },
	.gives = { FACT_KIND_USER, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
