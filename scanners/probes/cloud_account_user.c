/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cloud stores that a user has connected. Whose account it is, is not read: only of which kind. */
#include "scanners/probes/registry.h"

#define ACCOUNTS     "Software\\Microsoft\\OneDrive\\Accounts"
#define CHILDREN_MAX ((size_t)50)

extern const struct probe probe_cloud_account_user;

static const struct {
	const char *product, *path, *value;
} others[] = {
	{ "dropbox", "Software\\Dropbox\\ks\\client", NULL },
	{ "dropbox", "Software\\Dropbox", "InstallPath" },
	{ "google-drive", "Software\\Google\\DriveFS\\Share", NULL },
	{ "google-drive", "Software\\Google\\DriveFS", NULL },
	{ "google-drive", "Software\\Google\\Drive", "Path" },
	{ "icloud", "Software\\Apple Inc.\\iCloud", NULL },
	{ "box", "Software\\Box\\Box\\preferences", NULL },
};

static void add(struct registry *r, const struct probe_input *in, const char *path, hive_key key,
		const char *product, const char *account)
{
	struct fact_cloud_account *f = REGISTRY_FACT(r, cloud_account, CLOUD_ACCOUNT, path, key);

	if (!f)
		return;
	f->product = product;
	f->account = account;
	f->user = in->user ? arena_strdup(r->arena, in->user->name) : NULL;
}

/* Windows makes the keys Personal and Business1 for everybody; one with a folder is connected. */
static void add_onedrive(struct registry *r, const struct probe_input *in)
{
	hive_key top = registry_find(r, ACCOUNTS), *child;
	size_t n = top ? hive_children(r->hive, top, CHILDREN_MAX, r->arena, &child) : 0;

	for (size_t i = 0; i < n; i++) {
		const char *name = hive_key_name(r->hive, child[i], r->arena);

		if (!name || !registry_text(r, child[i], "UserFolder"))
			continue;
		add(r, in, ACCOUNTS, child[i], "onedrive",
		    strncasecmp(name, "Business", 8) ? "personal" : "business");
	}
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const char *last = "";
	struct registry r;

	if (!registry_open(&r, &probe_cloud_account_user, in, 0, "HKCU", out))
		return 0;
	add_onedrive(&r, in);
	for (size_t i = 0; i < LEN(others); i++) {
		hive_key key = registry_find(&r, others[i].path);

		if (!key || !strcmp(last, others[i].product) ||
		    (others[i].value && !registry_text(&r, key, others[i].value)))
			continue;
		last = others[i].product;
		add(&r, in, others[i].path, key, others[i].product, "unknown");
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_cloud_account_user = {
	.id = "cloud-account-user",
	.targets = TARGET_WINDOWS,
	.files = { WANT_USER },
	.gives = { FACT_KIND_CLOUD_ACCOUNT, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
