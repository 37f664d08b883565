/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See startup_common.h. */
#include "scanners/probes/startup_common.h"

#include <ctype.h>

#define VALUES_MAX ((size_t)4096)

/* First that is in the path wins. */
static const struct {
	const char *in, *area;
} areas[] = {
	{ "\\temp\\", "temporary" },
	{ "\\tmp\\", "temporary" },
	{ "%temp%", "temporary" },
	{ "%tmp%", "temporary" },
	{ "\\users\\public\\", "public" },
	{ "%public%", "public" },
	{ "\\$recycle.bin\\", "temporary" },
	{ "\\users\\", "user" },
	{ "\\documents and settings\\", "user" },
	{ "%appdata%", "user" },
	{ "%localappdata%", "user" },
	{ "%userprofile%", "user" },
	{ "%homepath%", "user" },
	{ "\\program files", "programs" },
	{ "%programfiles", "programs" },
	{ "%commonprogramfiles", "programs" },
	{ "\\windows\\", "system" },
	{ "%windir%", "system" },
	{ "%systemroot%", "system" },
};

/* Programs that only run what their arguments name. */
static const char *const hosts[] = {
	"rundll32", "regsvr32", "wscript", "cscript",  "mshta",   "powershell",
	"pwsh",     "cmd",      "msiexec", "explorer", "conhost",
};

static char *lower(struct arena *a, const char *s)
{
	char *copy = arena_strdup(a, s);

	for (char *p = copy; *p; p++) {
		if (*p == '/')
			*p = '\\';
		else
			*p = (char)tolower((unsigned char)*p);
	}
	return copy;
}

/* A path may hold spaces, but what follows one is an argument when there is no path before it, or
 * when it looks like a switch. */
static bool one_path(const char *command, size_t n)
{
	const char *space = memchr(command, ' ', n);

	if (!space)
		return true;
	if (command[0] != '%' && command[0] != '\\' && command[1] != ':')
		return false;
	for (size_t i = 0; i + 1 < n; i++)
		if (command[i] == '"' || command[i] == '\t' ||
		    (command[i] == ' ' && (command[i + 1] == '-' || command[i + 1] == '\\')))
			return false;
	return true;
}

/* The program of a command line: between quotes, or up to its extension, or up to a space.
 * *ret_rest: what follows. */
static char *program_of(struct arena *a, const char *command, const char **ret_rest)
{
	static const char *const ends[] = {
		".exe", ".dll", ".cmd", ".bat", ".com", ".scr", ".vbs"
	};
	const char *end = NULL;

	while (*command == ' ' || *command == '\t')
		command++;
	if (*command == '"' && (end = strchr(++command, '"'))) {
		*ret_rest = end + 1;
		return arena_strndup(a, command, (size_t)(end - command));
	}
	for (size_t i = 0; i < LEN(ends); i++) {
		const char *p = strstr(command, ends[i]);

		if (p && (!p[4] || strchr(" \t,\"", p[4])) && (!end || p + 4 < end) &&
		    one_path(command, (size_t)(p - command)))
			end = p + 4;
	}
	if (!end)
		end = command + strcspn(command, " \t");
	*ret_rest = end;
	return arena_strndup(a, command, (size_t)(end - command));
}

static bool is_host(const char *program)
{
	const char *base = strrchr(program, '\\');
	size_t n;

	base = base ? base + 1 : program;
	n = strcspn(base, ".");
	for (size_t i = 0; i < LEN(hosts); i++)
		if (n == strlen(hosts[i]) && !strncmp(base, hosts[i], n))
			return true;
	return false;
}

static const char *area_in(const char *text)
{
	for (size_t i = 0; i < LEN(areas); i++)
		if (strstr(text, areas[i].in))
			return areas[i].area;
	return NULL;
}

const char *startup_area(struct arena *a, const char *command)
{
	const char *rest = "", *area;
	char *text = lower(a, command), *program = program_of(a, text, &rest);

	if (is_host(program)) {
		area = area_in(rest);
		return area ? area : "system";
	}
	area = area_in(program);
	return area ? area : "other";
}

/* The file that a host is told to run: the first argument that is a path with a drive or a
 * variable. *ret_n: its length, 0 when there is none. */
static const char *hosted(const char *rest, size_t *ret_n)
{
	for (*ret_n = 0; *rest; rest += *ret_n) {
		rest += strspn(rest, " \t,\"");
		*ret_n = strcspn(rest, rest[0] && rest[-1] == '"' ? "\"" : " \t,\"");
		if (*rest == '%' || (*ret_n > 3 && rest[1] == ':' && rest[2] == '\\'))
			return rest;
	}
	*ret_n = 0;
	return rest;
}

const char *startup_program(struct arena *a, const char *command)
{
	const char *rest = "", *file;
	char *text = lower(a, command), *program = program_of(a, text, &rest);
	size_t n, start = (size_t)(rest - text);
	char *shown = arena_strndup(a, command, start);

	if (!rest[strspn(rest, " \t")])
		return shown;
	file = hosted(rest, &n);
	if (!is_host(program) || !n)
		return arena_printf(a, "%s ...", shown);
	return arena_printf(a, "%s ... %s ...", shown,
			    arena_strndup(a, command + (file - text), n));
}

void startup_add_key(struct registry *r, const struct startup_scope *scope, const char *path,
		     const char *origin)
{
	hive_key key = registry_find(r, path);
	const char **value;
	size_t n = key ? hive_values(r->hive, key, VALUES_MAX, r->arena, &value) : 0;

	for (size_t i = 0; i < n; i++) {
		const char *command = registry_text(r, key, value[i]);
		struct fact_startup_entry *f;

		if (!command)
			continue;
		f = REGISTRY_FACT(r, startup_entry, STARTUP_ENTRY, path, key);
		if (!f)
			return;
		f->origin = origin;
		f->scope = scope->scope;
		f->user = scope->user;
		f->name = value[i];
		f->command = startup_program(r->arena, command);
		f->area = startup_area(r->arena, command);
	}
}

/* The list in which Windows notes what its user switched off, for entries from this place; NULL: none
 * (policies, RunOnce). */
static const char *approved_list(const struct fact_startup_entry *f)
{
	if (!strcmp(f->origin, "startup-folder"))
		return "StartupFolder";
	if (strcmp(f->origin, "run") != 0 || strstr(f->fact.source, "\\Policies\\"))
		return NULL;
	return strstr(f->fact.source, "\\Wow6432Node\\") ? "Run32" : "Run";
}

/* The first byte is even for what starts, odd for what was switched off; 0: not in the list. */
static enum flag switched_off(struct registry *r, const char *path, const char *name)
{
	hive_key key = registry_find(r, path);
	struct bytes b;
	uint8_t state;

	if (!key || !hive_binary(r->hive, key, name, r->arena, &b) || !bytes_u8(b, 0, &state))
		return FLAG_ABSENT;
	return state & 1 ? FLAG_YES : FLAG_NO;
}

void startup_note_off(struct registry *r, const char *top)
{
	struct fact_list *all = &r->facts->by_kind[FACT_KIND_STARTUP_ENTRY];

	for (size_t i = 0; i < all->n; i++) {
		struct fact_startup_entry *f = (struct fact_startup_entry *)all->item[i];
		const char *list = approved_list(f);

		if (!list)
			continue;
		f->off = switched_off(
		    r, arena_printf(r->arena, "%s\\Explorer\\StartupApproved\\%s", top, list),
		    f->name);
		if (f->off != FLAG_ABSENT)
			registry_also(r, &f->fact);
	}
}
