/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P1 for Linux: every answer of linux-blank-password. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_linux_blank_password;

static const struct row {
	const char *password;
	enum flag signs_in;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "set", FLAG_YES, ANSWER_OK, NULL },
	{ "locked", FLAG_YES, ANSWER_OK, NULL },
	{ "none", FLAG_YES, ANSWER_DANGER, "set-password" },
	{ "none", FLAG_NO, ANSWER_COULD_NOT_LOOK, NULL },
	{ "unreadable", FLAG_YES, ANSWER_COULD_NOT_LOOK, NULL },
	{ NULL, FLAG_YES, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, const struct row *r)
{
	struct fact_linux_account *f;

	if (!r->password)
		return;
	f = FACTS_ADD(&b->facts, linux_account, LINUX_ACCOUNT, "/etc/shadow");
	f->password = r->password;
	f->signs_in = r->signs_in;
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
	bench_collected(&b, &check_linux_blank_password);
	bench_want(&b, &check_linux_blank_password, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_linux_blank_password, good);
	ck_assert_int_eq(bench_nothing_found(&check_linux_blank_password), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("linux-blank-password");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("linux-blank-password", cases);
}
