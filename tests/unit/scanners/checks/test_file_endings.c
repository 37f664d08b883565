/* SPDX-License-Identifier: GPL-2.0-or-later */
/* H8: endings of file names. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_file_endings;

static const struct {
	enum flag hidden;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ FLAG_NO, ANSWER_OK, NULL },
	{ FLAG_YES, ANSWER_NOTICE, NULL },
	{ FLAG_ABSENT, ANSWER_NOTICE, NULL }, /* Windows' own way */
};

static void add_one(struct bench *b, enum flag hidden)
{
	FACTS_ADD(&b->facts, folder_view, FOLDER_VIEW, "HKCU\\x")->endings_hidden = hidden;
}

static void add(struct bench *b, int i)
{
	add_one(b, rows[i].hidden);
	add_one(b, FLAG_NO);
}

static void good(struct bench *b)
{
	add_one(b, FLAG_NO);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_collected(&b, &check_file_endings);
	bench_want(&b, &check_file_endings, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_file_endings, good);
	ck_assert_int_eq(bench_nothing_found(&check_file_endings), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("file-endings");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("file-endings", cases);
}
