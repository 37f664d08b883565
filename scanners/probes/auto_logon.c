/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Logon without a password: SOFTWARE\...\Winlogon. Of DefaultPassword only its presence is
 * asked: its bytes are never read here, so that they can be in no record. */
#include "scanners/probes/registry.h"

#define WINLOGON "Microsoft\\Windows NT\\CurrentVersion\\Winlogon"

extern const struct probe probe_auto_logon;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct fact_auto_logon *f = NULL;
	struct registry r;
	hive_key key;

	if (!registry_open(&r, &probe_auto_logon, in, 0, "SOFTWARE", out))
		return 0;
	key = registry_must(&r, WINLOGON);
	if (key)
		f = REGISTRY_FACT(&r, auto_logon, AUTO_LOGON, WINLOGON, key);
	if (f) {
		f->enabled = registry_flag(&r, key, "AutoAdminLogon");
		f->stored_password =
		    hive_has_value(r.hive, key, "DefaultPassword") ? FLAG_YES : FLAG_NO;
		f->user = registry_text(&r, key, "DefaultUserName");
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_auto_logon = {
	.id = "auto-logon",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE },
	.gives = { FACT_KIND_AUTO_LOGON, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
