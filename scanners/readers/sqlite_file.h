/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A hostile SQLite database out of memory, for the readers of such files: it may not write, load or
 * spill, its schema is trusted in nothing, and a question has a number of steps after which it ends
 * (SQLITE_INTERRUPT). What a second file ("-wal") holds is not seen. A worker needs only its common
 * calls. */
#pragma once

#include "core/base/bytes.h"
#include "core/base/err.h"

struct sqlite3;

struct sqlite_file {
	struct sqlite3 *db;
	unsigned char *copy;
	unsigned steps;
};

/* *f must stay where it is. After any ending: sqlite_file_close(). what: "the list of programs",
 * for err. */
NODISCARD int sqlite_file_open(struct sqlite_file *f, struct bytes file, size_t max,
			       const char *what, struct err *err);
void sqlite_file_close(struct sqlite_file *f);
/* The database says that it is longer than the file. */
bool sqlite_file_cut(struct bytes file);
