/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of support ends: the shipped files, broken ones, and where they are looked for. */
/* link: signatures */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/str.h"
#include "core/base/times.h"
#include "core/base/util.h"
#include "signatures/tables.h"
#include "tests/unit/suite.h"

#define HEAD     "# date: 2026-08-22\nbuild,product,line,label,end,extended_end,source\n"
#define RELEASES "# date: 2026-08-22\nid,version,label,end,extended_end,extension,source\n"

static struct arena arena;
static struct tables tables;

static void begin(void)
{
	arena = (struct arena){ 0 };
	tables = (struct tables){ .builds_date = TIME_ABSENT, .releases_date = TIME_ABSENT };
}

static void end(void)
{
	arena_done(&arena);
}

static const char *shipped(void)
{
	const char *root = getenv("KENSHIN_SRC");

	return arena_printf(&arena, "%s/signatures", root ? root : ".");
}

static const struct build_row *row_of(int64_t build, const char *product, const char *line)
{
	for (size_t i = 0; i < tables.n_builds; i++)
		if (tables.build[i].build == build && !strcmp(tables.build[i].product, product) &&
		    !strcmp(tables.build[i].line, line))
			return &tables.build[i];
	return NULL;
}

START_TEST(reads_the_shipped_tables)
{
	const struct build_row *r;
	struct err err = { 0 };

	ck_assert_int_eq(tables_load(&tables, &arena, shipped(), &err), 0);
	ck_assert_int_eq(tables.builds_date, time_from_civil(2026, 8, 22));
	ck_assert_int_eq(tables.releases_date, time_from_civil(2026, 8, 22));
	ck_assert_uint_ge(tables.n_builds, 67);
	ck_assert_uint_ge(tables.n_releases, 100);
	for (size_t i = 1; i < tables.n_builds; i++)
		ck_assert_int_le(tables.build[i - 1].build, tables.build[i].build);
	r = row_of(26200, "windows", "w");
	ck_assert_ptr_nonnull(r);
	ck_assert_str_eq(r->label, "Windows 11 25H2 Home/Pro");
	ck_assert_int_eq(r->end, time_from_civil(2027, 10, 12));
	ck_assert_int_eq(r->extended_end, TIME_ABSENT);
	r = row_of(19045, "windows", "");
	ck_assert_int_eq(r->end, time_from_civil(2025, 10, 14));
	ck_assert_int_eq(r->extended_end, time_from_civil(2028, 10, 10));
	/* Vista's build stands wrongly in the source */
	ck_assert_ptr_nonnull(row_of(6002, "windows", ""));
	ck_assert_ptr_null(row_of(6200, "windows", ""));
	ck_assert_ptr_nonnull(row_of(17763, "windows-server", ""));
}
END_TEST

/* The facts that our table was made from: build,nt,product,cycle,label,active,eol,extended. */
static void compare_with_facts(FILE *f)
{
	char line[512];
	unsigned rows = 0;

	ck_assert_ptr_nonnull(fgets(line, sizeof(line), f));
	while (fgets(line, sizeof(line), f)) {
		char *field[8], *p = line;
		int64_t build, end_day;
		bool found = false;

		line[strcspn(line, "\r\n")] = '\0';
		for (size_t i = 0; i < 8; i++) {
			field[i] = p ? p : line + strlen(line);
			p = p ? strchr(p, ',') : NULL;
			if (p)
				*p++ = '\0';
		}
		build = strtoll(field[0], NULL, 10);
		ck_assert(time_parse_iso(field[6], &end_day));
		if (build == 6200)
			build = 6002; /* Vista */
		for (size_t i = 0; i < tables.n_builds; i++)
			found |= tables.build[i].build == build && tables.build[i].end == end_day &&
				 !strcmp(tables.build[i].product, field[2]);
		ck_assert_msg(found, "%s %s", field[0], field[3]);
		rows++;
	}
	ck_assert_uint_eq(rows, tables.n_builds);
}

START_TEST(says_what_the_collected_facts_say)
{
	const char *samples = getenv("KENSHIN_SAMPLES"), *root = getenv("KENSHIN_SRC");
	const char *path = samples
			       ? arena_printf(&arena, "%s/eol/windows_builds.csv", samples)
			       : arena_printf(&arena, "%s/../shared/samples/eol/windows_builds.csv",
					      root ? root : ".");
	FILE *f = fopen(path, "r");

	if (!f) {
		printf("skipped: no %s\n", path);
		return;
	}
	ck_assert_int_eq(tables_load(&tables, &arena, shipped(), NULL), 0);
	compare_with_facts(f);
	fclose(f);
}
END_TEST

START_TEST(knows_common_linux_releases)
{
	static const char *const wanted[][2] = {
		{ "debian", "12" },          { "ubuntu", "24.04" },   { "rocky", "9" },
		{ "almalinux", "9" },        { "rhel", "8" },         { "fedora", "43" },
		{ "opensuse-leap", "15.6" }, { "linuxmint", "22.3" }, { "centos", "7" },
	};

	ck_assert_int_eq(tables_load(&tables, &arena, shipped(), NULL), 0);
	for (size_t i = 0; i < LEN(wanted); i++) {
		bool found = false;

		for (size_t k = 0; k < tables.n_releases; k++)
			found |= !strcmp(tables.release[k].id, wanted[i][0]) &&
				 !strcmp(tables.release[k].version, wanted[i][1]);
		ck_assert_msg(found, "%s %s", wanted[i][0], wanted[i][1]);
	}
}
END_TEST

START_TEST(sorts_and_understands_quotes)
{
	static const char csv[] = HEAD "\n"
				       "26200,windows,w,\"11, newest\",2027-10-12,,s\r\n"
				       "# a remark, \"anything\"\n"
				       "7601,windows,,7,2020-01-14,2023-01-10,\"a, b\"";

	ck_assert_int_eq(tables_parse_builds(&tables, &arena, csv, sizeof(csv) - 1, NULL), 0);
	ck_assert_uint_eq(tables.n_builds, 2);
	ck_assert_int_eq(tables.build[0].build, 7601);
	ck_assert_str_eq(tables.build[1].label, "11, newest");
}
END_TEST

static const char *const broken[] = {
	"",
	"\n\n",
	"# date: 2026-08-22\n", /* no columns */
	"build,product,line,label,end,extended_end,source\n7601,windows,,7,2020-01-14,,"
	"s\n", /* no date */
	"# date: yesterday\nbuild,product,line,label,end,extended_end,source\n",
	"# date: 2026-08-22\nbuild,product\n",
	HEAD "7601,windows,,7,2020-01-14,\n",        /* a field too few */
	HEAD "7601,windows,,7,2020-01-14,,s,more\n", /* too many */
	HEAD "x,windows,,7,2020-01-14,,s\n",
	HEAD "-1,windows,,7,2020-01-14,,s\n",
	HEAD "9999999999,windows,,7,2020-01-14,,s\n",
	HEAD ",windows,,7,2020-01-14,,s\n",
	HEAD "7601,,,7,2020-01-14,,s\n",
	HEAD "7601,windows,,,2020-01-14,,s\n",
	HEAD "7601,windows,,7,,,s\n", /* no end */
	HEAD "7601,windows,,7,2020-13-14,,s\n",
	HEAD "7601,windows,,7,2020-01-14T00:00:00Z,,s\n",
	HEAD "7601,windows,,\"7,2020-01-14,,s\n", /* an open quote */
	HEAD "7601,windows,,\"7\"x,2020-01-14,,s\n",
	HEAD "7601,windows,,7,2020-01-14,,s\n7602,windows\n", /* cut off in the middle */
};

START_TEST(refuses_a_broken_table_as_a_whole)
{
	struct err err = { 0 };

	ck_assert_int_lt(tables_parse_builds(&tables, &arena, broken[_i], strlen(broken[_i]), &err),
			 0);
	ck_assert_uint_eq(tables.n_builds, 0);
	ck_assert_int_eq(tables.builds_date, TIME_ABSENT);
	ck_assert_int_ne(err.kind, ERR_NONE);
}
END_TEST

START_TEST(keeps_its_ceilings)
{
	struct str csv = STR_INIT(1 << 20);
	struct err err = { 0 };

	str_add(&csv, HEAD);
	for (int i = 0; i <= TABLES_ROWS_MAX; i++)
		str_addf(&csv, "%d,windows,,x,2020-01-14,,s\n", i);
	ck_assert_int_eq(tables_parse_builds(&tables, &arena, str_c(&csv), csv.len, &err), -EFBIG);
	ck_assert_uint_eq(tables.n_builds, 0);
	str_clear(&csv);
	str_add(&csv, HEAD "7601,windows,,");
	for (int i = 0; i < 201; i++)
		str_addc(&csv, 'x');
	str_add(&csv, ",2020-01-14,,s\n");
	ck_assert_int_lt(tables_parse_builds(&tables, &arena, str_c(&csv), csv.len, &err), 0);
	str_done(&csv);
}
END_TEST

/* Every way in which a file can be bent by one byte gives rows or a refusal, never a half table
 * under a date. */
START_TEST(survives_each_changed_byte)
{
	static const char csv[] = RELEASES "debian,12,Debian 12,2026-07-11,2028-06-30,free,s\n"
					   "fedora,41,\"Fedora 41\",2025-12-15,,,s\n";
	static const char bytes[] = { '\0', '\n', '"', ',', '#', (char)0xff };
	char copy[sizeof(csv)];

	for (size_t i = 0; i < sizeof(csv) - 1; i++)
		for (size_t k = 0; k < LEN(bytes); k++) {
			int r;

			memcpy(copy, csv, sizeof(csv));
			copy[i] = bytes[k];
			r = tables_parse_releases(&tables, &arena, copy, sizeof(csv) - 1, NULL);
			ck_assert_int_eq(r == 0, tables.releases_date != TIME_ABSENT);
			ck_assert(r == 0 || !tables.n_releases);
		}
	for (size_t n = 0; n < sizeof(csv) - 1; n++) {
		int r = tables_parse_releases(&tables, &arena, csv, n, NULL);

		ck_assert(r == 0 || !tables.n_releases);
	}
}
END_TEST

static void put(const char *dir, const char *name, const char *text)
{
	int fd = open(arena_printf(&arena, "%s/%s", dir, name), O_WRONLY | O_CREAT | O_TRUNC, 0600);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

START_TEST(one_bad_file_leaves_the_other_table)
{
	char dir[] = "/tmp/kenshin-tables-XXXXXX";
	struct err err = { 0 };

	ck_assert_ptr_nonnull(mkdtemp(dir));
	ck_assert_int_eq(tables_load(&tables, &arena, dir, &err), -ENOENT);
	ck_assert_int_eq(tables.builds_date, TIME_ABSENT);
	put(dir, TABLES_RELEASES, RELEASES "debian,12,Debian 12,2026-07-11,,,s\n");
	ck_assert_int_lt(tables_load(&tables, &arena, dir, &err), 0);
	ck_assert_uint_eq(tables.n_builds, 0);
	ck_assert_uint_eq(tables.n_releases, 1);
	put(dir, TABLES_BUILDS, HEAD "7601,windows,,7,2020-01-14,,s\n");
	put(dir, TABLES_RELEASES, "rubbish");
	ck_assert_int_lt(tables_load(&tables, &arena, dir, &err), 0);
	ck_assert(strstr(err.frame[0], TABLES_RELEASES));
	ck_assert_uint_eq(tables.n_builds, 1);
	ck_assert_uint_eq(tables.n_releases, 0);
	unlink(arena_printf(&arena, "%s/%s", dir, TABLES_BUILDS));
	ck_assert_int_eq(mkdir(arena_printf(&arena, "%s/%s", dir, TABLES_BUILDS), 0700), 0);
	ck_assert_int_eq(tables_load(&tables, &arena, dir, NULL), -EINVAL); /* a directory */
	rmdir(arena_printf(&arena, "%s/%s", dir, TABLES_BUILDS));
	unlink(arena_printf(&arena, "%s/%s", dir, TABLES_RELEASES));
	rmdir(dir);
}
END_TEST

START_TEST(looks_where_it_is_told)
{
	setenv("KENSHIN_TABLES", "/nowhere", 1);
	ck_assert_str_eq(tables_directory(&arena), "/nowhere");
	ck_assert_int_eq(tables_load(&tables, &arena, NULL, NULL), -ENOENT);
	unsetenv("KENSHIN_TABLES");
	ck_assert(*tables_directory(&arena));
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("tables");
	TCase *tc = tcase_create("tables");

	tcase_add_checked_fixture(tc, begin, end);
	tcase_add_test(tc, reads_the_shipped_tables);
	tcase_add_test(tc, says_what_the_collected_facts_say);
	tcase_add_test(tc, knows_common_linux_releases);
	tcase_add_test(tc, sorts_and_understands_quotes);
	tcase_add_loop_test(tc, refuses_a_broken_table_as_a_whole, 0, LEN(broken));
	tcase_add_test(tc, keeps_its_ceilings);
	tcase_add_test(tc, survives_each_changed_byte);
	tcase_add_test(tc, one_bad_file_leaves_the_other_table);
	tcase_add_test(tc, looks_where_it_is_told);
	return suite_result(suite, tc);
}
