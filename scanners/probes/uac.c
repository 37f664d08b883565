/* SPDX-License-Identifier: GPL-2.0-or-later */
/* User Account Control: SOFTWARE\...\Policies\System, which every Windows since Vista has. */
#include "scanners/probes/registry.h"

#define POLICIES "Microsoft\\Windows\\CurrentVersion\\Policies\\System"

extern const struct probe probe_uac;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct fact_uac *f = NULL;
	struct registry r;
	hive_key key;

	if (!registry_open(&r, &probe_uac, in, 0, "SOFTWARE", out))
		return 0;
	key = registry_must(&r, POLICIES);
	if (key)
		f = REGISTRY_FACT(&r, uac, UAC, POLICIES, key);
	if (f) {
		f->enabled = registry_flag(&r, key, "EnableLUA");
		f->admin_prompt = registry_number(&r, key, "ConsentPromptBehaviorAdmin");
		f->secure_desktop = registry_flag(&r, key, "PromptOnSecureDesktop");
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_uac = {
	.id = "uac",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE },
	.gives = { FACT_KIND_UAC, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
