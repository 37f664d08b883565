/* SPDX-License-Identifier: GPL-2.0-or-later */
/* L7: folders in the cloud. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_cloud_folders;

static const struct {
	int64_t folders;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 0, ANSWER_OK, NULL },
	{ 1, ANSWER_NOTICE, NULL },
	{ 3, ANSWER_NOTICE, NULL },
};

static void add_one(struct bench *b, int64_t folders)
{
	FACTS_ADD(&b->facts, cloud_folders, CLOUD_FOLDERS, "HKCU\\x")->folders = folders;
}

static void add(struct bench *b, int i)
{
	add_one(b, 0);
	add_one(b, rows[i].folders);
}

static void good(struct bench *b)
{
	add_one(b, 0);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_collected(&b, &check_cloud_folders);
	bench_want(&b, &check_cloud_folders, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_cloud_folders, good);
	ck_assert_int_eq(bench_nothing_found(&check_cloud_folders), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("cloud-folders");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("cloud-folders", cases);
}
