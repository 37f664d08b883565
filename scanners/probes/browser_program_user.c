/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Versions inside the browsers' programs that one user installed for himself. */
#include "scanners/probes/browser_common.h"

#define PROGRAM_MAX ((uint64_t)64 << 20)

extern const struct probe probe_browser_program_user;

static const struct {
	const char *name, *source;
} programs[] = {
	{ "chrome", "AppData\\Local\\Google\\Chrome\\Application\\chrome.exe" },
	{ "edge", "AppData\\Local\\Microsoft\\Edge\\Application\\msedge.exe" },
	{ "firefox", "AppData\\Local\\Mozilla Firefox\\firefox.exe" },
};

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	for (size_t i = 0; i < LEN(programs) && i < in->n_blobs; i++)
		browser_add_program(&probe_browser_program_user, &in->blob[i], programs[i].name,
				    programs[i].source, "user", out);
	probe_settle(&probe_browser_program_user, out);
	return 0;
}

const struct probe probe_browser_program_user = {
	.id = "browser-program-user",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_FILE, "{user}/AppData/Local/Google/Chrome/Application/chrome.exe",
		     PROGRAM_MAX, true },
		   { PROBE_WANT_FILE, "{user}/AppData/Local/Microsoft/Edge/Application/msedge.exe",
		     PROGRAM_MAX, true },
		   { PROBE_WANT_FILE, "{user}/AppData/Local/Mozilla Firefox/firefox.exe",
		     PROGRAM_MAX, true } },
	.gives = { FACT_KIND_BROWSER, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
