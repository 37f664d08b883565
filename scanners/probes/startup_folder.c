/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Startup folders: their files, and of shortcuts what they lead to. */
#include "scanners/probes/startup_common.h"
#include "scanners/readers/lnk.h"

#define SHORTCUTS_MAX 500u

/* "C:\\a.exe" and what is given to it, as one command line; NULL when the shortcut does not tell all. */
static const char *command_of(struct bytes file, struct arena *a)
{
	struct err err = { 0 };
	struct lnk l;

	if (lnk_read(file, a, &l, &err) < 0 || !l.path || l.arguments_lost)
		return NULL;
	return arena_printf(a, "\"%s\" %s", l.path, l.arguments ? l.arguments : "");
}

static const char *goal(const struct probe_blob *shortcuts, const char *name, struct arena *a)
{
	struct probe_packed file;
	size_t pos = 0;

	if (shortcuts->state != PROBE_BLOB_PRESENT)
		return NULL;
	for (unsigned i = 0; i < SHORTCUTS_MAX; i++) {
		if (!probe_pack_next(shortcuts->data, &pos, a, &file))
			return NULL;
		if (file.state == PROBE_PACK_WHOLE && !strcmp(file.name, name))
			return command_of(file.data, a);
	}
	return NULL;
}

static bool is_shortcut(const char *name)
{
	size_t n = strlen(name);

	return n > 4 && (!strcasecmp(name + n - 4, ".lnk") || !strcasecmp(name + n - 4, ".url"));
}

static void add_file(const struct probe_entry *entry, const struct probe_blob *shortcuts,
		     const struct startup_scope *scope, const char *source, struct facts *out)
{
	struct fact_startup_entry *f = FACTS_ADD(out, startup_entry, STARTUP_ENTRY, source);
	const char *command;

	if (!f)
		return;
	f->fact.written = entry->modified;
	f->fact.replayed = FLAG_NO;
	f->origin = "startup-folder";
	f->scope = scope->scope;
	f->user = scope->user;
	f->name = entry->name;
	f->command = entry->name;
	if (!is_shortcut(entry->name)) {
		f->area = strcmp(scope->scope, "user") ? "other" : "user";
		return;
	}
	command = goal(shortcuts, entry->name, out->arena);
	if (!command)
		return;
	f->command = startup_program(out->arena, command);
	f->area = startup_area(out->arena, command);
}

void startup_add_folder(const struct probe *probe, const struct probe_blob *list,
			const struct probe_blob *shortcuts, const struct startup_scope *scope,
			const char *source, struct facts *out)
{
	struct phrase reason = PHRASE(N_("because the startup folder could not be read"));
	struct probe_entry entry;
	size_t pos = 0;

	if (list->state == PROBE_BLOB_ABSENT)
		return;
	if (list->state == PROBE_BLOB_UNREADABLE) {
		facts_note(out, FACT_KIND_STARTUP_ENTRY, FACT_STATE_PARTIAL,
			   list->reason.id ? &list->reason : &reason);
		return;
	}
	while (probe_list_next(list->data, &pos, out->arena, &entry))
		if (entry.type != 'd' && strcasecmp(entry.name, "desktop.ini"))
			add_file(&entry, shortcuts, scope, source, out);
	if (pos < list->data.n)
		probe_unseen(probe, out, &reason);
}
