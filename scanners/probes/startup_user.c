/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Programs that start for one user: the Run keys of NTUSER.DAT and the user's Startup folder. */
#include "scanners/probes/startup_common.h"

#define FOLDER  "{user}/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Startup"
#define LNK_MAX ((uint64_t)64 << 10)
#define RUN     "Software\\" STARTUP_ALWAYS

extern const struct probe probe_startup_user;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct startup_scope scope = { "user",
				       in->user ? arena_strdup(out->arena, in->user->name) : NULL };
	unsigned asked = 0;
	struct startup_marks marks = { in, 3, &asked };
	struct registry r;

	if (in->n_blobs > 2)
		startup_add_folder(
		    &probe_startup_user, &in->blob[1], &in->blob[2], &scope,
		    "AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Startup", out);
	if (!registry_open(&r, &probe_startup_user, in, 0, "HKCU", out)) {
		startup_note_marks(&marks, out);
		return 0;
	}
	startup_add_key(&r, &scope, RUN "\\Run", "run");
	startup_add_key(&r, &scope, RUN "\\RunOnce", "run-once");
	startup_add_key(&r, &scope, RUN "\\Policies\\Explorer\\Run", "run");
	startup_note_off(&r, RUN);
	registry_close(&r);
	startup_note_marks(&marks, out);
	return 0;
}

const struct probe probe_startup_user = {
	.id = "startup-user",
	.targets = TARGET_WINDOWS,
	.files = { WANT_USER,
		   { PROBE_WANT_LIST, FOLDER, 0, true },
		   { PROBE_WANT_PACK, FOLDER "/*.lnk", LNK_MAX, true },
		   { PROBE_WANT_PROGRAM, "programs", 0, true } },
	.gives = { FACT_KIND_STARTUP_ENTRY, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
