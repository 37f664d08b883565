/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads one dated CSV table: comment lines with "# date: 2026-08-22" among them, a line of column
 * names, then rows of seven fields; a field may stand in double quotes. A file that breaks a rule
 * is refused as a whole, because half a table would give wrong verdicts in silence. Must not know
 * what a table is about. */
#pragma once

#include "core/base/arena.h"
#include "core/base/err.h"

#define CSV_FIELDS    7
#define CSV_FIELD_MAX 200 /* bytes of one field */

/* The text that is left to read. */
struct csv {
	const char *p, *end;
	unsigned line;
	struct arena *arena;
};

/* One kind of table: its columns and what a row of it becomes. take() says why with csv_refuse()
 * when a row makes no sense. */
struct csv_kind {
	const char *columns;
	size_t row_size;
	size_t rows_max;
	int (*take)(struct csv *c, const char *field[CSV_FIELDS], void *row, struct err *err);
};

/* The next line without its end, counted; false at the end of the text. */
bool csv_line(struct csv *c, const char **ret, size_t *ret_n);

/* A broken rule at the line that was read last. */
int csv_refuse(const struct csv *c, struct err *err, const char *why);

/* Fills *ret_n and *ret_date only when the whole table could be read; rows live in the arena. */
NODISCARD int csv_rows(const struct csv_kind *kind, struct arena *a, const char *csv, size_t n,
		       void **ret, size_t *ret_n, int64_t *ret_date, struct err *err);

/* Digits only. */
bool csv_number(const char *s, int64_t *ret);
/* "2026-08-22"; empty: TIME_ABSENT. */
bool csv_day(const char *s, int64_t *ret);

/* A whole file of at most `max` bytes into the arena. */
NODISCARD int csv_read_file(struct arena *a, const char *path, size_t max, const char **ret,
			    size_t *ret_n, struct err *err);
