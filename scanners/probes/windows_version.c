/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which Windows this is: SOFTWARE\Microsoft\Windows NT\CurrentVersion. ProductName still says
 * "Windows 10" on Windows 11, which begins at build 22000. */
#include "scanners/probes/registry.h"

#define CURRENT_VERSION   "Microsoft\\Windows NT\\CurrentVersion"
#define FIRST_BUILD_OF_11 22000

extern const struct probe probe_windows_version;

static const struct {
	const char *id, *words;
} editions[] = {
	{ "Core", "Home" },
	{ "CoreN", "Home N" },
	{ "CoreSingleLanguage", "Home Single Language" },
	{ "CoreCountrySpecific", "Home" },
	{ "Professional", "Pro" },
	{ "ProfessionalN", "Pro N" },
	{ "ProfessionalEducation", "Pro Education" },
	{ "ProfessionalWorkstation", "Pro for Workstations" },
	{ "Enterprise", "Enterprise" },
	{ "EnterpriseS", "Enterprise LTSC" },
	{ "IoTEnterprise", "IoT Enterprise" },
	{ "IoTEnterpriseS", "IoT Enterprise LTSC" },
	{ "Education", "Education" },
};

static const char *edition_words(const char *id)
{
	for (size_t i = 0; id && i < LEN(editions); i++)
		if (!strcmp(editions[i].id, id))
			return editions[i].words;
	return NULL;
}

/* The name people know. Without ProductName it is put together from build and edition. */
static const char *shown_name(struct arena *a, const char *product, const char *edition,
			      int64_t build)
{
	static const char ten[] = "Windows 10";
	const char *words = edition_words(edition);

	if (product && build >= FIRST_BUILD_OF_11 && !strncmp(product, ten, sizeof(ten) - 1))
		return arena_printf(a, "Windows 11%s", product + sizeof(ten) - 1);
	if (product)
		return product;
	if (build < 10240)
		return NULL;
	return arena_printf(a, "Windows %d%s%s", build >= FIRST_BUILD_OF_11 ? 11 : 10,
			    words ? " " : "", words ? words : "");
}

static int64_t build_of(struct registry *r, hive_key key)
{
	int64_t build = registry_number(r, key, "CurrentBuild");

	if (build == NUMBER_ABSENT)
		build = registry_number(r, key, "CurrentBuildNumber");
	return build > 0 && build < 1000000 ? build : NUMBER_ABSENT;
}

static int64_t installed_at(struct registry *r, hive_key key)
{
	int64_t t = registry_time(r, key, "InstallTime");
	int64_t seconds = registry_number(r, key, "InstallDate");

	if (t == TIME_ABSENT && seconds > 0)
		t = seconds;
	return t;
}

static void add(struct registry *r, hive_key key)
{
	struct fact_windows_version *f;
	int64_t build = build_of(r, key);

	if (build == NUMBER_ABSENT) {
		struct phrase reason = PHRASE(N_("because the version of Windows was not found"));

		facts_note(r->facts, FACT_KIND_WINDOWS_VERSION, FACT_STATE_FAILED, &reason);
		return;
	}
	f = REGISTRY_FACT(r, windows_version, WINDOWS_VERSION, CURRENT_VERSION, key);
	if (!f)
		return;
	f->build = build;
	f->edition = registry_text(r, key, "EditionID");
	f->product_name =
	    shown_name(r->arena, registry_text(r, key, "ProductName"), f->edition, build);
	f->installation = registry_text(r, key, "InstallationType");
	f->display_version = registry_text(r, key, "DisplayVersion");
	if (!f->display_version)
		f->display_version = registry_text(r, key, "ReleaseId");
	f->revision = registry_number(r, key, "UBR");
	f->installed = installed_at(r, key);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct registry r;
	hive_key key;

	if (!registry_open(&r, &probe_windows_version, in, 0, "SOFTWARE", out))
		return 0;
	key = registry_must(&r, CURRENT_VERSION);
	if (key)
		add(&r, key);
	registry_close(&r);
	return 0;
}

const struct probe probe_windows_version = {
	.id = "windows-version",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE },
	.gives = { FACT_KIND_WINDOWS_VERSION, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
