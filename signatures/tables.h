/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of support ends, out of their CSV files. A table has a date and a source in its head
 * and goes stale: whoever judges by it says its date. Must not judge. */
#pragma once

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/model/support.h"

#define TABLES_FILE_MAX ((size_t)1 << 20) /* bytes of one file */
#define TABLES_ROWS_MAX 2000
#define TABLES_BUILDS   "windows-builds.csv"
#define TABLES_RELEASES "linux-eol.csv"

/* Rows and texts live in the arena that was given. A table that could not be read has no rows and
 * the date TIME_ABSENT: checks then say that they could not look. */
struct tables {
	struct build_row *build; /* sorted by build, rows of one build in the file's order */
	size_t n_builds;
	int64_t builds_date;
	struct release_row *release; /* in the file's order */
	size_t n_releases;
	int64_t releases_date;
};

/* Where the tables are: KENSHIN_TABLES, else ../share/kenshin beside the running program, else
 * below the installed prefix. Text in the arena; never NULL, the directory may not exist. */
const char *tables_directory(struct arena *a);

/* Both tables of a directory (NULL: tables_directory()). A file that cannot be read leaves its own
 * table empty and the other one usable; err then tells of the first such file. */
NODISCARD int tables_load(struct tables *ret, struct arena *a, const char *dir, struct err *err);

/* One table out of text. On an error the table in ret is empty. */
NODISCARD int tables_parse_builds(struct tables *ret, struct arena *a, const char *csv, size_t n,
				  struct err *err);
NODISCARD int tables_parse_releases(struct tables *ret, struct arena *a, const char *csv, size_t n,
				    struct err *err);
