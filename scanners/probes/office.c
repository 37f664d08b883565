/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which Microsoft Office is here: the Click-to-Run installer's own notes, and for older ones the
 * key in which each version writes down its folder. A version's key alone says nothing: viewers and
 * add-ins make it too. */
#include "scanners/probes/registry.h"

#define WOW    "Wow6432Node\\"
#define OFFICE "Microsoft\\Office\\"
#define POLICY "Policies\\Microsoft\\office\\16.0\\common\\officeupdate"

extern const struct probe probe_office;

static const char *const click_to_run[] = {
	OFFICE "ClickToRun\\Configuration",
	OFFICE "15.0\\ClickToRun\\Configuration",
	OFFICE "15.0\\ClickToRun\\propertyBag",
};

static const char *const versions[] = { "9.0", "10.0", "11.0", "12.0", "14.0", "15.0", "16.0" };
static const char *const programs[] = { "Word", "Excel", "Outlook", "PowerPoint", "Access" };

/* "True" and "False" as text; the policy is a number. */
static enum flag updates(struct registry *r, hive_key key)
{
	enum flag policy = registry_flag(r, registry_find(r, POLICY), "EnableAutomaticUpdates");
	const char *text = registry_text(r, key, "UpdatesEnabled");

	if (policy != FLAG_ABSENT)
		return policy;
	if (!text)
		return FLAG_ABSENT;
	return strcasecmp(text, "False") ? FLAG_YES : FLAG_NO;
}

static void add_click_to_run(struct registry *r, const char *path)
{
	hive_key key = registry_find(r, path);
	const char *products = registry_text(r, key, "ProductReleaseIds");
	struct fact_office *f;

	if (!products)
		return;
	f = REGISTRY_FACT(r, office, OFFICE, path, key);
	if (!f)
		return;
	f->method = "click-to-run";
	f->products = products;
	f->version = registry_text(r, key, "VersionToReport");
	if (!f->version)
		f->version = registry_text(r, key, "ClientVersionToReport");
	f->updates = updates(r, key);
}

/* One fact for a version, whichever of its programs tells it. */
static bool add_folder(struct registry *r, const char *view, const char *version)
{
	for (size_t i = 0; i < LEN(programs); i++) {
		const char *path = arena_printf(r->arena, "%s" OFFICE "%s\\%s\\InstallRoot", view,
						version, programs[i]);
		hive_key key = registry_find(r, path);
		struct fact_office *f;

		if (!registry_text(r, key, "Path"))
			continue;
		f = REGISTRY_FACT(r, office, OFFICE, path, key);
		if (!f)
			return true;
		f->method = "folder";
		f->version = version;
		return true;
	}
	return false;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct registry r;

	if (!registry_open(&r, &probe_office, in, 0, "SOFTWARE", out))
		return 0;
	for (size_t i = 0; i < LEN(click_to_run); i++)
		add_click_to_run(&r, click_to_run[i]);
	for (size_t i = 0; i < LEN(versions); i++)
		if (!add_folder(&r, "", versions[i]))
			add_folder(&r, WOW, versions[i]);
	registry_close(&r);
	return 0;
}

const struct probe probe_office = {
	.id = "office",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE },
	.gives = { FACT_KIND_OFFICE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
