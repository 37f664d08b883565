/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How Windows keeps what it needs to let people in: SYSTEM\...\Lsa and WDigest, and the number of
 * remembered sign-ins in SOFTWARE\...\Winlogon. */
#include "scanners/probes/registry.h"

#define LSA      "CurrentControlSet\\Control\\Lsa"
#define WDIGEST  "CurrentControlSet\\Control\\SecurityProviders\\WDigest"
#define WINLOGON "Microsoft\\Windows NT\\CurrentVersion\\Winlogon"

extern const struct probe probe_sign_in_settings;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct fact_sign_in_settings *f = NULL;
	struct registry r;
	hive_key key;

	if (registry_open(&r, &probe_sign_in_settings, in, 0, "SYSTEM", out)) {
		key = registry_must(&r, LSA);
		if (key)
			f = REGISTRY_FACT(&r, sign_in_settings, SIGN_IN_SETTINGS, LSA, key);
		if (f) {
			f->blank_local_only = registry_flag(&r, key, "LimitBlankPasswordUse");
			f->no_old_form = registry_flag(&r, key, "NoLMHash");
			f->clear_text =
			    registry_flag(&r, registry_find(&r, WDIGEST), "UseLogonCredential");
		}
		registry_close(&r);
	}
	if (!registry_open(&r, &probe_sign_in_settings, in, 1, "SOFTWARE", out)) {
		probe_settle(&probe_sign_in_settings, out);
		return 0;
	}
	key = registry_find(&r, WINLOGON);
	if (f) {
		f->cached_logons = registry_number(&r, key, "CachedLogonsCount");
		registry_also(&r, &f->fact);
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_sign_in_settings = {
	.id = "sign-in-settings",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SYSTEM, WANT_SOFTWARE },
	.gives = { FACT_KIND_SIGN_IN_SETTINGS, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
