/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See csv.h. */
#include "signatures/csv.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/io.h"
#include "core/base/times.h"
#include "core/base/util.h"

int csv_refuse(const struct csv *c, struct err *err, const char *why)
{
	return err_set(err, ERR_FORMAT, -EBADMSG, "line %u %s", c->line, why);
}

bool csv_line(struct csv *c, const char **ret, size_t *ret_n)
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
	if ((after < end && *after != ',') || to < from || to - from > CSV_FIELD_MAX ||
	    memchr(from, '\0', (size_t)(to - from)))
		return NULL;
	*p = after < end ? after + 1 : NULL;
	return arena_strndup(c->arena, from, (size_t)(to - from));
}

static bool take_row(struct csv *c, const char *line, size_t n, const char *field[CSV_FIELDS])
{
	const char *p = line;

	for (size_t i = 0; i < CSV_FIELDS; i++) {
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
		    const char *field[CSV_FIELDS], struct err *err)
{
	const char *line;
	size_t n;

	while (csv_line(c, &line, &n)) {
		if (n && line[0] == '#') {
			take_date(c, line, n, date);
			continue;
		}
		if (!n)
			continue;
		if (!*head) {
			if (n != strlen(columns) || memcmp(line, columns, n))
				return csv_refuse(c, err,
						  "does not name the columns of this table");
			*head = true;
			continue;
		}
		return take_row(c, line, n, field)
			   ? 1
			   : csv_refuse(c, err, "is not a row of this table");
	}
	if (!*head || *date == TIME_ABSENT)
		return csv_refuse(c, err, "ends a table without columns or date");
	return 0;
}

/* Room for as many rows as a text can hold. */
static size_t rows_at_most(const char *csv, size_t n, size_t max)
{
	size_t lines = 1;

	for (const char *p = csv; p < csv + n && (p = memchr(p, '\n', (size_t)(csv + n - p))); p++)
		lines++;
	return MIN(lines, max);
}

bool csv_number(const char *s, int64_t *ret)
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
bool csv_day(const char *s, int64_t *ret)
{
	*ret = TIME_ABSENT;
	return !*s || (strlen(s) == 10 && time_parse_iso(s, ret));
}

static int too_many(const struct csv *c, size_t max, struct err *err)
{
	return err_set(err, ERR_LIMIT, -EFBIG, "more than %zu rows at line %u", max, c->line);
}

int csv_rows(const struct csv_kind *kind, struct arena *a, const char *csv, size_t n, void **ret,
	     size_t *ret_n, int64_t *ret_date, struct err *err)
{
	struct csv c = { csv, csv + n, 0, a };
	const char *field[CSV_FIELDS];
	bool head = false;
	int64_t date = TIME_ABSENT;
	size_t rows = 0;
	int r;

	*ret = arena_array(a, rows_at_most(csv, n, kind->rows_max), kind->row_size);
	*ret_n = 0;
	*ret_date = TIME_ABSENT;
	while ((r = next_row(&c, kind->columns, &head, &date, field, err)) > 0) {
		if (rows == kind->rows_max)
			return too_many(&c, kind->rows_max, err);
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

int csv_read_file(struct arena *a, const char *path, size_t max, const char **ret, size_t *ret_n,
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
	if (st.st_size < 0 || (uint64_t)st.st_size > max)
		return err_set(err, ERR_LIMIT, -EFBIG, "%s is too large for a table", path);
	text = arena_alloc(a, (size_t)st.st_size);
	n = io_pread_full(fd, text, (size_t)st.st_size, 0);
	if (n < 0)
		return err_sys(err, (int)n, "cannot read %s", path);
	*ret = text;
	*ret_n = (size_t)n;
	return 0;
}
