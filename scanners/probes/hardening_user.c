/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Out of a user's NTUSER.DAT and profile: how folders are shown, macros, ways around for the
 * browser, stored connections, folders in the cloud, File History. */
#include "scanners/probes/hardening.h"
#include "scanners/probes/startup_common.h"

#define WINDOWS       "Software\\Microsoft\\Windows\\CurrentVersion"
#define OFFICE        "Software\\Microsoft\\Office"
#define POLICIES      "Software\\Policies\\Microsoft\\Office"
#define NT            "Software\\Microsoft\\Windows NT\\CurrentVersion"
#define CONFIGURATION "{user}/AppData/Local/Microsoft/Windows/FileHistory/Configuration"
#define VERSIONS_MAX  ((size_t)50)

extern const struct probe probe_hardening_user;

static void hardening_user_view(struct registry *r, const char *user)
{
	static const char path[] = WINDOWS "\\Explorer\\Advanced";
	hive_key key = registry_find(r, path);
	struct fact_folder_view *f = REGISTRY_FACT(r, folder_view, FOLDER_VIEW, path, key);

	if (!f)
		return;
	f->user = user;
	f->endings_hidden = registry_flag(r, key, "HideFileExt");
}

/* --- macros -------------------------------------------------------------------------------- */
static const char *const applications[] = { "Word", "Excel", "PowerPoint", "Access" };

/* Trusted folders on the network, or where every user may write. */
static int64_t open_places(struct registry *r, hive_key security)
{
	hive_key places = security ? hive_find(r->hive, security, "Trusted Locations") : 0, *child;
	size_t n = places ? hive_children(r->hive, places, VERSIONS_MAX, r->arena, &child) : 0;
	int64_t open = 0;

	for (size_t i = 0; i < n; i++) {
		const char *path = registry_text(r, child[i], "Path");
		const char *area = path ? startup_area(r->arena, path) : "system";

		open += path && (!strncmp(path, "\\\\", 2) || !strcmp(area, "public") ||
				 !strcmp(area, "temporary"));
	}
	return open;
}

static void add_macros(struct registry *r, const char *user, const char *version,
		       const char *application)
{
	const char *path =
	    arena_printf(r->arena, OFFICE "\\%s\\%s\\Security", version, application);
	const char *over =
	    arena_printf(r->arena, POLICIES "\\%s\\%s\\Security", version, application);
	hive_key key = registry_find(r, path), policy = registry_find(r, over);
	struct fact_office_macros *f;

	if (!registry_find(r, arena_printf(r->arena, OFFICE "\\%s\\%s", version, application)))
		return;
	f = REGISTRY_FACT(r, office_macros, OFFICE_MACROS, path, key);
	if (!f)
		return;
	f->application = application;
	f->version = version;
	f->user = user;
	f->warnings = registry_number(r, policy, "VBAWarnings");
	if (f->warnings == NUMBER_ABSENT)
		f->warnings = registry_number(r, key, "VBAWarnings");
	f->block_internet = flag_over(registry_flag(r, policy, "blockcontentexecutionfrominternet"),
				      registry_flag(r, key, "blockcontentexecutionfrominternet"));
	f->open_places = open_places(r, key);
}

static void hardening_user_macros(struct registry *r, const char *user)
{
	hive_key office = registry_find(r, OFFICE), *child;
	size_t n = office ? hive_children(r->hive, office, VERSIONS_MAX, r->arena, &child) : 0;

	for (size_t i = 0; i < n; i++) {
		const char *version = hive_key_name(r->hive, child[i], r->arena);

		if (!version || !strchr("0123456789", version[0]) || !strchr(version, '.'))
			continue;
		for (size_t k = 0; k < LEN(applications); k++)
			add_macros(r, user, version, applications[k]);
	}
}

/* --- ways around --------------------------------------------------------------------------- */
static void add_detour(struct registry *r, const char *path, hive_key key, const char *user,
		       const char *kind, const char *value)
{
	struct fact_detour *f = REGISTRY_FACT(r, detour, DETOUR, path, key);

	if (!f)
		return;
	f->sort = kind;
	f->user = user;
	f->value = value;
	f->local = !strncmp(value, "127.", 4) || strstr(value, "=127.") ||
			   !strncasecmp(value, "localhost", 9)
		       ? FLAG_YES
		       : FLAG_NO;
}

static void hardening_user_detours(struct registry *r, const char *user)
{
	static const char path[] = WINDOWS "\\Internet Settings";
	hive_key key = registry_find(r, path);
	const char *server = registry_text(r, key, "ProxyServer");
	const char *script = registry_text(r, key, "AutoConfigURL");

	if (server && registry_flag(r, key, "ProxyEnable") == FLAG_YES)
		add_detour(r, path, key, user, "server", server);
	if (script)
		add_detour(r, path, key, user, "script", script);
}

/* A shell of this user's own instead of Windows' desktop. */
static void user_shell(struct registry *r)
{
	static const char path[] = NT "\\Winlogon";
	hive_key key = registry_find(r, path);
	const char *shell = registry_text(r, key, "Shell");
	struct fact_hijack *f;

	if (!shell || !strcasecmp(shell, "explorer.exe"))
		return;
	f = REGISTRY_FACT(r, hijack, HIJACK, path, key);
	if (!f)
		return;
	f->place = "shell";
	f->name = "Shell";
	f->program = startup_program(r->arena, shell);
}

/* --- folders in the cloud ------------------------------------------------------------------ */
static void hardening_user_cloud(struct registry *r, const char *user)
{
	static const char path[] = WINDOWS "\\Explorer\\User Shell Folders";
	static const char *const folder[] = { "Desktop", "Personal", "My Pictures" };
	hive_key key = registry_find(r, path);
	struct fact_cloud_folders *f;
	int64_t n = 0;

	for (size_t i = 0; i < LEN(folder); i++) {
		const char *at = registry_text(r, key, folder[i]);

		n += at && strcasestr(at, "\\OneDrive");
	}
	f = REGISTRY_FACT(r, cloud_folders, CLOUD_FOLDERS, path, key);
	if (!f)
		return;
	f->user = user;
	f->folders = n;
}

/* --- File History -------------------------------------------------------------------------- */
/* Its settings name a target; the newest of what the registry says and of the catalogue's own time
 * is the last copy, because Windows sets the former to zero between two copies. */
static void file_history(struct registry *r, const struct probe_blob *list, const char *user)
{
	static const char path[] = WINDOWS "\\FileHistory";
	hive_key key = registry_find(r, path);
	int64_t at = registry_time(r, key, "ProtectedUpToTime");
	struct fact_backup_trace *f;
	struct probe_entry entry;
	bool set_up = at != TIME_ABSENT, catalogue = false;
	size_t pos = 0;

	if (hardening_blob(r->facts, FACT_KIND_BACKUP_TRACE, list))
		while (probe_list_next(list->data, &pos, r->arena, &entry)) {
			set_up |= !strncasecmp(entry.name, "Config", 6);
			if (strncasecmp(entry.name, "Catalog", 7) || entry.modified <= at)
				continue;
			at = entry.modified;
			catalogue = true;
		}
	if (!set_up)
		return;
	f = REGISTRY_FACT(r, backup_trace, BACKUP_TRACE, path, key);
	if (!f)
		return;
	f->method = "file-history";
	f->user = user;
	f->enabled = FLAG_YES;
	f->at = at;
	if (at != TIME_ABSENT) {
		f->date_is = catalogue ? "change" : "success";
		f->out_of = catalogue ? "file" : "settings";
	}
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const char *user = in->user ? arena_strdup(out->arena, in->user->name) : NULL;
	struct registry r;

	if (in->n_blobs < 2 || !registry_open(&r, &probe_hardening_user, in, 0, "HKCU", out))
		return 0;
	hardening_user_view(&r, user);
	hardening_user_macros(&r, user);
	hardening_user_detours(&r, user);
	hardening_user_sessions(&r, user);
	hardening_user_cloud(&r, user);
	user_shell(&r);
	file_history(&r, &in->blob[1], user);
	registry_close(&r);
	return 0;
}

const struct probe probe_hardening_user = {
	.id = "hardening-user",
	.targets = TARGET_WINDOWS,
	.files = { WANT_USER, { PROBE_WANT_LIST, CONFIGURATION, 0, true } },
	.gives = { FACT_KIND_FOLDER_VIEW, FACT_KIND_OFFICE_MACROS, FACT_KIND_DETOUR,
		   FACT_KIND_STORED_SESSION, FACT_KIND_CLOUD_FOLDERS, FACT_KIND_HIJACK,
		   FACT_KIND_BACKUP_TRACE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
