/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Internet Explorer's version, and whether Edge is told to open pages in its way. */
#include "scanners/probes/registry.h"

#define IE     "Microsoft\\Internet Explorer"
#define POLICY "Policies\\Microsoft\\Edge"

extern const struct probe probe_internet_explorer;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct fact_internet_explorer *f;
	struct registry r;
	hive_key key, policy;

	if (!registry_open(&r, &probe_internet_explorer, in, 0, "SOFTWARE", out))
		return 0;
	key = registry_find(&r, IE);
	policy = registry_find(&r, POLICY);
	f = REGISTRY_FACT(&r, internet_explorer, INTERNET_EXPLORER, IE, key);
	if (f) {
		/* Version says 9.x on everything newer; svcVersion is the true one. */
		f->version = registry_text(&r, key, "svcVersion");
		if (!f->version)
			f->version = registry_text(&r, key, "Version");
		f->ie_mode = registry_number(&r, policy, "InternetExplorerIntegrationLevel");
		f->sites = registry_text(&r, policy, "InternetExplorerIntegrationSiteList")
			       ? FLAG_YES
			       : FLAG_NO;
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_internet_explorer = {
	.id = "internet-explorer",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE },
	.gives = { FACT_KIND_INTERNET_EXPLORER, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
