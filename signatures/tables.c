/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See tables.h. A table is a small CSV file: comment lines with "# date: 2026-08-22" among them, a
 * line of column names, then rows; a field may stand in double quotes. A file that breaks a rule is
 * refused as a whole, because half a table would give wrong verdicts in silence. */
#include "signatures/tables.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/io.h"
#include "core/base/times.h"
#include "core/base/util.h"

#define FIELDS    7
#define FIELD_MAX 200 /* bytes of one field */

/* The text that is left to read. */
struct csv {
	const char *p, *end;
	unsigned line;
	struct arena *arena;
};

static int refuse(const struct csv *c, struct err *err, const char *why)
{
	return err_set(err, ERR_FORMAT, -EBADMSG, "line %u %s", c->line, why);
}

/* Takes the next line, without its end; false at the end of the text. */
static bool next_line(struct csv *c, const char **ret, size_t *ret_n)
{
	const char *nl;

	if (c->p >= c->end)
		return false;
	nl = memchr(c->p, '\n', (size_t)(c->end - c->p));
	*ret = c->p;
	*ret_n = (size_t)((nl ? nl : c->end) - c->p);
	c->p = nl ? nl + 1 : c->end;
	c->line++;
	if (*ret_n && (*ret)[*ret_n - 1] == '\r')
		--*ret_n;
	return true;
}

/* One field at *p into the arena; *p then stands behind its comma, or is NULL after the last. */
static const char *take_field(struct csv *c, const char **p, const char *end)
{
	bool quoted = *p < end && **p == '"';
	const char *from = *p + quoted, *to, *after;

	if (from > end)
		return NULL;
	to = memchr(from, quoted ? '"' : ',', (size_t)(end - from));
	if (quoted && !to)
		return NULL;
	if (!to)
		to = end;
	after = to + quoted;
	if ((after < end && *after != ',') || to < from || to - from > FIELD_MAX ||
	    memchr(from, '\0', (size_t)(to - from)))
		return NULL;
	*p = after < end ? after + 1 : NULL;
	return arena_strndup(c->arena, from, (size_t)(to - from));
}

static bool take_row(struct csv *c, const char *line, size_t n, const char *field[FIELDS])
{
	const char *p = line;

	for (size_t i = 0; i < FIELDS; i++) {
		if (!p)
			return false;
		field[i] = take_field(c, &p, line + n);
		if (!field[i])
			return false;
	}
	return !p;
}

/* "# date: 2026-08-22" */
static void take_date(struct csv *c, const char *line, size_t n, int64_t *ret)
{
	static const char key[] = "# date: ";

	if (n > sizeof(key) && !memcmp(line, key, sizeof(key) - 1) && *ret == TIME_ABSENT &&
	    !time_parse_iso(arena_strndup(c->arena, line + sizeof(key) - 1, n - sizeof(key) + 1),
			    ret))
		*ret = TIME_ABSENT;
}

/* The next row of data; 0 at the end, negative when the file is broken. */
static int next_row(struct csv *c, const char *columns, bool *head, int64_t *date,
		    const char *field[FIELDS], struct err *err)
{
	const char *line;
	size_t n;

	while (next_line(c, &line, &n)) {
		if (n && line[0] == '#') {
			take_date(c, line, n, date);
			continue;
		}
		if (!n)
			continue;
		if (!*head) {
			if (n != strlen(columns) || memcmp(line, columns, n))
				return refuse(c, err, "does not name the columns of this table");
			*head = true;
			continue;
		}
		return take_row(c, line, n, field) ? 1
						   : refuse(c, err, "is not a row of this table");
	}
	if (!*head || *date == TIME_ABSENT)
		return refuse(c, err, "ends a table without columns or date");
	return 0;
}

/* Room for as many rows as a text can hold. */
static size_t rows_at_most(const char *csv, size_t n)
{
	size_t lines = 1;

	for (const char *p = csv; p < csv + n && (p = memchr(p, '\n', (size_t)(csv + n - p))); p++)
		lines++;
	return MIN(lines, (size_t)TABLES_ROWS_MAX);
}

static bool parse_number(const char *s, int64_t *ret)
{
	int64_t v = 0;

	if (!*s || strlen(s) > 9)
		return false;
	for (; *s; s++) {
		if (*s < '0' || *s > '9')
			return false;
		v = v * 10 + (*s - '0');
	}
	*ret = v;
	return true;
}

/* An empty date is not known; only the time part that a table never has is refused. */
static bool parse_day(const char *s, int64_t *ret)
{
	*ret = TIME_ABSENT;
	return !*s || (strlen(s) == 10 && time_parse_iso(s, ret));
}

static int take_build(struct csv *c, const char *field[FIELDS], void *at, struct err *err)
{
	struct build_row *row = at;

	*row = (struct build_row){ .product = field[1], .line = field[2], .label = field[3] };
	if (!parse_number(field[0], &row->build) || !*row->product || !*row->label ||
	    !parse_day(field[4], &row->end) || !parse_day(field[5], &row->extended_end) ||
	    row->end == TIME_ABSENT)
		return refuse(c, err, "has no build, product, label or end date");
	return 0;
}

static int take_release(struct csv *c, const char *field[FIELDS], void *at, struct err *err)
{
	struct release_row *row = at;

	*row = (struct release_row){
		.id = field[0], .version = field[1], .label = field[2], .extension = field[5]
	};
	if (!*row->id || !*row->version || !*row->label || !parse_day(field[3], &row->end) ||
	    !parse_day(field[4], &row->extended_end) || row->end == TIME_ABSENT)
		return refuse(c, err, "has no release, label or end date");
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

static int too_many(const struct csv *c, struct err *err)
{
	return err_set(err, ERR_LIMIT, -EFBIG, "more than %d rows at line %u", TABLES_ROWS_MAX,
		       c->line);
}

/* One kind of table: its columns and what a row of it becomes. */
struct kind {
	const char *columns;
	size_t row_size;
	int (*take)(struct csv *c, const char *field[FIELDS], void *row, struct err *err);
};

/* Fills *ret_n and *ret_date only when the whole table could be read. */
static int read_rows(const struct kind *kind, struct arena *a, const char *csv, size_t n,
		     void **ret, size_t *ret_n, int64_t *ret_date, struct err *err)
{
	struct csv c = { csv, csv + n, 0, a };
	const char *field[FIELDS];
	bool head = false;
	int64_t date = TIME_ABSENT;
	size_t rows = 0;
	int r;

	*ret = arena_array(a, rows_at_most(csv, n), kind->row_size);
	*ret_n = 0;
	*ret_date = TIME_ABSENT;
	while ((r = next_row(&c, kind->columns, &head, &date, field, err)) > 0) {
		if (rows == TABLES_ROWS_MAX)
			return too_many(&c, err);
		r = kind->take(&c, field, (char *)*ret + rows++ * kind->row_size, err);
		if (r)
			return r;
	}
	if (r)
		return r;
	*ret_n = rows;
	*ret_date = date;
	return 0;
}

int tables_parse_builds(struct tables *ret, struct arena *a, const char *csv, size_t n,
			struct err *err)
{
	static const struct kind kind = { "build,product,line,label,end,extended_end,source",
					  sizeof(struct build_row), take_build };
	void *rows;
	int r = read_rows(&kind, a, csv, n, &rows, &ret->n_builds, &ret->builds_date, err);

	ret->build = rows;
	sort_builds(rows, ret->n_builds);
	return r;
}

int tables_parse_releases(struct tables *ret, struct arena *a, const char *csv, size_t n,
			  struct err *err)
{
	static const struct kind kind = { "id,version,label,end,extended_end,extension,source",
					  sizeof(struct release_row), take_release };
	void *rows;
	int r = read_rows(&kind, a, csv, n, &rows, &ret->n_releases, &ret->releases_date, err);

	ret->release = rows;
	return r;
}

static int read_file(struct arena *a, const char *path, const char **ret, size_t *ret_n,
		     struct err *err)
{
	CLEANUP(cleanup_close) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	char *text;
	ssize_t n;

	if (fd < 0)
		return err_sys(err, -errno, "cannot open %s", path);
	if (fstat(fd, &st))
		return err_sys(err, -errno, "cannot look at %s", path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_FORMAT, -EINVAL, "%s is not a file", path);
	if (st.st_size < 0 || (uint64_t)st.st_size > TABLES_FILE_MAX)
		return err_set(err, ERR_LIMIT, -EFBIG, "%s is too large for a table", path);
	text = arena_alloc(a, (size_t)st.st_size);
	n = io_pread_full(fd, text, (size_t)st.st_size, 0);
	if (n < 0)
		return err_sys(err, (int)n, "cannot read %s", path);
	*ret = text;
	*ret_n = (size_t)n;
	return 0;
}

static int load_one(struct tables *t, struct arena *a, const char *dir, const char *name,
		    int (*parse)(struct tables *, struct arena *, const char *, size_t,
				 struct err *),
		    struct err *err)
{
	const char *path = arena_printf(a, "%s/%s", dir, name), *text = NULL;
	size_t n = 0;
	int r = read_file(a, path, &text, &n, err);

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
