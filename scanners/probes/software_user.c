/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Programs installed for one user only. */
#include "scanners/probes/software_common.h"

#define UNINSTALL "Software\\" SOFTWARE_UNINSTALL

extern const struct probe probe_software_user;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct registry r;

	if (!registry_open(&r, &probe_software_user, in, 0, "HKCU", out))
		return 0;
	software_add(&r, UNINSTALL, registry_find(&r, UNINSTALL), "user", NUMBER_ABSENT);
	registry_close(&r);
	return 0;
}

const struct probe probe_software_user = {
	.id = "software-user",
	.targets = TARGET_WINDOWS,
	.files = { WANT_USER },
	.gives = { FACT_KIND_SOFTWARE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
