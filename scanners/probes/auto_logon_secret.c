/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A password for automatic sign-in in the vault of secrets: SECURITY\Policy\Secrets. Only whether
 * one is there is asked: its bytes are never read. */
#include "scanners/probes/registry.h"

#define SECRETS "Policy\\Secrets"
#define SECRET  SECRETS "\\DefaultPassword\\CurrVal"

extern const struct probe probe_auto_logon_secret;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct fact_auto_logon *f;
	struct registry r;
	hive_key key;

	if (!registry_open(&r, &probe_auto_logon_secret, in, 0, "SECURITY", out))
		return 0;
	if (registry_must(&r, SECRETS)) {
		key = registry_find(&r, SECRET);
		f = REGISTRY_FACT(&r, auto_logon, AUTO_LOGON, SECRETS, key);
		if (f)
			f->stored_password =
			    key && hive_has_value(r.hive, key, "") ? FLAG_YES : FLAG_NO;
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_auto_logon_secret = {
	.id = "auto-logon-secret",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_HIVE, "{windows}/System32/config/SECURITY", (uint64_t)64 << 20,
		     true } },
	.gives = { FACT_KIND_AUTO_LOGON, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
