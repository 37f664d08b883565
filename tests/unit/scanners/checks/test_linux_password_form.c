/* SPDX-License-Identifier: GPL-2.0-or-later */
/* P5 for Linux: every answer of linux-password-form. */
#include "tests/unit/scanners/checks/bench.h"

extern const struct check check_linux_password_form;

static const struct row {
	const char *password, *form;
	int64_t days;
	enum answer_kind want;
	const char *advice;
} rows[] = {
	{ "set", "usual", 100, ANSWER_OK, NULL },
	{ "set", "old", 100, ANSWER_NOTICE, "drop-old-form" },
	{ "set", "usual", 1827, ANSWER_NOTICE, "change-old-password" },
	{ "set", "usual", -1, ANSWER_OK, NULL },
	{ "locked", NULL, 5000, ANSWER_OK, NULL },
	{ NULL, NULL, 0, ANSWER_COULD_NOT_LOOK, NULL },
};

static void add(struct bench *b, const struct row *r)
{
	struct fact_linux_account *f;

	if (!r->password)
		return;
	f = FACTS_ADD(&b->facts, linux_account, LINUX_ACCOUNT, "/etc/shadow");
	f->password = r->password;
	f->form = r->form;
	f->signs_in = FLAG_YES;
	if (r->days >= 0)
		f->changed = DAYS_BEFORE_USE(r->days);
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
	bench_collected(&b, &check_linux_password_form);
	bench_want(&b, &check_linux_password_form, rows[_i].want, rows[_i].advice);
	bench_end(&b);
}
END_TEST

START_TEST(says_what_is_missing)
{
	bench_missing(&check_linux_password_form, good);
	ck_assert_int_eq(bench_nothing_found(&check_linux_password_form), ANSWER_COULD_NOT_LOOK);
}
END_TEST

static TCase *cases(void)
{
	TCase *tc = tcase_create("linux-password-form");

	tcase_add_loop_test(tc, judges_each_row, 0, LEN(rows));
	tcase_add_test(tc, says_what_is_missing);
	return tc;
}

int main(void)
{
	return bench_main("linux-password-form", cases);
}
