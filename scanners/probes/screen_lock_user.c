/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A user's own screen saver, and the policy over it. */
#include "scanners/probes/registry.h"

#define DESKTOP "Control Panel\\Desktop"
#define POLICY  "Software\\Policies\\Microsoft\\Windows\\Control Panel\\Desktop"

extern const struct probe probe_screen_lock_user;

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct fact_screen_lock *f = NULL;
	hive_key key, policy;
	struct registry r;

	if (!registry_open(&r, &probe_screen_lock_user, in, 0, "HKCU", out))
		return 0;
	key = registry_must(&r, DESKTOP);
	policy = registry_find(&r, POLICY);
	if (key)
		f = REGISTRY_FACT(&r, screen_lock, SCREEN_LOCK, DESKTOP, key);
	if (f) {
		const char *saver = registry_text(&r, policy, "SCRNSAVE.EXE");

		f->scope = "user";
		f->user = arena_strdup(r.arena, in->user ? in->user->name : "");
		f->active = flag_over(registry_flag(&r, policy, "ScreenSaveActive"),
				      registry_flag(&r, key, "ScreenSaveActive"));
		f->secure = flag_over(registry_flag(&r, policy, "ScreenSaverIsSecure"),
				      registry_flag(&r, key, "ScreenSaverIsSecure"));
		f->idle_seconds = registry_number(&r, policy, "ScreenSaveTimeOut");
		if (f->idle_seconds == NUMBER_ABSENT)
			f->idle_seconds = registry_number(&r, key, "ScreenSaveTimeOut");
		f->saver = saver || registry_text(&r, key, "SCRNSAVE.EXE") ? FLAG_YES : FLAG_NO;
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_screen_lock_user = {
	.id = "screen-lock-user",
	.targets = TARGET_WINDOWS,
	.files = { WANT_USER },
	.gives = { FACT_KIND_SCREEN_LOCK, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
