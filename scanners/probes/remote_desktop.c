/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Remote desktop: the settings in SYSTEM, over them a group policy in SOFTWARE. */
#include "scanners/probes/registry.h"

#define SETTINGS       "CurrentControlSet\\Control\\Terminal Server"
#define LISTENER       SETTINGS "\\WinStations\\RDP-Tcp"
#define SERVICE        "CurrentControlSet\\Services\\TermService"
#define POLICY         "Policies\\Microsoft\\Windows NT\\Terminal Services"
#define START_DISABLED 4

extern const struct probe probe_remote_desktop;

struct policy {
	enum flag denied, network_authentication;
};

static enum flag flag_not(enum flag f)
{
	if (f == FLAG_ABSENT)
		return f;
	return f == FLAG_YES ? FLAG_NO : FLAG_YES;
}

static void add(struct registry *r, hive_key key, struct policy policy)
{
	hive_key listener = registry_find(r, LISTENER);
	struct fact_remote_desktop *f =
	    REGISTRY_FACT(r, remote_desktop, REMOTE_DESKTOP, SETTINGS, key);

	if (!f)
		return;
	f->allowed =
	    flag_not(flag_over(policy.denied, registry_flag(r, key, "fDenyTSConnections")));
	if (registry_number(r, registry_find(r, SERVICE), "Start") == START_DISABLED)
		f->allowed = FLAG_NO;
	f->network_authentication = flag_over(policy.network_authentication,
					      registry_flag(r, listener, "UserAuthentication"));
	f->port = registry_number(r, listener, "PortNumber");
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct policy policy = { FLAG_ABSENT, FLAG_ABSENT };
	struct registry r;
	hive_key key;

	if (registry_open(&r, &probe_remote_desktop, in, 0, "SOFTWARE", out)) {
		key = registry_find(&r, POLICY);
		policy.denied = registry_flag(&r, key, "fDenyTSConnections");
		policy.network_authentication = registry_flag(&r, key, "UserAuthentication");
		registry_close(&r);
	}
	if (registry_open(&r, &probe_remote_desktop, in, 1, "SYSTEM", out)) {
		key = registry_must(&r, SETTINGS);
		if (key)
			add(&r, key, policy);
		registry_close(&r);
	}
	return 0;
}

const struct probe probe_remote_desktop = {
	.id = "remote-desktop",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE, WANT_SYSTEM },
	.gives = { FACT_KIND_REMOTE_DESKTOP, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
