/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of dconf: values by their path, locked keys, and every way in which such a file can be odd. */
#include "core/base/util.h"
#include "scanners/readers/gvdb.h"
#include "tests/unit/scanners/readers/fixtures.h"

#define IDLE "/org/gnome/desktop/session/idle-delay"
#define LOCK "/org/gnome/desktop/screensaver/lock-enabled"
#define SPEC                                                                                       \
	IDLE " u 900\n" LOCK " b false\n/org/gnome/x i -5\n/org/gnome/y s text\n/a b true\n"       \
	     "lock " IDLE "\n"

static struct bytes made(const char *spec)
{
	char cwd[2048];
	const char *src = getenv("KENSHIN_SRC");

	ck_assert(getcwd(cwd, sizeof(cwd)));
	fixtures_text("g.spec", spec);
	fixtures_run("python3 \"%s/tests/fixtures/tools/mkgvdb.py\" g.spec g.db", src ? src : cwd);
	return fixtures_load("g.db");
}

START_TEST(values_by_their_path)
{
	struct bytes b = made(SPEC);
	bool yes = true;
	int64_t n = 0;

	ck_assert(gvdb_is(b));
	ck_assert_int_eq(gvdb_number(b, IDLE, &n), GVDB_FOUND);
	ck_assert_int_eq(n, 900);
	ck_assert_int_eq(gvdb_flag(b, LOCK, &yes), GVDB_FOUND);
	ck_assert(!yes);
	ck_assert_int_eq(gvdb_flag(b, "/a", &yes), GVDB_FOUND);
	ck_assert(yes);
	ck_assert_int_eq(gvdb_number(b, "/org/gnome/x", &n), GVDB_FOUND);
	ck_assert_int_eq(n, -5);
	ck_assert_int_eq(gvdb_number(b, "/org/gnome/desktop/session/idle", &n), GVDB_NOT_THERE);
	ck_assert_int_eq(gvdb_number(b, "idle-delay", &n), GVDB_NOT_THERE);
	ck_assert_int_eq(gvdb_number(b, "", &n), GVDB_NOT_THERE);
	ck_assert_int_eq(gvdb_flag(b, IDLE, &yes), GVDB_DAMAGED); /* a number is no yes or no */
	ck_assert_int_eq(gvdb_number(b, "/org/gnome/y", &n), GVDB_DAMAGED);
	ck_assert_int_eq(gvdb_number(b, "/org/gnome/", &n), GVDB_DAMAGED); /* a folder */
	ck_assert_int_eq(gvdb_number(made("/a b true\n"), IDLE, &n), GVDB_NOT_THERE);
	ck_assert_int_eq(gvdb_number(made(""), IDLE, &n), GVDB_NOT_THERE);
}
END_TEST

START_TEST(locked_keys)
{
	ck_assert_int_eq(gvdb_locked(made(SPEC), IDLE), GVDB_FOUND);
	ck_assert_int_eq(gvdb_locked(made(SPEC), LOCK), GVDB_NOT_THERE);
	ck_assert_int_eq(gvdb_locked(made("/a b true\n"), IDLE), GVDB_NOT_THERE);
}
END_TEST

START_TEST(no_such_file)
{
	struct bytes b = made(SPEC);
	int64_t n;

	ck_assert(!gvdb_is(bytes_of(b.p, 23)));
	ck_assert(!gvdb_is(bytes_of("raVG", 4)));
	ck_assert_int_eq(gvdb_number(bytes_of(NULL, 0), IDLE, &n), GVDB_DAMAGED);
	ck_assert_int_eq(gvdb_locked(bytes_of("x", 1), IDLE), GVDB_DAMAGED);
}
END_TEST

/* Cut off or with any byte changed: never another number than one that lies in the file. */
START_TEST(damage)
{
	struct bytes b = made(SPEC);
	uint8_t *p = malloc(b.n);
	int64_t n;

	for (size_t cut = 0; cut < b.n; cut++)
		if (gvdb_number(bytes_of(b.p, cut), IDLE, &n) == GVDB_FOUND)
			ck_assert_int_eq(n, 900);
	for (size_t i = 0; i < b.n; i++)
		for (unsigned v = 0; v < 256; v += 17) {
			bool yes;

			memcpy(p, b.p, b.n);
			p[i] = (uint8_t)v;
			(void)gvdb_number(bytes_of(p, b.n), IDLE, &n);
			(void)gvdb_flag(bytes_of(p, b.n), LOCK, &yes);
			(void)gvdb_locked(bytes_of(p, b.n), IDLE);
		}
	free(p);
}
END_TEST

/* dconf itself reads what mkgvdb.py makes. */
START_TEST(dconf_reads_the_same)
{
	made(SPEC);
	if (fixtures_try("command -v dconf >/dev/null") != 0)
		return;
	fixtures_run("echo \"file-db:$PWD/g.db\" >profile; "
		     "DCONF_PROFILE=$PWD/profile dconf read " IDLE " | grep -qx 'uint32 900'");
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("gvdb");
	TCase *t = tcase_create("gvdb");

	tcase_add_test(t, values_by_their_path);
	tcase_add_test(t, locked_keys);
	tcase_add_test(t, no_such_file);
	tcase_add_test(t, damage);
	tcase_add_test(t, dconf_reads_the_same);
	suite_add_tcase(suite, t);
	return fixtures_main(suite);
}
