/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P11 for Linux: every answer of linux-second-root. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_linux_second_root;

static const struct row {
	int64_t uid, other;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 0, 1000, ANSWER_OK, NULL },
	{ 0, 0, ANSWER_DANGER, "second-root" },
	{ 0, NUMBER_ABSENT, ANSWER_COULD_NOT_LOOK, NULL },
	{ 1000, 1001, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, const struct row *r)
{
	FACTS_ADD(&b->facts, linux_account, LINUX_ACCOUNT, "/etc/passwd")->uid = r->uid;
	FACTS_ADD(&b->facts, linux_account, LINUX_ACCOUNT, "/etc/passwd")->uid = r->other;
}

static void good(struct bench *b)
{
	add(b, &rows[0]);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, &rows[_i]);
	bench_collected(&b, &check_linux_second_root);
	bench_want(&b, &check_linux_second_root, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_linux_second_root, good);
	ck_assert_int_eq(bench_nothing_found(&check_linux_second_root), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("linux-second-root");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("linux-second-root", cases);
}
