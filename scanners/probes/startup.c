/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Programs that start for every user: the Run keys of both views and the common Startup folder. */
#include "scanners/probes/startup_common.h"

#define LNK_MAX ((uint64_t)64 << 10)
#define WOW     "Wow6432Node\\" STARTUP_ALWAYS
#define FOLDER  "ProgramData/Microsoft/Windows/Start Menu/Programs/StartUp"

extern const struct probe probe_startup;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	static const struct startup_scope machine = { "machine", NULL };
	unsigned asked = 0;
	struct startup_marks marks = { in, 3, &asked };
	struct registry r;

	if (in->n_blobs > 2)
		startup_add_folder(&probe_startup, &in->blob[1], &in->blob[2], &machine,
				   "ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\StartUp",
				   out);
	if (!registry_open(&r, &probe_startup, in, 0, "SOFTWARE", out)) {
		startup_note_marks(&marks, out);
		return 0;
	}
	if (registry_must(&r, STARTUP_ALWAYS)) {
		startup_add_key(&r, &machine, STARTUP_ALWAYS "\\Run", "run");
		startup_add_key(&r, &machine, STARTUP_ALWAYS "\\RunOnce", "run-once");
		startup_add_key(&r, &machine, STARTUP_ALWAYS "\\Policies\\Explorer\\Run", "run");
		startup_add_key(&r, &machine, WOW "\\Run", "run");
		startup_add_key(&r, &machine, WOW "\\RunOnce", "run-once");
		startup_note_off(&r, STARTUP_ALWAYS);
	}
	registry_close(&r);
	startup_note_marks(&marks, out);
	return 0;
}

const struct probe probe_startup = {
	.id = "startup",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE,
		   { PROBE_WANT_LIST, FOLDER, 0, true },
		   { PROBE_WANT_PACK, FOLDER "/*.lnk", LNK_MAX, true },
		   { PROBE_WANT_PROGRAM, "programs", 0, true } },
	.gives = { FACT_KIND_STARTUP_ENTRY, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
