/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Browsers that one user installed for himself. */
#include "scanners/probes/browser_common.h"

#define CHROME "{user}/AppData/Local/Google/Chrome/Application"

extern const struct probe probe_browser_user;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct registry r;

	if (in->n_blobs > 1)
		browser_add_folder(&probe_browser_user, &in->blob[1], "chrome",
				   "AppData\\Local\\Google\\Chrome\\Application", "user", out);
	if (registry_open(&r, &probe_browser_user, in, 0, "HKCU", out)) {
		browser_add_keys(&r, "Software\\", "user");
		registry_close(&r);
	}
	probe_settle(&probe_browser_user, out);
	return 0;
}

const struct probe probe_browser_user = {
	.id = "browser-user",
	.targets = TARGET_WINDOWS,
	.files = { WANT_USER, { PROBE_WANT_LIST, CHROME, 0, true } },
	.gives = { FACT_KIND_BROWSER, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
