/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of passwords of browsers: a count, or an error, and an end in any case. */
/* link: scanners/readers */
/* libs: -lsqlite3 */
#include <sqlite3.h>

#include "scanners/readers/logins.h"
#include "tests/fuzz/fuzz.h"

static void look(int (*count)(struct bytes, struct logins *, struct err *), struct bytes b)
{
	struct logins l;
	struct err err = { 0 };
	int r = count(b, &l, &err);

	if (l.count < 0 || l.money < 0 || l.money > l.count || (r < 0 && err.kind == ERR_NONE))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct err err = { 0 };
	int64_t notes;

	look(logins_chromium, bytes_of(data, n));
	look(logins_firefox, bytes_of(data, n));
	if (logins_notes(bytes_of(data, n), &notes, &err) == 0 && notes < 0)
		abort();
	return 0;
}

static int seed_database(const char *sql, uint8_t **ret, size_t *ret_n)
{
	sqlite3_int64 n = 0;
	unsigned char *p;
	sqlite3 *db;

	if (sqlite3_open(":memory:", &db) || sqlite3_exec(db, sql, NULL, NULL, NULL))
		return -1;
	p = sqlite3_serialize(db, "main", &n, 0);
	*ret_n = (size_t)n;
	*ret = p ? malloc((size_t)n) : NULL;
	if (*ret)
		memcpy(*ret, p, (size_t)n);
	sqlite3_free(p);
	sqlite3_close(db);
	return *ret ? 0 : -1;
}

int fuzz_seed(unsigned i, uint8_t **ret, size_t *ret_n)
{
	static const char *const sql[] = {
		"CREATE TABLE logins(origin_url VARCHAR, username_value VARCHAR, password_value "
		"BLOB, blacklisted_by_user INTEGER); INSERT INTO logins VALUES"
		"('https://www.smbc.co.jp/','a',x'01',0),('https://example.jp/','b',x'02',0),"
		"('https://never.example/','',x'',1); CREATE INDEX i ON logins(origin_url)",
	};
	static const char *const text[] = {
		"{\"nextId\":3,\"logins\":[{\"id\":1,\"hostname\":\"https://www.boy.co.jp\"},"
		"{\"hostname\":\"chrome://FirefoxAccounts\"}]}",
	};

	if (i == 0)
		return seed_database(sql[0], ret, ret_n);
	return fuzz_seed_text(text, LEN(text), i - 1, ret, ret_n);
}
