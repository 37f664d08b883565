/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rpm's list of packages: what stands in a header, what leads outside of it, whole databases, and
 * that none with damage counts as seen whole. */
/* libs: -lsqlite3 */
#include <sqlite3.h>

#include "core/base/str.h"
#include "core/base/times.h"
#include "scanners/readers/rpm_db.h"
#include "tests/unit/scanners/readers/fixtures.h"
#include "tests/unit/scanners/readers/rpm_made.h"

START_TEST(a_header_is_read)
{
	struct rpm_made e[RPM_MADE_N];
	uint8_t b[RPM_MADE_MAX];
	struct rpm_package p;
	struct err err = { 0 };

	rpm_made_entries(e);
	ck_assert_int_eq(rpm_header_read(bytes_of(b, rpm_made(b, e)), &p, &err), 0);
	ck_assert_str_eq(p.name, "gimp");
	ck_assert_str_eq(p.version, "3.0");
	ck_assert_str_eq(p.release, "1.fc42");
	ck_assert_str_eq(p.vendor, "Fedora Project");
	ck_assert_int_eq(p.installed, 0x691e6440);
	ck_assert(p.in_menu);
	e[4].count = 1; /* the menu's folder is the second one */
	ck_assert_int_eq(rpm_header_read(bytes_of(b, rpm_made(b, e)), &p, &err), 0);
	ck_assert(!p.in_menu);
	e[3].tag = e[6].tag = 9999; /* no maker, no date */
	ck_assert_int_eq(rpm_header_read(bytes_of(b, rpm_made(b, e)), &p, &err), 0);
	ck_assert(!p.vendor && p.installed == TIME_ABSENT);
}
END_TEST

static const struct {
	unsigned entry;
	struct rpm_made with;
} odd[] = {
	{ 0, { 1000, 6, RPM_MADE_SIZE, 1 } },
	{ 0, { 1000, 6, UINT32_MAX, 1 } },
	{ 0, { 1000, 6, 2, 2 } },
	{ 0, { 1000, 6, 2, 0 } },
	{ 0, { 1000, 8, 2, 1 } },
	{ 0, { 1000, 6, RPM_MADE_SIZE - 3, 1 } },
	{ 0, { 9999, 6, 2, 1 } },
	{ 0, { 1000, 6, 1, 1 } }, /* an empty name */
	{ 1, { 9999, 6, 7, 1 } },
	{ 1, { 1001, 4, 7, 1 } },
	{ 2, { 1002, 6, RPM_MADE_SIZE - 2, 1 } },
	{ 3, { 1011, 4, 18, 1 } },
	{ 6, { 1008, 4, RPM_MADE_SIZE - 3, 1 } },
	{ 6, { 1008, 4, UINT32_MAX, 1 } },
	{ 6, { 1008, 6, 2, 1 } },
	{ 6, { 1008, 4, 4, 0 } },
};

START_TEST(what_leads_outside_is_told)
{
	struct rpm_made e[RPM_MADE_N];
	uint8_t b[RPM_MADE_MAX];
	struct rpm_package p;
	struct err err = { 0 };

	rpm_made_entries(e);
	e[odd[_i].entry] = odd[_i].with;
	ck_assert_int_eq(rpm_header_read(bytes_of(b, rpm_made(b, e)), &p, &err), -EBADMSG);
	ck_assert_int_eq(err.kind, ERR_FORMAT);
}
END_TEST

START_TEST(a_cut_header_is_told)
{
	static const uint32_t sizes[] = { RPM_MADE_SIZE + 1, UINT32_MAX, 0, 20 };
	struct rpm_made e[RPM_MADE_N];
	uint8_t b[RPM_MADE_MAX];
	struct rpm_package p;
	size_t n;

	rpm_made_entries(e);
	n = rpm_made(b, e);
	for (size_t i = 0; i < n; i++)
		ck_assert_int_lt(rpm_header_read(bytes_of(b, i), &p, NULL), 0);
	for (size_t i = 0; i < LEN(sizes); i++) {
		rpm_made_number(b + 4, sizes[i]);
		ck_assert_int_lt(rpm_header_read(bytes_of(b, n), &p, NULL), 0);
	}
	rpm_made_number(b + 4, RPM_MADE_SIZE);
	for (size_t i = 0; i < LEN(sizes); i++) {
		rpm_made_number(b, i ? sizes[i] : RPM_MADE_N + 1);
		ck_assert_int_lt(rpm_header_read(bytes_of(b, n), &p, NULL), 0);
	}
}
END_TEST

/* --- Whole databases ------------------------------------------------------------------------ */
struct seen {
	struct str text;
	size_t n;
};

static void see(void *arg, const struct rpm_package *p)
{
	struct seen *s = arg;

	s->n++;
	str_addf(&s->text, "%s %s %s %lld%s %s\n", p->name, p->version, p->release,
		 (long long)p->installed, p->in_menu ? " menu" : "", p->vendor ? p->vendor : "-");
}

static struct bytes made(const char *spec)
{
	char cwd[2048];
	const char *src = getenv("KENSHIN_SRC");

	ck_assert(getcwd(cwd, sizeof(cwd)));
	fixtures_text("r.spec", spec);
	fixtures_run("python3 '%s/tests/fixtures/tools/mkrpmdb.py' r.spec rpmdb.sqlite",
		     src ? src : cwd);
	return fixtures_load("rpmdb.sqlite");
}

#define TWO                                                                                        \
	"glibc 2.41 3.fc42 1794268800 Fedora Project\ngimp 3.0 1.fc42 1791590400 menu Fedora "     \
	"Project\n"
#define TWO_SEEN                                                                                   \
	"glibc 2.41 3.fc42 1794268800 Fedora Project\ngimp 3.0 1.fc42 1791590400 menu Fedora "     \
	"Project\n"

static const struct {
	const char *spec, *text;
	bool whole;
} lists[] = {
	{ TWO "anydesk 6.1 1 1770681600\n", TWO_SEEN "anydesk 6.1 1 1770681600 -\n", true },
	{ "", "", true },
	/* one odd row hides no other, and is told */
	{ "raw 00\n" TWO, TWO_SEEN, false },
	{ TWO "raw\n", TWO_SEEN, false },
	{ "unnamed a 1 1 1\n" TWO, "a 1 1 1 -\n" TWO_SEEN, false },
};

START_TEST(a_database_is_read)
{
	struct seen s = { .text = STR_INIT(1 << 20) };
	struct err err = { 0 };
	int r = rpm_db_read(made(lists[_i].spec), see, &s, &err);

	ck_assert_str_eq(str_c(&s.text), lists[_i].text);
	ck_assert_int_eq(r == 0, lists[_i].whole);
	ck_assert_int_eq(err.kind != ERR_NONE, !lists[_i].whole);
	str_done(&s.text);
}
END_TEST

static const char *const foreign[] = {
	"CREATE TABLE Packages(hnum, blob)", /* without its names */
	"CREATE TABLE Name(key, hnum, idx)",
	"CREATE TABLE Packages(hnum, blob); CREATE TABLE Name(key, hnum, idx); INSERT INTO Name "
	"VALUES('a', 1, 0)",
	"CREATE VIEW Packages AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) "
	"SELECT x AS hnum, x'00' AS blob FROM c; CREATE TABLE Name(key, hnum, idx)",
	"CREATE TABLE Packages(hnum, blob); CREATE VIEW Name AS WITH RECURSIVE c(x) AS (SELECT 1 "
	"UNION ALL SELECT x+1 FROM c) SELECT x AS hnum FROM c WHERE x < 0",
};

START_TEST(no_such_database_is_told)
{
	struct seen s = { .text = STR_INIT(1 << 20) };
	struct err err = { 0 };
	sqlite3_int64 n = 0;
	unsigned char *p;
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(db, foreign[_i], NULL, NULL, NULL), SQLITE_OK);
	p = sqlite3_serialize(db, "main", &n, 0);
	sqlite3_close(db);
	ck_assert_int_lt(rpm_db_read(bytes_of(p, (size_t)n), see, &s, &err), 0);
	ck_assert(err.kind == ERR_FORMAT || err.kind == ERR_LIMIT);
	ck_assert_uint_eq(s.n, 0);
	sqlite3_free(p);
	str_done(&s.text);
}
END_TEST

/* 400 packages; 1 in the end. */
static struct bytes many(void)
{
	struct str spec = STR_INIT(1 << 20);
	struct bytes b;

	for (int i = 0; i < 400; i++)
		str_addf(&spec, "package-%d 1.%d 1 %d menu Some Maker of Programs\n", i, i,
			 1760000000 + i);
	b = made(str_c(&spec));
	str_done(&spec);
	return b;
}

START_TEST(a_cut_database_is_never_whole)
{
	struct bytes b = many();
	struct seen s = { .text = STR_INIT(16 << 20) };

	ck_assert_int_eq(rpm_db_read(b, see, &s, NULL), 0);
	ck_assert_uint_eq(s.n, 400);
	for (size_t n = 0; n < b.n; n += n % 4096 ? 4096 - n % 4096 : 1808)
		ck_assert_int_lt(rpm_db_read(bytes_of(b.p, n), see, &s, NULL), 0);
	str_done(&s.text);
}
END_TEST

/* A byte that changed: an error, or all rows. Never fewer without a word. */
START_TEST(damage_takes_no_row_away_in_silence)
{
	struct bytes b = many();
	uint8_t *copy = malloc(b.n);
	uint32_t x = 20261122;
	size_t whole = 0;

	for (int i = 0; i < 1500; i++) {
		struct seen s = { .text = STR_INIT(16 << 20) };
		size_t at;

		x = x * 1664525u + 1013904223u;
		at = i % 3 ? (x >> 8) % b.n : (x >> 8) % b.n / 4096 * 4096 + (x >> 24) % 12;
		memcpy(copy, b.p, b.n);
		copy[at] ^= (uint8_t)(1u << (x >> 5) % 8);
		if (rpm_db_read(bytes_of(copy, b.n), see, &s, NULL) == 0) {
			ck_assert_msg(s.n == 400, "byte %zu: %zu rows", at, s.n);
			whole++;
		}
		str_done(&s.text);
	}
	ck_assert_uint_gt(whole, 0);
	free(copy);
}
END_TEST

/* Where rpm is installed: it makes a database of its own out of ours, and says the same of it. */
START_TEST(rpm_says_the_same)
{
	struct seen s = { .text = STR_INIT(1 << 20) };
	struct bytes theirs;

	if (fixtures_try("command -v rpmdb >/dev/null && command -v rpm >/dev/null")) {
		printf("skipped: rpm is not installed\n");
		return;
	}
	made(TWO "anydesk 6.1 1 1770681600\n");
	fixtures_run("rm -rf db; mkdir db; cp rpmdb.sqlite db; rpmdb --rebuilddb --dbpath "
		     "\"$PWD/db\" 2>/dev/null; rpm --dbpath \"$PWD/db\" -qa --qf '%%{NAME} "
		     "%%{VERSION} %%{RELEASE} %%{INSTALLTIME} %%{VENDOR}\\n' 2>/dev/null >theirs");
	ck_assert_int_eq(rpm_db_read(fixtures_load("db/rpmdb.sqlite"), see, &s, NULL), 0);
	fixtures_text("ours", str_c(&s.text));
	fixtures_run("sed -i 's/(none)/-/' theirs; sed -i 's/ menu / /' ours; sort theirs "
		     ">t; sort ours >o; diff t o");
	theirs = fixtures_load("theirs");
	ck_assert_uint_gt(theirs.n, 80);
	str_done(&s.text);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("rpm");
	TCase *t = tcase_create("all");

	tcase_set_timeout(t, 120);
	tcase_add_test(t, a_header_is_read);
	tcase_add_loop_test(t, what_leads_outside_is_told, 0, LEN(odd));
	tcase_add_test(t, a_cut_header_is_told);
	tcase_add_loop_test(t, a_database_is_read, 0, LEN(lists));
	tcase_add_loop_test(t, no_such_database_is_told, 0, LEN(foreign));
	tcase_add_test(t, a_cut_database_is_never_whole);
	tcase_add_test(t, damage_takes_no_row_away_in_silence);
	tcase_add_test(t, rpm_says_the_same);
	suite_add_tcase(suite, t);
	return fixtures_main(suite);
}
