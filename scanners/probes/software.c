/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Programs installed for the whole machine: the Uninstall keys of both views, and the packages of
 * the Windows store. */
#include "scanners/probes/software_common.h"

#define WOW   "Wow6432Node"
#define STORE "Microsoft\\Windows\\CurrentVersion\\Appx\\AppxAllUserStore\\Applications"

extern const struct probe probe_software;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct registry r;
	hive_key key;
	bool wide;

	if (!registry_open(&r, &probe_software, in, 0, "SOFTWARE", out))
		return 0;
	wide = registry_find(&r, WOW) != 0;
	key = registry_must(&r, SOFTWARE_UNINSTALL);
	software_add(&r, SOFTWARE_UNINSTALL, key, "machine", wide ? 64 : 32);
	software_add(&r, WOW "\\" SOFTWARE_UNINSTALL,
		     registry_find(&r, WOW "\\" SOFTWARE_UNINSTALL), "machine", 32);
	software_add_store(&r, STORE, registry_find(&r, STORE));
	registry_close(&r);
	return 0;
}

const struct probe probe_software = {
	.id = "software",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE },
	.gives = { FACT_KIND_SOFTWARE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
