/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files by a pattern: every one that matches, or only their names, as one pack
 * (probe_pack.h), but over several folders. What could not be read or is too much stands
 * in it as such: the probe, not this file, says what that means. */
#include <errno.h>
#include <fnmatch.h>
#include <string.h>

#include "core/base/io.h"
#include "core/base/str.h"
#include "scanners/engine/probe_files.h"

#define DEPTH_MAX   16u
#define FOLDERS_MAX 4000u
#define ENTRIES_MAX 20000u /* of one folder */
#define FILES_MAX   20000u
/* Names alone, of a whole data drive. */
#define RIGHTS_FOLDERS 40000u
#define RIGHTS_FILES   300000u
#define RIGHTS_ENTRIES 100000u
#define FILE_DEFAULT   ((uint64_t)1 << 20)
#define BYTES_MAX      ((size_t)96 << 20)
/* A line of a pack: a path, each byte perhaps escaped, and three numbers. */
#define LINE_MAX_BYTES ((size_t)VOLUME_PATH_MAX * 2 + 160)

struct gather {
	struct reader *r;
	struct str out;
	enum probe_want want; /* TREE, NAMES or RIGHTS */
	uint64_t ceiling;     /* of one file */
	unsigned folders, files;
	bool cut;
	bool rest;          /* folders of Windows' own at the top are left out */
	const char *prefix; /* of every name */
};

/* Folders at the top of a drive that hold nothing of a person's, or are asked for elsewhere. */
static bool windows_own(const char *name)
{
	static const char *const own[] = {
		"Windows",      "Windows.old",  "Program Files", "Program Files (x86)",
		"ProgramData",  "PerfLogs",     "Recovery",      "System Volume Information",
		"Users",        "$Recycle.Bin", "$WinREAgent",   "$Windows.~BT",
		"$Windows.~WS", "$SysReset",    "$Extend",       "Boot",
		"MSOCache",     "Config.Msi",   "EFI",           "$GetCurrent",
	};

	for (size_t i = 0; i < LEN(own); i++)
		if (!strcasecmp(name, own[i]))
			return true;
	return false;
}

static void head_line(struct gather *g, char state, uint64_t size, int64_t modified, size_t n,
		      const char *path)
{
	char name[VOLUME_PATH_MAX + 24];

	snprintf(name, sizeof(name), "%s%s", g->prefix, path);
	str_addf(&g->out, "%c %llu ", state, (unsigned long long)size);
	probe_files_time(&g->out, modified);
	str_addf(&g->out, "%zu ", n);
	probe_files_name(&g->out, name);
}

static void unread(struct gather *g, const char *path)
{
	if (g->out.ceiling - g->out.len > LINE_MAX_BYTES)
		head_line(g, 'u', 0, TIME_ABSENT, 0, *path ? path : ".");
}

/* Told once, however much is left out; the last line always has room. */
static void cut(struct gather *g, const char *path)
{
	if (!g->cut)
		head_line(g, 'o', 0, TIME_ABSENT, 0, *path ? path : ".");
	g->cut = true;
}

static void add_bytes(struct gather *g, int fd, const struct volume_stat *st, const char *path)
{
	const uint8_t *p = NULL;
	struct err err = { 0 };
	size_t n = 0;

	if (io_map_sealed(fd, g->ceiling, &p, &n, &err) < 0) {
		unread(g, path);
		return;
	}
	if (n + 2 * LINE_MAX_BYTES > g->out.ceiling - g->out.len) {
		cut(g, path);
	} else {
		head_line(g, st->size > n ? 'c' : 'w', st->size, st->modified, n, path);
		if (n)
			str_addn(&g->out, (const char *)p, n);
	}
	io_unmap(p, n);
}

/* Who may see a folder is asked like that of a file; its name ends with '/'. */
static void add_folder(struct gather *g, const char *path, const struct volume_stat *st)
{
	char name[VOLUME_PATH_MAX + 1];

	snprintf(name, sizeof(name), "%s/", path);
	if (g->out.ceiling - g->out.len < 2 * LINE_MAX_BYTES)
		cut(g, path);
	else
		head_line(g, 'w', 0, st->modified, 0, name);
}

static void add_file(struct gather *g, const char *path, const struct volume_stat *known)
{
	CLEANUP(cleanup_close) int fd = -1;
	struct volume_stat st = known ? *known : (struct volume_stat){ 0 };
	struct err err = { 0 };
	int e = 0;

	if (g->files++ >= (g->want == PROBE_WANT_RIGHTS ? RIGHTS_FILES : FILES_MAX) ||
	    g->out.ceiling - g->out.len < 2 * LINE_MAX_BYTES) {
		cut(g, path);
		return;
	}
	if (g->want == PROBE_WANT_TREE)
		e = reader_fetch(g->r, path, g->ceiling, true, &fd, &st, &err);
	else if (!known)
		e = reader_lookup(g->r, path, NULL, 0, &st, &err);
	if (e == 0 && g->want == PROBE_WANT_RIGHTS && st.type == VOLUME_FILE_DIRECTORY) {
		add_folder(g, path, &st);
		return;
	}
	if (e == -ENOENT || e == -ENOTDIR || (!known && e == 0 && st.type != VOLUME_FILE_REGULAR))
		return;
	if (e < 0)
		unread(g, path);
	else if (g->want != PROBE_WANT_TREE)
		head_line(g, 'w', st.size, st.modified, 0, path);
	else
		add_bytes(g, fd, &st, path);
}

static void gather(struct gather *g, const char *folder, const char *pattern, unsigned depth);

/* One entry of a listed folder: is it, or what lies below it, wanted? */
static void step(struct gather *g, const char *folder, const struct reader_entry *e,
		 const char *part, const char *rest, const char *pattern, unsigned depth)
{
	bool any = !strcmp(part, "**"), last = any ? true : !rest;
	const char *wanted = any ? (rest ? rest : "*") : part;
	bool match = fnmatch(wanted, e->name, FNM_CASEFOLD | FNM_NOESCAPE) == 0;
	char path[VOLUME_PATH_MAX];
	int n = snprintf(path, sizeof(path), "%s%s%s", folder, *folder ? "/" : "", e->name);

	if (g->rest && depth == 0 && windows_own(e->name))
		return;
	if (n < 0 || (size_t)n >= sizeof(path)) {
		cut(g, folder);
		return;
	}
	if (g->want == PROBE_WANT_RIGHTS && e->st.type == VOLUME_FILE_DIRECTORY && match && last)
		add_folder(g, path, &e->st);
	if (e->st.type == VOLUME_FILE_DIRECTORY && any)
		gather(g, path, pattern, depth + 1);
	else if (e->st.type == VOLUME_FILE_DIRECTORY && match && !last)
		gather(g, path, rest, depth + 1);
	else if (e->st.type == VOLUME_FILE_REGULAR && match && last)
		add_file(g, path, &e->st);
}

static void list(struct gather *g, const char *folder, const char *part, const char *rest,
		 const char *pattern, unsigned depth)
{
	struct reader_entry *entry;
	struct arena a = { 0 };
	struct err err = { 0 };
	size_t n = 0, max = g->want == PROBE_WANT_RIGHTS ? RIGHTS_ENTRIES : ENTRIES_MAX;
	int e;

	if (g->folders++ >= (g->want == PROBE_WANT_RIGHTS ? RIGHTS_FOLDERS : FOLDERS_MAX) ||
	    depth > DEPTH_MAX) {
		cut(g, folder);
		return;
	}
	e = reader_list(g->r, folder, max, &a, &entry, &n, &err);
	if (e < 0 && e != -ENOENT && e != -ENOTDIR)
		unread(g, folder);
	for (size_t i = 0; e == 0 && i < n; i++)
		step(g, folder, &entry[i], part, rest, pattern, depth);
	if (e == 0 && n == max)
		cut(g, folder);
	arena_done(&a);
}

/* The pattern's first part decides: a plain name goes on without a listing. */
static void gather(struct gather *g, const char *folder, const char *pattern, unsigned depth)
{
	const char *slash = strchr(pattern, '/'), *rest = slash ? slash + 1 : NULL;
	char part[VOLUME_NAME_MAX], path[VOLUME_PATH_MAX];
	int n;

	snprintf(part, sizeof(part), "%.*s",
		 (int)MIN(slash ? (size_t)(slash - pattern) : strlen(pattern), sizeof(part) - 1),
		 pattern);
	if (strchr(part, '*')) {
		list(g, folder, part, rest, pattern, depth);
		return;
	}
	n = snprintf(path, sizeof(path), "%s%s%s", folder, *folder ? "/" : "", part);
	if (n < 0 || (size_t)n >= sizeof(path))
		cut(g, folder);
	else if (rest)
		gather(g, path, rest, depth);
	else
		add_file(g, path, NULL);
}

/* Every other drive of the PC in turn, each name with ":NUMBER/" before it. */
static void gather_data(struct gather *g, const struct probe_target *t, const char *pattern)
{
	char prefix[32];

	for (size_t i = 0; i < t->n_data; i++) {
		snprintf(prefix, sizeof(prefix), ":%zu/", i);
		g->prefix = prefix;
		g->r = t->data[i];
		if (g->r)
			gather(g, "", pattern, 0);
		else
			unread(g, ".");
	}
	g->prefix = "";
}

int probe_gather(const struct probe_target *t, const char *pattern, enum probe_want want,
		 uint64_t ceiling, struct probe_part *ret, struct err *err)
{
	struct gather g = { .r = t->reader,
			    .out = STR_INIT(BYTES_MAX),
			    .want = want,
			    .prefix = "",
			    .ceiling = ceiling ? ceiling : FILE_DEFAULT };
	int e = 0;

	g.rest = !strncmp(pattern, PROBE_REST, strlen(PROBE_REST));
	if (g.rest) {
		gather(&g, "", pattern + strlen(PROBE_REST), 0);
	} else if (!strncmp(pattern, PROBE_DATA, strlen(PROBE_DATA))) {
		g.rest = true;
		gather_data(&g, t, pattern + strlen(PROBE_DATA));
	} else {
		gather(&g, "", pattern, 0);
	}
	if (g.out.len == 0)
		e = -ENOENT;
	if (e == 0) {
		ret->fd[0] = io_sealed_memfd("files", str_c(&g.out), g.out.len, err);
		e = ret->fd[0] < 0 ? ret->fd[0] : 0;
		ret->wire.size = g.out.len;
	}
	str_done(&g.out);
	return e;
}
