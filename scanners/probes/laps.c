/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Does the local administrator's password change by itself (LAPS)? The way of Windows since 2023,
 * by policy or by management, and the add-on before it. */
#include "scanners/probes/registry.h"

#define POLICY "Microsoft\\Policies\\LAPS"
#define GROUP  "Microsoft\\Windows\\CurrentVersion\\Policies\\LAPS"
#define CONFIG "Microsoft\\Windows\\CurrentVersion\\LAPS\\Config"
#define STATE  "Microsoft\\Windows\\CurrentVersion\\LAPS\\State"
#define OLD    "Policies\\Microsoft Services\\AdmPwd"

extern const struct probe probe_laps;

/* BackupDirectory 0: no; 1: Entra; 2: Active Directory. */
static enum flag enabled(struct registry *r, const char **ret_path)
{
	static const char *const path[] = { POLICY, GROUP, CONFIG };

	for (size_t i = 0; i < LEN(path); i++) {
		enum flag f = registry_flag(r, registry_find(r, path[i]), "BackupDirectory");

		*ret_path = path[i];
		if (f != FLAG_ABSENT)
			return f;
	}
	return FLAG_ABSENT;
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const char *path = OLD;
	struct fact_laps *f;
	struct registry r;
	enum flag now, old;

	if (!registry_open(&r, &probe_laps, in, 0, "SOFTWARE", out))
		return 0;
	now = enabled(&r, &path);
	old = registry_flag(&r, registry_find(&r, OLD), "AdmPwdEnabled");
	if (now == FLAG_ABSENT && old != FLAG_ABSENT)
		path = OLD;
	f = REGISTRY_FACT(&r, laps, LAPS, path, registry_find(&r, path));
	if (f) {
		f->method = now != FLAG_ABSENT ? "windows" : old != FLAG_ABSENT ? "legacy" : NULL;
		f->enabled = flag_over(now, old);
		f->last_change =
		    registry_time(&r, registry_find(&r, STATE), "LastPasswordUpdateTime");
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_laps = {
	.id = "laps",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE },
	.gives = { FACT_KIND_LAPS, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
