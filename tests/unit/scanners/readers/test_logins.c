/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of passwords of browsers are counted, and a damaged one never counts as empty. */
/* libs: -lsqlite3 */
#include <sqlite3.h>

#include "tests/unit/scanners/readers/fixtures.h"

#include "scanners/readers/logins.h"

#define TABLE                                                                                      \
	"CREATE TABLE logins(origin_url VARCHAR NOT NULL, username_value VARCHAR, password_value " \
	"BLOB, blacklisted_by_user INTEGER NOT NULL);"

/* A database as a file would be; freed by the caller. */
static struct bytes database(const char *sql)
{
	sqlite3_int64 n = 0;
	unsigned char *p;
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	p = sqlite3_serialize(db, "main", &n, 0);
	sqlite3_close(db);
	return bytes_of(p, (size_t)n);
}

static const struct {
	const char *sql;
	int64_t count, money; /* count -1: cannot be told */
} rows[] = {
	{ TABLE, 0, 0 },
	{ TABLE "INSERT INTO logins VALUES('https://a.jp/','x',x'01',0),('https://b.jp','y',"
		"x'02',0),('https://never.jp','',x'',1),('https://no-password.jp','z',x'',0)",
	  2, 0 },
	{ TABLE "INSERT INTO logins VALUES('https://www.smbc.co.jp/kojin/','x',x'01',0)", 1, 1 },
	{ "CREATE TABLE other(a)", -1, 0 },
	{ "CREATE TABLE logins(a)", -1, 0 },
	{ "CREATE VIEW logins AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) "
	  "SELECT x AS origin_url, 0 AS blacklisted_by_user, x AS password_value FROM c",
	  -1, 0 },
};

START_TEST(a_database_is_counted)
{
	struct bytes b = database(rows[_i].sql);
	struct err err = { 0 };
	struct logins l;
	int r = logins_chromium(b, &l, &err);

	sqlite3_free((void *)(uintptr_t)b.p);
	if (rows[_i].count < 0) {
		ck_assert_int_lt(r, 0);
		return;
	}
	ck_assert_int_eq(r, 0);
	ck_assert_int_eq(l.count, rows[_i].count);
	ck_assert_int_eq(l.money, rows[_i].money);
}
END_TEST

START_TEST(a_damaged_one_is_told)
{
	struct bytes b = database(rows[1].sql);
	uint8_t *copy = malloc(b.n);
	struct err err = { 0 };
	struct logins l;

	ck_assert_int_lt(logins_chromium(bytes_of(NULL, 0), &l, &err), 0);
	ck_assert_int_lt(logins_chromium(bytes_of(b.p, 600), &l, &err), 0);
	memcpy(copy, b.p, b.n);
	memset(copy + 100, 0xa5, b.n - 100);
	ck_assert_int_lt(logins_chromium(bytes_of(copy, b.n), &l, &err), 0);
	memcpy(copy, b.p, b.n);
	copy[18] = copy[19] = 2; /* writes ahead */
	ck_assert_int_eq(logins_chromium(bytes_of(copy, b.n), &l, &err), 0);
	ck_assert_int_eq(l.count, 2);
	sqlite3_free((void *)(uintptr_t)b.p);
	free(copy);
}
END_TEST

START_TEST(a_json_is_counted)
{
	static const struct {
		const char *text;
		int64_t count, money;
	} json[] = {
		{ "{\"logins\":[]}", 0, 0 },
		{ "{\"logins\":[{\"hostname\":\"https://a.jp\"},{\"hostname\":\"https://"
		  "direct.jp-bank.japanpost.jp\"},{\"hostname\":\"chrome://FirefoxAccounts\"},{}]}",
		  3, 1 },
		{ "{}", -1, 0 },
		{ "[]", -1, 0 },
		{ "{\"logins\":{}}", -1, 0 },
		{ "{\"logins\":[", -1, 0 },
		{ "", -1, 0 },
	};
	struct logins l;

	for (size_t i = 0; i < LEN(json); i++) {
		struct err err = { 0 };
		int r = logins_firefox(bytes_of(json[i].text, strlen(json[i].text)), &l, &err);

		ck_assert_msg((r < 0) == (json[i].count < 0), "%s", json[i].text);
		if (r == 0) {
			ck_assert_int_eq(l.count, json[i].count);
			ck_assert_int_eq(l.money, json[i].money);
		}
	}
}
END_TEST

START_TEST(notes_are_counted)
{
	static const struct {
		const char *sql;
		int64_t count; /* -1: cannot be told */
	} n[] = {
		{ "CREATE TABLE Note(Text, DeletedAt BIGINT)", 0 },
		{ "CREATE TABLE Note(Text, DeletedAt BIGINT);"
		  "INSERT INTO Note VALUES('a',NULL),('b',5),('c',NULL)",
		  2 },
		{ "CREATE TABLE Note(Text);INSERT INTO Note VALUES('a')", 1 },
		{ "CREATE TABLE other(a)", -1 },
		{ "CREATE VIEW Note AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM "
		  "c) "
		  "SELECT NULL AS DeletedAt FROM c",
		  -1 },
	};

	for (size_t i = 0; i < LEN(n); i++) {
		struct bytes b = database(n[i].sql);
		struct err err = { 0 };
		int64_t count;
		int r = logins_notes(b, &count, &err);

		sqlite3_free((void *)(uintptr_t)b.p);
		ck_assert_int_eq(r < 0, n[i].count < 0);
		if (r == 0)
			ck_assert_int_eq(count, n[i].count);
	}
}
END_TEST

START_TEST(addresses_of_money)
{
	ck_assert(logins_money("https://www.mufg.jp/login"));
	ck_assert(logins_money("https://ENTRY11.BK.MUFG.JP:443"));
	ck_assert(logins_money("https://login.e-tax.nta.go.jp/?x"));
	ck_assert(!logins_money("https://notmufg.jp/"));
	ck_assert(!logins_money("https://mufg.jp.example.com/"));
	ck_assert(!logins_money("https://example.jp/mufg.jp"));
	ck_assert(!logins_money(""));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("logins");
	TCase *t = tcase_create("all");

	tcase_add_loop_test(t, a_database_is_counted, 0, LEN(rows));
	tcase_add_test(t, a_damaged_one_is_told);
	tcase_add_test(t, a_json_is_counted);
	tcase_add_test(t, notes_are_counted);
	tcase_add_test(t, addresses_of_money);
	suite_add_tcase(suite, t);
	return fixtures_main(suite);
}
