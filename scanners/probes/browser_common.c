/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See browser_common.h. */
#include "scanners/probes/browser_common.h"
#include "scanners/readers/pe_version.h"

#define ENTRIES_MAX 200

/* The updaters name their programs by numbers of their own. */
static const struct {
	const char *name, *path;
} updaters[] = {
	{ "chrome", "Google\\Update\\Clients\\{8A69D345-D564-463c-AFF1-A69D9E530F96}" },
	{ "edge", "Microsoft\\EdgeUpdate\\Clients\\{56EB18F8-B008-4CBD-B6D2-8C97FE7E9062}" },
};

static void add(struct fact_browser *f, const char *name, const char *version, const char *method,
		const char *scope)
{
	if (!f)
		return;
	f->name = name;
	f->version = version;
	f->method = method;
	f->scope = scope;
}

void browser_add_keys(struct registry *r, const char *top, const char *scope)
{
	const char *mozilla = arena_printf(r->arena, "%sMozilla\\Mozilla Firefox", top);
	hive_key key = registry_find(r, mozilla);
	const char *version = registry_text(r, key, "CurrentVersion");

	if (version)
		add(REGISTRY_FACT(r, browser, BROWSER, mozilla, key), "firefox", version, "maker",
		    scope);
	for (size_t i = 0; i < LEN(updaters); i++) {
		const char *path = arena_printf(r->arena, "%s%s", top, updaters[i].path);

		key = registry_find(r, path);
		version = registry_text(r, key, "pv");
		if (version)
			add(REGISTRY_FACT(r, browser, BROWSER, path, key), updaters[i].name,
			    version, "updater", scope);
	}
}

/* "142.0.7444.176" */
static bool is_version(const char *s)
{
	unsigned dots = 0;

	if (strlen(s) > 40)
		return false;
	for (; *s; s++) {
		if (*s == '.')
			dots++;
		else if (*s < '0' || *s > '9')
			return false;
	}
	return dots == 3;
}

void browser_add_folder(const struct probe *probe, const struct probe_blob *blob, const char *name,
			const char *source, const char *scope, struct facts *out)
{
	struct probe_entry e;
	size_t pos = 0;

	if (blob->state == PROBE_BLOB_UNREADABLE)
		probe_unseen(probe, out, &blob->reason);
	if (blob->state != PROBE_BLOB_PRESENT)
		return;
	for (size_t i = 0; i < ENTRIES_MAX && probe_list_next(blob->data, &pos, out->arena, &e);
	     i++)
		if (e.type == 'd' && is_version(e.name))
			add(FACTS_ADD(out, browser, BROWSER, source), name, e.name, "folder",
			    scope);
}

void browser_add_program(const struct probe *probe, const struct probe_blob *blob, const char *name,
			 const char *source, const char *scope, struct facts *out)
{
	struct phrase reason =
	    phrase_of(N_("because the version inside the program {0} could not be read"), 1,
		      PHRASE_TEXT(source));
	struct err err = { 0 };
	struct pe_version v;

	if (blob->state == PROBE_BLOB_UNREADABLE)
		probe_unseen(probe, out, blob->reason.id ? &blob->reason : &reason);
	if (blob->state != PROBE_BLOB_PRESENT)
		return;
	if (pe_version_read(blob->data, &v, &err) < 0) {
		probe_unseen(probe, out, &reason);
		return;
	}
	add(FACTS_ADD(out, browser, BROWSER, source), name,
	    arena_printf(out->arena, "%u.%u.%u.%u", v.part[0], v.part[1], v.part[2], v.part[3]),
	    "program", scope);
}
