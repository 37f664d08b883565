/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folders that known programs make for one user, also when they were never installed: somebody on
 * the telephone may have had them started just once. */
#include "scanners/probes/known_programs.h"

extern const struct probe probe_program_traces_user;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	static const char *const sources[] = { "AppData\\Roaming", "AppData\\Local" };

	for (size_t i = 0; i < LEN(sources) && i < in->n_blobs; i++)
		known_programs_add_folders(&probe_program_traces_user, &in->blob[i], sources[i],
					   out);
	return 0;
}

const struct probe probe_program_traces_user = {
	.id = "program-traces-user",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_LIST, "{user}/AppData/Roaming", 0, true },
		   { PROBE_WANT_LIST, "{user}/AppData/Local", 0, true } },
	.gives = { FACT_KIND_PROGRAM_TRACE, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
