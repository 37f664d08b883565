/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Versions inside the browsers' programs that are installed for the whole machine. */
#include "scanners/probes/browser_common.h"

#define PROGRAM_MAX ((uint64_t)64 << 20)

extern const struct probe probe_browser_program;

static const struct {
	const char *name, *source;
} programs[] = {
	{ "chrome", "Program Files\\Google\\Chrome\\Application\\chrome.exe" },
	{ "chrome", "Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe" },
	{ "edge", "Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe" },
	{ "edge", "Program Files\\Microsoft\\Edge\\Application\\msedge.exe" },
	{ "firefox", "Program Files\\Mozilla Firefox\\firefox.exe" },
	{ "firefox", "Program Files (x86)\\Mozilla Firefox\\firefox.exe" },
};

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	for (size_t i = 0; i < LEN(programs) && i < in->n_blobs; i++)
		browser_add_program(&probe_browser_program, &in->blob[i], programs[i].name,
				    programs[i].source, "machine", out);
	probe_settle(&probe_browser_program, out);
	return 0;
}

const struct probe probe_browser_program = {
	.id = "browser-program",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_FILE, "Program Files/Google/Chrome/Application/chrome.exe",
		     PROGRAM_MAX, true },
		   { PROBE_WANT_FILE, "Program Files (x86)/Google/Chrome/Application/chrome.exe",
		     PROGRAM_MAX, true },
		   { PROBE_WANT_FILE, "Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
		     PROGRAM_MAX, true },
		   { PROBE_WANT_FILE, "Program Files/Microsoft/Edge/Application/msedge.exe",
		     PROGRAM_MAX, true },
		   { PROBE_WANT_FILE, "Program Files/Mozilla Firefox/firefox.exe", PROGRAM_MAX,
		     true },
		   { PROBE_WANT_FILE, "Program Files (x86)/Mozilla Firefox/firefox.exe",
		     PROGRAM_MAX, true } },
	.gives = { FACT_KIND_BROWSER, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
