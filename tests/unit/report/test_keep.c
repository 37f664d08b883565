/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sealing and opening with the real age (left out where it is not installed), and the files of the
 * data partition: bounds, names, left-overs. tests/system/keep.sh has the whole program. */
/* link: report core/checklist core/record core/text core/model core/base */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/times.h"
#include "report/keep.h"
#include "tests/unit/suite.h"

#define KEY    "age1llxyuwa9jj4mtw2uhqw6s57apj6lc0ln7vzlsh6txdazj7kk6yqsrf0unp"
#define SECRET "AGE-SECRET-KEY-1NZLJ8L5SQPV6SJYN3PAW3K00GJZD4Q8NRUGF9E3F7D5Q0FJ3CZRQ3RZQYQ\n"
#define OTHER  "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\n"
#define NOW    INT64_C(1795225327)

static char data[] = "/tmp/kenshin-test-keep-XXXXXX";
static struct err err;

static const char *path_of(const char *name)
{
	static char path[256];

	snprintf(path, sizeof(path), "%s/%s", data, name);
	return path;
}

static void put(const char *name, const char *text)
{
	FILE *f = fopen(path_of(name), "w");

	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
}

static void begin(void)
{
	snprintf(data, sizeof(data), "/tmp/kenshin-test-keep-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(data));
	mkdir(path_of("kenshin"), 0700);
	put("kenshin/chamber.txt", KEY "\n");
	put("identity", SECRET);
	err_clear(&err);
}

static void end(void)
{
	char command[100];

	snprintf(command, sizeof(command), "rm -rf '%s'", data);
#undef system
	ck_assert_int_eq(system(command), 0);
}

static bool no_age(void)
{
	if (access("/usr/bin/age", X_OK) == 0)
		return false;
	printf("skipped: no age\n");
	return true;
}

START_TEST(there_and_back)
{
	static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 300000 };
	struct str back = STR_INIT(1 << 20);
	char name[KEEP_NAME_SIZE], identity[256];
	char *records = malloc(sizes[_i] + 1);
	struct stat st;

	if (no_age()) {
		free(records);
		return;
	}
	memset(records, 'x', sizes[_i] + 1);
	ck_assert_int_eq(keep_seal(data, records, sizes[_i], NULL, NOW, name, &err), 0);
	ck_assert_uint_eq(strlen(name), 36);
	snprintf(identity, sizeof(identity), "%s", path_of("identity"));
	ck_assert_int_eq(stat(path_of("results"), &st), 0);
	ck_assert_int_eq(chdir(data), 0); /* a path that is not absolute, too */
	snprintf(identity, sizeof(identity), "results/%s", name);
	ck_assert_int_eq(keep_open(identity, "identity", NULL, &back, &err), 0);
	ck_assert_uint_eq(back.len, sizes[_i]);
	ck_assert_int_eq(memcmp(str_c(&back), records, sizes[_i]), 0);
	ck_assert_int_eq(chdir("/"), 0);
	str_done(&back);
	free(records);
}
END_TEST

START_TEST(nothing_without_a_key)
{
	static const char *const lists[] = { "", "# nobody\n", "age1\n", KEY "\nnobody\n" };
	char name[KEEP_NAME_SIZE];
	struct stat st;

	put("kenshin/chamber.txt", lists[_i]);
	ck_assert_int_eq(keep_seal(data, "x", 1, NULL, NOW, name, &err), -ENOKEY);
	ck_assert_int_lt(stat(path_of("results"), &st), 0);
}
END_TEST

START_TEST(not_the_right_key)
{
	struct str back = STR_INIT(1 << 20);
	char name[KEEP_NAME_SIZE], file[300], identity[256];

	if (no_age())
		return;
	put("kenshin/chamber.txt", OTHER);
	ck_assert_int_eq(keep_seal(data, "x", 1, NULL, NOW, name, &err), 0);
	snprintf(file, sizeof(file), "%s/results/%s", data, name);
	snprintf(identity, sizeof(identity), "%s", path_of("identity"));
	ck_assert_int_eq(keep_open(file, identity, NULL, &back, &err), -EACCES);
	ck_assert_uint_eq(back.len, 0);
	put("broken", "age-encryption.org/v1\n-> X25519 x\n");
	ck_assert_int_lt(keep_open(path_of("broken"), identity, NULL, &back, &err), 0);
	ck_assert_int_eq(keep_open("/nowhere/x", identity, NULL, &back, &err), -ENOENT);
	ck_assert_int_eq(keep_open(file, "/nowhere/key", NULL, &back, &err), -ENOENT);
	str_done(&back);
}
END_TEST

START_TEST(bounds_of_files)
{
	struct str text = STR_INIT(100);

	put("kenshin/x", "12345");
	ck_assert_int_eq(keep_read(data, "kenshin/x", 4, &text, &err), -EFBIG);
	str_clear(&text);
	ck_assert_int_eq(keep_read(data, "kenshin/x", 5, &text, &err), 0);
	ck_assert_str_eq(str_c(&text), "12345");
	ck_assert_int_eq(keep_read(data, "kenshin", 5, &text, &err), -EINVAL);
	ck_assert_int_eq(keep_read(data, "kenshin/y", 5, &text, &err), -ENOENT);
	ck_assert_int_eq(symlink("x", path_of("kenshin/link")), 0);
	ck_assert_int_eq(keep_read(data, "kenshin/link", 5, &text, &err), -ELOOP);
	ck_assert_int_eq(mkfifo(path_of("kenshin/pipe"), 0600), 0);
	ck_assert_int_eq(keep_read(data, "kenshin/pipe", 5, &text, &err), -EINVAL);
	ck_assert_int_eq(keep_write(data, "kenshin/x", "new", 3, TIME_ABSENT, &err), 0);
	str_clear(&text);
	ck_assert_int_eq(keep_read(data, "kenshin/x", 5, &text, &err), 0);
	ck_assert_str_eq(str_c(&text), "new");
	ck_assert_int_lt(keep_write(data, "nowhere/x", "new", 3, TIME_ABSENT, &err), 0);
	str_done(&text);
}
END_TEST

static const struct {
	const char *name;
	bool swept;
} names[] = {
	{ "kenshin/.tally.csv.999999.part", true },
	{ "kenshin/.x.1.part", true }, /* number 1 is none of ours */
	{ "kenshin/tally.csv", false },
	{ "kenshin/.tally.csv.part", false },
	{ "kenshin/.tally.csv.x1.part", false },
	{ "kenshin/..part", false },
	{ "kenshin/.1.part", false },
	{ "kenshin/x.1.part", false },
	{ "kenshin/.x.1.part.csv", false },
};

START_TEST(left_overs)
{
	struct stat st;

	put(names[_i].name, "half");
	ck_assert_int_eq(keep_sweep(data, &err), names[_i].swept);
	ck_assert_int_eq(stat(path_of(names[_i].name), &st), names[_i].swept ? -1 : 0);
}
END_TEST

/* What we ourselves are writing is no left-over. */
START_TEST(not_our_own)
{
	char name[64];
	struct stat st;

	snprintf(name, sizeof(name), "kenshin/.x.%ld.part", (long)getpid());
	put(name, "half");
	ck_assert_int_eq(keep_sweep(data, &err), 0);
	ck_assert_int_eq(stat(path_of(name), &st), 0);
}
END_TEST

START_TEST(list_of_results)
{
	char(*list)[KEEP_NAME_SIZE];

	ck_assert_int_eq(keep_list(data, &list, &err), 0);
	free(list);
	mkdir(path_of("results"), 0700);
	put("results/ffffffffffffffffffffffffffffffff.age", "");
	put("results/0123456789abcdef0123456789abcdef.age", "");
	put("results/0123456789ABCDEF0123456789abcdef.age", "");
	put("results/0123456789abcdef0123456789abcde.age", "");
	put("results/.0123456789abcdef0123456789abcdef.age.1.part", "");
	ck_assert_int_eq(keep_list(data, &list, &err), 2);
	ck_assert_str_eq(list[0], "0123456789abcdef0123456789abcdef.age");
	free(list);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("keep");
	TCase *t = tcase_create("keep");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, begin, end);
	tcase_add_loop_test(t, there_and_back, 0, 6);
	tcase_add_loop_test(t, nothing_without_a_key, 0, 4);
	tcase_add_test(t, not_the_right_key);
	tcase_add_test(t, bounds_of_files);
	tcase_add_loop_test(t, left_overs, 0, (int)LEN(names));
	tcase_add_test(t, not_our_own);
	tcase_add_test(t, list_of_results);
	return suite_result(s, t);
}
