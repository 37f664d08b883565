/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P17: passwords that browsers keep. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_browser_passwords;

static const struct {
	int64_t count, money;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ 0, 0, ANSWER_OK, NULL },
	{ 12, 0, ANSWER_NOTICE, NULL },
	{ 12, 1, ANSWER_DANGER, "bank-passwords-out" },
};

static void add_one(struct bench *b, int64_t count, int64_t money)
{
	struct fact_browser_passwords *f =
	    FACTS_ADD(&b->facts, browser_passwords, BROWSER_PASSWORDS, "AppData");

	f->browser = "edge";
	f->count = count;
	f->money = money;
}

static void add(struct bench *b, int i)
{
	add_one(b, 0, 0);
	add_one(b, rows[i].count, rows[i].money);
}

static void good(struct bench *b)
{
	add_one(b, 0, 0);
}

START_TEST(judges_each_row)
{
	struct bench b;

	bench_begin(&b);
	add(&b, _i);
	bench_collected(&b, &check_browser_passwords);
	bench_want(&b, &check_browser_passwords, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_browser_passwords, good);
	ck_assert_int_eq(bench_nothing_found(&check_browser_passwords), ANSWER_OK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("browser-passwords");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("browser-passwords", cases);
}
