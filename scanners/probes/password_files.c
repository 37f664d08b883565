/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files in the folder of all users that are named like lists of passwords, or
 * as holding personal data. */
#include "scanners/probes/password_files.h"
#include "scanners/probes/file_names.h"

extern const struct probe probe_password_files;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	if (in->n_blobs > 0)
		password_files_count(in, out, 0, "public", NULL);
	return 0;
}

const struct probe probe_password_files = {
	.id = "password-files",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_MANY, "Users/Public/**", 0, true } },
	.gives = { FACT_KIND_PASSWORD_FILES, FACT_KIND_PERSONAL_FILES, FACT_KIND_NONE },
	.seconds = 40,
	.on_consent = PROBE_CONSENT_NAMES,
	.run = PROBE_RUN(run),
};
