/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of a user that are named like lists of passwords, or as holding personal data: their names are read, counted by place,
 * and not kept. Of some the outside is looked at: do they ask for a password? */
#include "scanners/probes/password_files.h"

extern const struct probe probe_password_files_user;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	static const char *const place[] = { "desktop", "documents", "downloads", "cloud" };
	const char *user = in->user ? arena_strdup(out->arena, in->user->name) : NULL;

	for (size_t i = 0; i < MIN(LEN(place), in->n_blobs); i++)
		password_files_count(in, out, i, place[i], user);
	return 0;
}

const struct probe probe_password_files_user = {
	.id = "password-files-user",
	.targets = TARGET_WINDOWS,
	.files = { { PROBE_WANT_MANY, "{user}/Desktop/**", 0, true },
		   { PROBE_WANT_MANY, "{user}/Documents/**", 0, true },
		   { PROBE_WANT_MANY, "{user}/Downloads/**", 0, true },
		   { PROBE_WANT_MANY, "{user}/OneDrive*/**", 0, true } },
	.gives = { FACT_KIND_PASSWORD_FILES, FACT_KIND_PERSONAL_FILES, FACT_KIND_NONE },
	.seconds = 40,
	.on_consent = PROBE_CONSENT_NAMES,
	.run = PROBE_RUN(run),
};
