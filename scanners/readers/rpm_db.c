/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See rpm_db.h. Damage can take rows away without a word: the table of names has one for every
 * package, so both have to count alike. */
#include "scanners/readers/rpm_db.h"

#include <errno.h>
#include <sqlite3.h>

#include "scanners/readers/sqlite_file.h"

#define ROWS_MAX 60000
#define WHAT     "the list of programs"

static int said(int r, struct err *err)
{
	if (r == SQLITE_DONE)
		return 0;
	if (r == SQLITE_INTERRUPT || r == SQLITE_TOOBIG || r == SQLITE_NOMEM)
		return err_set(err, ERR_LIMIT, -EFBIG, "%s is too large", WHAT);
	return err_set(err, ERR_FORMAT, -EBADMSG, "%s is damaged", WHAT);
}

static int rows(sqlite3 *db, rpm_package_fn *each, void *arg, int64_t *ret_rows, struct err *err)
{
	sqlite3_stmt *row = NULL;
	int r = sqlite3_prepare_v2(db, "SELECT blob FROM Packages", -1, &row, NULL);
	struct err first = { 0 };

	while (r == SQLITE_OK && (r = sqlite3_step(row)) == SQLITE_ROW) {
		const void *blob = sqlite3_column_blob(row, 0);
		int n = sqlite3_column_bytes(row, 0);
		struct rpm_package p;
		struct err one = { 0 };

		r = ++*ret_rows > ROWS_MAX ? SQLITE_TOOBIG : SQLITE_OK;
		if (rpm_header_read(bytes_of(blob, blob && n > 0 ? (size_t)n : 0), &p, &one) == 0)
			each(arg, &p);
		else
			first = one;
	}
	sqlite3_finalize(row);
	r = said(r, err);
	if (r < 0 || first.kind == ERR_NONE)
		return r;
	if (err)
		*err = first;
	return first.code;
}

static int names(sqlite3 *db, int64_t packages, struct err *err)
{
	sqlite3_stmt *row = NULL;
	int64_t n = -1;
	int r = sqlite3_prepare_v2(db, "SELECT count(DISTINCT hnum) FROM Name", -1, &row, NULL);

	if (r == SQLITE_OK && (r = sqlite3_step(row)) == SQLITE_ROW) {
		n = sqlite3_column_int64(row, 0);
		r = sqlite3_step(row);
	}
	sqlite3_finalize(row);
	return said(r == SQLITE_DONE && n != packages ? SQLITE_CORRUPT : r, err);
}

int rpm_db_read(struct bytes file, rpm_package_fn *each, void *arg, struct err *err)
{
	struct sqlite_file f;
	int64_t packages = 0;
	int r = sqlite_file_open(&f, file, RPM_DB_MAX, WHAT, err);

	if (r == 0)
		r = rows(f.db, each, arg, &packages, err);
	if (r == 0)
		r = names(f.db, packages, err);
	if (r == 0 && sqlite_file_cut(file))
		r = err_set(err, ERR_FORMAT, -EBADMSG, "the end of %s is missing", WHAT);
	sqlite_file_close(&f);
	return r;
}
