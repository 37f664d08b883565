/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See software_common.h. */
#include "scanners/probes/software_common.h"

static bool is_listed(struct registry *r, hive_key key)
{
	const char *type = registry_text(r, key, "ReleaseType");

	if (registry_flag(r, key, "SystemComponent") == FLAG_YES ||
	    registry_text(r, key, "ParentKeyName"))
		return false;
	return !type || (strcasecmp(type, "Security Update") && strcasecmp(type, "Update") &&
			 strcasecmp(type, "Hotfix"));
}

void software_add(struct registry *r, const char *path, hive_key key, const char *scope,
		  int64_t bits)
{
	hive_key *child;
	size_t n = key ? hive_children(r->hive, key, REGISTRY_CHILDREN_MAX, r->arena, &child) : 0;

	for (size_t i = 0; i < n; i++) {
		const char *name = registry_text(r, child[i], "DisplayName");
		struct fact_software *f;

		if (!name || !is_listed(r, child[i]))
			continue;
		f = REGISTRY_FACT(r, software, SOFTWARE, path, child[i]);
		if (!f)
			return;
		f->name = name;
		f->version = registry_text(r, child[i], "DisplayVersion");
		f->publisher = registry_text(r, child[i], "Publisher");
		f->scope = scope;
		f->bits = bits;
	}
}
