/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The same for programs that one user runs, also without having installed them: somebody on the
 * telephone may have had a password set while the owner looked on. */
#include "scanners/probes/remote_access_common.h"

#define CONF_MAX ((uint64_t)256 << 10)
#define ROAMING  "{user}/AppData/Roaming/"

extern const struct probe probe_remote_access_user;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const char *user = in->user ? arena_strdup(out->arena, in->user->name) : "";
	struct remote_access a;
	struct registry r;

	if (in->n_blobs < 3)
		return 0;
	remote_access_anydesk(&in->blob[1], out->arena, &a);
	remote_access_add(&a, "AppData\\Roaming\\AnyDesk", user, out);
	remote_access_rustdesk(&in->blob[2], out->arena, &a);
	remote_access_add(&a, "AppData\\Roaming\\RustDesk", user, out);
	if (registry_open(&r, &probe_remote_access_user, in, 0, "HKCU", out)) {
		remote_access_keys(&r, "Software\\", user);
		registry_close(&r);
	}
	probe_settle(&probe_remote_access_user, out);
	return 0;
}

const struct probe probe_remote_access_user = {
	.id = "remote-access-user",
	.targets = TARGET_WINDOWS,
	.files = { WANT_USER,
		   { PROBE_WANT_TREE, ROAMING "AnyDesk/**/*.conf", CONF_MAX, true },
		   { PROBE_WANT_TREE, ROAMING "RustDesk/config/RustDesk*.toml", CONF_MAX, true } },
	.gives = { FACT_KIND_REMOTE_ACCESS, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
