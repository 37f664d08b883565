/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See probe_pack.h. A file that cannot be read is named without bytes: the probe says so, and the
 * others are looked at all the same. */
#include "scanners/engine/probe_pack.h"

#include <errno.h>
#include <string.h>

#include "core/base/io.h"
#include "core/base/log.h"

#define EACH_DEFAULT     ((uint64_t)1 << 20)
#define LIST_ENTRIES_MAX 20000u

/* "setupapi.dev*.log"; without a '*' the whole name. */
static bool fits(const char *name, const char *pattern)
{
	const char *star = strchr(pattern, '*');
	size_t n = strlen(name), before, after;

	if (!star)
		return !strcasecmp(name, pattern);
	before = (size_t)(star - pattern);
	after = strlen(star + 1);
	return n >= before + after && !strncasecmp(name, pattern, before) &&
	       !strcasecmp(name + n - after, star + 1);
}

static void head_line(struct str *out, char state, const struct reader_entry *e, size_t n)
{
	str_addf(out, "%c %llu ", state, (unsigned long long)e->st.size);
	probe_files_time(out, e->st.modified);
	str_addf(out, "%zu ", n);
	probe_files_name(out, e->name);
}

/* Appends one file; false when it could not be read. */
static bool add_bytes(struct str *out, const struct reader_entry *e, int fd, uint64_t each)
{
	struct err err = { 0 };
	const uint8_t *p;
	size_t n;

	if (io_map_sealed(fd, each, &p, &n, &err) < 0)
		return false;
	head_line(out, e->st.size > n ? 'c' : 'w', e, n);
	if (n)
		str_addn(out, (const char *)p, n);
	io_unmap(p, n);
	return true;
}

static void add_file(struct reader *r, struct str *out, const char *folder,
		     const struct reader_entry *e, uint64_t each)
{
	char path[VOLUME_PATH_MAX + VOLUME_NAME_MAX];
	uint64_t n = MIN(e->st.size, each);
	struct err err = { 0 };
	int fd = -1;

	if (n > PROBE_PACK_BYTES - out->len) {
		head_line(out, 'o', e, 0);
		return;
	}
	snprintf(path, sizeof(path), "%s/%s", folder, e->name);
	if (reader_fetch(r, path, each, true, &fd, NULL, &err) < 0 ||
	    !add_bytes(out, e, fd, each)) {
		log_add("engine", "a file of a pack could not be read: %s",
			err_kind_name(err.kind));
		head_line(out, 'u', e, 0);
	}
	if (fd >= 0)
		close(fd);
}

int probe_pack_fetch(struct reader *r, struct probe_part *p, uint64_t each, struct err *err)
{
	/* Heads of files come on top of their bytes. */
	struct str out = STR_INIT(2 * PROBE_PACK_BYTES);
	char folder[VOLUME_PATH_MAX];
	struct reader_entry *entry;
	struct arena a = { 0 };
	size_t n, found = 0;
	char *slash;
	int e;

	snprintf(folder, sizeof(folder), "%s", p->wire.path);
	slash = strrchr(folder, '/');
	if (!slash)
		return err_set(err, ERR_INTERNAL, -EINVAL, "a pack without a folder");
	*slash = '\0';
	e = reader_list(r, folder, LIST_ENTRIES_MAX, &a, &entry, &n, err);
	for (size_t i = 0; e == 0 && i < n; i++) {
		if (entry[i].st.type != VOLUME_FILE_REGULAR || !fits(entry[i].name, slash + 1))
			continue;
		if (found++ < PROBE_PACK_FILES)
			add_file(r, &out, folder, &entry[i], each ? each : EACH_DEFAULT);
		else
			head_line(&out, 'o', &entry[i], 0);
	}
	if (e == 0 && (out.full || n == LIST_ENTRIES_MAX))
		e = err_set(err, ERR_LIMIT, -EFBIG, "the folder has too many entries");
	if (e == 0 && !found)
		e = -ENOENT;
	if (e == 0) {
		p->fd[0] = io_sealed_memfd("pack", str_c(&out), out.len, err);
		e = p->fd[0] < 0 ? p->fd[0] : 0;
		p->wire.size = out.len;
	}
	str_done(&out);
	arena_done(&a);
	return e;
}
