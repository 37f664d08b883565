/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether updates may come by themselves: group policy, the pause on the settings page, and the
 * start mode of the two services behind it. */
#include "scanners/probes/registry.h"

#define POLICY      "Policies\\Microsoft\\Windows\\WindowsUpdate\\AU"
#define OLD_SETTING "Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update"
#define PAUSE       "Microsoft\\WindowsUpdate\\UX\\Settings"
#define SERVICES    "CurrentControlSet\\Services"

extern const struct probe probe_update_policy;

/* The latest end of the pauses that are set; "2026-12-01T00:00:00Z". */
static int64_t paused_until(struct registry *r)
{
	static const char *const values[] = {
		"PauseUpdatesExpiryTime",
		"PauseQualityUpdatesEndTime",
		"PauseFeatureUpdatesEndTime",
	};
	hive_key key = registry_find(r, PAUSE);
	int64_t latest = TIME_ABSENT, t;

	for (size_t i = 0; i < LEN(values); i++) {
		const char *text = registry_text(r, key, values[i]);

		if (text && time_parse_iso(text, &t) && (latest == TIME_ABSENT || t > latest))
			latest = t;
	}
	return latest;
}

static struct fact_update_policy *from_software(struct registry *r)
{
	hive_key key = registry_find(r, POLICY);
	struct fact_update_policy *f = REGISTRY_FACT(r, update_policy, UPDATE_POLICY, POLICY, key);

	if (!f)
		return NULL;
	f->no_auto_update = registry_flag(r, key, "NoAutoUpdate");
	f->au_options = registry_number(r, key, "AUOptions");
	if (f->au_options == NUMBER_ABSENT)
		f->au_options = registry_number(r, registry_find(r, OLD_SETTING), "AUOptions");
	f->paused_until = paused_until(r);
	return f;
}

static void from_system(struct registry *r, struct fact_update_policy *f)
{
	hive_key agent = registry_must(r, SERVICES "\\wuauserv");

	if (!f)
		f = REGISTRY_FACT(r, update_policy, UPDATE_POLICY, SERVICES "\\wuauserv", agent);
	if (!f)
		return;
	registry_also(r, &f->fact);
	f->wuauserv_start = registry_number(r, agent, "Start");
	f->usosvc_start = registry_number(r, registry_find(r, SERVICES "\\UsoSvc"), "Start");
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct fact_update_policy *f = NULL;
	struct registry r;

	if (registry_open(&r, &probe_update_policy, in, 0, "SOFTWARE", out)) {
		f = from_software(&r);
		registry_close(&r);
	}
	if (registry_open(&r, &probe_update_policy, in, 1, "SYSTEM", out)) {
		from_system(&r, f);
		registry_close(&r);
	}
	return 0;
}

const struct probe probe_update_policy = {
	.id = "update-policy",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE, WANT_SYSTEM },
	.gives = { FACT_KIND_UPDATE_POLICY, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
