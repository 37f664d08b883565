/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See sqlite_file.h. A view may never end, a row may claim to be larger than the world. */
#include "scanners/readers/sqlite_file.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>

#include "core/base/arena.h"

#define STEPS_MAX  20000 /* times 1000 instructions */
#define LENGTH_MAX (1 << 24)
#define SQLITE_SIG "SQLite format 3"

static int too_long(void *arg)
{
	unsigned *steps = arg;

	return ++*steps > STEPS_MAX;
}

static bool prepare(struct sqlite_file *f, size_t n)
{
	sqlite3 *db = f->db;

	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, LENGTH_MAX);
	sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(db, SQLITE_LIMIT_WORKER_THREADS, 0);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_progress_handler(db, 1000, too_long, &f->steps);
	return sqlite3_exec(db, "PRAGMA temp_store=MEMORY", NULL, NULL, NULL) == SQLITE_OK &&
	       sqlite3_deserialize(db, "main", f->copy, (sqlite3_int64)n, (sqlite3_int64)n,
				   SQLITE_DESERIALIZE_READONLY) == SQLITE_OK;
}

int sqlite_file_open(struct sqlite_file *f, struct bytes file, size_t max, const char *what,
		     struct err *err)
{
	*f = (struct sqlite_file){ 0 };
	if (file.n > max)
		return err_set(err, ERR_LIMIT, -EFBIG, "%s is too large", what);
	if (file.n < 512 || memcmp(file.p, SQLITE_SIG, sizeof(SQLITE_SIG)) != 0)
		return err_set(err, ERR_FORMAT, -EBADMSG, "this is no database: %s", what);
	f->copy = xmalloc(file.n);
	memcpy(f->copy, file.p, file.n);
	/* A database that writes ahead asks for a second file; what it holds itself is read. */
	f->copy[18] = f->copy[19] = 1;
	if (sqlite3_open_v2(":memory:", &f->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
			    NULL) != SQLITE_OK)
		return err_set(err, ERR_LIMIT, -ENOMEM, "no memory for %s", what);
	if (!prepare(f, file.n))
		return err_set(err, ERR_FORMAT, -EBADMSG, "%s is damaged", what);
	return 0;
}

void sqlite_file_close(struct sqlite_file *f)
{
	sqlite3_close(f->db);
	free(f->copy);
	*f = (struct sqlite_file){ 0 };
}

bool sqlite_file_cut(struct bytes file)
{
	uint32_t pages;
	uint16_t low;

	/* Big-endian; a page of 65536 bytes is written as 1. */
	if (!bytes_u32be(file, 28, &pages) || !bytes_u16le(file, 16, &low))
		return true;
	low = (uint16_t)(low >> 8 | low << 8);
	return (uint64_t)pages * (low == 1 ? 65536u : low) > file.n;
}
