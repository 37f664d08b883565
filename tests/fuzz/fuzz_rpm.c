/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A header of rpm's list of packages, and a whole list: each text ends inside of its header, or it is
 * an error; an end in any case. */
/* link: scanners/readers */
/* libs: -lsqlite3 */
#include <sqlite3.h>

#include "scanners/readers/rpm_db.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/scanners/readers/rpm_made.h"

static void inside(struct bytes b, const char *text)
{
	size_t at;

	if (!text)
		return;
	at = (size_t)((const uint8_t *)text - b.p);
	if ((const uint8_t *)text < b.p || at >= b.n || !memchr(text, '\0', b.n - at))
		abort();
}

static void sound(const struct rpm_package *p)
{
	if (!p->name || !*p->name || !p->version || strlen(p->name) > 255 ||
	    p->installed > UINT32_MAX)
		abort();
}

static void each(void *arg, const struct rpm_package *p)
{
	sound(p);
	++*(size_t *)arg;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bytes b = bytes_of(data, n);
	struct rpm_package p;
	struct err err = { 0 };
	size_t rows = 0;

	if (rpm_header_read(b, &p, &err) == 0) {
		sound(&p);
		inside(b, p.name);
		inside(b, p.version);
		inside(b, p.release);
		inside(b, p.vendor);
	} else if (err.kind != ERR_FORMAT) {
		abort();
	}
	err_clear(&err);
	if (rpm_db_read(b, each, &rows, &err) < 0 && err.kind == ERR_NONE)
		abort();
	return 0;
}

static int seed_database(const uint8_t *blob, size_t size, uint8_t **ret, size_t *ret_n)
{
	static const char sql[] =
	    "PRAGMA page_size=512; CREATE TABLE Packages(hnum INTEGER PRIMARY KEY AUTOINCREMENT, "
	    "blob BLOB NOT NULL); CREATE TABLE Name(key 'TEXT', hnum INTEGER, idx INTEGER); "
	    "CREATE INDEX Name_key_idx ON Name(key ASC)";
	sqlite3_stmt *row = NULL;
	sqlite3_int64 n = 0;
	unsigned char *p;
	sqlite3 *db;

	if (sqlite3_open(":memory:", &db) || sqlite3_exec(db, sql, NULL, NULL, NULL) ||
	    sqlite3_prepare_v2(db, "INSERT INTO Packages(blob) VALUES(?)", -1, &row, NULL))
		return -1;
	for (int i = 0; i < 5; i++) {
		sqlite3_bind_blob(row, 1, blob, (int)size, SQLITE_STATIC);
		sqlite3_step(row);
		sqlite3_reset(row);
	}
	sqlite3_finalize(row);
	sqlite3_exec(db, "INSERT INTO Name SELECT 'gimp', hnum, 0 FROM Packages", NULL, NULL, NULL);
	p = sqlite3_serialize(db, "main", &n, 0);
	*ret = p ? malloc((size_t)n) : NULL;
	*ret_n = (size_t)n;
	if (*ret)
		memcpy(*ret, p, (size_t)n);
	sqlite3_free(p);
	sqlite3_close(db);
	return *ret ? 0 : -1;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	struct rpm_made e[RPM_MADE_N];
	uint8_t b[RPM_MADE_MAX];
	size_t n;

	rpm_made_entries(e);
	n = rpm_made(b, e);
	if (i == 1)
		return seed_database(b, n, ret, ret_n);
	if (i > 1)
		return -1;
	*ret = malloc(n);
	if (!*ret)
		return -1;
	memcpy(*ret, b, n);
	*ret_n = n;
	return 0;
}
