/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Does a program that starts by itself carry a maker's mark? Asked for where anybody may put programs;
 * the mark is not verified. Scripts and what a program host is told to run carry none that is looked
 * at. */
#include "scanners/probes/startup_common.h"
#include "scanners/readers/pe_version.h"

#define ASKED_MAX 200u /* programs per probe: each is a look at the disk */
#define PLACES    8u

struct place {
	const char *name; /* in small letters */
	const char *path; /* NULL: not known here */
};

/* What stands at the beginning of a path, for this user. */
static void places_of(struct arena *a, const char *profile, struct place ret[PLACES])
{
	const char *own = profile;

	ret[0] = (struct place){ "c:\\", "" };
	ret[1] = (struct place){ "%systemdrive%\\", "" };
	ret[2] = (struct place){ "%public%\\", "Users/Public/" };
	ret[3] = (struct place){ "%programdata%\\", "ProgramData/" };
	ret[4] = (struct place){ "%userprofile%\\", own ? arena_printf(a, "%s/", own) : NULL };
	ret[5] = (struct place){ "%appdata%\\",
				 own ? arena_printf(a, "%s/AppData/Roaming/", own) : NULL };
	ret[6] = (struct place){ "%localappdata%\\",
				 own ? arena_printf(a, "%s/AppData/Local/", own) : NULL };
	ret[7] = (struct place){ "%temp%\\",
				 own ? arena_printf(a, "%s/AppData/Local/Temp/", own) : NULL };
}

static bool usual(const char *area)
{
	return area && (!strcmp(area, "system") || !strcmp(area, "programs"));
}

const char *startup_file(struct arena *a, const char *command, const char *profile)
{
	struct place place[PLACES];
	const char *end;
	char *path;

	while (*command == ' ' || *command == '"')
		command++;
	end = strpbrk(command, "\"");
	if (!end)
		end = strstr(command, " ...");
	path = arena_strndup(a, command, end ? (size_t)(end - command) : strlen(command));
	/* A program host: what it is told to run lies elsewhere. */
	if (usual(startup_area(a, path)))
		return NULL;
	places_of(a, profile, place);
	for (size_t i = 0; i < PLACES; i++) {
		size_t n = strlen(place[i].name);

		if (strncasecmp(path, place[i].name, n) != 0 || !place[i].path)
			continue;
		for (char *p = path + n; *p; p++)
			if (*p == '\\')
				*p = '/';
		path = arena_printf(a, "%s%s", place[i].path, path + n);
		return probe_is_program(path) ? path : NULL;
	}
	return NULL;
}

enum flag startup_mark(const struct startup_marks *m, const char *area, const char *path)
{
	struct err err = { 0 };
	struct bytes head;
	bool marked;

	if (usual(area) || !path || *m->asked >= ASKED_MAX)
		return FLAG_ABSENT;
	++*m->asked;
	if (probe_program(m->in, m->blob, path, &head) != PROBE_PIECE_WHOLE ||
	    pe_version_marked(head, &marked, &err) < 0)
		return FLAG_ABSENT;
	return marked ? FLAG_YES : FLAG_NO;
}

/* A file that lies in a startup folder itself is named without its place. */
static const char *path_of(struct arena *a, const struct fact_startup_entry *f, const char *profile)
{
	static const char folder[] = "Microsoft/Windows/Start Menu/Programs/Startup";

	if (strcmp(f->origin, "startup-folder") != 0 || f->command != f->name)
		return startup_file(a, f->command, profile);
	if (strcmp(f->scope, "user") != 0)
		return arena_printf(a, "ProgramData/%s/%s", folder, f->name);
	return profile ? arena_printf(a, "%s/AppData/Roaming/%s/%s", profile, folder, f->name)
		       : NULL;
}

void startup_note_marks(const struct startup_marks *m, struct facts *out)
{
	struct fact_list *all = &out->by_kind[FACT_KIND_STARTUP_ENTRY];
	const char *profile = m->in->user ? m->in->user->profile : NULL;

	for (size_t i = 0; i < all->n; i++) {
		struct fact_startup_entry *f = (struct fact_startup_entry *)all->item[i];

		if (f->off != FLAG_YES && f->command && f->origin && f->scope)
			f->marked = startup_mark(m, f->area, path_of(out->arena, f, profile));
	}
}
