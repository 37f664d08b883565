/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Traces of finished updates: the old result key of the update agent, and the newest installed
 * update package of the component store. Virus definitions are no update of Windows: they leave
 * neither trace. */
#include "scanners/probes/registry.h"

#define CURRENT         "Microsoft\\Windows\\CurrentVersion"
#define RESULT          CURRENT "\\WindowsUpdate\\Auto Update\\Results\\Install"
#define PACKAGES        CURRENT "\\Component Based Servicing\\Packages"
#define STATE_INSTALLED 0x70

extern const struct probe probe_windows_update;

static void add_trace(struct registry *r, const char *path, hive_key key, const char *method,
		      int64_t at)
{
	struct fact_windows_update *f = REGISTRY_FACT(r, windows_update, WINDOWS_UPDATE, path, key);

	if (!f)
		return;
	f->method = method;
	f->at = at;
}

/* "2026-11-19 03:12:45", UTC. */
static bool parse_result_time(const char *text, int64_t *ret)
{
	char iso[24];

	if (strlen(text) != 19 || text[10] != ' ')
		return false;
	snprintf(iso, sizeof(iso), "%.10sT%.8sZ", text, text + 11);
	return time_parse_iso(iso, ret);
}

static bool add_result(struct registry *r)
{
	hive_key key = registry_find(r, RESULT);
	const char *text = registry_text(r, key, "LastSuccessTime");
	int64_t at;

	if (!text || !parse_result_time(text, &at))
		return false;
	add_trace(r, RESULT, key, "auto-update-result", at);
	return true;
}

/* Time at which an update package was put in; language packs and features do not count. */
static int64_t package_time(struct registry *r, hive_key key)
{
	static const char update[] = "Package_for_";
	const char *name = hive_key_name(r->hive, key, r->arena);

	if (!name || strncmp(name, update, sizeof(update) - 1) ||
	    registry_number(r, key, "CurrentState") != STATE_INSTALLED)
		return TIME_ABSENT;
	return registry_time_halves(r, key, "InstallTimeHigh", "InstallTimeLow");
}

static bool add_newest_package(struct registry *r)
{
	hive_key packages = registry_find(r, PACKAGES), *child, best = 0;
	int64_t newest = TIME_ABSENT;
	size_t n;

	if (!packages)
		return false;
	n = hive_children(r->hive, packages, REGISTRY_CHILDREN_MAX, r->arena, &child);
	for (size_t i = 0; i < n; i++) {
		int64_t t = package_time(r, child[i]);

		if (t != TIME_ABSENT && (!best || t > newest)) {
			newest = t;
			best = child[i];
		}
	}
	if (best)
		add_trace(r, PACKAGES, best, "component-store", newest);
	return true;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct registry r;
	bool seen;

	if (!registry_open(&r, &probe_windows_update, in, 0, "SOFTWARE", out))
		return 0;
	seen = add_result(&r);
	seen |= add_newest_package(&r);
	if (!seen)
		probe_missing(&probe_windows_update, out, "SOFTWARE\\" PACKAGES);
	registry_close(&r);
	return 0;
}

const struct probe probe_windows_update = {
	.id = "windows-update",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE },
	.gives = { FACT_KIND_WINDOWS_UPDATE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
