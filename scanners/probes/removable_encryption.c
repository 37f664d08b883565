/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Must removable drives be encrypted before they can be written to (BitLocker To Go)? The rule
 * itself stands in SYSTEM, the one about drives of other firms in SOFTWARE; tools and guides also
 * write the first one into SOFTWARE, so both are looked at. */
#include "scanners/probes/registry.h"

#define IN_SYSTEM   "CurrentControlSet\\Policies\\Microsoft\\FVE"
#define IN_SOFTWARE "Policies\\Microsoft\\FVE"

extern const struct probe probe_removable_encryption;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct fact_removable_encryption *f = NULL;
	struct registry r;
	hive_key key;

	if (registry_open(&r, &probe_removable_encryption, in, 0, "SYSTEM", out)) {
		key = registry_find(&r, IN_SYSTEM);
		f = REGISTRY_FACT(&r, removable_encryption, REMOVABLE_ENCRYPTION, IN_SYSTEM, key);
		if (f)
			f->forced = registry_flag(&r, key, "RDVDenyWriteAccess");
		registry_close(&r);
	}
	if (registry_open(&r, &probe_removable_encryption, in, 1, "SOFTWARE", out)) {
		key = registry_find(&r, IN_SOFTWARE);
		if (!f)
			f = REGISTRY_FACT(&r, removable_encryption, REMOVABLE_ENCRYPTION,
					  IN_SOFTWARE, key);
		if (f) {
			registry_also(&r, &f->fact);
			f->forced =
			    flag_over(f->forced, registry_flag(&r, key, "RDVDenyWriteAccess"));
			f->own_only = registry_flag(&r, key, "RDVDenyCrossOrg");
		}
		registry_close(&r);
	}
	return 0;
}

const struct probe probe_removable_encryption = {
	.id = "removable-encryption",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SYSTEM, WANT_SOFTWARE },
	.gives = { FACT_KIND_REMOVABLE_ENCRYPTION, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
