/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See tables.h. */
#include "signatures/tables.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/times.h"
#include "signatures/csv.h"

static int take_build(struct csv *c, const char *field[CSV_FIELDS], void *at, struct err *err)
{
	struct build_row *row = at;

	*row = (struct build_row){ .product = field[1], .line = field[2], .label = field[3] };
	if (!csv_number(field[0], &row->build) || !*row->product || !*row->label ||
	    !csv_day(field[4], &row->end) || !csv_day(field[5], &row->extended_end) ||
	    row->end == TIME_ABSENT)
		return csv_refuse(c, err, "has no build, product, label or end date");
	return 0;
}

static int take_release(struct csv *c, const char *field[CSV_FIELDS], void *at, struct err *err)
{
	struct release_row *row = at;

	*row = (struct release_row){
		.id = field[0], .version = field[1], .label = field[2], .extension = field[5]
	};
	if (!*row->id || !*row->version || !*row->label || !csv_day(field[3], &row->end) ||
	    !csv_day(field[4], &row->extended_end) || row->end == TIME_ABSENT)
		return csv_refuse(c, err, "has no release, label or end date");
	return 0;
}

/* Keeps rows of one build in the file's order; tables are small. */
static void sort_builds(struct build_row *row, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct build_row r = row[i];
		size_t j = i;

		for (; j && row[j - 1].build > r.build; j--)
			row[j] = row[j - 1];
		row[j] = r;
	}
}

int tables_parse_builds(struct tables *ret, struct arena *a, const char *csv, size_t n,
			struct err *err)
{
	static const struct csv_kind kind = { "build,product,line,label,end,extended_end,source",
					      sizeof(struct build_row), TABLES_ROWS_MAX,
					      take_build };
	void *rows;
	int r = csv_rows(&kind, a, csv, n, &rows, &ret->n_builds, &ret->builds_date, err);

	ret->build = rows;
	sort_builds(rows, ret->n_builds);
	return r;
}

int tables_parse_releases(struct tables *ret, struct arena *a, const char *csv, size_t n,
			  struct err *err)
{
	static const struct csv_kind kind = { "id,version,label,end,extended_end,extension,source",
					      sizeof(struct release_row), TABLES_ROWS_MAX,
					      take_release };
	void *rows;
	int r = csv_rows(&kind, a, csv, n, &rows, &ret->n_releases, &ret->releases_date, err);

	ret->release = rows;
	return r;
}

static int load_one(struct tables *t, struct arena *a, const char *dir, const char *name,
		    int (*parse)(struct tables *, struct arena *, const char *, size_t,
				 struct err *),
		    struct err *err)
{
	const char *path = arena_printf(a, "%s/%s", dir, name), *text = NULL;
	size_t n = 0;
	int r = csv_read_file(a, path, TABLES_FILE_MAX, &text, &n, err);

	if (!r)
		r = parse(t, a, text, n, err);
	if (r)
		err_while(err, "reading the table %s", name);
	return r;
}

int tables_load(struct tables *ret, struct arena *a, const char *dir, struct err *err)
{
	struct err second = { 0 };
	int r, r2;

	*ret = (struct tables){ .builds_date = TIME_ABSENT, .releases_date = TIME_ABSENT };
	if (!dir)
		dir = tables_directory(a);
	r = load_one(ret, a, dir, TABLES_BUILDS, tables_parse_builds, err);
	r2 = load_one(ret, a, dir, TABLES_RELEASES, tables_parse_releases, &second);
	if (!r && r2 && err)
		*err = second;
	return r ? r : r2;
}

/* The directory of the running program; NULL when the kernel does not tell. */
static const char *program_directory(struct arena *a)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);
	char *slash;

	if (n <= 0 || (size_t)n >= sizeof(path) - 1)
		return NULL;
	path[n] = '\0';
	slash = strrchr(path, '/');
	if (!slash || slash == path)
		return NULL;
	*slash = '\0';
	return arena_strdup(a, path);
}

const char *tables_directory(struct arena *a)
{
	const char *dir = secure_getenv("KENSHIN_TABLES");

	if (dir && *dir)
		return arena_strdup(a, dir);
	dir = program_directory(a);
	if (dir) {
		dir = arena_printf(a, "%s/../share/kenshin", dir);
		if (!access(dir, R_OK | X_OK))
			return dir;
	}
	return KENSHIN_PREFIX "/share/kenshin";
}
