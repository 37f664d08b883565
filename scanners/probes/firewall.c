/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Windows' own firewall, one fact for each of its three profiles: the setting in SYSTEM, over
 * it a group policy in SOFTWARE, under both the service without which neither counts. */
#include "scanners/probes/registry.h"

#define SETTINGS       "CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy"
#define POLICIES       "Policies\\Microsoft\\WindowsFirewall"
#define SERVICE        "CurrentControlSet\\Services\\MpsSvc"
#define START_DISABLED 4

extern const struct probe probe_firewall;

static const struct {
	const char *profile, *setting, *policy, *old_policy;
} profiles[] = {
	{ "domain", SETTINGS "\\DomainProfile", POLICIES "\\DomainProfile", NULL },
	{ "private", SETTINGS "\\StandardProfile", POLICIES "\\PrivateProfile",
	  POLICIES "\\StandardProfile" },
	{ "public", SETTINGS "\\PublicProfile", POLICIES "\\PublicProfile", NULL },
};

/* Per profile what group policy says. */
static void read_policies(struct registry *r, enum flag policy[LEN(profiles)])
{
	for (size_t i = 0; i < LEN(profiles); i++) {
		policy[i] =
		    registry_flag(r, registry_find(r, profiles[i].policy), "EnableFirewall");
		if (policy[i] == FLAG_ABSENT && profiles[i].old_policy)
			policy[i] = registry_flag(r, registry_find(r, profiles[i].old_policy),
						  "EnableFirewall");
	}
}

static void add_profiles(struct registry *r, const enum flag policy[LEN(profiles)])
{
	bool service_off = registry_number(r, registry_find(r, SERVICE), "Start") == START_DISABLED;

	for (size_t i = 0; i < LEN(profiles); i++) {
		hive_key key = registry_find(r, profiles[i].setting);
		struct fact_firewall_profile *f;

		if (!key && policy[i] == FLAG_ABSENT)
			continue;
		f = REGISTRY_FACT(r, firewall_profile, FIREWALL_PROFILE, profiles[i].setting, key);
		if (!f)
			return;
		f->profile = profiles[i].profile;
		f->by_policy = policy[i] == FLAG_ABSENT ? FLAG_NO : FLAG_YES;
		f->enabled = flag_over(policy[i], registry_flag(r, key, "EnableFirewall"));
		if (service_off)
			f->enabled = FLAG_NO;
	}
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	enum flag policy[LEN(profiles)] = { FLAG_ABSENT };
	struct registry r;

	if (registry_open(&r, &probe_firewall, in, 0, "SOFTWARE", out)) {
		read_policies(&r, policy);
		registry_close(&r);
	}
	if (registry_open(&r, &probe_firewall, in, 1, "SYSTEM", out)) {
		if (registry_must(&r, SETTINGS))
			add_profiles(&r, policy);
		registry_close(&r);
	}
	return 0;
}

const struct probe probe_firewall = {
	.id = "firewall",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE, WANT_SYSTEM },
	.gives = { FACT_KIND_FIREWALL_PROFILE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
