/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Browsers installed for the whole machine: what their updaters wrote down, and the folders that
 * bear their versions. */
#include "scanners/probes/browser_common.h"

#define CHROME   "Program Files/Google/Chrome/Application"
#define CHROME32 "Program Files (x86)/Google/Chrome/Application"
#define EDGE     "Program Files (x86)/Microsoft/Edge/Application"

extern const struct probe probe_browser;

static const struct {
	const char *name, *source;
} folders[] = {
	{ "chrome", "Program Files\\Google\\Chrome\\Application" },
	{ "chrome", "Program Files (x86)\\Google\\Chrome\\Application" },
	{ "edge", "Program Files (x86)\\Microsoft\\Edge\\Application" },
};

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct registry r;

	for (size_t i = 0; i < LEN(folders) && i + 1 < in->n_blobs; i++)
		browser_add_folder(&probe_browser, &in->blob[i + 1], folders[i].name,
				   folders[i].source, "machine", out);
	if (registry_open(&r, &probe_browser, in, 0, "SOFTWARE", out)) {
		browser_add_keys(&r, "", "machine");
		browser_add_keys(&r, "Wow6432Node\\", "machine");
		registry_close(&r);
	}
	probe_settle(&probe_browser, out);
	return 0;
}

const struct probe probe_browser = {
	.id = "browser",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE,
		   { PROBE_WANT_LIST, CHROME, 0, true },
		   { PROBE_WANT_LIST, CHROME32, 0, true },
		   { PROBE_WANT_LIST, EDGE, 0, true } },
	.gives = { FACT_KIND_BROWSER, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
