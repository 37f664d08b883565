/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P18: files named like lists of passwords. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_password_files;

static const struct {
	int64_t count, open;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 0, 0, ANSWER_OK, NULL },
	{ 1, 0, ANSWER_CONCERN, "password-list-away" },
	{ 2, 1, ANSWER_DANGER, "password-list-away" },
};

static void add(struct bench *b, int i)
{
	struct fact_password_files *f;

	if (!rows[i].count)
		return;
	f = FACTS_ADD(&b->facts, password_files, PASSWORD_FILES, "Users");
	f->place = "desktop";
	f->count = rows[i].count;
	f->open = rows[i].open;
}

static void good(struct bench *b)
{
	(void)b;
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_collected(&b, &check_password_files);
	bench_want(&b, &check_password_files, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_password_files, good);
	ck_assert_int_eq(bench_nothing_found(&check_password_files), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("password-files");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("password-files", cases);
}
