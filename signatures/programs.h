/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables about programs for Windows: names, support ends, mended versions. Dated and dropped as
 * a whole like all tables (signatures/csv.h). Must not judge. */
#pragma once

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/model/support.h"

#define PROGRAMS_FILE_MAX ((size_t)1 << 20) /* bytes of one file */
#define PROGRAMS_ROWS_MAX ((size_t)4000)
#define PROGRAMS_NAMES    "program-names.csv"
#define PROGRAMS_ENDS     "program-ends.csv"
#define PROGRAMS_FIXES    "program-fixes.csv"

/* No rows, no dates. */
#define PROGRAMS_NONE                                                                              \
	((struct programs){ .names_date = TIME_ABSENT,                                             \
			    .ends_date = TIME_ABSENT,                                              \
			    .fixes_date = TIME_ABSENT,                                             \
			    .holes_date = TIME_ABSENT })

/* The tables of a directory (NULL: tables_directory()). A file that cannot be read leaves its own
 * table empty and the others usable; err then tells of the first such file. Texts and rows live in
 * the arena. */
NODISCARD int programs_load(struct programs *ret, struct arena *a, const char *dir,
			    struct err *err);

/* One table out of text. On an error the table in ret is empty. */
NODISCARD int programs_parse_names(struct programs *ret, struct arena *a, const char *csv, size_t n,
				   struct err *err);
NODISCARD int programs_parse_ends(struct programs *ret, struct arena *a, const char *csv, size_t n,
				  struct err *err);
NODISCARD int programs_parse_fixes(struct programs *ret, struct arena *a, const char *csv, size_t n,
				   struct err *err);

/* The table that `kenshin jvn` wrote onto the data partition: any PC's work, so a broken rule is a
 * refusal as well. A file that is not there is no table and no error. */
#define PROGRAMS_HOLES         "kenshin/jvn.csv"
#define PROGRAMS_HOLES_MAX     ((size_t)16 << 20) /* bytes */
#define PROGRAMS_HOLES_ROWS    ((size_t)50000)
#define PROGRAMS_HOLES_COLUMNS "name,maker,from,upto,included,hole,source"
NODISCARD int programs_load_holes(struct programs *ret, struct arena *a, const char *path,
				  struct err *err);
NODISCARD int programs_parse_holes(struct programs *ret, struct arena *a, const char *csv, size_t n,
				   struct err *err);
