/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fetching what a probe wants. */
#include "scanners/engine/probe_files.h"

#include <errno.h>
#include <string.h>

#include "core/base/io.h"
#include "core/base/log.h"
#include "core/base/str.h"
#include "core/record/record.h"
#include "scanners/engine/because.h"
#include "scanners/engine/probe_kept.h"
#include "scanners/engine/probe_pack.h"
#include "scanners/readers/hive.h"
#include "signatures/csv.h"
#include "signatures/tables.h"

#define FILE_DEFAULT     ((uint64_t)16 << 20)
#define HEAD_DEFAULT     ((uint64_t)64 << 10)
#define LIST_ENTRIES_MAX 20000u
#define LIST_BYTES_MAX   ((size_t)8 << 20)

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

bool probe_per_user(const struct probe *probe)
{
	for (size_t i = 0; i < PROBE_FILES && probe->files[i].want != PROBE_WANT_END; i++)
		if (probe->files[i].path && strstr(probe->files[i].path, "{user}"))
			return true;
	return false;
}

/* "{windows}/System32/..." with the system's own folders put in. */
static void full_path(const char *path, const struct probe_target *t,
		      const struct client_user *user, char *ret, size_t size)
{
	struct str s = STR_INIT(size - 1);

	if (path && t->logs && !strncmp(path, "var/log/", 8)) {
		str_add(&s, t->logs);
		path += 7;
	} else if (path && t->root && *t->root && *path != '{') {
		str_addf(&s, "%s/", t->root);
	}
	while (path && *path) {
		if (!strncmp(path, "{windows}", 9)) {
			str_add(&s, t->windows);
			path += 9;
		} else if (!strncmp(path, "{user}", 6)) {
			str_add(&s, user ? user->profile : "");
			path += 6;
		} else {
			str_addc(&s, *path++);
		}
	}
	snprintf(ret, size, "%s", str_c(&s));
	str_done(&s);
}

/* The state of one file after an attempt to get it. */
static void note(struct probe_files *f, struct probe_part *p, bool optional, int r,
		 const struct err *err, struct arena *a)
{
	const char *name = arena_strdup(a, last_part(p->wire.path));
	json_t *j;
	char *text;

	if (r >= 0) {
		p->wire.state = PROBE_BLOB_PRESENT;
		return;
	}
	if (r == -ENOENT || r == -ENOTDIR) {
		p->wire.state = PROBE_BLOB_ABSENT;
		if (!optional)
			f->failed = phrase_of(N_("because {0} is not there"), 1, PHRASE_TEXT(name));
		return;
	}
	p->wire.state = PROBE_BLOB_UNREADABLE;
	log_add("engine", "a probe's file could not be read: %s", err_kind_name(err->kind));
	p->reason = PHRASE(because_of(err->kind));
	if (optional)
		f->partial = p->reason;
	else
		f->failed = p->reason;
	j = record_phrase(&p->reason);
	text = json_dumps(j, JSON_COMPACT | JSON_ENCODE_ANY);
	if (text && strlen(text) < sizeof(p->wire.reason))
		snprintf(p->wire.reason, sizeof(p->wire.reason), "%s", text);
	free(text);
	json_decref(j);
}

static int fetch_one(struct reader *r, struct probe_part *p, uint64_t ceiling, bool head,
		     struct err *err)
{
	struct volume_stat st;
	int e = reader_fetch(r, p->wire.path, ceiling, head, &p->fd[0], &st, err);

	if (e == 0) {
		p->wire.size = st.size;
		p->wire.modified = st.modified;
	}
	return e;
}

/* Its pieces are fetched when the probe asks for them (probe_pieces.c). */
static int find_one(struct reader *r, struct probe_part *p, struct err *err)
{
	struct volume_stat st;
	int e = reader_lookup(r, p->wire.path, NULL, 0, &st, err);

	if (e == 0 && st.type != VOLUME_FILE_REGULAR)
		e = err_set(err, ERR_UNSUPPORTED, -EINVAL, "this is no regular file");
	if (e == 0) {
		p->wire.size = st.size;
		p->wire.modified = st.modified;
	}
	return e;
}

/* A hive's logs: absent is fine, unreadable makes the facts some minutes older than they could be,
 * which the replay itself tells (incomplete). */
static void fetch_logs(struct reader *r, struct probe_part *p)
{
	static const char *const ending[] = { ".LOG1", ".LOG2" };

	for (size_t i = 0; i < LEN(ending); i++) {
		char path[VOLUME_PATH_MAX + 8];
		struct err err = { 0 };
		int e;

		snprintf(path, sizeof(path), "%s%s", p->wire.path, ending[i]);
		e = reader_fetch(r, path, HIVE_LOG_MAX, false, &p->fd[i + 1], NULL, &err);
		if (e < 0 && e != -ENOENT)
			log_add("engine", "a hive's log could not be read: %s",
				err_kind_name(err.kind));
	}
}

void probe_files_time(struct str *out, int64_t t)
{
	if (t == TIME_ABSENT)
		str_add(out, "- ");
	else
		str_addf(out, "%lld ", (long long)t);
}

void probe_files_name(struct str *out, const char *name)
{
	for (const char *c = name; *c; c++) {
		if (*c == '\n' || *c == '\\')
			str_addc(out, '\\');
		str_addc(out, *c == '\n' ? 'n' : *c);
	}
	str_addc(out, '\n');
}

static void list_line(struct str *out, const struct reader_entry *e)
{
	static const char types[] = { [VOLUME_FILE_REGULAR] = 'f',
				      [VOLUME_FILE_DIRECTORY] = 'd',
				      [VOLUME_FILE_LINK] = 'l',
				      [VOLUME_FILE_OTHER] = 'o' };

	str_addf(out, "%c %llu ", types[e->st.type], (unsigned long long)e->st.size);
	probe_files_time(out, e->st.modified);
	probe_files_name(out, e->name);
}

static int fetch_list(struct reader *r, struct probe_part *p, struct err *err)
{
	struct str out = STR_INIT(LIST_BYTES_MAX);
	struct reader_entry *entry;
	struct arena a = { 0 };
	size_t n;
	int e = reader_list(r, p->wire.path, LIST_ENTRIES_MAX, &a, &entry, &n, err);

	for (size_t i = 0; e == 0 && i < n; i++)
		list_line(&out, &entry[i]);
	if (e == 0 && (out.full || n == LIST_ENTRIES_MAX))
		e = err_set(err, ERR_LIMIT, -EFBIG, "the folder has too many entries");
	if (e == 0) {
		p->fd[0] = io_sealed_memfd("list", str_c(&out), out.len, err);
		e = p->fd[0] < 0 ? p->fd[0] : 0;
		p->wire.size = out.len;
	}
	str_done(&out);
	arena_done(&a);
	return e;
}

/* One of our own tables: not the client's, so it is read here. */
static int fetch_table(const char *dir, struct probe_part *p, struct err *err)
{
	struct arena a = { 0 };
	const char *text;
	size_t n;
	int e;

	if (!dir)
		dir = tables_directory(&a);
	e = csv_read_file(&a, arena_printf(&a, "%s/%s", dir, p->wire.path), TABLES_FILE_MAX, &text,
			  &n, err);
	if (e == 0) {
		p->fd[0] = io_sealed_memfd("table", text, n, err);
		e = p->fd[0] < 0 ? p->fd[0] : 0;
		p->wire.size = n;
	}
	arena_done(&a);
	return e;
}

static void fetch(const struct probe_file *want, const struct probe_target *t, struct arena *a,
		  struct probe_files *f, struct probe_part *p)
{
	struct err err = { 0 };
	int e = 0;

	switch (want->want) {
	case PROBE_WANT_FILE:
		e = fetch_one(t->reader, p, want->ceiling ? want->ceiling : FILE_DEFAULT, false,
			      &err);
		break;
	case PROBE_WANT_HIVE:
		if (probe_kept_find(t->kept, p))
			break;
		e = fetch_one(t->reader, p, want->ceiling ? want->ceiling : HIVE_SIZE_MAX, false,
			      &err);
		if (e == 0)
			fetch_logs(t->reader, p);
		if (e == 0 && !strncmp(want->path, "{windows}", 9))
			probe_kept_add(t->kept, p);
		break;
	case PROBE_WANT_HEAD:
		e = fetch_one(t->reader, p, want->ceiling ? want->ceiling : HEAD_DEFAULT, true,
			      &err);
		break;
	case PROBE_WANT_LIST: e = fetch_list(t->reader, p, &err); break;
	case PROBE_WANT_TREE:
	case PROBE_WANT_NAMES:
	case PROBE_WANT_MANY:
	case PROBE_WANT_RIGHTS:
		e = probe_gather(t, p->wire.path, want->want, want->ceiling, p, &err);
		break;
	case PROBE_WANT_CLOUD: e = probe_cloud(t->reader, p, &err); break;
	case PROBE_WANT_PACK: e = probe_pack_fetch(t->reader, p, want->ceiling, &err); break;
	case PROBE_WANT_PIECES: e = find_one(t->reader, p, &err); break;
	case PROBE_WANT_TABLE: e = fetch_table(t->tables, p, &err); break;
	case PROBE_WANT_PROGRAM:
	case PROBE_WANT_VOLUME:
	case PROBE_WANT_END: break;
	}
	for (size_t i = 0; i < 3; i++)
		p->wire.has[i] = p->fd[i] >= 0;
	note(f, p, want->optional, e, &err, a);
}

void probe_files_fetch(const struct probe *probe, const struct probe_target *t,
		       const struct client_user *user, struct arena *a, struct probe_files *ret)
{
	static const struct probe_target none; /* our own tables lie in no system */

	*ret = (struct probe_files){ .part = xcalloc(PROBE_FILES, sizeof(*ret->part)) };
	for (size_t i = 0; i < PROBE_FILES && probe->files[i].want != PROBE_WANT_END; i++) {
		struct probe_part *p = &ret->part[ret->n++];

		*p = (struct probe_part){ .fd = { -1, -1, -1 } };
		p->wire.op = PROBE_BLOB;
		p->wire.modified = TIME_ABSENT;
		full_path(probe->files[i].path,
			  probe->files[i].want == PROBE_WANT_TABLE ? &none : t, user, p->wire.path,
			  sizeof(p->wire.path));
		fetch(&probe->files[i], t, a, ret, p);
	}
}

void probe_files_done(struct probe_files *f)
{
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < 3; k++)
			if (f->part[i].fd[k] >= 0)
				close(f->part[i].fd[k]);
	free(f->part);
	*f = (struct probe_files){ 0 };
}
