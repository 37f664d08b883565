/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Out of SOFTWARE: what the virus protection leaves out, its other guards, what puts itself in the
 * way of programs, and earlier states of the disk. */
#include "scanners/probes/hardening.h"
#include "scanners/probes/startup_common.h"

#define DEFENDER "Microsoft\\Windows Defender"
#define POLICY   "Policies\\Microsoft\\Windows Defender"
#define NT       "Microsoft\\Windows NT\\CurrentVersion"
#define IFEO     NT "\\Image File Execution Options"
#define FOLDERS  "\\Windows Defender Exploit Guard\\Controlled Folder Access"

extern const struct probe probe_hardening_software;

/* --- left out of the virus protection ------------------------------------------------------ */
static const char *path_area(const char *path)
{
	const char *rest = path[0] && path[1] == ':' ? path + 2 : path;

	if (!*rest || !strcmp(rest, "\\") || !strcmp(rest, "\\*") || !strcmp(rest, "*") ||
	    !strcmp(rest, "*.*"))
		return "everything";
	if (!strncasecmp(rest, "\\users", 6) || !strncasecmp(path, "%userprofile%", 13) ||
	    strcasestr(path, "appdata%") || !strncasecmp(path, "%temp%", 6) ||
	    !strncasecmp(path, "%tmp%", 5) || strcasestr(path, "\\temp\\"))
		return "users";
	return !strncasecmp(rest, "\\windows", 8) || !strncasecmp(path, "%windir%", 8) ? "system"
										       : "other";
}

static const char *extension_area(const char *ending)
{
	static const char *const programs[] = { "exe", "dll", "com", "scr", "bat", "cmd", "ps1",
						"vbs", "js",  "jse", "hta", "msi", "*" };

	ending += *ending == '.';
	for (size_t i = 0; i < LEN(programs); i++)
		if (!strcasecmp(ending, programs[i]))
			return strcmp(ending, "*") ? "programs" : "everything";
	return "other";
}

static void exclusions(struct registry *r, const char *path, const char *kind, bool policy)
{
	hive_key key = registry_find(r, path);
	const char **value;
	size_t n = key ? hive_values(r->hive, key, HARDENING_VALUES_MAX, r->arena, &value) : 0;

	for (size_t i = 0; i < n; i++) {
		struct fact_antivirus_exclusion *f;

		if (!*value[i])
			continue;
		f = REGISTRY_FACT(r, antivirus_exclusion, ANTIVIRUS_EXCLUSION, path, key);
		if (!f)
			return;
		f->sort = kind;
		f->value = value[i];
		f->area =
		    strcmp(kind, "extension") ? path_area(value[i]) : extension_area(value[i]);
		f->by_policy = policy ? FLAG_YES : FLAG_NO;
	}
}

static void hardening_exclusions(struct registry *r)
{
	static const char *const part[][2] = { { "Paths", "path" },
					       { "Extensions", "extension" },
					       { "Processes", "process" } };

	for (size_t i = 0; i < LEN(part); i++) {
		exclusions(r, arena_printf(r->arena, DEFENDER "\\Exclusions\\%s", part[i][0]),
			   part[i][1], false);
		exclusions(r, arena_printf(r->arena, POLICY "\\Exclusions\\%s", part[i][0]),
			   part[i][1], true);
	}
}

/* --- its other guards ---------------------------------------------------------------------- */
static enum flag smartscreen(struct registry *r)
{
	static const char explorer[] = "Microsoft\\Windows\\CurrentVersion\\Explorer";
	const char *own = registry_text(r, registry_find(r, explorer), "SmartScreenEnabled");
	enum flag set = FLAG_ABSENT;

	if (own)
		set = strcasecmp(own, "Off") ? FLAG_YES : FLAG_NO;
	return flag_over(registry_flag(r, registry_find(r, "Policies\\Microsoft\\Windows\\System"),
				       "EnableSmartScreen"),
			 set);
}

static void hardening_defender_guards(struct registry *r)
{
	static const char features[] = DEFENDER "\\Features",
			  name[] = "EnableControlledFolderAccess";
	hive_key key = registry_find(r, features);
	struct fact_defender_guards *f =
	    REGISTRY_FACT(r, defender_guards, DEFENDER_GUARDS, features, key);

	if (!f)
		return;
	f->tamper = registry_number(r, key, "TamperProtection");
	f->smartscreen = smartscreen(r);
	f->folder_guard = flag_over(registry_flag(r, registry_find(r, POLICY FOLDERS), name),
				    registry_flag(r, registry_find(r, DEFENDER FOLDERS), name));
}

/* --- what puts itself in the way ----------------------------------------------------------- */
static void add_hijack(struct registry *r, const char *path, hive_key key, const char *place,
		       const char *name, const char *program)
{
	struct fact_hijack *f = REGISTRY_FACT(r, hijack, HIJACK, path, key);

	if (!f)
		return;
	f->place = place;
	f->name = name;
	f->program = startup_program(r->arena, program);
}

/* A tool of Microsoft's own that people let stand in for the task manager. */
static bool is_known_debugger(const char *program)
{
	const char *base = strrchr(program, '\\');

	base = base ? base + 1 : program;
	return !strncasecmp(base, "procexp", 7);
}

static void debuggers(struct registry *r, const char *path)
{
	hive_key key = registry_find(r, path), *child;
	size_t n = key ? hive_children(r->hive, key, REGISTRY_CHILDREN_MAX, r->arena, &child) : 0;

	for (size_t i = 0; i < n; i++) {
		const char *program = registry_text(r, child[i], "Debugger");

		if (program && !is_known_debugger(startup_program(r->arena, program)))
			add_hijack(r, path, child[i], "debugger",
				   hive_key_name(r->hive, child[i], r->arena), program);
	}
}

/* "C:\Windows\system32\userinit.exe," as Windows sets it; drive and folder may have other names. */
static bool is_userinit(const char *text)
{
	static const char end[] = "\\system32\\userinit.exe";
	size_t n = strcspn(text, ","), m = sizeof(end) - 1;

	if (text[n] && text[n + strspn(text + n, ", ")])
		return false;
	return (n == 12 && !strncasecmp(text, "userinit.exe", 12)) ||
	       (n >= m && !strncasecmp(text + n - m, end, m));
}

/* "explorer.exe", with or without the folder that Windows lies in. */
static bool is_shell(const char *text)
{
	static const char own[] = "explorer.exe", end[] = "\\explorer.exe";
	size_t n = strlen(text), m = sizeof(end) - 1;

	if (!strcasecmp(text, own) || !strcasecmp(text, "%windir%\\explorer.exe") ||
	    !strcasecmp(text, "%SystemRoot%\\explorer.exe"))
		return true;
	/* C:\Windows\explorer.exe, and nothing deeper. */
	return n > m + 3 && text[1] == ':' && !strcasecmp(text + n - m, end) &&
	       strcspn(text + 3, "\\ ,") == n - m - 3;
}

/* Libraries that go into every program, where Windows was told to load them. */
static void every_program(struct registry *r, const char *path)
{
	hive_key key = registry_find(r, path);
	const char *text = registry_text(r, key, "AppInit_DLLs");

	if (text && registry_flag(r, key, "LoadAppInit_DLLs") == FLAG_YES)
		add_hijack(r, path, key, "every-program", "AppInit_DLLs", text);
}

static void hardening_hijacks(struct registry *r)
{
	static const char winlogon[] = NT "\\Winlogon";
	hive_key key = hardening_must(r, FACT_KIND_HIJACK, winlogon);
	const char *text = registry_text(r, key, "Shell");

	if (text && !is_shell(text))
		add_hijack(r, winlogon, key, "shell", "Shell", text);
	text = registry_text(r, key, "Userinit");
	if (text && !is_userinit(text))
		add_hijack(r, winlogon, key, "userinit", "Userinit", text);
	every_program(r, NT "\\Windows");
	every_program(r, "Wow6432Node\\" NT "\\Windows");
	debuggers(r, IFEO);
	debuggers(r, "Wow6432Node\\" IFEO);
}

/* --- earlier states ------------------------------------------------------------------------ */
#define STORE "{3808876b-c176-4e48-b7ae-04046e6cc752}"

/* A store is a file named after its own id and Windows' id of all stores; the id alone is their
 * catalogue. */
static bool is_store(const char *name)
{
	size_t n = strlen(name), m = sizeof(STORE) - 1;

	return n > m && !strcasecmp(name + n - m, STORE);
}

static void count_copies(struct facts *out, const struct probe_blob *blob,
			 struct fact_earlier_states *f)
{
	struct probe_entry entry;
	size_t pos = 0;

	if (!hardening_blob(out, FACT_KIND_EARLIER_STATES, blob))
		return;
	f->copies = 0;
	while (probe_list_next(blob->data, &pos, out->arena, &entry)) {
		if (entry.type != 'f' || !is_store(entry.name))
			continue;
		f->copies++;
		f->newest = MAX(f->newest, entry.modified);
	}
	if (pos < blob->data.n)
		hardening_unseen(out, FACT_KIND_EARLIER_STATES,
				 N_("because a file or folder could not be read"));
}

static enum flag was_run(struct facts *out, const struct probe_blob *blob, const char *program)
{
	struct probe_entry entry;
	size_t pos = 0;

	if (!hardening_blob(out, FACT_KIND_EARLIER_STATES, blob))
		return FLAG_ABSENT;
	while (probe_list_next(blob->data, &pos, out->arena, &entry))
		if (entry.type == 'f' && !strncasecmp(entry.name, program, strlen(program)))
			return FLAG_YES;
	return FLAG_NO;
}

/* Windows keeps the list of guarded drives where the shadow copies are looked after, and the
 * system restore's own switch beside its interval. */
static enum flag protection(struct registry *r, hive_key restore)
{
	static const char id[] = "{09F7EDC5-294E-4180-AF6A-FB0E6A0E9513}";
	hive_key clients = registry_find(r, NT "\\SPP\\Clients");
	hive_key policy = registry_find(r, "Policies\\Microsoft\\Windows NT\\SystemRestore");
	int64_t interval = registry_number(r, restore, "RPSessionInterval");

	if (registry_flag(r, policy, "DisableSR") == FLAG_YES ||
	    registry_flag(r, restore, "DisableSR") == FLAG_YES)
		return FLAG_NO;
	if (registry_text(r, clients, id))
		return FLAG_YES;
	if (clients || interval == 0)
		return FLAG_NO;
	return interval > 0 ? FLAG_YES : FLAG_ABSENT;
}

static void hardening_earlier_states(struct registry *r, const struct probe_blob *copies,
				     const struct probe_blob *prefetch)
{
	static const char path[] = NT "\\SystemRestore";
	hive_key key = hardening_must(r, FACT_KIND_EARLIER_STATES, path);
	struct fact_earlier_states *f;

	if (!key)
		return;
	f = REGISTRY_FACT(r, earlier_states, EARLIER_STATES, path, key);
	if (!f)
		return;
	f->protection = protection(r, key);
	count_copies(r->facts, copies, f);
	f->remover_run = was_run(r->facts, prefetch, "VSSADMIN.EXE-");
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct registry r;

	if (in->n_blobs < 3 ||
	    !registry_open(&r, &probe_hardening_software, in, 0, "SOFTWARE", out))
		return 0;
	hardening_exclusions(&r);
	hardening_defender_guards(&r);
	hardening_hijacks(&r);
	hardening_backups(&r);
	hardening_earlier_states(&r, &in->blob[1], &in->blob[2]);
	registry_close(&r);
	return 0;
}

const struct probe probe_hardening_software = {
	.id = "hardening-software",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE,
		   { PROBE_WANT_LIST, "System Volume Information", 0, true },
		   { PROBE_WANT_LIST, "{windows}/Prefetch", 0, true } },
	.gives = { FACT_KIND_ANTIVIRUS_EXCLUSION, FACT_KIND_DEFENDER_GUARDS, FACT_KIND_HIJACK,
		   FACT_KIND_BACKUP_TRACE, FACT_KIND_EARLIER_STATES, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
