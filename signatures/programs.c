/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See programs.h. */
#include "signatures/programs.h"

#include <errno.h>
#include <string.h>

#include "core/base/times.h"
#include "core/base/util.h"
#include "signatures/csv.h"
#include "signatures/tables.h"

static const char *const kinds[] = { "office", "addon",   "tool", "browser",
				     "remote", "sharing", "cloud" };

static bool is_kind(const char *s)
{
	for (size_t i = 0; i < LEN(kinds); i++)
		if (!strcmp(kinds[i], s))
			return true;
	return false;
}

static bool is_unverified(const char *source)
{
	return !strcmp(source, "manual-unverified");
}

/* A version begins with a digit, as far as it is compared. */
static bool is_version(const char *s)
{
	return *s >= '0' && *s <= '9';
}

static int take_name(struct csv *c, const char *field[CSV_FIELDS], void *at, struct err *err)
{
	struct program_name *row = at;

	*row = (struct program_name){ .kind = field[0],
				      .product = field[1],
				      .label = field[2],
				      .branch = field[3],
				      .name = field[4],
				      .maker = field[5] };
	if (!is_kind(row->kind) || !*row->product || !*row->label || !*row->name ||
	    !strcmp(row->name, "*"))
		return csv_refuse(c, err, "has no kind, product, label or name");
	return 0;
}

static int take_end(struct csv *c, const char *field[CSV_FIELDS], void *at, struct err *err)
{
	struct program_end *row = at;

	*row = (struct program_end){ .product = field[0],
				     .branch = field[1],
				     .label = field[2],
				     .unverified = is_unverified(field[6]) };
	if (!*row->product || !*row->label || !csv_day(field[3], &row->released) ||
	    !csv_day(field[4], &row->end) || !csv_day(field[5], &row->extended_end) ||
	    (row->released == TIME_ABSENT && row->end == TIME_ABSENT))
		return csv_refuse(c, err, "has no product, label or date");
	return 0;
}

static int take_fix(struct csv *c, const char *field[CSV_FIELDS], void *at, struct err *err)
{
	struct program_fix *row = at;

	*row = (struct program_fix){ .product = field[0],
				     .from = field[1],
				     .below = field[2],
				     .hole = field[4],
				     .label = field[5],
				     .unverified = is_unverified(field[6]) };
	if (!*row->product || !is_version(row->below) || (*row->from && !is_version(row->from)) ||
	    !csv_day(field[3], &row->misused) || !*row->hole || !*row->label)
		return csv_refuse(c, err, "has no product, version, hole or label");
	return 0;
}

/* A version as it is compared: digits and points only. */
static bool is_number(const char *s)
{
	return is_version(s) && strspn(s, "0123456789.") == strlen(s);
}

static int take_hole(struct csv *c, const char *field[CSV_FIELDS], void *at, struct err *err)
{
	struct program_hole *row = at;

	*row = (struct program_hole){ .name = field[0],
				      .maker = field[1],
				      .from = field[2],
				      .upto = field[3],
				      .included = !strcmp(field[4], "yes"),
				      .hole = field[5] };
	if (!*row->name || (*row->from && !is_number(row->from)) || !is_number(row->upto) ||
	    (!row->included && strcmp(field[4], "no")) || strncmp(row->hole, "JVNDB-", 6))
		return csv_refuse(c, err, "has no name, version or number of JVN");
	return 0;
}

int programs_parse_names(struct programs *ret, struct arena *a, const char *csv, size_t n,
			 struct err *err)
{
	static const struct csv_kind kind = { "kind,product,label,branch,name,maker,source",
					      sizeof(struct program_name), PROGRAMS_ROWS_MAX,
					      take_name };
	void *rows;
	int r = csv_rows(&kind, a, csv, n, &rows, &ret->n_names, &ret->names_date, err);

	ret->name = rows;
	return r;
}

int programs_parse_ends(struct programs *ret, struct arena *a, const char *csv, size_t n,
			struct err *err)
{
	static const struct csv_kind kind = {
		"product,branch,label,released,end,extended_end,source", sizeof(struct program_end),
		PROGRAMS_ROWS_MAX, take_end
	};
	void *rows;
	int r = csv_rows(&kind, a, csv, n, &rows, &ret->n_ends, &ret->ends_date, err);

	ret->end = rows;
	return r;
}

int programs_parse_fixes(struct programs *ret, struct arena *a, const char *csv, size_t n,
			 struct err *err)
{
	static const struct csv_kind kind = { "product,from,below,misused,hole,label,source",
					      sizeof(struct program_fix), PROGRAMS_ROWS_MAX,
					      take_fix };
	void *rows;
	int r = csv_rows(&kind, a, csv, n, &rows, &ret->n_fixes, &ret->fixes_date, err);

	ret->fix = rows;
	return r;
}

int programs_parse_holes(struct programs *ret, struct arena *a, const char *csv, size_t n,
			 struct err *err)
{
	static const struct csv_kind kind = { PROGRAMS_HOLES_COLUMNS, sizeof(struct program_hole),
					      PROGRAMS_HOLES_ROWS, take_hole };
	void *rows;
	int r = csv_rows(&kind, a, csv, n, &rows, &ret->n_holes, &ret->holes_date, err);

	ret->hole = rows;
	return r;
}

int programs_load_holes(struct programs *ret, struct arena *a, const char *path, struct err *err)
{
	const char *text = NULL;
	size_t n = 0;
	int r = csv_read_file(a, path, PROGRAMS_HOLES_MAX, &text, &n, err);

	if (r == -ENOENT) {
		err_clear(err);
		return 0;
	}
	if (r == 0)
		r = programs_parse_holes(ret, a, text, n, err);
	return r ? err_while(err, "reading the table made from JVN") : 0;
}

static int load_one(struct programs *ret, struct arena *a, const char *dir, const char *name,
		    int (*parse)(struct programs *, struct arena *, const char *, size_t,
				 struct err *),
		    struct err *err)
{
	const char *text = NULL;
	size_t n = 0;
	int r = csv_read_file(a, arena_printf(a, "%s/%s", dir, name), PROGRAMS_FILE_MAX, &text, &n,
			      err);

	if (!r)
		r = parse(ret, a, text, n, err);
	if (r)
		err_while(err, "reading the table %s", name);
	return r;
}

int programs_load(struct programs *ret, struct arena *a, const char *dir, struct err *err)
{
	struct err later[2] = { 0 };
	int r[3];

	*ret = PROGRAMS_NONE;
	if (!dir)
		dir = tables_directory(a);
	r[0] = load_one(ret, a, dir, PROGRAMS_NAMES, programs_parse_names, err);
	r[1] = load_one(ret, a, dir, PROGRAMS_ENDS, programs_parse_ends, &later[0]);
	r[2] = load_one(ret, a, dir, PROGRAMS_FIXES, programs_parse_fixes, &later[1]);
	if (r[0])
		return r[0];
	for (size_t i = 0; i < 2; i++)
		if (r[i + 1]) {
			if (err)
				*err = later[i];
			return r[i + 1];
		}
	return 0;
}
