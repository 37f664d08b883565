/* SPDX-License-Identifier: GPL-2.0-or-later */
/* AutoRun from media, as set for one user. */
#include "scanners/probes/autorun_common.h"

extern const struct probe probe_autorun_user;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct fact_autorun *f;
	struct registry r;

	if (!registry_open(&r, &probe_autorun_user, in, 0, "HKCU", out))
		return 0;
	f = autorun_add(&r, "user", "Software\\" AUTORUN_EXPLORER, "Software\\" AUTORUN_AUTOPLAY);
	if (f && in->user)
		f->user = arena_strdup(out->arena, in->user->name);
	registry_close(&r);
	return 0;
}

const struct probe probe_autorun_user = {
	.id = "autorun-user",
	.targets = TARGET_WINDOWS,
	.files = { WANT_USER },
	.gives = { FACT_KIND_AUTORUN, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
