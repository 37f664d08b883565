/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which volumes a user's Explorer has opened: MountPoints2 of NTUSER.DAT. */
#include "scanners/probes/registry.h"

#define EXPLORER   "Software\\Microsoft\\Windows\\CurrentVersion\\Explorer"
#define POINTS     EXPLORER "\\MountPoints2"
#define POINTS_MAX ((size_t)5000)

extern const struct probe probe_mount_point;

static void add(struct registry *r, hive_key key, const char *user)
{
	const char *name = hive_key_name(r->hive, key, r->arena);
	struct fact_mount_point *f;

	/* "{guid}": a volume; a letter, "##server#share" and "CPC" are none. */
	if (!name || *name != '{')
		return;
	f = REGISTRY_FACT(r, mount_point, MOUNT_POINT, POINTS, key);
	if (!f)
		return;
	f->user = user;
	f->volume = name;
	f->seen = hive_key_written(r->hive, key);
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	const char *user = in->user ? arena_strdup(out->arena, in->user->name) : NULL;
	struct registry r;
	hive_key top, *child;

	if (!registry_open(&r, &probe_mount_point, in, 0, "HKCU", out))
		return 0;
	/* A user who never opened Explorer has no list. */
	top = registry_find(&r, POINTS);
	if (top) {
		size_t n = hive_children(r.hive, top, POINTS_MAX, r.arena, &child);

		for (size_t i = 0; i < n; i++)
			add(&r, child[i], user);
	}
	registry_close(&r);
	return 0;
}

const struct probe probe_mount_point = {
	.id = "mount-point",
	.targets = TARGET_WINDOWS,
	.files = { WANT_USER },
	.gives = { FACT_KIND_MOUNT_POINT, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
