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

/* "20240112", a day as Windows Installer writes it. */
static int64_t installed_day(const char *text)
{
	char iso[16];
	int64_t t;

	if (!text || strlen(text) != 8 || strspn(text, "0123456789") != 8)
		return TIME_ABSENT;
	snprintf(iso, sizeof(iso), "%.4s-%.2s-%.2s", text, text + 4, text + 6);
	return time_parse_iso(iso, &t) ? t : TIME_ABSENT;
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
		f->installed = installed_day(registry_text(r, child[i], "InstallDate"));
	}
}

void software_add_store(struct registry *r, const char *path, hive_key key)
{
	hive_key *child;
	size_t n = key ? hive_children(r->hive, key, REGISTRY_CHILDREN_MAX, r->arena, &child) : 0;

	for (size_t i = 0; i < n; i++) {
		const char *name = hive_key_name(r->hive, child[i], r->arena);
		const char *version = name ? strchr(name, '_') : NULL;
		const char *end = version ? strchr(version + 1, '_') : NULL;
		struct fact_software *f;

		if (!end || version == name)
			continue;
		f = REGISTRY_FACT(r, software, SOFTWARE, path, child[i]);
		if (!f)
			return;
		f->name = arena_strndup(r->arena, name, (size_t)(version - name));
		f->version = end > version + 1
				 ? arena_strndup(r->arena, version + 1, (size_t)(end - version - 1))
				 : NULL;
		f->scope = "machine";
		f->origin = "store";
	}
}
