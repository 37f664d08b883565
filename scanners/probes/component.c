/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parts that other programs lean on: Java and .NET by their keys, Flash by its files (Windows put it
 * in by itself, so that no list of programs names it). */
#include "scanners/probes/registry.h"

#define WOW         "Wow6432Node\\"
#define NDP         "Microsoft\\NET Framework Setup\\NDP"
#define SHARED      "dotnet\\Setup\\InstalledVersions\\"
#define VALUES_MAX  ((size_t)200)
#define ENTRIES_MAX 500

extern const struct probe probe_component;

static struct fact_component *add(struct registry *r, const char *path, hive_key key,
				  const char *product, const char *version)
{
	struct fact_component *f = REGISTRY_FACT(r, component, COMPONENT, path, key);

	if (!f)
		return NULL;
	f->product = product;
	f->version = version;
	f->method = "registry";
	return f;
}

/* Versions as names of keys: "1.8.0_301", "17.0.2"; "1.8" beside "1.8.0_301" is the same one. */
static void add_java(struct registry *r, const char *view)
{
	static const char *const places[] = { "Java Runtime Environment", "Java Development Kit",
					      "JRE", "JDK" };
	hive_key *child;

	for (size_t i = 0; i < LEN(places); i++) {
		const char *path = arena_printf(r->arena, "%sJavaSoft\\%s", view, places[i]);
		hive_key key = registry_find(r, path);
		size_t n = key ? hive_children(r->hive, key, VALUES_MAX, r->arena, &child) : 0;

		for (size_t k = 0; k < n; k++) {
			const char *name = hive_key_name(r->hive, child[k], r->arena);

			if (name && *name >= '0' && *name <= '9' &&
			    registry_text(r, child[k], "JavaHome"))
				add(r, path, child[k], "java", name);
		}
	}
}

static void add_framework(struct registry *r)
{
	static const struct {
		const char *key, *version;
	} old[] = {
		{ NDP "\\v1.1.4322", "1.1" },
		{ NDP "\\v2.0.50727", "2.0" },
		{ NDP "\\v3.0", "3.0" },
		{ NDP "\\v3.5", "3.5" },
	};
	hive_key key = registry_find(r, NDP "\\v4\\Full");
	struct fact_component *f;

	if (registry_flag(r, key, "Install") == FLAG_YES) {
		f = add(r, NDP "\\v4\\Full", key, "dotnetfx", registry_text(r, key, "Version"));
		if (f)
			f->release = registry_number(r, key, "Release");
	}
	for (size_t i = 0; i < LEN(old); i++) {
		key = registry_find(r, old[i].key);
		if (registry_flag(r, key, "Install") == FLAG_YES)
			add(r, old[i].key, key, "dotnetfx", old[i].version);
	}
}

/* Versions as names of values: "8.0.11". */
static void add_dotnet(struct registry *r, const char *view, const char *processor)
{
	static const char *const parts[] = { "Microsoft.NETCore.App",
					     "Microsoft.WindowsDesktop.App" };
	const char **value;

	for (size_t i = 0; i < LEN(parts); i++) {
		const char *path = arena_printf(r->arena, "%s" SHARED "%s\\sharedfx\\%s", view,
						processor, parts[i]);
		hive_key key = registry_find(r, path);
		size_t n = key ? hive_values(r->hive, key, VALUES_MAX, r->arena, &value) : 0;

		for (size_t k = 0; k < n; k++)
			if (value[k][0] >= '0' && value[k][0] <= '9')
				add(r, path, key, "dotnet", value[k]);
	}
}

static void add_registry(struct registry *r)
{
	add_java(r, "");
	add_java(r, WOW);
	add_framework(r);
	add_dotnet(r, WOW, "x64");
	add_dotnet(r, WOW, "x86");
	add_dotnet(r, "", "x86");
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && !strcasecmp(s + n - m, end);
}

/* The programs themselves; what an uninstaller leaves behind (logs, FlashUtil) does not count. */
static void add_flash(const struct probe_blob *blob, const char *source, struct facts *out)
{
	struct probe_entry e;
	size_t pos = 0;

	if (blob->state == PROBE_BLOB_UNREADABLE)
		probe_unseen(&probe_component, out, &blob->reason);
	if (blob->state != PROBE_BLOB_PRESENT)
		return;
	for (size_t i = 0; i < ENTRIES_MAX && probe_list_next(blob->data, &pos, out->arena, &e);
	     i++) {
		struct fact_component *f;

		if (e.type != 'f' || !e.size ||
		    (!(ends_with(e.name, ".ocx") && !strncasecmp(e.name, "Flash", 5)) &&
		     !(ends_with(e.name, ".dll") && !strncasecmp(e.name, "NPSWF", 5))))
			continue;
		f = FACTS_ADD(out, component, COMPONENT, source);
		if (!f)
			return;
		f->product = "flash";
		f->method = "file";
		return;
	}
}

static int run(const struct probe_input *in, struct facts *out, struct err *err UNUSED)
{
	struct registry r;

	if (in->n_blobs > 1)
		add_flash(&in->blob[1], "Windows\\System32\\Macromed\\Flash", out);
	if (in->n_blobs > 2)
		add_flash(&in->blob[2], "Windows\\SysWOW64\\Macromed\\Flash", out);
	if (registry_open(&r, &probe_component, in, 0, "SOFTWARE", out)) {
		add_registry(&r);
		registry_close(&r);
	}
	probe_settle(&probe_component, out);
	return 0;
}

const struct probe probe_component = {
	.id = "component",
	.targets = TARGET_WINDOWS,
	.files = { WANT_SOFTWARE,
		   { PROBE_WANT_LIST, "{windows}/System32/Macromed/Flash", 0, true },
		   { PROBE_WANT_LIST, "{windows}/SysWOW64/Macromed/Flash", 0, true } },
	.gives = { FACT_KIND_COMPONENT, FACT_KIND_NONE },
	.run = PROBE_RUN(run),
};
